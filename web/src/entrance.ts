import { type SignInOutput, signIn } from "aws-amplify/auth";
import { keepDraft } from "./drafts.ts";
import { go } from "./router.ts";

/** The sign-in asks for something that this page cannot give. */
class UnknownStep extends Error {
  override name = "MFAMethodNotFoundException";
}

/** The password just chosen: in memory only, so that confirming the number also signs in. */
let chosen: { readonly phone: string; readonly password: string } | null = null;

/** Signs in with SRP (Amplify's default flow) and goes where Cognito's answer leads. */
export async function enter(phone: string, password: string): Promise<void> {
  const { nextStep } = await signIn({ username: phone, password });
  if (nextStep.signInStep === "CONFIRM_SIGN_UP") awaitConfirmation(phone, password, "This number still has to be confirmed.");
  else follow(nextStep);
}

/** Goes on to the code of a new number. */
export function awaitConfirmation(phone: string, password: string, notice?: string): void {
  chosen = { phone, password };
  keepDraft("confirming", phone);
  go("confirm", notice);
}

/** Signs in with the password chosen before the code came, or asks for it after a reload. */
export async function enterConfirmed(phone: string): Promise<void> {
  const known = chosen?.phone === phone ? chosen : null;
  chosen = null;
  if (known) await enter(phone, known.password);
  else go("sign-in", "Your number is confirmed. Sign in to go on.");
}

/** Goes to the view that answers a sign-in step. */
export function follow(step: SignInOutput["nextStep"]): void {
  switch (step.signInStep) {
    case "DONE":
      return go("session", "You are signed in.");
    case "CONFIRM_SIGN_IN_WITH_TOTP_CODE":
      return go("code");
    case "CONFIRM_SIGN_IN_WITH_SMS_CODE":
      return go("sms-code");
    case "CONFIRM_SIGN_IN_WITH_NEW_PASSWORD_REQUIRED":
      return go("new-password");
    case "RESET_PASSWORD":
      return go("forgot", "Your password has to be reset before you can sign in.");
    default:
      throw new UnknownStep(step.signInStep);
  }
}
