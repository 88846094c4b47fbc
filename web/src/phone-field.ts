import { freshId, h } from "./dom.ts";
import { draft, keepDraft } from "./drafts.ts";
import { type Field, frame, userName } from "./fields.ts";
import { type Country, type CountryCode, callingCode, countries, everywhere, likelyCountry, readPhone } from "./phone.ts";
import { locale, words } from "./words/index.ts";

interface PhoneOptions {
  /** The countries that may be texted; null where nobody knows. */
  readonly served: readonly CountryCode[] | null;
  /** Whether a number of any other country is welcome too, for nothing is texted to it. */
  readonly others?: boolean;
  readonly label?: string;
  /** The draft that keeps the number; the next form with the same one starts with it. */
  readonly draftKey?: string;
}

/** Country, number, and live below them the E.164 form that Cognito gets: that is the user name of a password manager too. */
export function phoneField({ served, others = false, label = words.phone.label, draftKey = "phone" }: PhoneOptions): Field<"phone"> {
  const offered = others ? everywhere() : (served ?? everywhere());
  const last = draft("country");
  const start = offered.find((code) => code === last) ?? likelyCountry(navigator.languages, served ?? everywhere());
  let { country, national } = readPhone(draft(draftKey) ?? "", start, offered);
  const select = h("select", { autocomplete: "tel-country-code", "aria-label": words.phone.country }, ...choices(served, offered));
  const prefix = h("span", { class: "prefix", "aria-hidden": "true" });
  const control = h("input", {
    name: "phone", type: "tel", inputmode: "tel", autocomplete: "tel-national", required: true, maxlength: 32, value: national,
  });
  const username = userName();
  const preview = h("p", { class: "e164", id: freshId("e164") });
  const box = h("div", { class: "phone" }, select, h("div", { class: "number", dir: "ltr" }, prefix, control));
  const framed = frame(label, control, box, [preview]);
  const read = () => readPhone(control.value, country, offered);

  const update = (): void => {
    const phone = read();
    country = phone.country;
    select.value = country;
    prefix.textContent = callingCode(country);
    prefix.hidden = /^\s*(\+|00)/.test(control.value); // the number says it itself
    username.value = phone.e164 ?? "";
    preview.replaceChildren(phone.e164 ? h("bdi", { dir: "ltr" }, phone.e164) : words.phone.preview);
    preview.toggleAttribute("data-complete", phone.valid);
    if (phone.problem === "not offered") framed.showProblem({ text: words.phone[phone.problem] });
    keepDraft("country", country);
    keepDraft(draftKey, control.value);
  };
  control.addEventListener("input", update);
  // Tidied up only when the person leaves it: moving the caret while they type loses their place.
  control.addEventListener("blur", () => {
    control.value = read().national;
    update();
  });
  // A password manager fills in the account that it keeps.
  username.addEventListener("change", () => {
    control.value = username.value;
    control.dispatchEvent(new Event("input"));
    control.value = read().national;
    update();
  });
  select.addEventListener("change", () => {
    country = select.value as CountryCode;
    framed.showProblem(null);
    update();
  });
  update();
  return {
    name: "phone", control, username, keep: false, ...framed,
    showProblem: (problem) => {
      preview.toggleAttribute("data-complete", problem === null && read().valid);
      framed.showProblem(problem);
    },
    read: () => read().e164 ?? "",
    problem: () => {
      const { problem } = read();
      return problem && words.phone[problem];
    },
  };
}

/** The countries that are texted stand first; the rest, if offered, in a group of its own. */
function choices(served: readonly CountryCode[] | null, offered: readonly CountryCode[]): Node[] {
  const options = (codes: readonly CountryCode[]): Node[] =>
    countries(locale, codes).map(({ code, label }: Country) => h("option", { value: code }, label));
  const rest = offered.filter((code) => !served?.includes(code));
  if (!served || !rest.length) return options(offered);
  return [...options(served), h("optgroup", { label: words.phone.others }, ...options(rest))];
}
