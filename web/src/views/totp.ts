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

const lead = "Open this in an authenticator app on this device, or scan it with one on another. Then enter the code that the app shows.";

export const totp: View = {
  title: "Set up an authenticator app",
  lead,
  access: "signed-in",
  render: async () => {
    const [{ id }, details] = [await liveSession(), await setUpTOTP()];
    return [
      enrolmentCard(details, String(id["phone_number"])),
      form({
        fields: [codeField("Code from your app", "The app shows a new one every 30 seconds.")],
        button: "Turn on",
        busy: "Checking…",
        act: async ({ code }) => {
          await verifyTOTPSetup({ code });
          await updateMFAPreference({ totp: "PREFERRED" });
          go("security", "The authenticator app is on.");
        },
        after: [h("p", { class: "aside" }, link("Not now", "security"))],
      }),
    ];
  },
};

/** For a person whose pool demands a second factor at the first sign-in. */
export const requiredTotp: View = {
  title: "Set up an authenticator app",
  lead,
  access: "signed-out",
  render: () => {
    const enrolment = pendingEnrolment();
    if (!enrolment) {
      goInstead("sign-in", "Start again: sign in, and you can set up your app.");
      return [];
    }
    return [
      enrolmentCard(enrolment, draft("signing-in") ?? ""),
      form({
        fields: [codeField("Code from your app", "The app shows a new one every 30 seconds.")],
        button: "Turn on and sign in",
        busy: "Checking…",
        act: ({ code }) => respond(code),
        after: [h("p", { class: "aside" }, link("Start again", "sign-in"))],
      }),
    ];
  },
};
