import { h, link } from "../dom.ts";
import { respond } from "../entrance.ts";
import { codeField, passwordField } from "../fields.ts";
import { form } from "../form.ts";
import type { View } from "../view.ts";

/** Amplify keeps the open challenge over a reload, for the three minutes that Cognito does. */
function codeChallenge(title: string, lead: string, label: string): View {
  return {
    title, lead, access: "signed-out",
    render: () => [
      form({
        fields: [codeField(label)],
        button: "Sign in",
        busy: "Checking…",
        act: ({ code }) => respond(code),
        after: [h("p", { class: "aside" }, link("Start again", "sign-in"))],
      }),
    ],
  };
}

export const totpChallenge = codeChallenge(
  "One more step", "Open your authenticator app and enter the code it shows for this account.", "Code from your app");

export const smsChallenge = codeChallenge(
  "One more step", "We sent a six-digit code to your phone.", "Code from the SMS");

/** For a person whose account an administrator made with a temporary password. */
export const newPassword: View = {
  title: "Choose your password",
  lead: "You signed in with a temporary password. Choose your own now.",
  access: "signed-out",
  render: ({ passwordPolicy }) => [
    form({
      fields: [passwordField("password", "New password", passwordPolicy)],
      button: "Save and sign in",
      busy: "Saving…",
      act: ({ password }) => respond(password),
    }),
  ],
};
