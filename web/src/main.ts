import { startRouter } from "./router.ts";
import { SettingsError, loadSettings } from "./settings.ts";
import { showFailure, wakeShell } from "./shell.ts";
import { views } from "./views/index.ts";

wakeShell();
// Nothing at the top level waits: a view whose code comes later imports from this file's, and would wait for it for ever.
void loadSettings().then((settings) => startRouter(views, settings)).catch((error: unknown) => {
  const text = error instanceof SettingsError ? error.message
    : "Something in this browser keeps the page from starting. It needs session storage: allow it for this site, then reload.";
  showFailure("This page is not set up yet", text);
});
