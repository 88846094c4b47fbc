import type { Settings } from "./settings.ts";

/** One view of the page, with an address of its own. */
export interface View {
  /** Its title and the line under it, asked for when it is shown: the language is known then. */
  readonly says: () => { readonly title: string; readonly lead?: string };
  readonly access: "anyone" | "signed-out" | "signed-in";
  render(settings: Settings): Node[] | Promise<Node[]>;
}
