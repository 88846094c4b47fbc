import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { parseAst } from "vite";
import { en } from "./en.ts";
import { choose, languages } from "./index.ts";

const source = new URL("..", import.meta.url);
/** Numbers that stand for what a sentence is about: no language writes them in more than one way. */
const about = [101, 102, 103];

/** Every sentence by its path; of a function, what it says about `about`. */
function sentences(words: object, like: object = words, path = ""): Map<string, string> {
  return new Map(Object.entries(words).flatMap(([key, value]: [string, unknown]) => {
    const [name, model] = [`${path}${key}`, (like as Record<string, unknown>)[key]];
    if (typeof value === "string") return [[name, value]];
    if (typeof value === "function") return [[name, [value(...about.slice(0, (model as () => void)?.length))].flat().join("")]];
    return [...sentences(value as object, (model ?? {}) as object, `${name}.`)];
  }));
}

const english = sentences(en);
const placeholders = (text = ""): string[] => (text.match(/10[123]|`[^`]*`/g) ?? []).sort();
const ending = (text = ""): string => text.match(/[.?…:]$/)?.[0] ?? "";

for (const [tag, load] of Object.entries(languages)) {
  test(`${tag} has exactly the sentences of English, about the same things and with the same ending`, async () => {
    const spoken = sentences(await load(), en);
    assert.ok(spoken.size > 200);
    assert.deepEqual([...spoken.keys()].sort(), [...english.keys()].sort());
    for (const [name, text] of spoken) {
      assert.ok(text.trim(), name);
      assert.deepEqual(placeholders(text), placeholders(english.get(name)), name);
      assert.equal(ending(text.replaceAll("\u202c", "")), ending(english.get(name)), name);
    }
  });
}

test("one character is no characters", async () => {
  const says = (await languages.de()).attributes;
  assert.equal(en.attributes.tooLong("Initial", 1), "Initial takes at most 1 character.");
  assert.equal((await languages.es()).rules.length(1), "al menos 1 carácter");
  assert.equal(says.leastLength(1000), "Mindestens 1.000 Zeichen.");
});

test("the language is the first that the page speaks of those that the browser asks for, else English", () => {
  assert.deepEqual(choose(["de-AT", "en"]), ["de", "de-AT"]);
  assert.deepEqual(choose(["fr", "es-419", "de"]), ["es", "es-419"]);
  assert.deepEqual(choose(["en-GB", "de"]), ["en", "en-GB"]);
  assert.deepEqual(choose(["ES"]), ["es", "es"]);
  assert.deepEqual(choose(["ar-XB"]), ["ar-XB", "ar-XB"]);
  for (const none of [[], ["fr"], ["ar"], ["ar-EG"], ["de-!", "<img>", ""]]) assert.deepEqual(choose(none), ["en", "en"], String(none));
});

test("the pseudo-locale turns words, and neither numbers nor commands nor what a sentence is about", async () => {
  const says = await languages["ar-XB"]();
  assert.equal(says.fields.appCodeHint.replace(/\u202e(.*?)\u202c/g, "<$1>"), "<The> <app> <shows> <a> <new> <one> <every> 30 <seconds>.");
  assert.match(says.failure.silent, / `make web`, /);
  assert.match(says.notices.confirmFirstUnsent("The cause."), /: The cause\. /);
});

test("the frame that web/index.html paints says what English does", () => {
  const html = readFileSync(new URL("../index.html", source), "utf8");
  const { title, lead, guest } = en.welcome;
  for (const text of [en.brand, en.frame.skip, en.frame.art, title, lead, guest, en.ways.createAccount, en.ways.signIn]) assert.ok(html.includes(`>${text}<`), text);
  assert.ok(html.includes(`aria-label="${en.frame.tabs}"`));
});

/** What a file of the page has in quotes, its imports and types aside. */
function literals(node: unknown): string[] {
  if (typeof node !== "object" || node === null) return [];
  const { type, value, source: from, ...rest } = node as Record<string, unknown>;
  if (type === "Literal") return typeof value === "string" ? [value] : [];
  if (type === "TemplateElement") return [(value as { raw: string }).raw];
  if (typeof type === "string" && /^(TS|Import)/.test(type) && !/^(TSAs|TSSatisfies|TSNonNull)/.test(type)) return [];
  return [value, ...Object.values(rest)].flatMap(literals);
}

/** A capital letter begins what people read, and so do three words; these are words of the web and of Cognito. */
const technical = new Set(["Authorization", "Bearer ", "Boolean", "DateTime", "Number", "String"]);
const isSentence = (text: string): boolean =>
  !technical.has(text) && (/^\s*\p{Lu}\p{Ll}+(?!\p{L})/u.test(text) || /\p{L}+[,;:]? \p{L}+[,;:]? \p{L}/u.test(text) || /\p{L}…$/u.test(text));

test("no sentence stands outside of words/", () => {
  const files = (readdirSync(source, { recursive: true }) as string[])
    .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts") && !name.startsWith("words"));
  assert.ok(files.length > 30);
  const found = files.flatMap((name) => literals(parseAst(readFileSync(new URL(name, source), "utf8"), { lang: "ts" })).filter(isSentence).map((text) => `${name}: ${text}`));
  assert.deepEqual(found, []);
});

test("a sentence is told from names and styles", () => {
  for (const text of ["Save", "Sign in", "Your password is changed.", " is on its way", "Saving…", "saving…"]) assert.ok(isSentence(text), text);
  for (const text of ["sign-in", "key figures", "NotAuthorizedException", "GET /me", "aria-label", "TOTP", "#app ", "datetime-local"]) assert.ok(!isSentence(text), text);
});
