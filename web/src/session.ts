import { signOut } from "aws-amplify/auth";
import { cognitoUserPoolsTokenProvider } from "aws-amplify/auth/cognito";
import { dropAllDrafts, keepDraft } from "./drafts.ts";
import { type Explanation, explain, signInAgain, switchedOff } from "./errors.ts";
import { words } from "./words/index.ts";

export type Claims = Readonly<Record<string, unknown>>;

export interface Session {
  readonly idToken: string;
  readonly id: Claims;
  readonly access: Claims;
}

/** The session ended where this page did not see it: revoked, expired, or signed out elsewhere. */
class SessionEnded extends Error {
  override name = "UserUnAuthenticatedException";
}

/** The current session, or null; Amplify refreshes it when it has expired or `renew` asks. */
export async function session(renew = false): Promise<Session | null> {
  const tokens = await cognitoUserPoolsTokenProvider.getTokens({ forceRefresh: renew });
  if (!tokens?.idToken) return null;
  return { idToken: tokens.idToken.toString(), id: tokens.idToken.payload, access: tokens.accessToken.payload };
}

/** As `session`, where being signed out is an error. */
export async function liveSession(renew = false): Promise<Session> {
  const current = await session(renew);
  if (!current) throw new SessionEnded();
  return current;
}

/** As `explain`, for who may be signed in: tokens that Cognito no longer takes are dropped, what was typed stays. */
export async function explained(error: unknown): Promise<Explanation> {
  const explanation = explain(error);
  // To who is signed in this says that the account was deleted; to who signs in, that there is none.
  const gone = error instanceof Error && error.name === "UserNotFoundException";
  const ended = gone || explanation === switchedOff || explanation.next?.[1] === "sign-in";
  if (!ended || !(await session().catch(() => null))) return explanation;
  keepDraft("wanted", location.hash.slice(2));
  await signOut();
  return gone ? signInAgain : { ...explanation, next: [words.ways.signIn, "sign-in"] };
}

/** Signs out here, or on every device. */
export async function endSession(everywhere: boolean): Promise<void> {
  // Amplify swallows a failed global sign-out and would call it done: a refresh shows first that Cognito answers.
  if (everywhere) await liveSession(true);
  await signOut({ global: everywhere });
  dropAllDrafts();
}
