import { startRouter } from "./router.ts";
import { SettingsError, loadSettings } from "./settings.ts";
import { buildShell, showFailure } from "./shell.ts";
import { views } from "./views/index.ts";

buildShell();
try {
  await startRouter(views, await loadSettings());
} catch (error) {
  const text = error instanceof SettingsError ? error.message
    : "Something in this browser keeps the page from starting. It needs session storage: allow it for this site, then reload.";
  showFailure("This page is not set up yet", text);
}
