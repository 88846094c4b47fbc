import { h, link } from "../dom.ts";
import type { View } from "../view.ts";

export const welcome: View = {
  title: "Your phone number is your account.",
  lead: "No e-mail address, no user name to remember. A code by SMS proves that the number is yours.",
  access: "signed-out",
  render: ({ guests }) => [
    h("div", { class: "stack" },
      link("Create an account", "sign-up", "primary"),
      link("Sign in", "sign-in", "secondary"),
      guests && link("Look around as a guest", "api", "quiet")),
  ],
};
