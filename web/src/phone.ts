import {
  type CountryCode, type PhoneNumber, getCountries, getCountryCallingCode, isSupportedCountry, parsePhoneNumberFromString,
} from "libphonenumber-js/min";

export type { CountryCode };

export interface Country {
  readonly code: CountryCode;
  readonly label: string;
}

/** A number as typed; `e164` is null until it can be a phone number. */
export interface Phone {
  readonly e164: string | null;
  readonly country: CountryCode;
  readonly national: string;
}

/** Every country that has phone numbers, by its name in the reader's language. */
export function countries(language: string): Country[] {
  const names = new Intl.DisplayNames([language, "en"], { type: "region" });
  return getCountries()
    .map((code) => ({ code, label: `${names.of(code) ?? code} (+${getCountryCallingCode(code)})` }))
    .sort((a, b) => a.label.localeCompare(b.label, language));
}

/** The country to start with: the one chosen last, or the browser's, as its language en-GB says GB. */
export function likelyCountry(last: string | null, languages: readonly string[]): CountryCode {
  if (last && isSupportedCountry(last)) return last;
  for (const language of languages) {
    const region = new Intl.Locale(language).region;
    if (region && isSupportedCountry(region)) return region;
  }
  return "US";
}

export function callingCode(country: CountryCode): string {
  return `+${getCountryCallingCode(country)}`;
}

/** Reads a number as people write it: national, or international with + or 00. */
export function readPhone(typed: string, country: CountryCode): Phone {
  const number = parsePhoneNumberFromString(typed.replace(/^\s*00/, "+"), country);
  const home = number && homeOf(number, country);
  if (!home || !number.isPossible()) return { e164: null, country, national: typed };
  return { e164: number.number, country: home, national: number.formatNational() };
}

/** Several countries share a calling code: the chosen one if it is among them, else the main one. */
function homeOf(number: PhoneNumber, chosen: CountryCode): CountryCode | undefined {
  if (number.country) return number.country;
  const sharing = getCountries().filter((code) => getCountryCallingCode(code) === number.countryCallingCode);
  return sharing.includes(chosen) ? chosen : (number.getPossibleCountries()[0] ?? sharing[0]);
}

/** `+14155550123` as `+1 415 555 0123`. */
export function pretty(e164: string): string {
  return parsePhoneNumberFromString(e164)?.formatInternational() ?? e164;
}
