import type { View } from "../view.ts";
import { words } from "../words/index.ts";
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

/** A part of the page did not come. */
class Unreached extends Error {
  override name = "NetworkError";
}

/** A view whose code comes when it is first opened: few people need what it carries. */
function later(says: View["says"], access: View["access"], load: () => Promise<View["render"]>): View {
  const loaded = () => load().catch((cause: unknown) => { throw new Unreached(String(cause)); });
  return { says, access, render: async (settings) => (await loaded())(settings) };
}

/** Every view by its hash: the page's table of contents. */
export const views: Readonly<Record<string, View>> = {
  "": welcome,
  "sign-up": signUp,
  confirm,
  "sign-in": signIn,
  code: totpChallenge,
  "sms-code": smsChallenge,
  "set-up-app": later(() => words.totp, "signed-out", async () => (await import("./totp.ts")).requiredTotp),
  "new-password": newPassword,
  forgot,
  reset,
  account,
  "delete-account": deleteAccount,
  developers: later(() => words.developers, "signed-in", async () => (await import("./developers.ts")).developers),
  profile,
  phone: newPhone,
  "phone-code": newPhoneCode,
  security,
  password,
  totp: later(() => words.totp, "signed-in", async () => (await import("./totp.ts")).totp),
  api: later(() => words.api, "anyone", async () => (await import("./api.ts")).api),
};
