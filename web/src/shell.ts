import { h, link } from "./dom.ts";
import type { Explanation } from "./errors.ts";
import { alertBox } from "./form.ts";
import type { Settings } from "./settings.ts";
import type { View } from "./view.ts";

export interface Shown {
  readonly route: string;
  readonly view: View;
  readonly content: Node[] | Explanation;
  readonly signedIn: boolean;
  readonly settings: Settings;
}

const tabs = [["session", "Session"], ["profile", "Profile"], ["security", "Security"], ["api", "API"]] as const;
/** Views that belong to a tab without being one. */
const parents: Readonly<Record<string, string>> = { phone: "profile", "phone-code": "profile", password: "security", totp: "security" };

const notice = h("div", { class: "notice", role: "status" });
const nav = h("nav", { class: "tabs", "aria-label": "Account" });
const pill = h("span", { class: "pill" });
const main = h("main", { id: "main" });
let first = true;
let pending: string | null = null;

/** Puts the frame that every view shares into the page. */
export function buildShell(): void {
  const skip = h("a", {
    href: "#main", class: "skip",
    onclick: (event: Event) => {
      event.preventDefault();
      main.querySelector("h1")?.focus();
    },
  }, "Skip to the content");
  const brand = h("a", { class: "brand", href: "#/" }, keypad("mark"), "Phone sign-in");
  const header = h("header", {}, brand, pill, nav);
  const stage = h("div", { class: "stage" }, notice, main);
  const art = h("aside", { class: "art", "aria-hidden": "true" }, keypad("keys"),
    h("p", {}, "Your number is your name here."));
  document.querySelector("#app")?.replaceChildren(skip, header, art, stage);
}

/** Says a sentence at the top of the next view (or of this one, if it stays). */
export function say(text: string): void {
  pending = text;
}

/** Shows a view and moves the focus to its heading, so that a screen reader follows, or to the code it asks for. */
export function showView({ route, view, content, signedIn, settings }: Shown): void {
  document.title = `${view.title} · Phone sign-in`;
  document.body.dataset["view"] = route || "welcome";
  document.body.classList.toggle("signed-in", signedIn);
  pill.textContent = settings.local ? "local cloud" : settings.region;
  nav.replaceChildren(...(signedIn ? tabs.map(([to, text]) => tab(to, text, parents[route] ?? route)) : []));
  const heading = h("h1", { tabindex: -1 }, view.title);
  const lead = view.lead ? [h("p", { class: "lead" }, view.lead)] : [];
  main.replaceChildren(heading, ...lead, ...(Array.isArray(content) ? content : [failure(content)]));
  notice.replaceChildren(...(pending ? [h("p", {}, pending)] : []));
  pending = null;
  if (!first) window.scrollTo(0, 0);
  const code = main.querySelector<HTMLElement>("input.code");
  if (code) code.focus();
  else if (!first) heading.focus({ preventScroll: true });
  first = false;
}

/** The one screen for a page that cannot start. */
export function showFailure(title: string, text: string): void {
  document.title = title;
  main.replaceChildren(h("h1", { tabindex: -1 }, title), h("p", { class: "lead", role: "alert" }, ...text.split("`").map((part, n) => (n % 2 ? h("code", {}, part) : part))),
    h("button", { type: "button", class: "primary", onclick: () => location.reload() }, h("span", {}, "Reload")));
}

function failure(explanation: Explanation): HTMLElement {
  const alert = alertBox();
  alert.show(explanation);
  return alert.element;
}

function tab(to: string, text: string, current: string): HTMLElement {
  const anchor = link(text, to, "tab");
  if (to === current) anchor.setAttribute("aria-current", "page");
  return anchor;
}

function keypad(style: string): HTMLElement {
  const keys = [..."123456789*0#"].map((key) => h("span", {}, key));
  return h("span", { class: style, "aria-hidden": "true" }, ...keys);
}
