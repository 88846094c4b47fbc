import { codeIn, codeLength } from "./code.ts";
import { freshId, h, link } from "./dom.ts";
import type { Explanation } from "./errors.ts";
import { brokenRules, ruleList } from "./password-rules.ts";
import type { PasswordPolicy } from "./settings.ts";
import { type Words, words } from "./words/index.ts";

/** One labelled input of a form: reads itself, judges itself, and shows its own problem. */
export interface Field<Name extends string = string> {
  readonly name: Name;
  readonly element: HTMLElement;
  readonly control: HTMLInputElement;
  /** Whether its form may keep what is typed over a reload (a phone field does that by itself). */
  readonly keep: boolean;
  /** The user name that this field makes, for the form to put before the password. */
  readonly username?: HTMLInputElement;
  read(): string;
  /** A sentence about what is wrong with it, or null. */
  problem(): string | null;
  showProblem(problem: Explanation | null): void;
}

interface TextOptions<Name extends string> {
  readonly name: Name;
  readonly words: Words["fields"]["name"];
  readonly value?: string;
  readonly autocomplete: string;
}

/** Lays out label, control, hint and problem, and ties them together for assistive technology. */
export function frame(label: string, control: HTMLInputElement, box: Node, extras: readonly HTMLElement[]) {
  const said = h("p", { class: "problem", id: freshId("problem") });
  control.id ||= freshId("field");
  control.setAttribute("aria-describedby", [said, ...extras].map((element) => element.id).join(" "));
  const element = h("div", { class: "field" }, h("label", { for: control.id }, label), box, said, ...extras);
  const showProblem = (problem: Explanation | null): void => {
    said.replaceChildren(...(problem ? sentence(problem) : []));
    if (problem) control.setAttribute("aria-invalid", "true");
    else control.removeAttribute("aria-invalid");
  };
  control.addEventListener("input", () => showProblem(null));
  return { element, showProblem };
}

/** An explanation as text, with the way out as a link. */
export function sentence({ text, next }: Explanation): (Node | string)[] {
  return next ? [text, " ", link(next[0], next[1])] : [text];
}

/** The line under an input; none for an empty one. */
export function hints(hint: string | undefined): HTMLElement[] {
  return hint ? [h("p", { class: "hint", id: freshId("hint") }, hint)] : [];
}

/** What an input holds, as text; of a checkbox, whether it is ticked. */
export function content(control: HTMLInputElement): string {
  return control.type === "checkbox" ? String(control.checked) : control.value;
}

/** Puts back what `content` gave. */
export function setContent(control: HTMLInputElement, kept: string): void {
  if (control.type === "checkbox") control.checked = kept === "true";
  else control.value = kept;
}

/** The full number, as the account that a password manager keeps or fills in a password for. */
export function userName(username = ""): HTMLInputElement {
  return h("input", { name: "username", autocomplete: "username", value: username, class: "unseen", tabindex: -1, "aria-hidden": "true" });
}

/** A line of text that may not stay empty. */
export function textField<const Name extends string>({ name, words: { label, missing }, value, autocomplete }: TextOptions<Name>): Field<Name> {
  const control = h("input", { name, type: "text", autocomplete, maxlength: 256, required: true, value });
  return {
    name, control, keep: true, ...frame(label, control, control, []),
    read: () => control.value.trim(),
    problem: () => (control.value.trim() ? null : missing),
  };
}

/** A six-digit code: one input, so that phones can fill it in from the SMS; the last digit sends the form. */
export function codeField(label: string, hint?: string): Field<"code"> {
  const control = h("input", {
    name: "code", type: "text", class: "code", inputmode: "numeric", autocomplete: "one-time-code",
    required: true, spellcheck: "false",
  });
  const read = (): string => codeIn(control.value);
  let sent = "";
  control.addEventListener("input", (event) => {
    if (event instanceof InputEvent && event.isComposing) return;
    if (control.value !== read()) control.value = read();
    if (read() === sent) return;
    sent = read().length === codeLength ? read() : "";
    // The browser's own judgement: every other field of the form is filled in.
    if (sent && control.form?.checkValidity()) control.form.requestSubmit();
  });
  return {
    name: "code", control, keep: false, read, ...frame(label, control, control, hints(hint)),
    problem: () => (read().length === codeLength ? null : words.fields.codeMissing),
  };
}

/** A password with a show button; with a `policy` it is a new one and its rules are listed. */
export function passwordField<Name extends string>(
  name: Name, { label, missing, show, hide }: Words["fields"]["password"], policy?: PasswordPolicy,
): Field<Name> {
  const control = h("input", {
    name, type: "password", required: true, maxlength: 256, spellcheck: "false", autocapitalize: "none",
    autocomplete: policy ? "new-password" : "current-password",
  });
  const toggle = h("button", {
    type: "button", class: "toggle", "aria-label": show,
    onclick: () => {
      const shown = control.type === "password";
      control.type = shown ? "text" : "password";
      toggle.textContent = shown ? words.fields.hide : words.fields.show;
      toggle.setAttribute("aria-label", shown ? hide : show);
    },
  }, words.fields.show);
  const list = policy ? [ruleList(policy, control, freshId("rules"))] : [];
  const framed = frame(label, control, h("div", { class: "with-toggle" }, control, toggle), list);
  return {
    name, control, keep: false, ...framed,
    read: () => control.value,
    problem: () => {
      if (!control.value) return missing;
      return policy ? brokenRules(policy, control.value) : null;
    },
  };
}
