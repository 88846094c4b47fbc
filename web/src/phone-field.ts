import { freshId, h } from "./dom.ts";
import { draft, keepDraft } from "./drafts.ts";
import { type Field, frame } from "./fields.ts";
import { type CountryCode, callingCode, countries, likelyCountry, readPhone } from "./phone.ts";

/** The draft of the number typed last; the next form starts with it. */
const lastPhone = "phone";

function startingPoint(initial: string | null): { country: CountryCode; national: string } {
  return readPhone(initial ?? "", likelyCountry(draft("country"), navigator.languages));
}

/** Country, number, and live below them the E.164 form that Cognito gets. */
export function phoneField(label = "Mobile number", key = lastPhone): Field<"phone"> {
  let { country, national } = startingPoint(draft(key));
  const select = h("select", { autocomplete: "tel-country-code", "aria-label": "Country or region" },
    ...countries(navigator.language).map(({ code, label: text }) => h("option", { value: code }, text)));
  const prefix = h("span", { class: "prefix", "aria-hidden": "true" });
  const control = h("input", {
    name: "phone", type: "tel", inputmode: "tel", autocomplete: "tel", required: true, maxlength: 32, value: national,
  });
  const preview = h("p", { class: "e164", id: freshId("e164") });
  const box = h("div", { class: "phone" }, select, h("div", { class: "number" }, prefix, control));
  const framed = frame(label, control, box, [preview]);

  const update = (): void => {
    const phone = readPhone(control.value, country);
    country = phone.country;
    select.value = country;
    prefix.textContent = callingCode(country);
    preview.textContent = phone.e164 ?? "The full number will show here";
    preview.toggleAttribute("data-complete", phone.e164 !== null);
    keepDraft("country", country);
    keepDraft(key, control.value);
  };
  control.addEventListener("input", update);
  // Tidied up only when the person leaves it: moving the caret while they type loses their place.
  control.addEventListener("blur", () => {
    const phone = readPhone(control.value, country);
    if (phone.e164) control.value = phone.national;
  });
  select.addEventListener("change", () => {
    country = select.value as CountryCode;
    framed.showProblem(null);
    update();
  });
  update();
  return {
    name: "phone", control, keep: false, ...framed,
    read: () => readPhone(control.value, country).e164 ?? "",
    problem: () => (readPhone(control.value, country).e164 ? null
      : "Enter a complete phone number for the chosen country, as you would write it there."),
  };
}
