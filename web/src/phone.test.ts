import assert from "node:assert/strict";
import { test } from "node:test";
import { countries, likelyCountry, readPhone } from "./phone.ts";

test("a national number is read in the chosen country", () => {
  assert.equal(readPhone("(415) 555-0123", "US").e164, "+14155550123");
  assert.equal(readPhone("07700 900123", "GB").e164, "+447700900123");
});

test("an international number brings its country along, also where several share its calling code", () => {
  assert.deepEqual(readPhone("+44 7700 900123", "US"), { e164: "+447700900123", country: "GB", national: "07700 900123" });
  assert.deepEqual(readPhone("00 1 415 555 0123", "DE"), { e164: "+14155550123", country: "US", national: "(415) 555-0123" });
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
    assert.deepEqual(readPhone(typed, "US"), { e164: null, country: "US", national: typed });
});

test("the first country is the last chosen one, else the browser's, else one that exists", () => {
  assert.equal(likelyCountry("DE", ["en-GB"]), "DE");
  assert.equal(likelyCountry("<img>", ["fr", "en-GB"]), "GB");
  assert.equal(likelyCountry(null, ["fr", "eo"]), "US");
});

test("every country has a name in the reader's language, in its order", () => {
  const german = countries("de");
  assert.ok(german.some(({ label }) => label === "Vereinigtes Königreich (+44)"));
  assert.deepEqual(german.map(({ label }) => label), german.map(({ label }) => label).sort((a, b) => a.localeCompare(b, "de")));
});
