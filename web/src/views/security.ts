import { fetchMFAPreference, updateMFAPreference, updatePassword } from "aws-amplify/auth";
import { h, link } from "../dom.ts";
import { passwordField } from "../fields.ts";
import { actionButton, alertBox, form } from "../form.ts";
import { go } from "../router.ts";
import { liveSession } from "../session.ts";
import type { View } from "../view.ts";
import { words } from "../words/index.ts";

export const security: View = {
  says: () => words.security,
  access: "signed-in",
  render: async ({ mfa }) => [
    h("section", { class: "setting" },
      h("div", {}, h("h2", {}, words.security.password), h("p", {}, words.security.passwordText)),
      link(words.security.changePassword, "password", "secondary")),
    ...(mfa === "NONE" ? [] : [await authenticatorApp(mfa === "REQUIRED")]),
  ],
};

async function authenticatorApp(required: boolean): Promise<HTMLElement> {
  const { enabled = [] } = await fetchMFAPreference();
  const on = enabled.includes("TOTP");
  const [alert, says] = [alertBox(), words.security];
  const turnOff = actionButton(says.turnOff, words.busy.turningOff, "secondary", alert, async () => {
    await updateMFAPreference({ totp: "DISABLED" });
    go("security", words.notices.appOff);
  });
  return h("section", { class: "setting" },
    h("div", {}, h("h2", {}, says.app),
      h("p", {}, on ? says.on : says.off)),
    h("div", { class: "row" }, link(on ? says.setUpAgain : says.setUp, "totp", "secondary"), on && !required && turnOff),
    alert.element);
}

export const password: View = {
  says: () => words.password,
  access: "signed-in",
  render: async ({ passwordPolicy }) => [
    form({
      username: String((await liveSession()).id["phone_number"]),
      fields: [passwordField("oldPassword", words.fields.oldPassword), passwordField("password", words.fields.newPassword, passwordPolicy)],
      button: words.password.button,
      busy: words.busy.changing,
      act: async ({ oldPassword, password: chosen }) => {
        await change(oldPassword, chosen);
        go("security", words.notices.passwordChanged);
      },
      after: [h("p", { class: "aside" }, link(words.password.back, "security"))],
    }),
  ],
};

/** Here "incorrect username or password" can only mean the current password. */
class WrongPassword extends Error {
  override name = "WrongPassword";
}

async function change(oldPassword: string, newPassword: string): Promise<void> {
  try {
    await updatePassword({ oldPassword, newPassword });
  } catch (error) {
    if (error instanceof Error && /incorrect username or password/i.test(error.message)) throw new WrongPassword();
    throw error;
  }
}
