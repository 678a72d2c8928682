"""A map in a browser: pointing at an area gives its figure, a click opens why, and an area is found by its name."""

from __future__ import annotations

import io
import re
from urllib.parse import parse_qs, urlsplit

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import expect

from lbdp_core.themes import THEMES
from tests.browser.conftest import MAP, Tab
from tests.browser.deal import ALL
from tests.browser.test_policy import VIOLATIONS

pytestmark = pytest.mark.browser
KINDS = [theme for theme in THEMES if ALL or theme.slug in ("fire", "labour")]  # of areas, and of boroughs
LIGHT = "/homelessness?view=Explore&homelessness.beside=Map"  # 33 shapes are drawn soon, 4,994 in seconds
TIP = ".deck-tooltip"
STOP, START = "Date.realNow = Date.now; { const n = Date.now(); Date.now = () => n }", "Date.now = Date.realNow"


def middle(t: Tab) -> tuple[float, float]:
    box = t.page.locator(f"{MAP} canvas").first.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def pointed(t: Tab) -> str:
    """What the tooltip says of the middle of the map; without a graphics card that takes a while."""
    x, y = middle(t)
    said: list[str] = []

    def moved() -> bool:
        t.page.mouse.move(x + len(said) % 2, y)
        said.append(t.page.locator(TIP).first.inner_text() if t.page.locator(TIP).count() else "")
        return "\n" in said[-1] and "…" not in said[-1]

    t.until(moved, "the map says nothing of the area under the mouse")
    return said[-1]


@pytest.mark.parametrize("theme", KINDS, ids=lambda t: t.slug)
def test_pointing_gives_the_figure_and_a_click_the_reason(tab, theme):
    """The area's name, its figure in words; then Explain for that area or its borough."""
    beside = f"&{theme.slug}.beside=Map" if theme.page().beside else ""
    t = tab(maps=True).visit(f"/{theme.slug}?view=Explore{beside}", canvas=True)
    t.page.locator(MAP).first.scroll_into_view_if_needed()
    said = pointed(t).split("\n")
    assert any(character.isdigit() for character in "".join(said[1:])), said
    tip, box = (t.page.locator(of).first.bounding_box() for of in (TIP, MAP))
    assert tip["x"] + tip["width"] <= box["x"] + box["width"] + 1, "the map cuts what it says"
    if said[-1] != "Click to see why.":
        assert not theme.page().why, "the theme explains places and its map does not lead there"
        return
    x, y = middle(t)
    t.page.evaluate(STOP)  # picking without a graphics card takes longer than a click may
    t.page.mouse.move(x, y)
    t.page.mouse.down()
    t.page.mouse.up()
    t.page.evaluate(START)
    t.page.wait_for_url("**view=Explain**")
    t.settle()
    link = parse_qs(urlsplit(t.page.url).query)
    name = "area" if theme.page().one_area else "borough"
    key = f"{theme.slug}.{name}"  # what a box opens on needs no words in the link
    box = t.page.get_by_role("combobox", name=name.capitalize(), exact=True).first
    place = link[key][0] if key in link else box.input_value()
    assert said[0] in place or place in (said[0], said[1].partition(", ")[2])


def test_a_map_follows_the_levers_and_with_charts_and_a_download_runs_under_the_policy(tab):
    """And takes its key to the whole screen."""
    t = tab(maps=True)
    t.page.add_init_script(VIOLATIONS)
    t.visit(LIGHT, canvas=True)
    t.until(lambda: differs(t.shot(), t.shot()) < 0.001, "the map is not drawn")
    before, figures = t.shot(), t.figures()
    t.do(lambda: t.page.get_by_role("slider").first.press("End"))
    t.until(lambda: t.figures() != figures, "the figures did not change")
    t.until(lambda: differs(before, t.shot()) > 0.01, "the map did not change")
    t.page.locator("[data-testid=stVegaLiteChart] svg, [data-testid=stVegaLiteChart] canvas").first.wait_for()
    with t.page.expect_download() as waited:
        t.page.locator("[data-testid=stDownloadButton] button").first.evaluate("e => e.click()")
    assert waited.value.path().stat().st_size
    width = t.page.locator(f"{MAP} canvas").first.bounding_box()["width"]
    t.page.locator("button[aria-label^='Fullscreen: Map']").first.focus()  # a mouse would have to stay over the map
    t.page.keyboard.press("Enter")
    t.page.wait_for_function("() => document.fullscreenElement")
    t.until(lambda: t.page.locator(f"{MAP} canvas").first.bounding_box()["width"] > 1.2 * width, "it does not grow")
    assert t.page.evaluate("window.refused || []") == []


def differs(one: bytes, other: bytes) -> float:
    """Share of pixels that are not the same."""
    a, b = (np.asarray(Image.open(io.BytesIO(raw)).convert("RGB"), dtype=int) for raw in (one, other))
    assert a.shape == b.shape
    return float((np.abs(a - b).sum(axis=2) > 30).mean())


def test_an_area_is_found_by_a_part_of_its_name_and_stays_in_the_link(tab):
    t = tab().visit("/fire?view=Explain")
    box = t.page.get_by_role("textbox", name="Find an area")
    received = t.log.received
    t.do(lambda: (box.fill("Edmonton Green"), box.press("Enter")))
    assert t.log.received - received < 40_000
    expect(t.page.get_by_role("combobox", name="Area", exact=True)).to_have_value(re.compile("Edmonton Green"))
    t.page.wait_for_url(re.compile(r"fire\.area=[^&]*Edmonton"))
