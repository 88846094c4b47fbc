import { attributeList } from "../attribute-list.ts";
import { type CustomAttributes, pick } from "../attributes.ts";
import { h } from "../dom.ts";
import { actionButton, alertBox } from "../form.ts";
import { pretty } from "../phone.ts";
import { go } from "../router.ts";
import { type Claims, endSession, liveSession } from "../session.ts";
import type { View } from "../view.ts";

export const session: View = {
  title: "Your session",
  access: "signed-in",
  render: async ({ attributes }) => {
    const { id, access } = await liveSession();
    const alert = alertBox();
    const leave = async (everywhere: boolean): Promise<void> => {
      await endSession(everywhere);
      go("", everywhere ? "You are signed out on every device." : "You are signed out.");
    };
    return [
      card(id, attributes),
      timeLeft(id),
      alert.element,
      h("div", { class: "row" },
        actionButton("Refresh", "Refreshing…", "secondary", alert, async () => {
          await liveSession(true);
          go("session", "You have new tokens.");
        }),
        actionButton("Sign out", "Signing out…", "secondary", alert, () => leave(false)),
        actionButton("Sign out everywhere", "Signing out…", "danger", alert, () => leave(true))),
      claimTable("Claims of the ID token", id, true),
      claimTable("Claims of the access token", access, false),
    ];
  },
};

function text(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

function card(claims: Claims, attributes: CustomAttributes): HTMLElement {
  const groups = claims["cognito:groups"];
  return h("section", { class: "id-card", "aria-label": "Who is signed in" },
    h("p", { class: "name", dir: "auto" }, text(claims["name"] ?? "No name")),
    h("p", { class: "number" }, pretty(text(claims["phone_number"] ?? ""))),
    attributeList(pick(attributes, () => true), claims),
    Array.isArray(groups) && h("ul", { class: "groups", "aria-label": "Groups" }, ...groups.map((group) => h("li", {}, text(group)))));
}

/** Counts the ID token's life down; stops when the view has gone. */
function timeLeft(claims: Claims): HTMLElement {
  const [issued, expires] = [Number(claims["iat"]), Number(claims["exp"])];
  const words = h("span", { class: "figures", role: "timer" });
  const bar = h("progress", { max: expires - issued, "aria-label": "Time left of the session" });
  const tick = (): void => {
    const seconds = Math.max(0, Math.round(expires - Date.now() / 1000));
    words.textContent = seconds
      ? `Renews by itself in ${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, "0")} s`
      : "Renews by itself at the next step";
    bar.value = seconds;
  };
  tick();
  const timer = setInterval(() => (words.isConnected ? tick() : clearInterval(timer)), 1000);
  return h("div", { class: "time-left" }, bar, words);
}

const dates = new Set(["exp", "iat", "auth_time"]);

function claimTable(title: string, claims: Claims, open: boolean): HTMLElement {
  const rows = Object.entries(claims).sort(([a], [b]) => a.localeCompare(b)).map(([name, value]) =>
    h("div", {}, h("dt", {}, name), h("dd", {}, h("bdi", {}, text(value)),
      dates.has(name) && h("span", { class: "hint" }, ` ${new Date(Number(value) * 1000).toLocaleString()}`))));
  return h("details", { class: "claims", open }, h("summary", {}, title), h("dl", {}, ...rows));
}
