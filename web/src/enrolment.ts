import type { SetUpTOTPOutput } from "aws-amplify/auth";
import { h } from "./dom.ts";
import { qrCode } from "./qr.ts";

const issuer = "Phone sign-in";

/** The secret that an authenticator app and Cognito share from now on: as a link into an app on this device, as a QR code, and to type. */
export function enrolmentCard(enrolment: SetUpTOTPOutput, phone: string): HTMLElement {
  const address = enrolment.getSetupUri(issuer, phone).href;
  return h("div", { class: "enrol" },
    h("p", { class: "in-app" }, h("a", { href: address, class: "secondary" }, "Open in my app")),
    qrCode(address, "QR code for your authenticator app; the key below says the same"),
    h("div", {},
      h("p", { class: "hint" }, "Or type this key:"),
      h("p", { class: "key figures" }, (enrolment.sharedSecret.match(/.{1,4}/g) ?? []).join(" "))));
}
