import { confirmResetPassword, resetPassword } from "aws-amplify/auth";
import { h, link } from "../dom.ts";
import { draft, dropDrafts, keepDraft } from "../drafts.ts";
import { enter } from "../entrance.ts";
import { codeField, passwordField } from "../fields.ts";
import { alertBox, form } from "../form.ts";
import { phoneField } from "../phone-field.ts";
import { pretty } from "../phone.ts";
import { go, goInstead } from "../router.ts";
import type { View } from "../view.ts";
import { localNote } from "./local-note.ts";
import { resendButton } from "./resend.ts";

export const forgot: View = {
  title: "Forgot your password?",
  lead: "We text you a code; with it you choose a new password.",
  access: "signed-out",
  render: ({ countries }) => [
    form({
      fields: [phoneField({ served: countries })],
      button: "Send the code",
      busy: "Sending…",
      act: async ({ phone }) => {
        await resetPassword({ username: phone });
        keepDraft("resetting", phone);
        go("reset");
      },
      after: [h("p", { class: "aside" }, link("Back to sign in", "sign-in"))],
    }),
  ],
};

export const reset: View = {
  title: "Choose a new password",
  access: "signed-out",
  render: (settings) => {
    const phone = draft("resetting");
    if (!phone) {
      goInstead("forgot");
      return [];
    }
    const alert = alertBox();
    return [
      h("p", { class: "lead" }, "If there is an account for ", h("strong", { class: "figures" }, pretty(phone)),
        ", a six-digit code is on its way to it."),
      form({
        username: phone,
        fields: [codeField("Code from the SMS"), passwordField("password", "New password", settings.passwordPolicy)],
        button: "Set password and sign in",
        busy: "Saving…",
        act: async ({ code, password }) => {
          await confirmResetPassword({ username: phone, confirmationCode: code, newPassword: password });
          dropDrafts("resetting");
          await enter(phone, password);
        },
        after: [localNote(settings, "resetCode")],
      }),
      alert.element,
      resendButton(alert, async () => {
        await resetPassword({ username: phone });
      }),
      h("p", { class: "aside" }, link("Use another number", "forgot")),
    ];
  },
};
