import { h, link } from "../dom.ts";
import { actionButton, alertBox } from "../form.ts";
import { go } from "../router.ts";
import { type Claims, liveSession } from "../session.ts";
import type { View } from "../view.ts";

/** What the account is made of: tokens, their claims, and the API that reads them. */
export const developers: View = {
  title: "For developers",
  lead: "What Cognito says of this session, and what the API makes of it.",
  access: "signed-in",
  render: async () => {
    const { id, access } = await liveSession();
    const alert = alertBox();
    return [
      timeLeft(id),
      alert.element,
      h("div", { class: "row" },
        actionButton("Refresh", "Refreshing…", "secondary", alert, async () => {
          await liveSession(true);
          go("developers", "You have new tokens.");
        }),
        link("Call the API", "api", "secondary")),
      claimTable("Claims of the ID token", id, true),
      claimTable("Claims of the access token", access, false),
      h("p", { class: "aside" }, link("Back to your account", "account")),
    ];
  },
};

/** Counts the ID token's life down; stops when the view has gone. */
function timeLeft(claims: Claims): HTMLElement {
  const [issued, expires] = [Number(claims["iat"]), Number(claims["exp"])];
  const words = h("span", { role: "timer" });
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
    h("div", {}, h("dt", {}, name), h("dd", {}, h("bdi", {}, typeof value === "string" ? value : JSON.stringify(value)),
      dates.has(name) && h("span", { class: "hint" }, ` ${new Date(Number(value) * 1000).toLocaleString()}`))));
  return h("details", { class: "claims", open }, h("summary", {}, title), h("dl", {}, ...rows));
}
