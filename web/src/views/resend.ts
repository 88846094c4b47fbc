import { h } from "../dom.ts";
import { draft, keepDraft } from "../drafts.ts";
import { type alertBox, workButton } from "../form.ts";
import { explained } from "../session.ts";
import { duration, words } from "../words/index.ts";

/** Each SMS costs money, and the first one is usually just slow. */
const pauseSeconds = 30;

/** A button that sends another code and then rests for a while. */
export function resendButton(alert: ReturnType<typeof alertBox>, send: () => Promise<void>): HTMLElement {
  const said = h("span", { role: "status" });
  const button = workButton(words.codes.again, words.busy.sending, "button", "quiet");
  const label = button.element.querySelector("span") as HTMLElement;
  const rest = (until: number): void => {
    const tick = (): void => {
      const seconds = Math.ceil((until - Date.now()) / 1000);
      button.element.disabled = seconds > 0;
      label.textContent = seconds > 0 ? words.codes.againIn(duration(seconds)) : words.codes.again;
      if (seconds > 0) setTimeout(() => label.isConnected && tick(), 1000);
    };
    tick();
  };
  rest(Number(draft("resting"))); // a reload, or Back and Forward, does not end it
  const sent = (): void => {
    const until = Date.now() + pauseSeconds * 1000;
    keepDraft("resting", String(until));
    said.textContent = words.codes.onItsWay;
    rest(until);
    document.querySelector<HTMLElement>("input.code")?.focus();
  };
  button.element.addEventListener("click", () => {
    alert.clear();
    button.during(send).then(sent, async (error: unknown) => alert.show(await explained(error)));
  });
  return h("div", { class: "resend" }, button.element, said);
}
