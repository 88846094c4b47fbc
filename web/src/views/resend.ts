import { h } from "../dom.ts";
import { type alertBox, workButton } from "../form.ts";
import { explain } from "../errors.ts";

/** Each SMS costs money, and the first one is usually just slow. */
const pauseSeconds = 30;

/** A button that sends another code and then rests for a while. */
export function resendButton(alert: ReturnType<typeof alertBox>, send: () => Promise<void>): HTMLElement {
  const said = h("span", { role: "status" });
  const button = workButton("Send a new code", "Sending…", "button", "quiet");
  let rests = false;
  const rest = (): void => {
    rests = true;
    said.textContent = `A new code is on its way. You can ask again in ${pauseSeconds} seconds.`;
    setTimeout(() => {
      rests = false;
      said.textContent = "";
    }, pauseSeconds * 1000);
  };
  button.element.addEventListener("click", () => {
    if (rests) return;
    alert.clear();
    button.during(send).then(rest, (error: unknown) => alert.show(explain(error)));
  });
  return h("div", { class: "resend" }, button.element, said);
}
