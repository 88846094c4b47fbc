import { setUpTOTP, updateMFAPreference, verifyTOTPSetup } from "aws-amplify/auth";
import { h, link } from "../dom.ts";
import { draft } from "../drafts.ts";
import { enrolmentCard, pendingEnrolment } from "../enrolment.ts";
import { codeField } from "../fields.ts";
import { form } from "../form.ts";
import { go, goInstead } from "../router.ts";
import { liveSession } from "../session.ts";
import type { View } from "../view.ts";
import { respond } from "./challenges.ts";

const lead = "Scan this with an app such as Aegis, Google Authenticator or 1Password, then enter the code it shows.";

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
