/** The pool's custom attributes: what this page knows of them, it reads in the settings. */

/** A custom attribute under its full name, as Cognito and the ID token have it. */
export type AttributeName = `custom:${string}`;

/** What Cognito holds an attribute to; a value is text in every type. */
export interface CustomAttribute {
  readonly type: "String" | "Number" | "DateTime" | "Boolean";
  /** Whether it may change after sign-up. */
  readonly mutable: boolean;
  /** Whether its owner may set it; else only an operator does. */
  readonly writable: boolean;
  /** A limit that there is not is null. */
  readonly minLength?: number | null;
  readonly maxLength?: number | null;
  readonly minValue?: number | null;
  readonly maxValue?: number | null;
}

export type CustomAttributes = Readonly<Record<AttributeName, CustomAttribute>>;
export type Entry = readonly [AttributeName, CustomAttribute];

/** The attributes that `wanted` picks, in the order of the settings. */
export function pick(attributes: CustomAttributes, wanted: (attribute: CustomAttribute) => boolean): Entry[] {
  return (Object.entries(attributes) as [AttributeName, CustomAttribute][]).filter(([, each]) => wanted(each));
}

/** `custom:cost_center` as `Cost center`, `custom:vatID` as `Vat ID`. */
export function labelOf(name: AttributeName): string {
  const words = name.slice("custom:".length).replace(/(\p{Ll}|\d)(\p{Lu})/gu, "$1 $2").split(/[\s_-]+/).filter(Boolean);
  const label = words.map((word) => (/^\p{Lu}{2,}$/u.test(word) ? word : word.toLowerCase())).join(" ");
  return label ? label.replace(/^./u, (first) => first.toUpperCase()) : name;
}

/** Where a value may lie, for who fills it in; null where any text of usual length will do. */
export function limitsOf({ type, minLength, maxLength, minValue, maxValue }: CustomAttribute): string | null {
  if (type === "String" && (minLength ?? 0) > 1) return maxLength ? `${minLength} to ${maxLength} characters.` : `At least ${minLength} characters.`;
  if (type !== "Number") return null;
  if (minValue != null && maxValue != null) return `From ${minValue} to ${maxValue}.`;
  if (minValue != null) return `At least ${minValue}.`;
  return maxValue == null ? null : `At most ${maxValue}.`;
}

/** What Cognito would refuse in a value, as a sentence; every attribute may be left empty. */
export function problemOf(label: string, attribute: CustomAttribute, value: string): string | null {
  if (!value) return null;
  if (attribute.type === "String") return lengthProblem(label, attribute, value.length);
  return attribute.type === "Number" ? numberProblem(label, attribute, value) : null;
}

function lengthProblem(label: string, { minLength, maxLength }: CustomAttribute, length: number): string | null {
  if (length < (minLength ?? 0)) return `${label} needs at least ${minLength} characters.`;
  return length > (maxLength ?? Infinity) ? `${label} takes at most ${maxLength} characters.` : null;
}

function numberProblem(label: string, { minValue, maxValue }: CustomAttribute, value: string): string | null {
  if (!/^[+-]?\d+(\.\d+)?$/.test(value)) return `${label} must be a number in plain digits, without spaces or commas.`;
  if (Number(value) < (minValue ?? -Infinity)) return `${label} must be at least ${minValue}.`;
  return Number(value) > (maxValue ?? Infinity) ? `${label} must be at most ${maxValue}.` : null;
}

/** A value as a person reads it. */
export function shown({ type }: CustomAttribute, value: string): string {
  if (type === "Boolean") return value === "true" ? "Yes" : value === "false" ? "No" : value;
  const time = type === "DateTime" ? Date.parse(value) : NaN;
  return Number.isNaN(time) ? value : new Date(time).toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short" });
}

/** A point in time as a `datetime-local` input has it, on this device's clock; empty for what is none. */
export function toLocalTime(value: string): string {
  const time = new Date(value);
  if (Number.isNaN(time.getTime())) return "";
  return new Date(time.getTime() - time.getTimezoneOffset() * 60_000).toISOString().slice(0, "yyyy-mm-ddThh:mm".length);
}

/** The reverse: ISO 8601 in UTC, to the second. */
export function fromLocalTime(local: string): string {
  return local && new Date(local).toISOString().replace(/\.\d+Z$/, "Z");
}
