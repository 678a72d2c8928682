"""Tours in a browser, walked by keys: legible from the back row, and back again. `laws/test_every_tour` draws all."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from lbdp_core import tour
from lbdp_core.themes import THEMES
from tests.browser.conftest import CONTRAST, MAP
from tests.browser.deal import ALL, some_themes
from tests.browser.test_every_screen import can_be_read

pytestmark = pytest.mark.browser
HIGH = "document.querySelector('[data-testid=stMain]').scrollHeight > innerHeight"
SMALLEST = 24  # px, what the back row reads
CONTROLS = "[data-testid=stHeader], [data-testid=stSidebar], [data-testid=stToolbar], [data-testid=stSlider]"


@pytest.mark.parametrize("theme", THEMES if ALL else THEMES[1::2], ids=lambda t: t.slug)
def test_a_presenter_walks_the_tour_by_keys(tab, theme):
    t = tab().visit(f"/{theme.slug}?step=1")
    for n, step in enumerate(tour.steps(theme.slug), start=1):
        if n > 1:
            t.do(lambda n=n: t.page.keyboard.press(("PageDown", "ArrowRight", " ")[n % 3]))
        t.page.wait_for_url(re.compile(rf"step={n}\b"))
        t.finds_nothing("small", SMALLEST, at=step.say)
        t.finds_nothing("pale", CONTRAST, at=step.say)
        t.until(lambda: not t.page.evaluate(HIGH), f"below the screen: {step.say}")
        t.until(lambda: not any(e.is_visible() for e in t.page.locator(CONTROLS).all()), "a control is in sight")
        if step.look == "map":
            t.page.locator(MAP).wait_for()
        assert (step.look == "map") == bool(t.page.locator(MAP).count())


@some_themes
def test_a_presenter_goes_back_leaves_and_finds_the_page_as_it_should_be(tab, theme):
    last_step = len(tour.steps(theme.slug))
    t = tab().visit(f"/{theme.slug}?step={last_step}")
    last = t.page.locator("h1").inner_text()
    t.do(lambda: t.page.keyboard.press("PageUp"))
    t.page.wait_for_url(f"**step={last_step - 1}**")
    t.do(t.page.go_back)
    expect(t.page.locator("h1")).to_have_text(last)
    assert not t.findings()
    t.do(lambda: t.page.keyboard.press("Escape"))
    t.page.wait_for_url("**view=Present**")
    t.finds_nothing("small", SMALLEST)
    assert len(t.figures()) <= 2
    t.turns("dark").finds_nothing("pale", CONTRAST)


def test_the_presenter_s_window_follows_by_a_key(tab):
    t = tab().visit("/meeting?step=1")
    can_be_read(t)
    t.page.set_viewport_size({"width": 1280, "height": 720})
    with t.page.context.expect_page() as opened:
        t.page.keyboard.press("p")
    notes = opened.value
    for step in (2, 3):
        t.page.bring_to_front()
        t.do(lambda: t.page.keyboard.press("PageDown"))
        notes.get_by_text(re.compile(rf"^{step} of \d+$")).wait_for()
        shown = notes.locator("p").filter(has_text="On the screen.")  # not what comes next
        shown.filter(has_text=t.page.locator("h1").inner_text()).wait_for()


def test_a_step_can_be_read_on_every_screen_and_says_in_our_words_that_the_server_is_away(tab):
    """What Streamlit would say stands in its own script; here its dialogue is put up by hand."""
    t = tab().visit("/fire?step=2")
    can_be_read(t)
    theirs = "Streamlit server is not responding. Are you connected to the internet?"
    t.page.evaluate(
        "said => document.body.append(Object.assign(document.createElement('p'), {textContent: said, role: 'dialog'}))",
        theirs,
    )
    t.page.get_by_text("To start it, type: lbdp demo").wait_for()
    assert theirs not in t.page.inner_text("body")
