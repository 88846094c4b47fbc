import { h, unseen } from "./dom.ts";
import type { PasswordPolicy } from "./settings.ts";
import { locale, words } from "./words/index.ts";

export interface Rule {
  readonly text: string;
  met(password: string): boolean;
}

/** The characters that Cognito counts as symbols; a space counts only inside the password. */
const symbol = /[\^$*.[\]{}()?"!@#%&/\\,><':;|_~`=+-]|\S \S/;

export function rules(policy: PasswordPolicy): Rule[] {
  const says = words.rules;
  const all: [boolean, Rule][] = [
    [true, { text: says.length(policy.min_length), met: (p) => p.length >= policy.min_length }],
    [policy.require_lowercase, { text: says.lowercase, met: (p) => /[a-z]/.test(p) }],
    [policy.require_uppercase, { text: says.uppercase, met: (p) => /[A-Z]/.test(p) }],
    [policy.require_numbers, { text: says.digit, met: (p) => /\d/.test(p) }],
    [policy.require_symbols, { text: says.symbol, met: (p) => symbol.test(p) }],
  ];
  return all.filter(([wanted]) => wanted).map(([, rule]) => rule);
}

/** The first sentence about rules that `password` breaks, or null. */
export function brokenRules(policy: PasswordPolicy, password: string): string | null {
  const missing = rules(policy).filter((rule) => !rule.met(password)).map((rule) => rule.text);
  return missing.length ? words.rules.missing(enumerated(missing)) : null;
}

function enumerated(parts: readonly string[]): string {
  return new Intl.ListFormat(locale, { type: "unit" }).format(parts);
}

/** The list under a new password; it ticks off rules as `input` is typed in. */
export function ruleList(policy: PasswordPolicy, input: HTMLInputElement, id: string): HTMLElement {
  const rows = rules(policy).map((rule) => {
    const state = unseen("");
    return { rule, state, item: h("li", {}, rule.text, state) };
  });
  const update = (): void => {
    for (const { rule, state, item } of rows) {
      const met = rule.met(input.value);
      item.toggleAttribute("data-met", met);
      state.textContent = met ? ` ${words.rules.done}` : "";
    }
  };
  input.addEventListener("input", update);
  update();
  return h("ul", { class: "rules", id }, ...rows.map((row) => row.item));
}
