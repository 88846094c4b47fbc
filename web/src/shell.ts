import { h, link } from "./dom.ts";
import type { Explanation } from "./errors.ts";
import { alertBox } from "./form.ts";
import type { Settings } from "./settings.ts";
import type { View } from "./view.ts";
import { words } from "./words/index.ts";

export interface Shown {
  readonly route: string;
  readonly view: View;
  readonly content: Node[] | Explanation;
  readonly signedIn: boolean;
  readonly settings: Settings;
}

const tabs = ["account", "profile", "security"] as const;
/** Views that belong to a tab without being one. */
const parents: Readonly<Record<string, string>> = {
  phone: "account", "phone-code": "account", "delete-account": "account", developers: "account", api: "account", password: "security", totp: "security",
};

/** Parts of the frame, which web/index.html has, so that it is painted before this code comes. */
const notice = part(".notice");
const nav = part(".tabs");
const pill = part(".pill");
const main = part("main");
let first = true;
let pending: string | null = null;

function part(selector: string): HTMLElement {
  return document.querySelector(`#app ${selector}`) as HTMLElement;
}

/** Lets the skip link lead to the heading; its address would be another view's. */
export function wakeShell(): void {
  part(".skip").addEventListener("click", (event) => {
    event.preventDefault();
    main.querySelector("h1")?.focus();
  });
}

/** Says the frame's own words in the chosen language; web/index.html has them in English. */
export function nameShell(): void {
  part(".skip").textContent = words.frame.skip;
  part(".brand").replaceChildren(part(".mark"), words.brand);
  part(".art p").textContent = words.frame.art;
  nav.setAttribute("aria-label", words.frame.tabs);
}

/** Says a sentence at the top of the next view (or of this one, if it stays). */
export function say(text: string): void {
  pending = text;
}

/** Shows a view and moves the focus to its heading, so that a screen reader follows, or to the code it asks for: not to one that an app has to be set up for first. */
export function showView({ route, view, content, signedIn, settings }: Shown): void {
  const { title, lead } = view.says();
  document.title = `${title} · ${words.brand}`;
  document.body.dataset["view"] = route || "welcome";
  document.body.classList.toggle("moving", !first);
  document.documentElement.classList.remove("elsewhere");
  document.body.classList.toggle("signed-in", signedIn);
  pill.textContent = settings.local ? words.frame.local : settings.region;
  nav.replaceChildren(...(signedIn ? tabs.map((to) => tab(to, words.tabs[to], parents[route] ?? route)) : []));
  const heading = h("h1", { tabindex: -1 }, title);
  main.replaceChildren(heading, ...(lead ? [h("p", { class: "lead" }, lead)] : []), ...(Array.isArray(content) ? content : [failure(content)]));
  notice.replaceChildren(...(pending ? [h("p", {}, pending)] : []));
  pending = null;
  if (!first) window.scrollTo(0, 0);
  const code = main.querySelector<HTMLElement>(":not(.enrol) + form input.code");
  if (code) code.focus();
  else if (!first) heading.focus({ preventScroll: true });
  if (first) performance.mark("usable");
  first = false;
}

/** The one screen for a page that cannot start. */
export function showFailure(title: string, text: string): void {
  document.title = title;
  document.documentElement.classList.remove("elsewhere");
  main.replaceChildren(h("h1", { tabindex: -1 }, title), h("p", { class: "lead", role: "alert" }, ...text.split("`").map((part, n) => (n % 2 ? h("code", {}, part) : part))),
    h("button", { type: "button", class: "primary", onclick: () => location.reload() }, h("span", {}, words.failure.reload)));
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
