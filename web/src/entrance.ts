import { type SignInOutput, resendSignUpCode, signIn } from "aws-amplify/auth";
import { draft, dropDrafts, keepDraft } from "./drafts.ts";
import { keepEnrolment } from "./enrolment.ts";
import { go } from "./router.ts";

/** The sign-in asks for something that this page cannot give. */
class UnknownStep extends Error {
  override name = "MFAMethodNotFoundException";
}

/** The password just chosen: in memory only, so that confirming the number also signs in. */
let chosen: { readonly phone: string; readonly password: string } | null = null;

/** Signs in with SRP (Amplify's default flow) and goes where Cognito's answer leads. */
export async function enter(phone: string, password: string): Promise<void> {
  keepDraft("signing-in", phone);
  const { nextStep } = await signIn({ username: phone, password });
  if (nextStep.signInStep === "CONFIRM_SIGN_UP") await confirmLate(phone, password);
  else follow(nextStep);
}

/** Cognito texts nothing to who signs in unconfirmed: ask it to, and say what came of it. */
async function confirmLate(phone: string, password: string): Promise<void> {
  const sent = await resendSignUpCode({ username: phone }).then(() => true, () => false);
  awaitConfirmation(phone, password, `This number still has to be confirmed. ${sent
    ? "A new code is on its way." : "A new code could not be sent just now: use the last one, or ask again later."}`);
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

/** Goes where the person wanted to go before they were asked to sign in. */
function arrive(): void {
  const wanted = draft("wanted") ?? "session";
  dropDrafts("wanted", "signing-in", "sign-up");
  go(wanted, "You are signed in.");
}

/** Goes to the view that answers a sign-in step. */
export function follow(step: SignInOutput["nextStep"]): void {
  switch (step.signInStep) {
    case "DONE":
      return arrive();
    case "CONTINUE_SIGN_IN_WITH_TOTP_SETUP":
      keepEnrolment(step.totpSetupDetails);
      return go("set-up-app");
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
