import { startRouter } from "./router.ts";
import { SettingsError, loadSettings } from "./settings.ts";
import { nameShell, showFailure, wakeShell } from "./shell.ts";
import { views } from "./views/index.ts";
import { speak, words } from "./words/index.ts";

wakeShell();
// A browser loads the languages' data when they are first asked for, as long as a form takes: here the settings are still on their way.
setTimeout(() => new Intl.DisplayNames("en", { type: "region" }));
// Nothing at the top level waits: a view whose code comes later imports from this file's, and would wait for it for ever.
const spoken = speak().then(nameShell);
void Promise.all([loadSettings(), spoken]).then(([settings]) => startRouter(views, settings)).catch(async (error: unknown) => {
  await spoken;
  showFailure(words.failure.title, words.failure[error instanceof SettingsError ? error.reason : "storage"]);
});
