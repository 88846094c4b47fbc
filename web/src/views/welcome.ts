import { h, link } from "../dom.ts";
import type { View } from "../view.ts";
import { words } from "../words/index.ts";

export const welcome: View = {
  says: () => words.welcome,
  access: "signed-out",
  render: ({ guests }) => [
    h("div", { class: "stack" },
      link(words.ways.createAccount, "sign-up", "primary"),
      link(words.ways.signIn, "sign-in", "secondary"),
      guests && link(words.welcome.guest, "api", "quiet")),
  ],
};
