/** What may stand inside an element: text is always a text node, never markup. */
export type Child = Node | string | null | undefined | false;

type Attribute = string | number | boolean | null | undefined | ((event: Event) => void);

/** Makes an element; `onclick` and the like take functions, `true` is a bare attribute. */
export function h<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Readonly<Record<string, Attribute>> = {},
  ...children: Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else if (value !== undefined && value !== null && value !== false)
      element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children.filter((child) => child instanceof Node || Boolean(child)) as (Node | string)[]);
  return element;
}

/** A link to one of this page's views. */
export function link(text: string, route: string, style = "link"): HTMLAnchorElement {
  return h("a", { href: `#/${route}`, class: style }, text);
}

/** Text for screen readers only. */
export function unseen(text: string): HTMLElement {
  return h("span", { class: "unseen" }, text);
}

let counter = 0;
/** An id that no other element has. */
export function freshId(stem: string): string {
  counter += 1;
  return `${stem}-${counter}`;
}
