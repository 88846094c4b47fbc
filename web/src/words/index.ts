import { type Words, en } from "./en.ts";

export type { Words };

/** The languages of this page by their BCP 47 tags; all but English come when they are asked for. */
export const languages = {
  en: async () => en,
  de: async () => (await import("./de.ts")).de,
  es: async () => (await import("./es.ts")).es,
  // CLDR's pseudo-locale for right to left: English that runs the other way, to see the page as an Arabic reader would.
  "ar-XB": async () => (await import("./pseudo.ts")).pseudo,
} as const satisfies Readonly<Record<string, () => Promise<Words>>>;

type Language = keyof typeof languages;

const rightToLeft: readonly Language[] = ["ar-XB"];

/** The sentences of the chosen language. */
export let words: Words = en;
/** For Intl: the chosen language, of the reader's own country where the browser names one. */
export let locale = "en";

/** The first of `wanted` that this page speaks, and the tag that it was wanted by: de-AT is spoken to in German. */
export function choose(wanted: readonly string[]): readonly [language: Language, locale: string] {
  for (const tag of wanted.flatMap(canonical))
    for (const language of Object.keys(languages) as Language[])
      if (tag === language || tag.split("-")[0] === language) return [language, tag];
  return ["en", "en"];
}

/** A tag as Intl takes it; none for what is no tag: somebody typed it, or WebKitGTK says `C` without a locale. */
export function canonical(tag: string): string[] {
  try {
    return Intl.getCanonicalLocales(tag);
  } catch {
    return [];
  }
}

/** Speaks the reader's language: the one that `?lang=` asks for, else the browser's; English where its file does not come. */
export async function speak(): Promise<void> {
  const asked = new URLSearchParams(location.search).get("lang");
  const [language, tag] = choose(asked ? [asked, ...navigator.languages] : navigator.languages);
  try {
    words = await languages[language]();
    locale = tag;
  } catch {
    return; // the page stands in English, as it came
  }
  document.documentElement.lang = language;
  document.documentElement.dir = rightToLeft.includes(language) ? "rtl" : "ltr";
}

/** Seconds in words: `4 min 5 sec`. */
export function duration(seconds: number): string {
  const unit = (count: number, name: "minute" | "second"): string =>
    new Intl.NumberFormat(locale, { style: "unit", unit: name, unitDisplay: "short" }).format(count);
  const [minutes, rest] = [Math.floor(seconds / 60), seconds % 60];
  return [minutes > 0 && unit(minutes, "minute"), unit(rest, "second")].filter(Boolean).join(" ");
}
