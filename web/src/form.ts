import { type Child, freshId, h } from "./dom.ts";
import { draft, keepDraft } from "./drafts.ts";
import type { Explanation } from "./errors.ts";
import { type Field, content, sentence, setContent, userName } from "./fields.ts";
import { explained } from "./session.ts";

interface FormOptions<Name extends string> {
  readonly fields: readonly Field<Name>[];
  readonly button: string;
  readonly busy: string;
  /** Keeps what is typed (not passwords, not codes) over a reload, Back and Forward under this name, until what it was for is done. */
  readonly draft?: string;
  readonly after?: readonly Child[];
  /** Tells a password manager whose password this form changes. */
  readonly username?: string;
  /** Does the work; what it throws is explained and the form stays as it is. */
  act(values: Readonly<Record<Name, string>>): Promise<void>;
}

/** A form that judges before it sends, shows that it works, and loses nothing on an error. */
export function form<Name extends string>(options: FormOptions<Name>): HTMLFormElement {
  const { fields, button: label, busy, act, after = [], username } = options;
  const alert = alertBox();
  const button = workButton(label, busy, "submit");
  const submit = async (): Promise<void> => {
    alert.clear();
    if (!judge(fields)) return;
    const values = Object.fromEntries(fields.map((field) => [field.name, field.read()]));
    try {
      await button.during(() => act(values as Record<Name, string>));
    } catch (error) {
      show(await explained(error), fields, alert);
    }
  };
  const secret = fields.find(({ control }) => control.type === "password");
  const user = fields.find((field) => field.username)?.username ?? (username && userName(username));
  if (options.draft) remember(options.draft, fields);
  return h("form", {
    novalidate: true,
    onsubmit: (event: Event) => {
      event.preventDefault();
      void submit();
    },
  }, ...fields.flatMap((field) => [field === secret && user, field.element]), alert.element, button.element, ...after);
}

function judge(fields: readonly Field[]): boolean {
  const wrong = fields.filter((field) => {
    const problem = field.problem();
    field.showProblem(problem === null ? null : { text: problem });
    return problem !== null;
  });
  wrong[0]?.control.focus();
  return wrong.length === 0;
}

function show(explanation: Explanation, fields: readonly Field[], alert: ReturnType<typeof alertBox>): void {
  const field = fields.find(({ name }) => name === explanation.field);
  if (!field) {
    alert.show(explanation);
    return alert.element.scrollIntoView({ block: "center" });
  }
  field.showProblem(explanation);
  field.control.focus();
}

function remember(name: string, fields: readonly Field[]): void {
  for (const { control, name: fieldName, keep } of fields) {
    if (!keep) continue;
    const key = `${name}.${fieldName}`;
    const kept = draft(key);
    if (kept !== null) {
      setContent(control, kept);
      control.dispatchEvent(new Event("input"));
    }
    control.addEventListener("input", () => keepDraft(key, content(control)));
  }
}

/** Where an error is said that is about no field: announced at once. */
export function alertBox() {
  const element = h("div", { class: "alert", role: "alert", id: freshId("alert") });
  return {
    element,
    clear: () => element.replaceChildren(),
    show: (explanation: Explanation) => element.replaceChildren(h("p", {}, ...sentence(explanation))),
  };
}

/** A button that shows that its work goes on and takes no second press meanwhile. */
export function workButton(label: string, busy: string, type: "submit" | "button", style = "primary") {
  const text = h("span", {}, label);
  const element = h("button", { type, class: style }, text);
  let working = false;
  const during = async (work: () => Promise<void>): Promise<void> => {
    if (working) return;
    working = true;
    element.setAttribute("aria-disabled", "true");
    element.setAttribute("aria-busy", "true");
    text.textContent = busy;
    try {
      await work();
    } finally {
      working = false;
      element.removeAttribute("aria-disabled");
      element.removeAttribute("aria-busy");
      text.textContent = label;
    }
  };
  return { element, during };
}

/** A button outside a form; its errors are said in `alert`. */
export function actionButton(
  label: string, busy: string, style: string, alert: ReturnType<typeof alertBox>, work: () => Promise<void>,
): HTMLButtonElement {
  const button = workButton(label, busy, "button", style);
  button.element.addEventListener("click", () => {
    alert.clear();
    button.during(work).catch(async (error: unknown) => alert.show(await explained(error)));
  });
  return button.element;
}
