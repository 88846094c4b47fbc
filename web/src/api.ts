import { ApiError, get } from "aws-amplify/api";
import { session } from "./session.ts";
import type { Settings } from "./settings.ts";

/** What the API said; `status` is null when nothing answered. */
export interface Answer {
  readonly status: number | null;
  readonly sentence: string;
  readonly body: string;
}

const sentences: Readonly<Record<number, string>> = {
  401: "Not accepted (401): the API does not know you, or your session has run out. Sign in, or refresh it.",
  403: "Not allowed (403): these credentials may not call this address.",
  404: "Not found (404): the API has no such address.",
  429: "Too many requests (429): the API asks you to slow down. Wait a moment and call again.",
};

function sentenceFor(status: number): string {
  if (status < 300) return `Answered (${status}).`;
  return sentences[status] ?? (status >= 500
    ? `The API had a problem of its own (${status}). Try again in a moment.`
    : `The API refused the call (${status}).`);
}

/** GET /me with the ID token; without a session the API shows how it refuses. */
export async function getMe(settings: Settings): Promise<Answer> {
  const current = await session();
  return call(settings, "/me", current ? { Authorization: `Bearer ${current.idToken}` } : {});
}

/** GET /guest, which Amplify signs (SigV4) with the identity pool's temporary credentials. */
export async function getGuest(settings: Settings): Promise<Answer> {
  return call(settings, "/guest", {});
}

async function call(settings: Settings, path: string, headers: Record<string, string>): Promise<Answer> {
  try {
    // No retries behind the person's back: what the API says is what is shown.
    const { response } = get({ apiName: settings.api, path, options: { headers, retryStrategy: { strategy: "no-retry" } } });
    const { statusCode, body } = await response;
    return answer(statusCode, await body.text());
  } catch (error) {
    if (error instanceof ApiError && error.response) return answer(error.response.statusCode, error.response.body ?? "");
    if (error instanceof Error && error.name === "NetworkError") return silence;
    throw error;
  }
}

const silence: Answer = {
  status: null,
  sentence: "The API cannot be reached. Check your connection, or that the service runs, then call again.",
  body: "",
};

function answer(status: number, body: string): Answer {
  return { status, sentence: sentenceFor(status), body: indented(body) };
}

function indented(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}
