import type { SetUpTOTPOutput } from "aws-amplify/auth";
import { h } from "./dom.ts";
import { qrCode } from "./qr.ts";
import { words } from "./words/index.ts";

/** The secret that an authenticator app and Cognito share from now on: as a link into an app on this device, as a QR code, and to type. */
export function enrolmentCard(enrolment: SetUpTOTPOutput, phone: string): HTMLElement {
  const address = enrolment.getSetupUri(words.brand, phone).href;
  return h("div", { class: "enrol" },
    h("p", { class: "in-app" }, h("a", { href: address, class: "secondary" }, words.totp.open)),
    qrCode(address, words.totp.qr),
    h("div", {},
      h("p", { class: "hint" }, words.totp.key),
      h("p", { class: "key figures" }, h("bdi", { dir: "ltr" }, (enrolment.sharedSecret.match(/.{1,4}/g) ?? []).join(" ")))));
}
