import { type Words, en } from "./en.ts";

/** Stand for what a sentence is about while its own words are turned; no letters to Unicode. */
const first = 0xe000;

/** Each word between Unicode's RIGHT-TO-LEFT OVERRIDE and its end; numbers and commands in backticks stay as they are. */
function turned(text: string): string {
  return text.replace(/`[^`]*`|[\p{L}\p{M}'’_.-]*\p{L}/gu, (word) => (word.startsWith("`") ? word : `\u202e${word}\u202c`));
}

/** What a function of the words says, turned, but for what it is said about. */
function around(says: (...about: unknown[]) => unknown, about: readonly unknown[]): unknown {
  const said = says(...about.map((each, n) => (typeof each === "string" ? String.fromCharCode(first + n) : each)));
  const filled = (part: unknown): unknown =>
    typeof part === "string" ? turned(part).replace(/[\ue000-\ue00f]/g, (mark) => String(about[mark.charCodeAt(0) - first])) : part;
  return Array.isArray(said) ? said.map(filled) : filled(said);
}

/** A sentence, a function that makes one, or an object of them, turned. */
function mirrored<Part>(part: Part): Part {
  if (typeof part === "string") return turned(part) as Part;
  if (typeof part === "function") return ((...about: unknown[]) => around(part as never, about)) as Part;
  return Object.fromEntries(Object.entries(part as object).map(([key, value]) => [key, mirrored(value)])) as Part;
}

/** English, right to left. */
export const pseudo: Words = mirrored(en);
