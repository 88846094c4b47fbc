import { type Entry, labelOf, shown } from "./attributes.ts";
import { h } from "./dom.ts";

/** Custom attributes to read, each with its label; `empty` stands for a value that is not there. */
export function attributeList(entries: readonly Entry[], values: Readonly<Record<string, unknown>>, empty?: string): HTMLElement | null {
  const rows = entries.map(([name, attribute]) => [labelOf(name), shown(attribute, String(values[name] ?? "")) || empty] as const)
    .filter(([, text]) => text)
    .map(([label, text]) => h("div", {}, h("dt", {}, label), h("dd", {}, h("bdi", {}, text))));
  return rows.length ? h("dl", { class: "facts" }, ...rows) : null;
}
