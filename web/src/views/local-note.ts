import { h } from "../dom.ts";
import type { Settings } from "../settings.ts";

/** On the embedded cloud no SMS is sent: says which code is always right there. */
export function localNote({ local }: Settings, code: "smsCode" | "resetCode"): HTMLElement | null {
  if (!local) return null;
  return h("p", { class: "note" }, "Local cloud: no SMS is sent. The code is ", h("strong", {}, local[code]), ".");
}
