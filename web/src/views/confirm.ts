import { confirmSignUp, resendSignUpCode } from "aws-amplify/auth";
import { h, link } from "../dom.ts";
import { draft, dropDrafts } from "../drafts.ts";
import { enterConfirmed } from "../entrance.ts";
import { codeField } from "../fields.ts";
import { alertBox, form } from "../form.ts";
import { goInstead } from "../router.ts";
import type { View } from "../view.ts";
import { words } from "../words/index.ts";
import { figures } from "./figures.ts";
import { localNote } from "./local-note.ts";
import { resendButton } from "./resend.ts";

export const confirm: View = {
  says: () => words.confirm,
  access: "signed-out",
  render: (settings) => {
    const phone = draft("confirming");
    if (!phone) {
      goInstead("sign-in", words.notices.signInForCode);
      return [];
    }
    const alert = alertBox();
    return [
      h("p", { class: "lead" }, ...words.codes.sentTo(figures(phone))),
      form({
        fields: [codeField(words.fields.smsCode)],
        button: words.confirm.button,
        busy: words.busy.checking,
        act: async ({ code }) => {
          await confirmSignUp({ username: phone, confirmationCode: code });
          dropDrafts("confirming");
          await enterConfirmed(phone);
        },
        after: [localNote(settings, "smsCode")],
      }),
      alert.element,
      resendButton(alert, async () => {
        await resendSignUpCode({ username: phone });
      }),
      h("p", { class: "aside" }, words.confirm.notYours, " ", link(words.confirm.change, "sign-up")),
    ];
  },
};
