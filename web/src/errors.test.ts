import assert from "node:assert/strict";
import { test } from "node:test";
import { explain, explanations } from "./errors.ts";

/** The error names that Amplify itself lists, by its own file: the package does not export them. */
const known: Readonly<Record<string, unknown>> = await import(
  new URL("../node_modules/@aws-amplify/auth/dist/esm/providers/cognito/types/errors.mjs", import.meta.url).href);

/** An error as Amplify throws it. */
function thrown(name: string, message = ""): Error {
  return Object.assign(new Error(message), { name });
}

test("every error name of Cognito that Amplify knows has its own sentence", () => {
  const names = new Set(Object.values(known).filter((group) => typeof group === "object").flatMap((group) => Object.values(group as object)));
  assert.ok(names.size > 25);
  assert.deepEqual([...names].filter((name) => !Object.hasOwn(explanations, String(name))), []);
});

test("sentences are for people: no error name, no full stop missing", () => {
  for (const [name, { text }] of Object.entries(explanations)) {
    assert.match(text, /^[A-Z].*\.$/, name);
    assert.doesNotMatch(text, /Exception|undefined/, name);
  }
});

test("NotAuthorizedException is told apart by Cognito's message", () => {
  const texts = ["Incorrect username or password.", "Password attempts exceeded", "User is disabled.",
    "User cannot be confirmed. Current status is CONFIRMED", "SignUp is not permitted for this user pool",
    "Invalid session for the user, session is expired.", "Refresh Token has been revoked",
    "Unauthenticated access is not supported for this identity pool."]
    .map((message) => explain(thrown("NotAuthorizedException", message)).text);
  assert.equal(new Set(texts).size, texts.length);
});

test("what nobody knows is a plain sentence that shows nothing of it", () => {
  for (const odd of [null, undefined, "text", thrown("SomethingNew", "secret"), thrown("toString"), thrown("constructor")])
    assert.match(explain(odd).text, /problem of its own/);
});
