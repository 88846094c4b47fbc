import assert from "node:assert/strict";
import { test } from "node:test";
import { codeIn } from "./code.ts";

test("a code is found in whatever was pasted", () => {
  for (const text of ["123456", " 123 456 ", "123-456", "Your code is 123456.", "123456 is your code, valid for 24 hours.", "Code 7 of 9: 123 456"])
    assert.equal(codeIn(text), "123456", text);
});

test("the digits of every script are digits", () => {
  for (const zero of "0٠۰०০๐០０\u{1d7ce}\u{1d7f6}\u{1e950}")
    assert.equal(codeIn([0, 1, 4, 7, 8, 9].map((n) => String.fromCodePoint((zero.codePointAt(0) as number) + n)).join("")), "014789", zero);
});

test("what is no code yet stays what it is", () => {
  assert.equal(codeIn("12"), "12");
  assert.equal(codeIn("none"), "");
  assert.equal(codeIn("1234567"), "123456");
});
