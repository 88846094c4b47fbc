import { fetchUserAttributes, updateUserAttributes } from "aws-amplify/auth";
import { h, link } from "../dom.ts";
import { draft } from "../drafts.ts";
import { textField } from "../fields.ts";
import { form } from "../form.ts";
import { pretty } from "../phone.ts";
import { type View, go } from "../router.ts";
import { liveSession } from "../session.ts";

export const profile: View = {
  title: "Your profile",
  access: "signed-in",
  render: async () => {
    const attributes: Partial<Record<string, string>> = await fetchUserAttributes();
    const of = (name: string): { value: string } => ({ value: attributes[name] ?? "" });
    const unsaved = ["name", "company", "role"].some((name) => draft(`profile.${name}`) !== null);
    return [
      h("section", { class: "setting" },
        h("div", {}, h("h2", {}, "Mobile number"), h("p", { class: "figures" }, pretty(attributes["phone_number"] ?? ""))),
        link("Change number", "phone", "secondary")),
      form({
        fields: [
          textField({ name: "name", label: "Name", autocomplete: "name", ...of("name") }),
          textField({ name: "company", label: "Company", autocomplete: "organization", optional: true, ...of("custom:company") }),
          textField({ name: "role", label: "Role", autocomplete: "organization-title", optional: true, ...of("custom:role_name") }),
        ],
        after: [unsaved && h("p", { class: "note" }, "These changes are not saved yet.")],
        button: "Save",
        busy: "Saving…",
        draft: "profile",
        act: async ({ name, company, role }) => {
          await updateUserAttributes({ userAttributes: { name, "custom:company": company, "custom:role_name": role } });
          await liveSession(true); // the claims carry the profile: fetch new ones
          go("profile", "Your profile is saved.");
        },
      }),
    ];
  },
};
