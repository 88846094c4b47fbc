import { h, link } from "../dom.ts";
import { draft } from "../drafts.ts";
import { respond } from "../entrance.ts";
import { codeField, passwordField } from "../fields.ts";
import { form } from "../form.ts";
import { goInstead } from "../router.ts";
import type { Settings } from "../settings.ts";
import type { View } from "../view.ts";
import { type Words, words } from "../words/index.ts";

/** A question of a sign-in that goes on: to who has begun none, its words would not be true. Amplify keeps the open challenge over a reload, for the three minutes that Cognito does. */
function challenge(which: keyof Words["challenge"], ask: (phone: string, settings: Settings) => HTMLElement): View {
  return {
    says: () => words.challenge[which],
    access: "signed-out",
    render: (settings) => {
      const phone = draft("signing-in");
      if (phone) return [ask(phone, settings)];
      goInstead("sign-in", words.notices.signInFirst);
      return [];
    },
  };
}

function codeChallenge(which: "app" | "sms", label: "appCode" | "smsCode"): View {
  return challenge(which, () => form({
    fields: [codeField(words.fields[label])],
    button: words.ways.signIn,
    busy: words.busy.checking,
    act: ({ code }) => respond(code),
    after: [h("p", { class: "aside" }, link(words.ways.startAgain, "sign-in"))],
  }));
}

export const totpChallenge = codeChallenge("app", "appCode");

export const smsChallenge = codeChallenge("sms", "smsCode");

/** For a person whose account an administrator made with a temporary password. */
export const newPassword = challenge("password", (username, { passwordPolicy }) => form({
  username,
  fields: [passwordField("password", words.fields.newPassword, passwordPolicy)],
  button: words.challenge.password.button,
  busy: words.busy.saving,
  act: ({ password }) => respond(password),
}));
