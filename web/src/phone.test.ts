import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { countries, likelyCountry, readPhone, usePlans } from "./phone.ts";

usePlans(JSON.parse(readFileSync(new URL("../node_modules/libphonenumber-js/metadata.min.json", import.meta.url), "utf8")));

test("a national number is read in the chosen country", () => {
  assert.equal(readPhone("(415) 555-0123", "US").e164, "+14155550123");
  assert.equal(readPhone("07700 900123", "GB").e164, "+447700900123");
});

test("an international number brings its country along, also where several share its calling code", () => {
  assert.deepEqual(readPhone("+44 7700 900123", "US"), { e164: "+447700900123", country: "GB", national: "07700 900123", problem: null, valid: false });
  assert.deepEqual(readPhone("00 1 415 555 0123", "DE"), { e164: "+14155550123", country: "US", national: "(415) 555-0123", problem: null, valid: true });
  assert.equal(readPhone("+44 7700 900123", "GG").country, "GG");
});

test("a tidied number reads as the same number again", () => {
  for (const typed of ["+44 7700 900123", "+14155550123", "+49 1512 3456789", "+39 06 1234 5678", "+7 701 234 5678"]) {
    const { e164, country, national } = readPhone(typed, "US");
    assert.equal(readPhone(national, country).e164, e164, typed);
  }
});

test("what cannot be a phone number has no E.164 form and stays as typed", () => {
  for (const typed of ["", "415", "hello", "+", "+999 1234567", "+800 1234 5678", "<img src=x>", "4".repeat(30)])
    assert.deepEqual(readPhone(typed, "US"), { e164: null, country: "US", national: typed, problem: "incomplete", valid: false });
});

test("a number of a country that is not offered is told, and leaves the chosen country alone", () => {
  const typed = "+33 6 39 98 12 34";
  assert.deepEqual(readPhone(typed, "US", ["US", "DE"]), { e164: null, country: "US", national: typed, problem: "not offered", valid: false });
  assert.equal(readPhone(typed, "US", ["US", "FR"]).country, "FR");
  assert.equal(readPhone("+1 416 555 0123", "US", ["US"]).problem, "not offered"); // Canada shares the calling code
});

test("where nothing tells which of the countries of a calling code it is, the offered one is believed", () => {
  const unknownArea = "+1 999 555 0123";
  for (const home of ["US", "CA", "JM"] as const) {
    assert.deepEqual(readPhone(unknownArea, "DE", ["DE", home]).country, home);
    assert.deepEqual(readPhone(unknownArea, home, [home]).e164, "+19995550123");
  }
});

test("the first country is the browser's where it is offered, else the first offered", () => {
  assert.equal(likelyCountry(["fr", "en-GB"]), "GB");
  assert.equal(likelyCountry(["fr", "eo"]), "FR");
  assert.equal(likelyCountry(["en-GB", "fr"], ["DE", "FR"]), "FR");
  assert.equal(likelyCountry(["en-US"], ["JP", "DE"]), "JP");
  assert.equal(likelyCountry([], ["JP", "DE"]), "JP");
});

test("every country has a name in the reader's language, in its order", () => {
  const german = countries("de");
  assert.ok(german.some(({ label }) => label === "Vereinigtes Königreich"));
  assert.deepEqual(german.map(({ label }) => label), german.map(({ label }) => label).sort((a, b) => a.localeCompare(b, "de")));
});

test("a browser whose language is no language tag gets the first country and English names", () => {
  assert.equal(likelyCountry(["C"], ["JP", "DE"]), "JP");
  assert.deepEqual(countries("C"), countries("en"));
});

test("a number is right only where the numbering plan has it, though a newer area code may be sent", () => {
  assert.equal(readPhone("(415) 555-0123", "US").valid, true);
  for (const typed of ["(015) 555-0123", "(415) 055-0123"]) assert.equal(readPhone(typed, "US").valid, false, typed);
  assert.notEqual(readPhone("+1 999 555 0123", "US").e164, null);
});
