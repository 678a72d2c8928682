"""Every theme's tour in a browser, walked by keys: legible from the back row, and back again."""

from __future__ import annotations

import pytest

from lbdp_core import tour
from lbdp_core.themes import THEMES
from tests.browser.conftest import MAP, Tab

pytestmark = pytest.mark.browser
SMALLEST = 24  # px, what the back row reads
CONTRAST = 4.5
CONTROLS = "[data-testid=stHeader], [data-testid=stSidebar], [data-testid=stToolbar], [data-testid=stSlider]"
SMALL = """least => [...document.querySelectorAll('[data-testid=stMain] *')]
.filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()))
.filter(e => e.checkVisibility({opacityProperty: true, visibilityProperty: true}) && !e.closest('.stTooltipIcon'))
.filter(e => !e.closest('.st-key-lbdp-tour-controls, [data-testid=stIconMaterial]'))
.filter(e => e.getBoundingClientRect().width > 2)
.filter(e => parseFloat(getComputedStyle(e).fontSize) < least - 0.1)
.map(e => `${e.textContent.slice(0, 40)} ${getComputedStyle(e).fontSize}`)"""
PALE = """least => {
  const channels = colour => colour.match(/[0-9.]+/g).slice(0, 3).map(v => v / 255)
    .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
  const light = colour => channels(colour).reduce((sum, v, n) => sum + v * [0.2126, 0.7152, 0.0722][n], 0);
  const paper = light(getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor);
  const contrast = ink => (Math.max(ink, paper) + 0.05) / (Math.min(ink, paper) + 0.05);
  return [...document.querySelectorAll('svg.marks text')].filter(e => e.textContent.trim())
    .filter(e => contrast(light(getComputedStyle(e).fill)) < least)
    .map(e => `${e.textContent} ${getComputedStyle(e).fill}`)
}"""


@pytest.mark.parametrize("theme", THEMES, ids=lambda t: t.slug)
def test_a_presenter_walks_the_tour_by_keys_and_comes_back(tab, theme):
    steps = tour.steps(theme.slug)
    t = tab().visit(f"/{theme.slug}?step=1")
    for n, step in enumerate(steps, start=1):
        if n > 1:
            t.do(lambda n=n: t.page.keyboard.press(("PageDown", "ArrowRight", " ")[n % 3]))
        assert f"step={n}" in t.page.url
        assert not t.page.evaluate(SMALL, SMALLEST), step.say
        assert not t.page.evaluate(PALE, CONTRAST), step.say
        assert not t.page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight > innerHeight"), (
            step.say
        )
        assert not [e for e in t.page.locator(CONTROLS).all() if e.is_visible()], "a control is in sight"
        assert (step.look == "map") == bool(t.page.locator(MAP).count())
    last = t.page.locator("h1").inner_text()
    t.do(lambda: t.page.keyboard.press("PageUp"))
    assert f"step={len(steps) - 1}" in t.page.url
    t.do(t.page.go_back)
    assert t.page.locator("h1").inner_text() == last
    all_rules(t)
    t.do(lambda: t.page.keyboard.press("Escape"))
    assert "view=Present" in t.page.url
    assert not t.page.evaluate(SMALL, SMALLEST)
    assert len(t.figures()) <= 2
    all_rules(t)
    t.page.emulate_media(color_scheme="dark")
    t.settle()
    t.until(lambda: not t.page.evaluate(PALE, CONTRAST), "words of a chart are too pale in the dark")


def all_rules(t: Tab) -> None:
    """Axe finds nothing at all, not even something moderate."""
    assert not t.findings("", least="moderate")


def test_a_view_is_a_step_of_the_way_back_and_a_lever_is_none(tab):
    t = tab().visit("/fire?view=Present")
    for _ in range(2):
        t.do(lambda: t.page.get_by_role("slider").first.press("ArrowRight"))
    moved = t.answer()
    t.turn("Explain")
    t.do(t.page.go_back)
    assert (t.answer(), "view=Present" in t.page.url) == (moved, True)


def test_the_presenter_s_window_follows_by_a_key(tab):
    t = tab().visit("/meeting?step=1")
    with t.page.context.expect_page() as opened:
        t.page.keyboard.press("p")
    notes = opened.value
    for press in ("PageDown", "PageDown"):
        t.page.bring_to_front()
        t.do(lambda press=press: t.page.keyboard.press(press))
        shows = t.page.locator("h1").inner_text()
        notes.get_by_text(shows).wait_for()
    assert notes.get_by_text("3 of").count()


def test_a_map_takes_its_key_to_the_whole_screen(tab):
    t = tab().visit("/fire?view=Explore", canvas=True)
    before = t.page.locator(f"{MAP} canvas").first.bounding_box()["width"]
    t.page.locator(MAP).first.hover()
    t.page.locator("button[aria-label^='Fullscreen: Map']").first.click()
    t.page.wait_for_function("document.fullscreenElement")
    t.until(
        lambda: t.page.locator(f"{MAP} canvas").first.bounding_box()["width"] > 1.2 * before, "the map does not grow"
    )
    assert t.page.locator(":fullscreen [aria-label^='Key of the map']").count()


def test_the_page_says_in_our_words_that_the_server_is_away(tab):
    """What Streamlit would say stands in its own script; here its dialogue is put up by hand."""
    t = tab().visit("/fire?step=2")
    theirs = "Streamlit server is not responding. Are you connected to the internet?"
    t.page.evaluate(
        "said => document.body.append(Object.assign(document.createElement('p'), {textContent: said, role: 'dialog'}))",
        theirs,
    )
    t.page.get_by_text("To start it, type: lbdp demo").wait_for()
    assert theirs not in t.page.inner_text("body")
