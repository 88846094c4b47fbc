import type { View } from "../view.ts";
import { api } from "./api.ts";
import { newPassword, smsChallenge, totpChallenge } from "./challenges.ts";
import { confirm } from "./confirm.ts";
import { newPhone, newPhoneCode } from "./phone-change.ts";
import { profile } from "./profile.ts";
import { forgot, reset } from "./recovery.ts";
import { password, security } from "./security.ts";
import { session } from "./session.ts";
import { signIn } from "./sign-in.ts";
import { signUp } from "./sign-up.ts";
import { totp } from "./totp.ts";
import { welcome } from "./welcome.ts";

/** Every view by its hash: the page's table of contents. */
export const views: Readonly<Record<string, View>> = {
  "": welcome,
  "sign-up": signUp,
  confirm,
  "sign-in": signIn,
  code: totpChallenge,
  "sms-code": smsChallenge,
  "new-password": newPassword,
  forgot,
  reset,
  session,
  profile,
  phone: newPhone,
  "phone-code": newPhoneCode,
  security,
  password,
  totp,
  api,
};
