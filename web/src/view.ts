import type { Settings } from "./settings.ts";

/** One view of the page, with an address of its own. */
export interface View {
  readonly title: string;
  /** The line under the title. */
  readonly lead?: string;
  readonly access: "anyone" | "signed-out" | "signed-in";
  render(settings: Settings): Node[] | Promise<Node[]>;
}
