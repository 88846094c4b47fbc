import assert from "node:assert/strict";
import { test } from "node:test";
import { type CustomAttribute, fromLocalTime, labelOf, limitsOf, pick, problemOf, shown, toLocalTime } from "./attributes.ts";

const open: CustomAttribute = { type: "String", mutable: true, writable: true };
const number: CustomAttribute = { ...open, type: "Number" };

test("a label is the name in words", () => {
  const labels = {
    "custom:company": "Company", "custom:role_name": "Role name", "custom:validUntil": "Valid until", "custom:VAT-id": "VAT id",
    "custom:vatID": "Vat ID", "custom:größe_2": "Größe 2", "custom:__": "custom:__", "custom:ñandú": "Ñandú",
  } as const;
  for (const [name, label] of Object.entries(labels)) assert.equal(labelOf(name as keyof typeof labels), label);
});

test("attributes stay in the order of the settings", () => {
  const attributes = { "custom:z": open, "custom:b": { ...open, writable: false }, "custom:a": number };
  assert.deepEqual(pick(attributes, ({ writable }) => writable).map(([name]) => name), ["custom:z", "custom:a"]);
});

test("limits are told before and after, and an empty value is none of them", () => {
  const code = { ...open, minLength: 2, maxLength: 4 };
  assert.equal(limitsOf(code), "2 to 4 characters.");
  assert.equal(problemOf("Code", code, "a"), "Code needs at least 2 characters.");
  assert.equal(problemOf("Code", code, "abcde"), "Code takes at most 4 characters.");
  const seats = { ...number, minValue: 1, maxValue: 500 };
  assert.equal(limitsOf(seats), "From 1 to 500.");
  assert.equal(limitsOf({ ...number, minValue: 0 }), "At least 0.");
  assert.equal(limitsOf({ ...number, maxValue: 9 }), "At most 9.");
  assert.equal(problemOf("Seats", seats, "0"), "Seats must be at least 1.");
  assert.equal(problemOf("Seats", seats, "501"), "Seats must be at most 500.");
  for (const attribute of [code, seats]) assert.equal(problemOf("Any", attribute, ""), null);
  const unlimited = { minLength: null, maxLength: null, minValue: null, maxValue: null };
  for (const attribute of [open, number, { ...open, ...unlimited }, { ...number, ...unlimited }, { ...open, minLength: 0, maxLength: 256 }]) assert.equal(limitsOf(attribute), null);
});

test("a number is one that everybody reads the same way", () => {
  for (const typed of ["0", "12", "-3", "3.5", "007"]) assert.equal(problemOf("Seats", number, typed), null, typed);
  for (const typed of ["1,5", "1 000", "1e9", "twelve", "0x10", "NaN", "Infinity", ".", "٣"])
    assert.match(problemOf("Seats", number, typed) ?? "", /must be a number/, typed);
});

test("a time goes to UTC and comes back to the same clock, across summer time too", () => {
  process.env["TZ"] = "Europe/Berlin";
  assert.equal(fromLocalTime("2030-01-31T10:30"), "2030-01-31T09:30:00Z");
  assert.equal(fromLocalTime("2030-07-31T10:30"), "2030-07-31T08:30:00Z");
  for (const local of ["2030-01-31T10:30", "2030-07-31T00:05", "1969-12-31T23:59"]) assert.equal(toLocalTime(fromLocalTime(local)), local);
  assert.equal(fromLocalTime(""), "");
  for (const odd of ["", "yesterday", "<img>"]) assert.equal(toLocalTime(odd), "");
});

test("a value is shown in words, and as it is where it is not of its type", () => {
  assert.equal(shown({ ...open, type: "Boolean" }, "true"), "Yes");
  assert.equal(shown({ ...open, type: "Boolean" }, "false"), "No");
  assert.match(shown({ ...open, type: "DateTime" }, "2030-07-31T08:30:00Z"), /2030/);
  for (const type of ["Boolean", "DateTime", "Number", "String"] as const) assert.equal(shown({ ...open, type }, "<b>odd"), "<b>odd");
});
