import { h, link } from "../dom.ts";
import { respond } from "../entrance.ts";
import { codeField, passwordField } from "../fields.ts";
import { form } from "../form.ts";
import type { View } from "../view.ts";
import { words } from "../words/index.ts";

/** Amplify keeps the open challenge over a reload, for the three minutes that Cognito does. */
function codeChallenge(which: "app" | "sms", label: "appCode" | "smsCode"): View {
  return {
    says: () => words.challenge[which],
    access: "signed-out",
    render: () => [
      form({
        fields: [codeField(words.fields[label])],
        button: words.ways.signIn,
        busy: words.busy.checking,
        act: ({ code }) => respond(code),
        after: [h("p", { class: "aside" }, link(words.ways.startAgain, "sign-in"))],
      }),
    ],
  };
}

export const totpChallenge = codeChallenge("app", "appCode");

export const smsChallenge = codeChallenge("sms", "smsCode");

/** For a person whose account an administrator made with a temporary password. */
export const newPassword: View = {
  says: () => words.challenge.password,
  access: "signed-out",
  render: ({ passwordPolicy }) => [
    form({
      fields: [passwordField("password", words.fields.newPassword, passwordPolicy)],
      button: words.challenge.password.button,
      busy: words.busy.saving,
      act: ({ password }) => respond(password),
    }),
  ],
};
