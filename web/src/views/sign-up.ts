import { signUp as register } from "aws-amplify/auth";
import { h, link } from "../dom.ts";
import { dropDrafts } from "../drafts.ts";
import { awaitConfirmation, enter } from "../entrance.ts";
import { passwordField, textField } from "../fields.ts";
import { form } from "../form.ts";
import { phoneField } from "../phone-field.ts";
import type { View } from "../router.ts";
import { localNote } from "./local-note.ts";

export const signUp: View = {
  title: "Create an account",
  access: "signed-out",
  render: (settings) => [
    form({
      fields: [
        phoneField(),
        textField({ name: "name", label: "Name", autocomplete: "name" }),
        textField({ name: "company", label: "Company", autocomplete: "organization", optional: true }),
        textField({ name: "role", label: "Role", autocomplete: "organization-title", optional: true }),
        passwordField("password", "Password", settings.passwordPolicy),
      ],
      button: "Create account",
      busy: "Creating your account…",
      draft: "sign-up",
      after: [localNote(settings, "smsCode"), h("p", { class: "aside" }, "Already have an account? ", link("Sign in", "sign-in"))],
      act: async ({ phone, name, company, role, password }) => {
        const { isSignUpComplete } = await register({
          username: phone,
          password,
          options: { userAttributes: { phone_number: phone, name, ...profile(company, role) } },
        });
        dropDrafts("confirming");
        if (isSignUpComplete) await enter(phone, password);
        else awaitConfirmation(phone, password);
      },
    }),
  ],
};

/** An attribute left empty is not sent at all. */
function profile(company: string, role: string): Record<string, string> {
  return { ...(company && { "custom:company": company }), ...(role && { "custom:role_name": role }) };
}
