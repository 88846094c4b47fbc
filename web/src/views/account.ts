import { deleteUser, fetchMFAPreference, fetchUserAttributes } from "aws-amplify/auth";
import { attributeList } from "../attribute-list.ts";
import { type CustomAttributes, pick } from "../attributes.ts";
import { type Child, h, link } from "../dom.ts";
import { dropAllDrafts } from "../drafts.ts";
import { actionButton, alertBox } from "../form.ts";
import { pretty } from "../phone.ts";
import { go } from "../router.ts";
import { endSession, liveSession } from "../session.ts";
import type { Settings } from "../settings.ts";
import type { View } from "../view.ts";

type Attributes = Readonly<Partial<Record<string, string>>>;

export const account: View = {
  title: "Your account",
  access: "signed-in",
  render: async (settings) => {
    // Asked of Cognito each time: a token that was revoked elsewhere still looks valid here.
    const [attributes, { id }, factor] = await Promise.all([fetchUserAttributes(), liveSession(), secondFactor(settings)]);
    return [
      card(attributes, id["cognito:groups"], settings.attributes),
      setting("Mobile number", "It is your name here: you sign in with it.", link("Change number", "phone", "secondary")),
      setting("Security", factor, link("Change password", "password", "secondary"), settings.mfa !== "NONE" && link("Authenticator app", "security", "secondary")),
      sessions(),
      setting("Delete account", "Your number, your name and all that is kept with them.", link("Delete my account", "delete-account", "danger")),
      h("p", { class: "aside" }, "Tokens, claims and the API: ", link("For developers", "developers")),
    ];
  },
};

async function secondFactor({ mfa }: Settings): Promise<string> {
  if (mfa === "NONE") return "Your password protects this account.";
  const { enabled = [] } = await fetchMFAPreference();
  return enabled.includes("TOTP") ? "Your password and an authenticator app protect this account." : "Your password protects this account. An authenticator app makes it safer.";
}

function card(attributes: Attributes, groups: unknown, custom: CustomAttributes): HTMLElement {
  return h("section", { class: "id-card", "aria-label": "Who is signed in" },
    h("p", { class: "name", dir: "auto" }, attributes["name"] || "No name"),
    h("p", { class: "number" }, pretty(attributes["phone_number"] ?? "")),
    attributeList(pick(custom, () => true), attributes),
    Array.isArray(groups) && h("ul", { class: "groups", "aria-label": "Groups" }, ...groups.map((group) => h("li", {}, String(group)))));
}

function setting(title: string, text: string, ...ways: Child[]): HTMLElement {
  return h("section", { class: "setting" }, h("div", {}, h("h2", {}, title), h("p", {}, text)), h("div", { class: "row" }, ...ways));
}

/** Cognito lists no sessions where it does not track devices: what there is, is to end all of them. */
function sessions(): HTMLElement {
  const alert = alertBox();
  const leave = async (everywhere: boolean): Promise<void> => {
    await endSession(everywhere);
    go("", everywhere ? "You are signed out on every device." : "You are signed out.");
  };
  const section = setting("Your sessions", "You stay signed in on each device until you sign out there. Lost one? Sign out everywhere.",
    actionButton("Sign out", "Signing out…", "secondary", alert, () => leave(false)),
    actionButton("Sign out everywhere", "Signing out…", "danger", alert, () => leave(true)));
  section.append(alert.element);
  return section;
}

export const deleteAccount: View = {
  title: "Delete your account",
  lead: "Your number, your name and all that is kept with them are deleted at once. Nobody can bring them back.",
  access: "signed-in",
  render: () => {
    const alert = alertBox();
    return [
      alert.element,
      h("div", { class: "row" },
        link("Keep my account", "account", "secondary"),
        actionButton("Delete my account", "Deleting…", "danger", alert, async () => {
          await deleteUser();
          dropAllDrafts();
          go("", "Your account is deleted.");
        })),
    ];
  },
};
