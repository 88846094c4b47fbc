"""One browser window for all tests: making a window costs three times what cleaning one does."""

from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, expect

PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 860}
# A Lambda's cold start on a busy machine is within it.
PATIENCE = 15_000  # ms
expect.set_options(timeout=PATIENCE)
# A file of the page's origin that runs nothing: its storage can be reached from there.
IDLE = "icon.svg"


class Window:
    """A window, and what went wrong in it since somebody sat down.

    Attributes:
        page: Playwright's.
        wrong: what the page threw, or its content security policy blocked.
    """

    def __init__(self, browser: Browser, address: str, locale: str = "en-US") -> None:
        self._context: BrowserContext = browser.new_context(locale=locale, base_url=address)
        self._context.set_default_timeout(PATIENCE)
        self.wrong: list[str] = []
        self.page: Page = self._context.new_page()
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.page.on("console", self._hears)

    def seat(self, *, size: dict[str, int], scheme: Any, motion: Any) -> None:
        """Make it a window that has never seen the page.

        Args:
            size: of the window, in CSS pixels.
            scheme: `light` or `dark`.
            motion: `reduce`, or `no-preference`, with which every click waits for an animation.
        """
        for other in self._context.pages:
            if other is not self.page:
                other.close()
        self.page.unroute_all(behavior="ignoreErrors")
        self.page.goto(IDLE, wait_until="commit")
        self.page.evaluate("() => { localStorage.clear(); sessionStorage.clear() }")
        self._context.clear_cookies()
        self.page.set_viewport_size({"width": size["width"], "height": size["height"]})
        self.page.emulate_media(color_scheme=scheme, reduced_motion=motion)
        self.wrong.clear()

    def close(self) -> None:
        """Close it, with all that it knows."""
        self._context.close()

    def _hears(self, line: Any) -> None:
        # A refused request is logged as an error too, and many tests want one.
        if line.type == "error" and not line.text.startswith("Failed to load resource"):
            self.wrong.append(line.text)
