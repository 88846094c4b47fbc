import { h, link } from "../dom.ts";
import { enter } from "../entrance.ts";
import { passwordField } from "../fields.ts";
import { form } from "../form.ts";
import { phoneField } from "../phone-field.ts";
import type { View } from "../view.ts";

export const signIn: View = {
  title: "Sign in",
  access: "signed-out",
  render: ({ countries }) => [
    form({
      fields: [phoneField({ served: countries, others: true }), passwordField("password", "Password")],
      button: "Sign in",
      busy: "Signing in…",
      act: ({ phone, password }) => enter(phone, password),
      after: [
        h("p", { class: "aside" }, link("Forgot your password?", "forgot")),
        h("p", { class: "aside" }, "New here? ", link("Create an account", "sign-up")),
      ],
    }),
  ],
};
