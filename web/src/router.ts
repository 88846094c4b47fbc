import { fetchUserAttributes } from "aws-amplify/auth";
import { keepDraft } from "./drafts.ts";
import type { Explanation } from "./errors.ts";
import { explained, session } from "./session.ts";
import type { Settings } from "./settings.ts";
import { showView, say } from "./shell.ts";
import type { View } from "./view.ts";
import { words } from "./words/index.ts";

type Views = Readonly<Record<string, View>>;

let views: Views = {};
let settings: Settings;
let turn = 0;
/** The view that is shown to who is signed in. */
let inside: { readonly route: string; readonly view: View } | null = null;

/** Starts the page: every view has its own hash, so that back and reload work. */
export function startRouter(all: Views, loaded: Settings): Promise<void> {
  views = all;
  settings = loaded;
  window.addEventListener("hashchange", () => void show());
  document.addEventListener("visibilitychange", () => void lookAgain());
  return show();
}

/** Goes to a view, with a sentence about what was just done. */
export function go(route: string, notice?: string): void {
  if (notice) say(notice);
  if (currentRoute() === route) void show();
  else location.hash = `/${route}`;
}

/** As `go`, but the view left behind is not one to come back to. */
export function goInstead(route: string, notice?: string): void {
  if (notice) say(notice);
  turn += 1; // what is being made for the view left behind is not shown any more
  location.replace(`#/${route}`);
}

function currentRoute(): string {
  return location.hash.replace(/^#\/?/, "");
}

async function show(): Promise<void> {
  turn += 1;
  const mine = turn;
  const route = currentRoute();
  const view = Object.hasOwn(views, route) ? views[route] : undefined;
  if (!view) return goInstead("");
  const signedIn = await isSignedIn();
  if (mine !== turn) return;
  if (view.access === "signed-in" && !signedIn) {
    keepDraft("wanted", route);
    return goInstead("sign-in", words.notices.signInFirst);
  }
  if (view.access === "signed-out" && signedIn) return goInstead("account");
  const content = await rendered(view);
  const stillIn = signedIn && (await isSignedIn()); // the view may have learned that the session is over
  if (mine !== turn) return;
  inside = stillIn && view.access === "signed-in" ? { route, view } : null;
  showView({ route, view, content, signedIn: stillIn, settings });
}

/** A tab that is looked at again asks whether its session was ended in the meantime. */
async function lookAgain(): Promise<void> {
  if (document.hidden || !inside) return;
  const [mine, left] = [turn, inside];
  try {
    await fetchUserAttributes();
  } catch (error) {
    const content = await explained(error);
    if (mine === turn && !(await isSignedIn())) showView({ ...left, content, signedIn: false, settings });
  }
}

async function rendered(view: View): Promise<Node[] | Explanation> {
  try {
    return await view.render(settings);
  } catch (error) {
    return explained(error);
  }
}

/** A refresh that fails for want of a network does not sign anybody out. */
async function isSignedIn(): Promise<boolean> {
  try {
    return (await session()) !== null;
  } catch {
    return true;
  }
}
