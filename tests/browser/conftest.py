"""One real server and one headless Chromium for all browser tests; each page writes down what it did."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from apps.bench.started import suite
from tests.browser.deal import ALL

PATIENCE = 60_000  # ms: drawing 4,994 polygons without a graphics card takes seconds, more on a busy machine
expect.set_options(timeout=PATIENCE)
LOOK = 50  # ms between two looks
FIGURE = "[data-testid=stMetricValue]"
MAP = "[data-testid=stDeckGlJsonChart]"
AXE = Path(__import__("axe_playwright_python").__file__).with_name("axe.min.js")
LOOKS = Path(__file__).with_name("looks.js").read_text("utf-8")
CONTRAST = 4.5
SIDEWAYS = "document.scrollingElement.scrollWidth > window.innerWidth + 1"
LIGHT = "parseInt(getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor.slice(4)) > 127"
NEAR = (  # of London's 4,994 areas those by its middle: without a graphics card all of them take most of a minute
    ""
    if ALL
    else """{
  const whole = fetch, near = ([east, north]) => Math.abs(east + 0.09) < 0.07 && Math.abs(north - 51.49) < 0.07;
  window.fetch = async (...given) => {
    const answer = await whole(...given);
    if (!/\\/lsoa\\.json/.test(answer.url)) return answer;
    const shapes = await answer.json();
    shapes.features = shapes.features.filter((area) => near(area.geometry.coordinates.flat(3)));
    const made = new Response(JSON.stringify(shapes), {headers: {"content-type": "application/json"}});
    return Object.defineProperty(made, "url", {value: answer.url});
  };
}
"""
)
NO_DRAWING = (  # maps are there, and stay empty: most time would go into pictures that nobody looks at
    NEAR
    + """for (const context of [WebGLRenderingContext, WebGL2RenderingContext])
  for (const name of ['drawArrays', 'drawElements', 'drawArraysInstanced', 'drawElementsInstanced'])
    if (name in context.prototype) context.prototype[name] = () => {};
"""
)
STANDS = f"""() => new Promise(tell => {{
  const fading = one => one.playState === 'running' && one.effect.getComputedTiming().endTime < Infinity;
  const ready = () => document.querySelector('[data-testid=stApp]')?.dataset.testScriptState === 'notRunning'
    && document.querySelector('[data-testid=stMain]') && !document.querySelector('[data-testid=stSkeleton]')
    && !document.getAnimations().some(fading);
  let next;
  const idle = () => requestIdleCallback(look, {{timeout: {20 * LOOK}}});
  const again = () => {{ clearTimeout(next); next = setTimeout(idle, {2 * LOOK}) }};
  const changes = new MutationObserver(again);
  const end = stands => {{ changes.disconnect(); clearTimeout(next); tell(stands) }};
  const look = () => ready() ? end(true) : again();
  changes.observe(document, {{subtree: true, childList: true, attributes: true, characterData: true}});
  setTimeout(() => end(false), {PATIENCE});
  again();
}})"""  # whether the page comes to rest: no script runs, nothing is missing or fades, nothing changes for two looks


@dataclass
class Log:
    """What a page asked for and complained about, and how often the server ran its script."""

    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    received: int = 0
    begun: int = 0
    ended: int = 0

    def outside(self) -> list[str]:
        near = ("http://127.0.0.1", "ws://127.0.0.1", "data:", "blob:")
        return [url for url in self.requests if not url.startswith(near)]

    def hear(self, frame: str | bytes) -> None:
        """One message of the server: a run that begins, or ends for good (not early, to begin again)."""
        self.received += len(frame)
        told = ForwardMsg.FromString(frame) if isinstance(frame, bytes) else ForwardMsg()
        self.begun += told.WhichOneof("type") == "new_session"
        self.ended += told.WhichOneof("type") == "script_finished"


@dataclass
class Tab:
    """A page of the suite in the browser, with its log. It waits for what the server and the page say, not for time."""

    page: Any
    log: Log
    root: str

    def visit(self, path: str = "", canvas: bool = False) -> Tab:
        """Open a path and wait until the page stands still."""
        self.do(lambda: self.page.goto(self.root + path))
        self.page.wait_for_selector("h1")
        if canvas:
            self.page.wait_for_selector(f"{MAP} canvas")
            self.settle()
        return self

    def do(self, act: Callable[[], Any]) -> Tab:
        """Do what makes the server run, until a run that began since has ended and the page stands still again."""
        before = self.log.begun
        act()
        self.until(lambda: self.log.begun > before, "the server did not answer")
        return self.settle()

    def settle(self) -> Tab:
        """Until every run has ended, and the page says by itself that it stands with nothing more on its way."""

        def stands() -> bool:
            received = self.log.received
            assert self.page.evaluate(STANDS), "the page goes on changing"
            return self.log.begun == self.log.ended and received == self.log.received

        self.until(stands, "the page does not come to rest")
        return self

    def until(self, holds: Callable[[], Any], what: str) -> None:
        """Until something holds; looked at again and again, for as long as a busy machine may need."""
        for _ in range(PATIENCE // LOOK):
            if holds():
                return
            self.page.wait_for_timeout(LOOK)
        raise AssertionError(what)

    def turn(self, name: str, group: int = 0) -> Tab:
        """Click on another view (or, in the second group, on another part of the explanation), as a person does."""
        choices = self.page.locator("[data-testid=stButtonGroup]").nth(group)
        return self.do(lambda: choices.get_by_text(name, exact=True).click())

    def text(self) -> str:
        return str(self.page.inner_text("[data-testid=stMain]"))

    def figures(self) -> list[str]:
        """The headline figures as shown."""
        return list(self.page.locator(FIGURE).all_inner_texts())

    def answer(self) -> str:
        return str(self.page.locator("h2").first.inner_text())

    def shot(self) -> bytes:
        """The map as it is drawn a moment later: without a graphics card WebGL is late."""
        self.page.wait_for_timeout(10 * LOOK)
        return bytes(self.page.locator(MAP).first.screenshot())

    def keeps_its_promises(self, widths: Sequence[int] = (1024, 1280), within: str = "html") -> Tab:
        """Axe finds nothing within a part of the page; and what `is_legible` says."""
        assert not self.findings(within)
        return self.is_legible(widths)

    def is_legible(self, widths: Sequence[int] = (1024, 1280)) -> Tab:
        """No chart is pale, nothing runs off sideways, no answer is under the levers; the log is read at the end."""
        self.finds_nothing("pale", CONTRAST)
        for width in widths:
            self.page.set_viewport_size({"width": width, "height": 720 if width > 1024 else 768})
            self.until(lambda: not self.page.evaluate(SIDEWAYS), f"at {width} pixels the page runs off sideways")
            self.finds_nothing("covered", at=f"{width} pixels")
        return self

    def keeps_its_contrast_in_the_dark(self) -> Tab:
        """The page turns dark with its browser; colours are all that changes."""
        assert not self.turns("dark").findings(rules=["color-contrast"])
        self.finds_nothing("pale", CONTRAST)
        return self

    def turns(self, scheme: str) -> Tab:
        """Light or dark, as its browser is."""
        self.page.emulate_media(color_scheme=scheme)
        self.until(lambda: self.page.evaluate(LIGHT) == (scheme == "light"), f"the page does not turn {scheme}")
        return self.settle()

    def findings(self, within: str = "html", rules: Sequence[str] = ()) -> dict[str, list[str]]:
        """Everything that axe finds, however slight, with where; within a part of the page, by some rules."""
        if not self.page.evaluate("() => Boolean(window.axe)"):
            self.page.evaluate(AXE.read_text("utf-8"))
        only = {"resultTypes": ["violations"]} | ({"runOnly": list(rules)} if rules else {})
        found = self.page.evaluate("async given => (await axe.run(...given)).violations", [within, only])
        return {v["id"]: [n["html"][:200] for n in v["nodes"][:3]] for v in found}

    def look(self, what: str, *given: Any) -> list[str]:
        """What a look of looks.js finds."""
        return list(self.page.evaluate(f"given => ({LOOKS}).{what}(...given)", list(given)))

    def finds_nothing(self, what: str, *given: Any, at: str = "") -> None:
        """A look finds nothing, at the latest when the page has come to rest."""
        found = []
        for _ in range(PATIENCE // LOOK // 10):
            found = self.look(what, *given)
            if not found:
                return
            self.page.wait_for_timeout(LOOK)
        raise AssertionError(f"{at} {what}: {found}")

    def above_the_fold(self, **wanted: Any) -> None:
        """Everything wanted is in sight on a projector's screen."""
        self.page.set_viewport_size({"width": 1280, "height": 720})
        for what, part in wanted.items():
            self.until(lambda part=part: _within(part.first.bounding_box(), 720), f"{what} is not above the fold")


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    with suite() as started:
        yield started.address


