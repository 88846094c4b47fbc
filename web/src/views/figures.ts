import { h } from "../dom.ts";
import { pretty } from "../phone.ts";

/** A phone number in a sentence: in one line, and from left to right in every script. */
export function figures(phone: string): HTMLElement {
  return h("strong", { class: "figures", dir: "ltr" }, pretty(phone));
}
