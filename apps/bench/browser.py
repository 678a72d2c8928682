"""Browser: the Chromium that the walk and the tests drive, without a screen, a graphics card or a network."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import util
from pathlib import Path
from typing import Any

from lbdp_core.sources import DataError

CHROMIUM = Path("/usr/bin/chromium")
SOFTWARE_WEBGL = [
    "--no-sandbox",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--ignore-gpu-blocklist",
    "--disable-dev-shm-usage",
    "--disable-gpu-compositing",
]


@contextmanager
def chromium() -> Iterator[Any]:
    """A browser.

    Raises:
        DataError: Chromium or Playwright is not installed; the sentence says what to install.
    """
    if not CHROMIUM.exists():
        raise DataError(f"This needs a browser, and {CHROMIUM} is not there; install Debian's chromium.")
    if util.find_spec("playwright") is None:
        raise DataError(
            "This drives a browser with Playwright, which is not installed; install requirements-dev.lock, as "
            "CONTRIBUTING.md says."
        )
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=str(CHROMIUM), headless=True, args=SOFTWARE_WEBGL)
        yield browser
        browser.close()
