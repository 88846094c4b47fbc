import { type AttributeName, type CustomAttribute, type Entry, fromLocalTime, labelOf, limitsOf, problemOf, toLocalTime } from "./attributes.ts";
import { h } from "./dom.ts";
import { type Field, content, frame, hints, setContent } from "./fields.ts";
import { words } from "./words/index.ts";

/** The widest text that Cognito takes. */
const longest = 2048;

/** One field each, made for the attribute's type; all are optional. */
export function attributeFields(entries: readonly Entry[], values: Partial<Record<string, string>> = {}): Field<AttributeName>[] {
  return entries.map(([name, attribute]) => attributeField(name, attribute, values[name] ?? ""));
}

function attributeField(name: AttributeName, attribute: CustomAttribute, value: string): Field<AttributeName> {
  const label = labelOf(name);
  const control = inputFor(name, attribute);
  setContent(control, attribute.type === "DateTime" ? toLocalTime(value) : value);
  const untouched = content(control);
  // What nobody touched is given back as it came: a clock without seconds loses none of them.
  const read = (): string => (content(control) === untouched ? value : written(attribute, content(control)));
  const hint = [limitsOf(attribute), !attribute.mutable && words.attributes.unchangeable].filter(Boolean).join(" ");
  const choice = attribute.type === "Boolean";
  const framed = frame(choice ? label : words.attributes.optional(label), control, control, hints(hint));
  framed.element.classList.toggle("choice", choice);
  return {
    name, control, keep: true, read, ...framed,
    problem: () => (control.validity.badInput ? words.attributes.noTime(label) : problemOf(label, attribute, read())),
  };
}

function inputFor(name: AttributeName, { type, maxLength, minValue }: CustomAttribute): HTMLInputElement {
  switch (type) {
    case "Boolean":
      return h("input", { name, type: "checkbox" });
    case "DateTime":
      return h("input", { name, type: "datetime-local", max: "9999-12-31T23:59" });
    case "Number":
      // Not type=number, which drops what it cannot read; digit keypads have no minus.
      return h("input", { name, type: "text", inputmode: (minValue ?? -1) < 0 ? "text" : "decimal", maxlength: 64 });
    default:
      return h("input", { name, type: "text", maxlength: maxLength ?? longest });
  }
}

function written({ type }: CustomAttribute, typed: string): string {
  return type === "DateTime" ? fromLocalTime(typed) : typed.trim();
}
