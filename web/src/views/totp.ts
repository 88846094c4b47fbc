import { setUpTOTP, updateMFAPreference, verifyTOTPSetup } from "aws-amplify/auth";
import { h, link } from "../dom.ts";
import { draft } from "../drafts.ts";
import { enrolmentCard } from "../enrolment.ts";
import { pendingEnrolment, respond } from "../entrance.ts";
import { codeField } from "../fields.ts";
import { form } from "../form.ts";
import { go, goInstead } from "../router.ts";
import { liveSession } from "../session.ts";
import type { View } from "../view.ts";
import { words } from "../words/index.ts";

export const totp: View["render"] = async () => {
  const [{ id }, details] = [await liveSession(), await setUpTOTP()];
  return [
    enrolmentCard(details, String(id["phone_number"])),
    form({
      fields: [codeField(words.fields.appCode, words.fields.appCodeHint)],
      button: words.totp.turnOn,
      busy: words.busy.checking,
      act: async ({ code }) => {
        await verifyTOTPSetup({ code });
        await updateMFAPreference({ totp: "PREFERRED" });
        go("security", words.notices.appOn);
      },
      after: [h("p", { class: "aside" }, link(words.totp.notNow, "security"))],
    }),
  ];
};

/** For a person whose pool demands a second factor at the first sign-in. */
export const requiredTotp: View["render"] = () => {
  const enrolment = pendingEnrolment();
  if (!enrolment) {
    goInstead("sign-in", words.notices.signInForApp);
    return [];
  }
  return [
    enrolmentCard(enrolment, draft("signing-in") ?? ""),
    form({
      fields: [codeField(words.fields.appCode, words.fields.appCodeHint)],
      button: words.totp.turnOnAndSignIn,
      busy: words.busy.checking,
      act: ({ code }) => respond(code),
      after: [h("p", { class: "aside" }, link(words.ways.startAgain, "sign-in"))],
    }),
  ];
};
