import {
  type CountryCode, type MetadataJson, type PhoneNumber, getCountries, getCountryCallingCode, isSupportedCountry, parsePhoneNumberFromString,
} from "libphonenumber-js/core";
import { canonical } from "./words/index.ts";

export type { CountryCode };

export interface Country {
  readonly code: CountryCode;
  readonly label: string;
}

/** A number as typed; `e164` is null until it can be a phone number, and while its country is not among the offered ones. */
export interface Phone {
  readonly e164: string | null;
  readonly country: CountryCode;
  readonly national: string;
  readonly problem: "incomplete" | "not offered" | null;
  /** Whether the numbering plan known here has it; the service may know of newer area codes. */
  readonly valid: boolean;
}

/** The numbering plans of the world: data, fetched beside the page's code and not a part of it. */
let plans: MetadataJson;

export function usePlans(metadata: MetadataJson): void {
  plans = metadata;
}

/** Every country that has phone numbers. */
export function everywhere(): readonly CountryCode[] {
  return getCountries(plans);
}

export function isCountry(code: string): code is CountryCode {
  return isSupportedCountry(code as CountryCode, plans);
}

/** Countries by their names in the reader's language. */
export function countries(language: string, codes = everywhere()): Country[] {
  const languages = [...canonical(language), "en"];
  const names = new Intl.DisplayNames(languages, { type: "region" });
  const { compare } = new Intl.Collator(languages); // one: `localeCompare` with several languages makes one each time
  return codes
    .map((code) => ({ code, label: names.of(code) ?? code }))
    .sort((a, b) => compare(a.label, b.label));
}

/** The country to start with: the browser's (its language en-GB says GB, and fr most likely FR), or the first. */
export function likelyCountry(languages: readonly string[], offered = everywhere()): CountryCode {
  const locales = languages.flatMap(canonical).map((language) => new Intl.Locale(language));
  const likely = [...locales, ...locales.map((locale) => locale.maximize())].map(({ region }) => region);
  const found = likely.find((code) => offered.some((each) => each === code)) ?? offered[0];
  return found as CountryCode;
}

export function callingCode(country: CountryCode): string {
  return `+${getCountryCallingCode(country, plans)}`;
}

/** Reads a number as people write it: national, or international with + or 00. */
export function readPhone(typed: string, country: CountryCode, offered = everywhere()): Phone {
  const number = parsePhoneNumberFromString(typed.replace(/^\s*00/, "+"), country, plans);
  const home = number && homeOf(number, country, offered);
  if (!home || !number.isPossible()) return { e164: null, country, national: typed, problem: "incomplete", valid: false };
  if (!offered.includes(home)) return { e164: null, country, national: typed, problem: "not offered", valid: false };
  return { e164: number.number, country: home, national: number.formatNational(), problem: null, valid: number.isValid() };
}

/** Several countries share a calling code: the chosen one if it is among them, else an offered one, else the main one. */
function homeOf(number: PhoneNumber, chosen: CountryCode, offered: readonly CountryCode[]): CountryCode | undefined {
  if (number.country) return number.country;
  const sharing = everywhere().filter((code) => getCountryCallingCode(code, plans) === number.countryCallingCode);
  const possible = [...number.getPossibleCountries(), ...sharing];
  return sharing.includes(chosen) ? chosen : (possible.find((code) => offered.includes(code)) ?? possible[0]);
}

/** `+14155550123` as `+1 415 555 0123`. */
export function pretty(e164: string): string {
  return parsePhoneNumberFromString(e164, plans)?.formatInternational() ?? e164;
}
