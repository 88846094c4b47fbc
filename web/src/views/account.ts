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
import { words } from "../words/index.ts";

type Attributes = Readonly<Partial<Record<string, string>>>;

export const account: View = {
  says: () => words.account,
  access: "signed-in",
  render: async (settings) => {
    // Asked of Cognito each time: a token that was revoked elsewhere still looks valid here.
    const says = words.account;
    const [attributes, { id }, factor] = await Promise.all([fetchUserAttributes(), liveSession(), secondFactor(settings)]);
    return [
      card(attributes, id["cognito:groups"], settings.attributes),
      setting(says.number, says.numberText, link(says.changeNumber, "phone", "secondary")),
      setting(says.security, factor, link(says.changePassword, "password", "secondary"), settings.mfa !== "NONE" && link(says.app, "security", "secondary")),
      sessions(),
      setting(says.delete, says.deleteText, link(says.deleteLink, "delete-account", "danger")),
      h("p", { class: "aside" }, says.developers, " ", link(words.developers.title, "developers")),
    ];
  },
};

async function secondFactor({ mfa }: Settings): Promise<string> {
  const { passwordOnly, passwordAndApp, appIsSafer } = words.account;
  if (mfa === "NONE") return passwordOnly;
  const { enabled = [] } = await fetchMFAPreference();
  return enabled.includes("TOTP") ? passwordAndApp : appIsSafer;
}

function card(attributes: Attributes, groups: unknown, custom: CustomAttributes): HTMLElement {
  return h("section", { class: "id-card", "aria-label": words.account.who },
    h("p", { class: "name", dir: "auto" }, attributes["name"] || words.account.noName),
    h("p", { class: "number" }, h("bdi", { dir: "ltr" }, pretty(attributes["phone_number"] ?? ""))),
    attributeList(pick(custom, () => true), attributes),
    Array.isArray(groups) && h("ul", { class: "groups", "aria-label": words.account.groups }, ...groups.map((group) => h("li", {}, h("bdi", {}, String(group))))));
}

function setting(title: string, text: string, ...ways: Child[]): HTMLElement {
  return h("section", { class: "setting" }, h("div", {}, h("h2", {}, title), h("p", {}, text)), h("div", { class: "row" }, ...ways));
}

/** Cognito lists no sessions where it does not track devices: what there is, is to end all of them. */
function sessions(): HTMLElement {
  const [alert, says] = [alertBox(), words.account];
  const leave = async (everywhere: boolean): Promise<void> => {
    await endSession(everywhere);
    go("", everywhere ? words.notices.signedOutEverywhere : words.notices.signedOut);
  };
  const section = setting(says.sessions, says.sessionsText,
    actionButton(says.signOut, words.busy.signingOut, "secondary", alert, () => leave(false)),
    actionButton(says.signOutEverywhere, words.busy.signingOut, "danger", alert, () => leave(true)));
  section.append(alert.element);
  return section;
}

export const deleteAccount: View = {
  says: () => words.deleteAccount,
  access: "signed-in",
  render: () => {
    const alert = alertBox();
    return [
      alert.element,
      h("div", { class: "row" },
        link(words.deleteAccount.keep, "account", "secondary"),
        actionButton(words.deleteAccount.button, words.busy.deleting, "danger", alert, async () => {
          await deleteUser();
          dropAllDrafts();
          go("", words.notices.deleted);
        })),
    ];
  },
};
