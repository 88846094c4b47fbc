import { h, link } from "../dom.ts";
import { actionButton, alertBox } from "../form.ts";
import { go } from "../router.ts";
import { type Claims, liveSession } from "../session.ts";
import type { View } from "../view.ts";
import { duration, locale, words } from "../words/index.ts";

/** What the account is made of: tokens, their claims, and the API that reads them. */
export const developers: View["render"] = async () => {
  const { id, access } = await liveSession();
  const [alert, says] = [alertBox(), words.developers];
  return [
    timeLeft(id),
    alert.element,
    h("div", { class: "row" },
      actionButton(says.refresh, words.busy.refreshing, "secondary", alert, async () => {
        await liveSession(true);
        go("developers", words.notices.newTokens);
      }),
      link(says.callApi, "api", "secondary")),
    claimTable(says.idToken, id, true),
    claimTable(says.accessToken, access, false),
    h("p", { class: "aside" }, link(says.back, "account")),
  ];
};

/** Counts the ID token's life down; stops when the view has gone. */
function timeLeft(claims: Claims): HTMLElement {
  const [issued, expires] = [Number(claims["iat"]), Number(claims["exp"])];
  const [left, says] = [h("span", { role: "timer" }), words.developers];
  const bar = h("progress", { max: expires - issued, "aria-label": says.timeLeft });
  const tick = (): void => {
    const seconds = Math.max(0, Math.round(expires - Date.now() / 1000));
    left.textContent = seconds ? says.renewsIn(duration(seconds)) : says.renewsNext;
    bar.value = seconds;
  };
  tick();
  const timer = setInterval(() => (left.isConnected ? tick() : clearInterval(timer)), 1000);
  return h("div", { class: "time-left" }, bar, left);
}

const dates = new Set(["exp", "iat", "auth_time"]);

function claimTable(title: string, claims: Claims, open: boolean): HTMLElement {
  const rows = Object.entries(claims).sort(([a], [b]) => a.localeCompare(b)).map(([name, value]) =>
    h("div", {}, h("dt", {}, name), h("dd", {}, h("bdi", {}, typeof value === "string" ? value : JSON.stringify(value)),
      dates.has(name) && h("span", { class: "hint" }, ` ${new Date(Number(value) * 1000).toLocaleString(locale)}`))));
  return h("details", { class: "claims", open }, h("summary", {}, title), h("dl", {}, ...rows));
}
