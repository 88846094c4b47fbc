import { fetchUserAttributes, updateUserAttributes } from "aws-amplify/auth";
import { attributeFields } from "../attribute-field.ts";
import { attributeList } from "../attribute-list.ts";
import { type Entry, pick } from "../attributes.ts";
import { h, link } from "../dom.ts";
import { draft, dropDrafts } from "../drafts.ts";
import { textField } from "../fields.ts";
import { form } from "../form.ts";
import { pretty } from "../phone.ts";
import { go } from "../router.ts";
import { liveSession } from "../session.ts";
import type { View } from "../view.ts";
import { words } from "../words/index.ts";

export const profile: View = {
  says: () => words.profile,
  access: "signed-in",
  render: async ({ attributes }) => {
    const says = words.profile;
    const values: Partial<Record<string, string>> = await fetchUserAttributes();
    const fields = [
      textField({ name: "name", words: words.fields.name, autocomplete: "name", value: values["name"] ?? "" }),
      ...attributeFields(pick(attributes, ({ writable, mutable }) => writable && mutable), values),
    ];
    const unsaved = fields.some(({ name }) => draft(`profile.${name}`) !== null);
    return [
      h("section", { class: "setting" },
        h("div", {}, h("h2", {}, words.phone.label), h("p", { class: "figures" }, h("bdi", { dir: "ltr" }, pretty(values["phone_number"] ?? "")))),
        link(words.account.changeNumber, "phone", "secondary")),
      form({
        fields,
        after: [unsaved && h("p", { class: "note" }, says.unsaved)],
        button: says.button,
        busy: words.busy.saving,
        draft: "profile",
        act: async ({ name, ...custom }) => {
          await updateUserAttributes({ userAttributes: { name, ...changed(custom, values) } });
          dropDrafts("profile");
          await liveSession(true); // the claims carry the profile: fetch new ones
          go("profile", words.notices.profileSaved);
        },
      }),
      fixed(says.chosen, says.chosenText, pick(attributes, ({ writable, mutable }) => writable && !mutable), values),
      fixed(says.set, says.setText, pick(attributes, ({ writable }) => !writable), values),
    ].filter((part) => part !== null);
  },
};

/** What differs from what Cognito has; it takes an empty value for a removal. */
function changed(custom: Readonly<Record<string, string>>, values: Readonly<Partial<Record<string, string>>>): Record<string, string> {
  return Object.fromEntries(Object.entries(custom).filter(([name, value]) => value !== (values[name] ?? "")));
}

/** Attributes to read only, or nothing where there are none. */
function fixed(title: string, text: string, entries: readonly Entry[], values: Readonly<Partial<Record<string, string>>>): HTMLElement | null {
  const list = attributeList(entries, values, words.attributes.notSet);
  return list && h("section", { class: "setting" }, h("div", {}, h("h2", {}, title), h("p", {}, text)), list);
}
