/**
 * What a person has typed, kept over a reload in this tab only: never a password, a code or a token.
 */
const prefix = "phone-auth.draft.";

export function keepDraft(name: string, value: string): void {
  sessionStorage.setItem(prefix + name, value);
}

export function draft(name: string): string | null {
  return sessionStorage.getItem(prefix + name);
}

/** Forgets drafts, each with what lies under its name. */
export function dropDrafts(...names: string[]): void {
  for (const key of Object.keys(sessionStorage))
    if (names.some((name) => key === prefix + name || key.startsWith(`${prefix}${name}.`))) sessionStorage.removeItem(key);
}

/** Forgets everything typed, as at sign-out. */
export function dropAllDrafts(): void {
  for (const key of Object.keys(sessionStorage)) if (key.startsWith(prefix)) sessionStorage.removeItem(key);
}
