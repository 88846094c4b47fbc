import { confirmResetPassword, resetPassword } from "aws-amplify/auth";
import { h, link } from "../dom.ts";
import { draft, dropDrafts, keepDraft } from "../drafts.ts";
import { enter } from "../entrance.ts";
import { codeField, passwordField } from "../fields.ts";
import { alertBox, form } from "../form.ts";
import { phoneField } from "../phone-field.ts";
import { go, goInstead } from "../router.ts";
import type { View } from "../view.ts";
import { words } from "../words/index.ts";
import { figures } from "./figures.ts";
import { localNote } from "./local-note.ts";
import { resendButton } from "./resend.ts";

export const forgot: View = {
  says: () => words.forgot,
  access: "signed-out",
  render: ({ countries }) => [
    form({
      fields: [phoneField({ served: countries })],
      button: words.codes.send,
      busy: words.busy.sending,
      act: async ({ phone }) => {
        await resetPassword({ username: phone });
        keepDraft("resetting", phone);
        go("reset");
      },
      after: [h("p", { class: "aside" }, link(words.forgot.back, "sign-in"))],
    }),
  ],
};

export const reset: View = {
  says: () => words.reset,
  access: "signed-out",
  render: (settings) => {
    const phone = draft("resetting");
    if (!phone) {
      goInstead("forgot");
      return [];
    }
    const alert = alertBox();
    return [
      h("p", { class: "lead" }, ...words.codes.perhapsSentTo(figures(phone))),
      form({
        username: phone,
        fields: [codeField(words.fields.smsCode), passwordField("password", words.fields.newPassword, settings.passwordPolicy)],
        button: words.reset.button,
        busy: words.busy.saving,
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
      h("p", { class: "aside" }, link(words.ways.anotherNumber, "forgot")),
    ];
  },
};
