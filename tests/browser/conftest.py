"""One real server and one headless Chromium for all browser tests; each page writes down what it did."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from apps.bench.started import suite
from tests.conftest import CHROMIUM

SOFTWARE_WEBGL = [
    "--no-sandbox",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--ignore-gpu-blocklist",
    "--disable-dev-shm-usage",
]
PATIENCE = 60_000  # ms: drawing 4,994 polygons without a graphics card takes seconds, more on a busy machine


@dataclass
class Log:
    """What a page asked for and complained about."""

    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    received: int = 0

    def outside(self) -> list[str]:
        near = ("http://127.0.0.1", "ws://127.0.0.1", "data:", "blob:")
        return [url for url in self.requests if not url.startswith(near)]


@dataclass
class Tab:
    """A page of the suite in the browser, with its log."""

    page: Any
    log: Log
    root: str

    def visit(self, path: str = "", canvas: bool = False) -> Tab:
        """Open a path and wait until the page stands still."""
        self.page.goto(self.root + path)
        self.page.wait_for_selector("h1", timeout=PATIENCE)
        if canvas:
            self.page.wait_for_selector("[data-testid=stDeckGlJsonChart] canvas", timeout=PATIENCE)
        self.settle()
        return self

    def settle(self) -> None:
        """Until the script has run, and for a moment nothing more was received and no word on the page changed."""
        quiet, last = 0, None
        while quiet < 5:
            self.page.wait_for_timeout(150)
            self.page.wait_for_function("!document.querySelector('[data-testid=stStatusWidget]')", timeout=PATIENCE)
            now = (self.log.received, self.text())
            quiet, last = (quiet + 1, last) if now == last else (0, now)

    def after(self, received: int) -> None:
        """Until the server has answered a change (more than `received` bytes) and the page stands still again."""
        for _ in range(PATIENCE // 50):
            if self.log.received > received:
                break
            self.page.wait_for_timeout(50)
        self.settle()

    def text(self) -> str:
        return str(self.page.inner_text("[data-testid=stMain]"))

    def figures(self) -> list[str]:
        """The headline figures as shown."""
        return list(self.page.locator("[data-testid=stMetricValue]").all_inner_texts())


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    with suite() as started:
        yield started.address


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=str(CHROMIUM), headless=True, args=SOFTWARE_WEBGL)
        yield browser
        browser.close()


@pytest.fixture
def tab(address: str, chromium: Any) -> Iterator[Callable[..., Tab]]:
    """Opens pages: `tab(width, height, dark=True)`. Closed at the end of the test."""
    contexts = []

    def open_tab(width: int = 1280, height: int = 720, dark: bool = False) -> Tab:
        context = chromium.new_context(
            viewport={"width": width, "height": height}, color_scheme="dark" if dark else "light"
        )
        contexts.append(context)
        page, log = context.new_page(), Log()
        page.set_default_timeout(PATIENCE)
        page.on("request", lambda r: log.requests.append(r.url))
        page.on("pageerror", lambda e: log.errors.append(str(e)))
        page.on("console", lambda m: _hear(m, log))
        page.on("websocket", lambda ws: _listen(ws, log))
        return Tab(page, log, address)

    yield open_tab
    for context in contexts:
        context.close()


def _hear(message: Any, log: Log) -> None:
    where = (message.location or {}).get("url", "")
    if message.type == "error":
        log.errors.append(f"{message.text} {where}")


def _listen(socket: Any, log: Log) -> None:
    log.requests.append(socket.url)

    def received(frame: str | bytes) -> None:
        log.received += len(frame)

    socket.on("framereceived", received)


AXE = Path(__import__("axe_playwright_python").__file__).with_name("axe.min.js")
