import type { View } from "../view.ts";
import { account, deleteAccount } from "./account.ts";
import { newPassword, smsChallenge, totpChallenge } from "./challenges.ts";
import { confirm } from "./confirm.ts";
import { newPhone, newPhoneCode } from "./phone-change.ts";
import { profile } from "./profile.ts";
import { forgot, reset } from "./recovery.ts";
import { password, security } from "./security.ts";
import { signIn } from "./sign-in.ts";
import { signUp } from "./sign-up.ts";
import { welcome } from "./welcome.ts";

/** Views whose code comes when they are first opened: few people need what they carry. */
const totps = () => import("./totp.ts");

/** Every view by its hash: the page's table of contents. */
export const views: Readonly<Record<string, View | (() => Promise<View>)>> = {
  "": welcome,
  "sign-up": signUp,
  confirm,
  "sign-in": signIn,
  code: totpChallenge,
  "sms-code": smsChallenge,
  "set-up-app": async () => (await totps()).requiredTotp,
  "new-password": newPassword,
  forgot,
  reset,
  account,
  "delete-account": deleteAccount,
  developers: async () => (await import("./developers.ts")).developers,
  profile,
  phone: newPhone,
  "phone-code": newPhoneCode,
  security,
  password,
  totp: async () => (await totps()).totp,
  api: async () => (await import("./api.ts")).api,
};
