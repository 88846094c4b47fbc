import { type Answer, getGuest, getMe } from "../api.ts";
import { h, link } from "../dom.ts";
import { actionButton, alertBox } from "../form.ts";
import { session } from "../session.ts";
import type { Settings } from "../settings.ts";
import type { View } from "../view.ts";
import { words } from "../words/index.ts";

export const api: View["render"] = async (settings) => {
  const guest = !(await session().catch(() => null));
  const says = words.api;
  return [
    call(settings, "GET /guest", guest ? says.guestAsGuest : says.guestAsMember, getGuest),
    call(settings, "GET /me", guest ? says.meAsGuest : says.meAsMember, getMe),
    h("p", { class: "aside" }, ...(guest ? [says.more, " ", link(words.ways.createAccount, "sign-up")] : [link(says.developers, "developers")])),
  ];
};

function call(settings: Settings, title: string, text: string, send: (settings: Settings) => Promise<Answer>): HTMLElement {
  const alert = alertBox();
  const result = h("div", { class: "answer", role: "status" });
  const button = actionButton(words.api.call(title), words.busy.calling, "secondary", alert, async () => {
    result.replaceChildren();
    const { status, sentence, body } = await send(settings);
    const tone = status !== null && status < 300 ? "good" : "bad";
    result.replaceChildren(h("p", { class: tone }, sentence), body && h("pre", { tabindex: 0, "aria-label": words.api.answer, dir: "ltr" }, h("code", {}, body)));
  });
  return h("section", { class: "call" }, h("h2", {}, title), h("p", {}, text), button, alert.element, result);
}
