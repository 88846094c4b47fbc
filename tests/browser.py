"""A Chromium for the suites that need one; Playwright is one a process, browsers are several."""

import shutil
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Playwright

FULL = ("chromium", "chromium-browser", "google-chrome")
# The same engine without a browser's own windows, address bar and password manager: Debian's
# package of this name, and what Playwright takes for headless. With it these suites cost a fifth
# less.
HEADLESS = ("chromium-headless-shell",)
# What a window would load and run beside the page. Each has two pages behind its address bar, for
# suggestions that nobody reads: they cost more processor time than the page under test. The rest
# are those of Playwright's own list that this replaces (its `disabledFeatures`; the last switch
# counts), as far as they apply to Chromium on Linux.
NOT_NEEDED = (
    "WebUIOmniboxPopup",
    "WebUIOmniboxAimPopup",
    "AimEnabled",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades",
    "LensOverlay",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PaintHolding",
    "PreconnectToSearch",
    "ThirdPartyStoragePartitioning",
)
# Headless, and without the calls home that a browser makes on its own.
QUIET = (
    f"--disable-features={','.join(NOT_NEEDED)}",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session")
def chromium() -> str:
    """Where this machine has a Chromium that shows pages."""
    return _find(*HEADLESS, *FULL)


@pytest.fixture(scope="session")
def full_chromium() -> str:
    """Where this machine has a Chromium with all that is around its pages."""
    return _find(*FULL)


def _find(*names: str) -> str:
    """Return the first of these programs; without one, the tests that need it are skipped."""
    found = next(filter(None, map(shutil.which, names)), None)
    if found is None:
        pytest.skip("no Chromium on this machine: install it (Debian: apt-get install chromium)")
    return found


@pytest.fixture(scope="session")
def playwright() -> Iterator["Playwright"]:
    """What starts browsers. It is imported here: most suites need none."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - see above

    with sync_playwright() as started:
        yield started
