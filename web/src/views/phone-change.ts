import { confirmUserAttribute, updateUserAttributes } from "aws-amplify/auth";
import { h, link } from "../dom.ts";
import { draft, dropDrafts, keepDraft } from "../drafts.ts";
import { codeField } from "../fields.ts";
import { alertBox, form } from "../form.ts";
import { phoneField } from "../phone-field.ts";
import { pretty } from "../phone.ts";
import { go, goInstead } from "../router.ts";
import { liveSession } from "../session.ts";
import type { View } from "../view.ts";
import { localNote } from "./local-note.ts";
import { resendButton } from "./resend.ts";

/** Asks Cognito to change the number; true when the new one has to be verified first. */
async function requestChange(phone: string): Promise<boolean> {
  const { phone_number } = await updateUserAttributes({ userAttributes: { phone_number: phone } });
  return phone_number?.nextStep.updateAttributeStep === "CONFIRM_ATTRIBUTE_WITH_CODE";
}

async function changed(): Promise<void> {
  dropDrafts("new-number", "verifying", "phone");
  await liveSession(true);
  go("profile", "Your number is changed. Sign in with it from now on.");
}

export const newPhone: View = {
  title: "Change your number",
  lead: "We text a code to the new number. Until you enter it, the old number stays yours.",
  access: "signed-in",
  render: ({ countries }) => [
    form({
      fields: [phoneField({ served: countries, label: "New mobile number", draftKey: "new-number" })],
      button: "Send the code",
      busy: "Sending…",
      act: async ({ phone }) => {
        if (!(await requestChange(phone))) return changed();
        keepDraft("verifying", phone);
        go("phone-code");
      },
      after: [h("p", { class: "aside" }, link("Keep the number I have", "profile"))],
    }),
  ],
};

export const newPhoneCode: View = {
  title: "Verify your new number",
  access: "signed-in",
  render: (settings) => {
    const phone = draft("verifying");
    if (!phone) {
      goInstead("phone");
      return [];
    }
    const alert = alertBox();
    return [
      h("p", { class: "lead" }, "We sent a six-digit code to ", h("strong", { class: "figures" }, pretty(phone)), "."),
      form({
        fields: [codeField("Code from the SMS")],
        button: "Verify",
        busy: "Checking…",
        act: async ({ code }) => {
          await confirmUserAttribute({ userAttributeKey: "phone_number", confirmationCode: code });
          await changed();
        },
        after: [localNote(settings, "smsCode")],
      }),
      alert.element,
      resendButton(alert, async () => {
        await requestChange(phone);
      }),
      h("p", { class: "aside" }, link("Use another number", "phone")),
    ];
  },
};
