import assert from "node:assert/strict";
import { test } from "node:test";
import { brokenRules } from "./password-rules.ts";

const classes = { require_lowercase: true, require_uppercase: true, require_numbers: true, require_symbols: true };

test("a rule that the pool does not have is not asked for", () => {
  const nist = { min_length: 15, require_lowercase: false, require_uppercase: false, require_numbers: false, require_symbols: false };
  assert.equal(brokenRules(nist, "correct horse battery"), null);
  assert.equal(brokenRules(nist, "short"), "Your password still needs at least 15 characters.");
});

test("every symbol of Cognito counts, a space only inside", () => {
  const policy = { min_length: 4, ...classes };
  for (const symbol of "^$*.[]{}()?\"!@#%&/\\,><':;|_~`=+-") assert.equal(brokenRules(policy, `aA1${symbol}`), null, symbol);
  assert.equal(brokenRules(policy, "aA1 b"), null);
  assert.notEqual(brokenRules(policy, "aA1 "), null);
  assert.notEqual(brokenRules(policy, "aA1é"), null);
});
