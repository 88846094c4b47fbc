import { type Answer, getGuest, getMe } from "../api.ts";
import { h, link } from "../dom.ts";
import { actionButton, alertBox } from "../form.ts";
import { session } from "../session.ts";
import type { Settings } from "../settings.ts";
import type { View } from "../view.ts";

export const api: View = {
  title: "Call the API",
  lead: "Two addresses, two ways to say who you are.",
  access: "anyone",
  render: async (settings) => {
    const who = (await session().catch(() => null)) ? "signed-in" : "guest";
    return [
      call(settings, "GET /guest", `Signed with SigV4, using the temporary AWS credentials that the identity pool gives you as a ${who} visitor.`, getGuest),
      call(settings, "GET /me", who === "guest"
        ? "Needs an ID token, and you have none yet: see how the API refuses."
        : "Carries your ID token; the API answers with the claims it verified.", getMe),
      ...(who === "guest" ? [h("p", { class: "aside" }, "Want to be more than a guest? ", link("Create an account", "sign-up"))] : [h("p", { class: "aside" }, link("For developers", "developers"))]),
    ];
  },
};

function call(settings: Settings, title: string, text: string, send: (settings: Settings) => Promise<Answer>): HTMLElement {
  const alert = alertBox();
  const result = h("div", { class: "answer", role: "status" });
  const button = actionButton(`Call ${title}`, "Calling…", "secondary", alert, async () => {
    result.replaceChildren();
    const { status, sentence, body } = await send(settings);
    const tone = status !== null && status < 300 ? "good" : "bad";
    result.replaceChildren(h("p", { class: tone }, sentence), body && h("pre", { tabindex: 0, "aria-label": "Answer" }, h("code", {}, body)));
  });
  return h("section", { class: "call" }, h("h2", {}, title), h("p", {}, text), button, alert.element, result);
}
