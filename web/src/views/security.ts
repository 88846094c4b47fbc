import { fetchMFAPreference, updateMFAPreference, updatePassword } from "aws-amplify/auth";
import { h, link } from "../dom.ts";
import { passwordField } from "../fields.ts";
import { actionButton, alertBox, form } from "../form.ts";
import { go } from "../router.ts";
import { liveSession } from "../session.ts";
import type { View } from "../view.ts";

export const security: View = {
  title: "Security",
  access: "signed-in",
  render: async ({ mfa }) => [
    h("section", { class: "setting" },
      h("div", {}, h("h2", {}, "Password"), h("p", {}, "Proved by SRP: it is never sent over the network when you sign in.")),
      link("Change password", "password", "secondary")),
    ...(mfa === "NONE" ? [] : [await authenticatorApp(mfa === "REQUIRED")]),
  ],
};

async function authenticatorApp(required: boolean): Promise<HTMLElement> {
  const { enabled = [] } = await fetchMFAPreference();
  const on = enabled.includes("TOTP");
  const alert = alertBox();
  const turnOff = actionButton("Turn off", "Turning off…", "secondary", alert, async () => {
    await updateMFAPreference({ totp: "DISABLED" });
    go("security", "The authenticator app is off.");
  });
  return h("section", { class: "setting" },
    h("div", {}, h("h2", {}, "Authenticator app"),
      h("p", {}, on ? "On: each sign-in asks for a code from your app." : "Off: a code from an app on your phone makes a stolen password useless.")),
    h("div", { class: "row" }, link(on ? "Set up again" : "Set up", "totp", "secondary"), on && !required && turnOff),
    alert.element);
}

export const password: View = {
  title: "Change password",
  access: "signed-in",
  render: async ({ passwordPolicy }) => [
    form({
      username: String((await liveSession()).id["phone_number"]),
      fields: [passwordField("oldPassword", "Current password"), passwordField("password", "New password", passwordPolicy)],
      button: "Change password",
      busy: "Changing…",
      act: async ({ oldPassword, password: chosen }) => {
        await change(oldPassword, chosen);
        go("security", "Your password is changed.");
      },
      after: [h("p", { class: "aside" }, link("Back to security", "security"))],
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
