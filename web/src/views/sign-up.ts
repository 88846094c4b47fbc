import { signUp as register } from "aws-amplify/auth";
import { attributeFields } from "../attribute-field.ts";
import { type AttributeName, pick } from "../attributes.ts";
import { h, link } from "../dom.ts";
import { dropDrafts } from "../drafts.ts";
import { awaitConfirmation, enter } from "../entrance.ts";
import { passwordField, textField } from "../fields.ts";
import { form } from "../form.ts";
import { phoneField } from "../phone-field.ts";
import type { View } from "../view.ts";
import { words } from "../words/index.ts";
import { localNote } from "./local-note.ts";

export const signUp: View = {
  says: () => words.signUp,
  access: "signed-out",
  render: (settings) => [
    form({
      fields: [
        phoneField({ served: settings.countries }),
        textField({ name: "name", words: words.fields.name, autocomplete: "name" }),
        ...attributeFields(pick(settings.attributes, ({ writable }) => writable)),
        passwordField("password", words.fields.password, settings.passwordPolicy),
      ],
      button: words.signUp.button,
      busy: words.busy.creating,
      draft: "sign-up",
      after: [localNote(settings, "smsCode"), h("p", { class: "aside" }, words.signUp.have, " ", link(words.ways.signIn, "sign-in"))],
      act: async ({ phone, name, password, ...custom }) => {
        const { isSignUpComplete } = await register({
          username: phone,
          password,
          options: { userAttributes: { phone_number: phone, name, ...given(custom) } },
        });
        dropDrafts("confirming");
        if (isSignUpComplete) await enter(phone, password);
        else awaitConfirmation(phone, password);
      },
    }),
  ],
};

/** An attribute left empty is not sent at all. */
function given(values: Readonly<Record<AttributeName, string>>): Record<AttributeName, string> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value));
}
