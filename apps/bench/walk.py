"""`lbdp demo --check`: every step of every tour in a browser without a network, as on the evening before a meeting."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any

from apps.bench.browser import chromium
from apps.bench.started import suite
from lbdp_core import pipeline, sources, tour
from lbdp_core.sources import Shelf

PATIENCE, SOON = 60_000, 5_000  # ms
# What is waited for is a function: under the pages' policy an expression is not evaluated a second time.
STILL = "document.querySelector('[data-testid=stApp]')?.dataset.testScriptState === 'notRunning'"
SAID = f"""said => {STILL} && document.querySelector('.st-key-lbdp-tour-next button')
&& ![null, undefined, said].includes(document.querySelector('h1')?.innerText)"""
FIGURES = "[...document.querySelectorAll('[data-testid=stMetricValue], h2')].map(e => e.innerText).join('|')"
MOVED = f"before => {STILL} && {FIGURES} !== before"
DRAWN = {  # what a step that looks at something must show
    "map": "[data-testid=stDeckGlJsonChart] canvas",
    "picture": "[data-testid=stVegaLiteChart] svg, [data-testid=stVegaLiteChart] canvas",
    "sure": "[data-testid=stVegaLiteChart] svg, [data-testid=stVegaLiteChart] canvas",
    "figures": "[data-testid=stMetricValue]",
    "answer": "h2",
    "start": "[data-testid=stTable]",
}


@dataclass
class Walked:
    """A step as it was met: milliseconds until its page stood, until the key before it had turned to it, and until a
    lever had moved the figures of its scenario; None where there was nothing to measure. faults: what was wrong.
    """

    theme: str
    step: int
    said: str
    page: float
    key: float | None = None
    lever: float | None = None
    faults: list[str] = field(default_factory=list)


def walk(data: str | None) -> Iterator[Walked]:
    """Each step of each tour in the data folder.

    Raises:
        DataError: there is no browser, or the suite did not start.
    """
    themes = pipeline.themes_in(Shelf(sources.find("sample_data", data)))
    with chromium() as browser, suite(*(("--data", data) if data else ())) as started:
        context = browser.new_context(viewport={"width": 1280, "height": 720}, reduced_motion="reduce")
        outside: list[str] = []
        context.route(lambda url: not url.startswith(started.address), lambda route: _refuse(route, outside))
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        complaints: list[str] = []
        page.on("pageerror", lambda error: complaints.append(str(error)))
        for theme in themes:
            keys = _by_key(page, started.address, theme.slug)
            for n, step in enumerate(tour.steps(theme.slug), start=1):
                yield _step(page, f"{started.address}/{theme.slug}", n, step, keys, complaints + outside)
                complaints.clear()
                outside.clear()


def _refuse(route: Any, outside: list[str]) -> None:
    outside.append(f"asks for {route.request.url}")
    route.abort()


def _by_key(page: Any, address: str, slug: str) -> dict[int, float]:
    """Milliseconds from a clicker's key to the step that it turns to."""
    steps = tour.steps(slug)
    page.goto(f"{address}/{slug}?step=1")
    page.wait_for_function(SAID, arg="")
    return {
        n: _timed(page, lambda: page.keyboard.press("PageDown"), SAID, page.locator("h1").inner_text())
        for n in range(2, len(steps) + 1)
    }


def _step(page: Any, address: str, n: int, step: tour.Step, keys: dict[int, float], complaints: list[str]) -> Walked:
    spent = _timed(page, lambda: page.goto(f"{address}?step={n}"), SAID, "")
    slug = address.rpartition("/")[2]
    walked = Walked(slug, n, page.locator("h1").inner_text(), spent, keys.get(n), faults=list(complaints))
    wanted = page.locator(DRAWN[step.look])
    if not wanted.count():
        page.wait_for_timeout(SOON)
    if not wanted.count():
        walked.faults.append(f"nothing to look at: {step.look}")
    walked.faults += page.locator("[data-testid=stAlert], [data-testid=stException]").all_inner_texts()
    values = page.locator("[data-testid=stMetricValue]").all_inner_texts()
    walked.faults += ["a figure is missing" for value in values if not any(c.isdigit() for c in value)]
    walked.lever = _lever(page)
    return walked


def _lever(page: Any) -> float | None:
    """Milliseconds from a step of the first slider to figures that differ, on Present at the step's scenario."""
    from playwright.sync_api import TimeoutError

    page.keyboard.press("Escape")
    page.wait_for_selector(".st-key-lbdp-present")
    page.wait_for_function(f"() => {STILL}")
    slider = page.get_by_role("slider").first
    try:
        slider.wait_for(timeout=SOON)
    except TimeoutError:  # a theme without a slider in sight
        return None
    page.wait_for_function(f"() => {STILL}")
    key = "ArrowLeft" if slider.input_value() == slider.get_attribute("max") else "ArrowRight"
    return _timed(page, lambda: slider.press(key), MOVED, page.evaluate(FIGURES))


def _timed(page: Any, act: Callable[[], Any], holds: str, before: str) -> float:
    """Milliseconds from an act until something holds."""
    begun = perf_counter()
    act()
    page.wait_for_function(holds, arg=before)
    return 1e3 * (perf_counter() - begun)