@pytest.fixture(scope="session")
def profile(chromium: Any) -> Any:
    """What all tabs share, so that the suite's scripts are fetched and compiled once."""
    return chromium.new_context(color_scheme="light", reduced_motion="reduce")


@pytest.fixture
def tab(address: str, profile: Any) -> Iterator[Callable[..., Tab]]:
    """Opens pages: `tab(width, height)`. Closed at the end of the test, which no page may have spoilt.

    maps: whether they are drawn, for a test that looks at them or points at them; of small areas those in the middle.
    """
    opened: list[Tab] = []

    def open_tab(width: int = 1280, height: int = 720, maps: bool = False) -> Tab:
        page, log = profile.new_page(), Log()
        page.set_viewport_size({"width": width, "height": height})
        page.add_init_script(NEAR if maps else NO_DRAWING)
        opened.append(Tab(page, log, address))
        page.set_default_timeout(PATIENCE)
        page.on("request", lambda r: log.requests.append(r.url))
        page.on("pageerror", lambda e: log.errors.append(str(e)))
        page.on("console", lambda m: _hear(m, log))
        page.on("websocket", lambda ws: _listen(ws, log))
        return opened[-1]

    yield open_tab
    for page in profile.pages:  # those that a page opened too
        if page.url.startswith("http"):
            page.evaluate("() => { localStorage.clear(); sessionStorage.clear() }")
        page.close()
    profile.clear_cookies()
    assert not [url for t in opened for url in t.log.outside()], "something left the machine"
    assert not [line for t in opened for line in t.log.errors], "the console complains"


def _hear(message: Any, log: Log) -> None:
    where = (message.location or {}).get("url", "")
    if message.type == "error":
        log.errors.append(f"{message.text} {where}")


def _listen(socket: Any, log: Log) -> None:
    log.requests.append(socket.url)
    log.ended = log.begun  # a connection that was cut tells no more of its runs
    socket.on("framereceived", log.hear)


def _within(box: dict[str, float] | None, height: float) -> bool:
    return box is not None and box["y"] >= 0 and box["y"] + box["height"] <= height
