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

export const profile: View = {
  title: "Your profile",
  access: "signed-in",
  render: async ({ attributes }) => {
    const values: Partial<Record<string, string>> = await fetchUserAttributes();
    const fields = [
      textField({ name: "name", label: "Name", autocomplete: "name", value: values["name"] ?? "" }),
      ...attributeFields(pick(attributes, ({ writable, mutable }) => writable && mutable), values),
    ];
    const unsaved = fields.some(({ name }) => draft(`profile.${name}`) !== null);
    return [
      h("section", { class: "setting" },
        h("div", {}, h("h2", {}, "Mobile number"), h("p", { class: "figures" }, pretty(values["phone_number"] ?? ""))),
        link("Change number", "phone", "secondary")),
      form({
        fields,
        after: [unsaved && h("p", { class: "note" }, "These changes are not saved yet.")],
        button: "Save",
        busy: "Saving…",
        draft: "profile",
        act: async ({ name, ...custom }) => {
          await updateUserAttributes({ userAttributes: { name, ...changed(custom, values) } });
          dropDrafts("profile");
          await liveSession(true); // the claims carry the profile: fetch new ones
          go("profile", "Your profile is saved.");
        },
      }),
      fixed("Chosen at sign-up", "These cannot be changed any more.", pick(attributes, ({ writable, mutable }) => writable && !mutable), values),
      fixed("Set for you", "Only whoever runs this service can change these.", pick(attributes, ({ writable }) => !writable), values),
    ].filter((part) => part !== null);
  },
};

/** What differs from what Cognito has; it takes an empty value for a removal. */
function changed(custom: Readonly<Record<string, string>>, values: Readonly<Partial<Record<string, string>>>): Record<string, string> {
  return Object.fromEntries(Object.entries(custom).filter(([name, value]) => value !== (values[name] ?? "")));
}

/** Attributes to read only, or nothing where there are none. */
function fixed(title: string, text: string, entries: readonly Entry[], values: Readonly<Partial<Record<string, string>>>): HTMLElement | null {
  const list = attributeList(entries, values, "Not set");
  return list && h("section", { class: "setting" }, h("div", {}, h("h2", {}, title), h("p", {}, text)), list);
}
