import { ApiError, get } from "aws-amplify/api";
import { session } from "./session.ts";
import type { Settings } from "./settings.ts";
import { words } from "./words/index.ts";

/** What the API said; `status` is null when nothing answered. */
export interface Answer {
  readonly status: number | null;
  readonly sentence: string;
  readonly body: string;
}

function sentenceFor(status: number): string {
  const says = words.api;
  if (status < 300) return says.answered(status);
  if (status === 401 || status === 403 || status === 404 || status === 429) return says[status];
  return status >= 500 ? says.unwell(status) : says.refused(status);
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
    if (error instanceof Error && error.name === "NetworkError") return { status: null, sentence: words.api.silent, body: "" };
    throw error;
  }
}

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
