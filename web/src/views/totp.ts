import { setUpTOTP, updateMFAPreference, verifyTOTPSetup } from "aws-amplify/auth";
import { h, link } from "../dom.ts";
import { codeField } from "../fields.ts";
import { form } from "../form.ts";
import { qrCode } from "../qr.ts";
import { go } from "../router.ts";
import { liveSession } from "../session.ts";
import type { View } from "../view.ts";

const issuer = "Phone sign-in";

export const totp: View = {
  title: "Set up an authenticator app",
  lead: "Scan this with an app such as Aegis, Google Authenticator or 1Password, then enter the code it shows.",
  access: "signed-in",
  render: async () => {
    const [{ id }, details] = [await liveSession(), await setUpTOTP()];
    const address = details.getSetupUri(issuer, String(id["phone_number"])).href;
    return [
      h("div", { class: "enrol" },
        qrCode(address, "QR code for your authenticator app; the key below says the same"),
        h("div", {},
          h("p", {}, h("a", { href: address, class: "secondary" }, "Open in my app")),
          h("p", { class: "hint" }, "Or type this key:"),
          h("p", { class: "key figures" }, (details.sharedSecret.match(/.{1,4}/g) ?? []).join(" ")))),
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
