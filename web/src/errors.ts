import { type Words, words } from "./words/index.ts";

/** What a person reads when something fails; `field` is the form field it is about. */
export interface Explanation {
  readonly text: string;
  readonly field?: "phone" | "password" | "code" | "oldPassword" | undefined;
  readonly next?: readonly [text: string, route: string] | undefined;
}

interface About extends Pick<Explanation, "field"> {
  readonly next?: readonly [way: keyof Words["ways"], route: string];
}

/** A sentence in the language that is spoken when it is read, and not when this file is. */
function sentence(name: keyof Words["errors"], { field, next }: About = {}): Explanation {
  return {
    field,
    get text() {
      return words.errors[name];
    },
    get next() {
      return next && [words.ways[next[0]], next[1]] as const;
    },
  };
}

const unwell = sentence("unwell");
const misconfigured = sentence("misconfigured");
const tooMany = sentence("tooMany");
const cannotText = sentence("cannotText", { field: "phone" });
export const switchedOff = sentence("switchedOff");
export const signInAgain = sentence("signInAgain", { next: ["signIn", "sign-in"] });

/** One sentence for each error name of Cognito, of its identity pools and of Amplify. */
export const explanations: Readonly<Record<string, Explanation>> = {
  AliasExistsException: sentence("numberTaken", { field: "phone" }),
  AuthTokenConfigException: misconfigured,
  AuthUserPoolException: misconfigured,
  CodeDeliveryFailureException: cannotText,
  CodeMismatchException: sentence("codeWrong", { field: "code" }),
  ConcurrentModificationException: sentence("conflict"),
  EnableSoftwareTokenMFAException: sentence("codeOfAppWrong", { field: "code" }),
  ExpiredCodeException: sentence("codeExpired", { field: "code" }),
  ExternalServiceException: unwell,
  ForbiddenException: sentence("blocked"),
  InternalErrorException: unwell,
  InvalidEmailRoleAccessPolicyException: misconfigured,
  InvalidIdentityPoolConfigurationException: misconfigured,
  InvalidLambdaResponseException: unwell,
  InvalidParameterException: sentence("badForm"),
  InvalidPasswordException: sentence("passwordWeak", { field: "password" }),
  InvalidSmsRoleAccessPolicyException: cannotText,
  InvalidSmsRoleTrustRelationshipException: cannotText,
  InvalidUserPoolConfigurationException: misconfigured,
  LimitExceededException: tooMany,
  MFAMethodNotFoundException: sentence("noSecondFactor"),
  NetworkError: sentence("unreachable"),
  NotAuthorizedException: sentence("notAllowed", { next: ["signIn", "sign-in"] }),
  PasswordHistoryPolicyViolationException: sentence("passwordUsed", { field: "password" }),
  PasswordResetRequiredException: sentence("passwordReset", { next: ["reset", "forgot"] }),
  ResourceConflictException: sentence("conflict"),
  ResourceNotFoundException: misconfigured,
  SignInException: sentence("tookTooLong", { next: ["signIn", "sign-in"] }),
  SoftwareTokenMFANotFoundException: sentence("noApp"),
  TooManyFailedAttemptsException: tooMany,
  TooManyRequestsException: tooMany,
  UnexpectedLambdaException: unwell,
  UserAlreadyAuthenticatedException: sentence("alreadySignedIn", { next: ["account", "account"] }),
  UserLambdaValidationException: sentence("numberRefused", { field: "phone" }),
  UserNotConfirmedException: sentence("notConfirmed", { next: ["code", "confirm"] }),
  UserNotFoundException: sentence("wrong"),
  UserUnAuthenticatedException: signInAgain,
  UsernameExistsException: sentence("numberExists", { field: "phone", next: ["signInInstead", "sign-in"] }),
  WrongPassword: sentence("currentPasswordWrong", { field: "oldPassword" }),
};

/** NotAuthorizedException says many things: Cognito's message tells which. */
const notAuthorized: readonly (readonly [RegExp, Explanation])[] = [
  [/incorrect username or password/i, sentence("wrong", { field: "password" })],
  [/attempts exceeded/i, tooMany],
  [/disabled/i, switchedOff],
  [/cannot be confirmed|already confirmed/i, sentence("alreadyConfirmed", { next: ["signIn", "sign-in"] })],
  [/signup is not permitted|sign-?up is not/i, sentence("noNewAccounts")],
  [/session/i, explanations["SignInException"] as Explanation],
  [/token|logged out|signed out/i, signInAgain],
  [/unauthenticated access/i, sentence("noGuests", { next: ["signIn", "sign-in"] })],
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
