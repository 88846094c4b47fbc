import { confirmSignUp, resendSignUpCode } from "aws-amplify/auth";
import { h, link } from "../dom.ts";
import { draft, dropDrafts } from "../drafts.ts";
import { enterConfirmed } from "../entrance.ts";
import { codeField } from "../fields.ts";
import { alertBox, form } from "../form.ts";
import { pretty } from "../phone.ts";
import { goInstead } from "../router.ts";
import type { View } from "../view.ts";
import { localNote } from "./local-note.ts";
import { resendButton } from "./resend.ts";

export const confirm: View = {
  title: "Enter the code",
  access: "signed-out",
  render: (settings) => {
    const phone = draft("confirming");
    if (!phone) {
      goInstead("sign-in", "Sign in with your number, and you can enter its code.");
      return [];
    }
    const alert = alertBox();
    return [
      h("p", { class: "lead" }, "We sent a six-digit code to ", h("strong", { class: "figures" }, pretty(phone)), "."),
      form({
        fields: [codeField("Code from the SMS")],
        button: "Confirm",
        busy: "Checking…",
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
      h("p", { class: "aside" }, "Not your number? ", link("Change it", "sign-up")),
    ];
  },
};
