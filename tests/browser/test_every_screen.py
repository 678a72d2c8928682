"""Pages on every screen and on paper: a phone, a page enlarged twice, an old projector, A4."""

from __future__ import annotations

import base64
import re
import zlib

import pytest

from lbdp_core.themes import THEMES
from tests.browser.conftest import Tab

pytestmark = pytest.mark.browser
SCREENS = {"old projector": (1024, 768), "1280x720 at 200%": (640, 360), "phone": (390, 844)}  # CSS pixels
A4 = "595 842"  # points
EXPAND, COLLAPSE = "[data-testid=stExpandSidebarButton]", "[data-testid=stSidebarCollapseButton] button"


def test_home_and_the_page_of_a_borough_keep_their_promises_on_every_screen_and_on_paper(tab):
    """And lead on: a borough that is found stays the borough of every page, a card leads to its question."""
    t = tab().visit("/")
    can_be_read(t)
    t.keeps_its_promises().keeps_its_contrast_in_the_dark().turns("light")
    box = t.page.get_by_role("textbox", name="Find a place")
    t.do(lambda: (box.fill("Edmonton Green"), box.press("Enter")))
    t.do(t.page.get_by_role("link", name="One page").first.click)
    t.page.get_by_role("heading", name="Fire prevention").wait_for()
    can_be_read(t.settle())
    t.keeps_its_promises().keeps_its_contrast_in_the_dark()
    assert "borough=Enfield" in t.page.url
    t.do(t.page.get_by_role("link", name="Health projections").first.click)
    t.page.get_by_text("This page opened on Enfield").wait_for()
    assert "health.borough=Enfield" in t.settle().page.url
    t.do(lambda: t.page.goto(t.root))
    t.page.get_by_role("link", name="Explain").first.click()
    t.page.get_by_role("heading", name=THEMES[0].question, level=1).wait_for()
    assert "view=Explain" in t.settle().page.url
    assert "Why is the forecast what it is here?" in t.text()


def test_the_meeting_s_own_page_can_be_read_on_every_screen_and_on_paper(tab):
    can_be_read(tab().visit("/meeting"))


def can_be_read(t: Tab) -> None:
    prints(t, t.page.locator("h1").inner_text())
    for screen in SCREENS:
        fits(t, screen)


def fits(t: Tab, screen: str) -> None:
    """No word is cut, off the screen or in a column of single letters; a table that is wider scrolls inside."""
    width, height = SCREENS[screen]
    t.page.set_viewport_size({"width": width, "height": height})
    t.settle()
    for fault in ("outside", "narrow", "cut", "cut_in_charts"):
        t.finds_nothing(fault, at=screen)


def levers_are_reached(t: Tab) -> None:
    """On a phone they open over the page, and close again."""
    t.page.locator(EXPAND).click()
    box = t.page.get_by_role("combobox", name="Start from")
    t.until(lambda: (box.bounding_box() or {"x": -1})["x"] >= 0, "the levers do not come")
    t.page.locator("[data-testid=stSidebar]").hover()
    t.page.locator(COLLAPSE).click()
    t.until(lambda: not t.page.locator(COLLAPSE).is_visible(), "the levers do not go")


def prints(t: Tab, words: str) -> None:
    """A4, every page with something on it, the words of the page and none of its controls."""
    t.page.emulate_media(media="print")
    assert words in t.text()
    t.finds_nothing("controls")
    t.page.emulate_media(media="screen")
    told = t.page.context.new_cdp_session(t.page).send("Page.printToPDF", {"preferCSSPageSize": True})
    pages = of_pdf(base64.b64decode(told["data"]))
    assert 1 <= len(pages) <= 6
    for n, (size, drawn) in enumerate(pages, start=1):
        assert size == A4
        assert re.search(rb"\bT[jJ]\b", drawn), f"page {n} of {len(pages)} has no word"


def of_pdf(raw: bytes) -> list[tuple[str, bytes]]:
    """Of each page its size and what draws it."""
    objects = dict(re.findall(rb"(?s)\n(\d+) 0 obj\n(.*?)\nendobj", raw))
    pages = [text for text in objects.values() if re.search(rb"/Type /Page\b", text)]
    found = []
    for page in pages:
        width, height = map(float, re.search(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", page).groups())
        stream = objects[re.search(rb"/Contents (\d+) 0 R", page)[1]]
        drawn = zlib.decompress(stream.split(b"stream\n", 1)[1].rsplit(b"\nendstream", 1)[0])
        found.append((f"{width:.0f} {height:.0f}", drawn))
    return found
