import { type SetUpTOTPOutput, type SignInOutput, confirmSignIn, resendSignUpCode, signIn } from "aws-amplify/auth";
import { draft, dropDrafts, keepDraft } from "./drafts.ts";
import { explain } from "./errors.ts";
import { go } from "./router.ts";
import { words } from "./words/index.ts";

type Step = SignInOutput["nextStep"];

/** The sign-in asks for something that this page cannot give. */
class UnknownStep extends Error {
  override name = "MFAMethodNotFoundException";
}

/** The password just chosen: in memory only, so that confirming the number also signs in. */
let chosen: { readonly phone: string; readonly password: string } | null = null;

/** The secret that a sign-in brought which asks for an authenticator app: in memory only, for it is a secret. */
let enrolment: SetUpTOTPOutput | null = null;

export function pendingEnrolment(): SetUpTOTPOutput | null {
  return enrolment;
}

/** Signs in with SRP (Amplify's default flow) and goes where Cognito's answer leads. */
export async function enter(phone: string, password: string): Promise<void> {
  keepDraft("signing-in", phone);
  const { nextStep } = await signIn({ username: phone, password });
  if (nextStep.signInStep === "CONFIRM_SIGN_UP") await confirmLate(phone, password);
  else await follow(nextStep);
}

/** Cognito texts nothing to who signs in unconfirmed: ask it to, and say what came of it. */
async function confirmLate(phone: string, password: string): Promise<void> {
  const cause = await resendSignUpCode({ username: phone }).then(() => null, explain);
  awaitConfirmation(phone, password, cause === null
    ? words.notices.confirmFirst
    : words.notices.confirmFirstUnsent(cause.text));
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
  else go("sign-in", words.notices.confirmed);
}

/** Goes where the person wanted to go before they were asked to sign in. */
function arrive(): void {
  enrolment = null;
  const wanted = draft("wanted") ?? "account";
  dropDrafts("wanted", "signing-in", "sign-up");
  go(wanted, words.notices.signedIn);
}

/** Answers the open challenge and goes on to what Cognito asks next. */
export async function respond(challengeResponse: string): Promise<void> {
  await follow((await confirmSignIn({ challengeResponse })).nextStep);
}

/** Answers with the first of these factors that Cognito offers. */
async function choose(step: Step, ...factors: ("TOTP" | "SMS")[]): Promise<void> {
  const offered = "allowedMFATypes" in step ? step.allowedMFATypes : [];
  const factor = factors.find((each) => offered?.includes(each));
  if (!factor) throw new UnknownStep(step.signInStep);
  await respond(factor);
}

/** Goes to the view that answers a sign-in step; of several second factors, to the app's: it costs no SMS. */
async function follow(step: Step): Promise<void> {
  switch (step.signInStep) {
    case "DONE":
      return arrive();
    case "CONTINUE_SIGN_IN_WITH_TOTP_SETUP":
      enrolment = step.totpSetupDetails;
      return go("set-up-app");
    case "CONTINUE_SIGN_IN_WITH_MFA_SETUP_SELECTION":
      return choose(step, "TOTP");
    case "CONTINUE_SIGN_IN_WITH_MFA_SELECTION":
      return choose(step, "TOTP", "SMS");
    case "CONFIRM_SIGN_IN_WITH_TOTP_CODE":
      return go("code");
    case "CONFIRM_SIGN_IN_WITH_SMS_CODE":
      return go("sms-code");
    case "CONFIRM_SIGN_IN_WITH_NEW_PASSWORD_REQUIRED":
      return go("new-password");
    case "RESET_PASSWORD":
      return go("forgot", words.notices.resetFirst);
    default:
      throw new UnknownStep(step.signInStep);
  }
}
