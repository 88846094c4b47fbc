import { h } from "../dom.ts";
import type { Settings } from "../settings.ts";
import { words } from "../words/index.ts";

/** On the embedded cloud no SMS is sent: says which code is always right there. */
export function localNote({ local }: Settings, code: "smsCode" | "resetCode"): HTMLElement | null {
  if (!local) return null;
  return h("p", { class: "note" }, ...words.codes.local(h("strong", {}, local[code])));
}
