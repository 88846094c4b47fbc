import { h, link } from "../dom.ts";
import { enter } from "../entrance.ts";
import { passwordField } from "../fields.ts";
import { form } from "../form.ts";
import { phoneField } from "../phone-field.ts";
import type { View } from "../view.ts";
import { words } from "../words/index.ts";

export const signIn: View = {
  says: () => words.signIn,
  access: "signed-out",
  render: ({ countries }) => [
    form({
      fields: [phoneField({ served: countries, others: true }), passwordField("password", words.fields.password)],
      button: words.ways.signIn,
      busy: words.busy.signingIn,
      act: ({ phone, password }) => enter(phone, password),
      after: [
        h("p", { class: "aside" }, link(words.ways.forgot, "forgot")),
        h("p", { class: "aside" }, words.signIn.newHere, " ", link(words.ways.createAccount, "sign-up")),
      ],
    }),
  ],
};
