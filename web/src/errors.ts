/** What a person reads when something fails; `field` is the form field it is about. */
export interface Explanation {
  readonly text: string;
  readonly field?: "phone" | "password" | "code" | "oldPassword";
  readonly next?: readonly [text: string, route: string];
}

const unwell: Explanation = { text: "The sign-in service had a problem of its own. Please try again in a moment." };
const misconfigured: Explanation = { text: "This page's settings do not fit the sign-in service. Tell whoever runs it: the settings must be generated again." };
const tooMany: Explanation = { text: "Too many attempts in a short time. Wait a few minutes, then try again." };
const cannotText: Explanation = { text: "The SMS could not be sent to this number. Check the number, or try again later.", field: "phone" };
export const switchedOff: Explanation = { text: "This account is switched off. Ask whoever runs the service." };
export const signInAgain: Explanation = { text: "Your session has ended. Please sign in again.", next: ["Sign in", "sign-in"] };

/** One sentence for each error name of Cognito, of its identity pools and of Amplify. */
export const explanations: Readonly<Record<string, Explanation>> = {
  AliasExistsException: { text: "Another account already uses this number.", field: "phone" },
  AuthTokenConfigException: misconfigured,
  AuthUserPoolException: misconfigured,
  CodeDeliveryFailureException: cannotText,
  CodeMismatchException: { text: "That is not the right code. Check it and try again.", field: "code" },
  ConcurrentModificationException: { text: "Two changes met each other. Please try again." },
  EnableSoftwareTokenMFAException: { text: "That code does not fit. Use the newest code in your app, and check that your phone's clock is right.", field: "code" },
  ExpiredCodeException: { text: "This code is no longer valid. Ask for a new one.", field: "code" },
  ExternalServiceException: unwell,
  ForbiddenException: { text: "The request was blocked by the web firewall. Wait a few minutes, or try from another network." },
  InternalErrorException: unwell,
  InvalidEmailRoleAccessPolicyException: misconfigured,
  InvalidIdentityPoolConfigurationException: misconfigured,
  InvalidLambdaResponseException: unwell,
  InvalidParameterException: { text: "Something in this form is not in the expected form. Check each field." },
  InvalidPasswordException: { text: "This password does not meet the rules below.", field: "password" },
  InvalidSmsRoleAccessPolicyException: cannotText,
  InvalidSmsRoleTrustRelationshipException: cannotText,
  InvalidUserPoolConfigurationException: misconfigured,
  LimitExceededException: tooMany,
  MFAMethodNotFoundException: { text: "No second factor is set up that this pool accepts. Ask whoever runs the service." },
  NetworkError: { text: "The sign-in service cannot be reached. Check your connection and try again; nothing you typed is lost." },
  NotAuthorizedException: { text: "This is not allowed right now. Sign in again and retry.", next: ["Sign in", "sign-in"] },
  PasswordHistoryPolicyViolationException: { text: "You have used this password before. Choose another one.", field: "password" },
  PasswordResetRequiredException: { text: "Your password has to be reset before you can sign in.", next: ["Reset password", "forgot"] },
  ResourceConflictException: { text: "Two changes met each other. Please try again." },
  ResourceNotFoundException: misconfigured,
  SignInException: { text: "This sign-in took longer than three minutes, so it was stopped. Please start again.", next: ["Sign in", "sign-in"] },
  SoftwareTokenMFANotFoundException: { text: "No authenticator app is set up for this account." },
  TooManyFailedAttemptsException: tooMany,
  TooManyRequestsException: tooMany,
  UnexpectedLambdaException: unwell,
  UserAlreadyAuthenticatedException: { text: "You are signed in already.", next: ["Go to your account", "account"] },
  UserLambdaValidationException: { text: "This number cannot be used here. Try another mobile number.", field: "phone" },
  UserNotConfirmedException: { text: "This number is not confirmed yet.", next: ["Enter the code", "confirm"] },
  UserNotFoundException: { text: "The number or the password is not right." },
  UserUnAuthenticatedException: signInAgain,
  UsernameExistsException: { text: "There is already an account with this number.", field: "phone", next: ["Sign in instead", "sign-in"] },
  WrongPassword: { text: "Your current password is not right.", field: "oldPassword" },
};

/** NotAuthorizedException says many things: Cognito's message tells which. */
const notAuthorized: readonly (readonly [RegExp, Explanation])[] = [
  [/incorrect username or password/i, { text: "The number or the password is not right.", field: "password" }],
  [/attempts exceeded/i, tooMany],
  [/disabled/i, switchedOff],
  [/cannot be confirmed|already confirmed/i, { text: "This number is confirmed already: you can sign in.", next: ["Sign in", "sign-in"] }],
  [/signup is not permitted|sign-?up is not/i, { text: "New accounts cannot be created at the moment." }],
  [/session/i, explanations["SignInException"] as Explanation],
  [/token|logged out|signed out/i, signInAgain],
  [/unauthenticated access/i, { text: "This service does not admit guests: sign in first.", next: ["Sign in", "sign-in"] }],
];

/** Turns any thrown value into a sentence; never shows the service's own text. */
export function explain(error: unknown): Explanation {
  if (!(error instanceof Error)) return unwell;
  if (error.name === "NotAuthorizedException") {
    const known = notAuthorized.find(([pattern]) => pattern.test(error.message));
    if (known) return known[1];
  }
  return (Object.hasOwn(explanations, error.name) && explanations[error.name]) || unwell;
}
