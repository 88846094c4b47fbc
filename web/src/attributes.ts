/** The pool's custom attributes: what this page knows of them, it reads in the settings. */
import { locale, words } from "./words/index.ts";

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
  const says = words.attributes;
  if (type === "String" && (minLength ?? 0) > 1) return maxLength ? says.lengths(minLength ?? 0, maxLength) : says.leastLength(minLength ?? 0);
  if (type !== "Number") return null;
  if (minValue != null && maxValue != null) return says.range(minValue, maxValue);
  if (minValue != null) return says.least(minValue);
  return maxValue == null ? null : says.most(maxValue);
}

/** What Cognito would refuse in a value, as a sentence; every attribute may be left empty. */
export function problemOf(label: string, attribute: CustomAttribute, value: string): string | null {
  if (!value) return null;
  if (attribute.type === "String") return lengthProblem(label, attribute, value.length);
  return attribute.type === "Number" ? numberProblem(label, attribute, value) : null;
}

function lengthProblem(label: string, { minLength, maxLength }: CustomAttribute, length: number): string | null {
  const [least, most] = [minLength ?? 0, maxLength ?? Infinity];
  if (length < least) return words.attributes.tooShort(label, least);
  return length > most ? words.attributes.tooLong(label, most) : null;
}

function numberProblem(label: string, { minValue, maxValue }: CustomAttribute, value: string): string | null {
  if (!/^[+-]?\d+(\.\d+)?$/.test(value)) return words.attributes.noNumber(label);
  const [least, most] = [minValue ?? -Infinity, maxValue ?? Infinity];
  if (Number(value) < least) return words.attributes.tooSmall(label, least);
  return Number(value) > most ? words.attributes.tooGreat(label, most) : null;
}

/** A value as a person reads it. */
export function shown({ type }: CustomAttribute, value: string): string {
  if (type === "Boolean") return value === "true" ? words.attributes.yes : value === "false" ? words.attributes.no : value;
  const time = type === "DateTime" ? Date.parse(value) : NaN;
  return Number.isNaN(time) ? value : new Date(time).toLocaleString(locale, { dateStyle: "medium", timeStyle: "short" });
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
