import { confirmUserAttribute, updateUserAttributes } from "aws-amplify/auth";
import { h, link } from "../dom.ts";
import { draft, dropDrafts, keepDraft } from "../drafts.ts";
import { codeField } from "../fields.ts";
import { alertBox, form } from "../form.ts";
import { phoneField } from "../phone-field.ts";
import { go, goInstead } from "../router.ts";
import { liveSession } from "../session.ts";
import type { View } from "../view.ts";
import { words } from "../words/index.ts";
import { figures } from "./figures.ts";
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
  go("profile", words.notices.numberChanged);
}

export const newPhone: View = {
  says: () => words.newPhone,
  access: "signed-in",
  render: ({ countries }) => [
    form({
      fields: [phoneField({ served: countries, label: words.phone.newLabel, draftKey: "new-number" })],
      button: words.codes.send,
      busy: words.busy.sending,
      act: async ({ phone }) => {
        if (!(await requestChange(phone))) return changed();
        keepDraft("verifying", phone);
        go("phone-code");
      },
      after: [h("p", { class: "aside" }, link(words.newPhone.keep, "profile"))],
    }),
  ],
};

export const newPhoneCode: View = {
  says: () => words.newPhoneCode,
  access: "signed-in",
  render: (settings) => {
    const phone = draft("verifying");
    if (!phone) {
      goInstead("phone");
      return [];
    }
    const alert = alertBox();
    return [
      h("p", { class: "lead" }, ...words.codes.sentTo(figures(phone))),
      form({
        fields: [codeField(words.fields.smsCode)],
        button: words.newPhoneCode.button,
        busy: words.busy.checking,
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
      h("p", { class: "aside" }, link(words.ways.anotherNumber, "phone")),
    ];
  },
};
