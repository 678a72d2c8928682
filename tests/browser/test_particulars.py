"""What only one theme's page does in a browser: health's player, a warning, sharing's papers."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import FIGURE, Tab

pytestmark = pytest.mark.browser
YEAR = "label:has-text('Year') input[type=range]"


def test_play_steps_the_year_in_the_browser_alone_and_stops_at_the_end(tab):
    t = tab().visit("/health?view=Explain&health.part=Why here&health.topic=Ages&health.horizon=3")
    year, play = t.page.locator(YEAR), t.page.get_by_label("Play", exact=True)
    said = t.page.locator("[data-testid=stVegaLiteChart] .role-title").first
    assert not play.is_checked(), "nothing moves unless play is pressed"
    first, last = (int(year.get_attribute(end)) for end in ("min", "max"))
    assert year.input_value() == str(last)
    assert said.text_content().startswith(f"{last}: ")
    received, seen = t.log.received, set()
    play.check()
    t.until(lambda: seen.add(year.input_value()) or not play.is_checked(), "it does not come to its end")
    assert year.input_value() == str(last)
    assert seen > {str(last)}, "it began again from an earlier year"
    assert first < last
    assert t.log.received - received < 2_000


def test_synthetic_is_said_before_a_figure_is(tab):
    t = tab().visit("/homelessness?view=Present")
    said = t.page.get_by_text("Synthetic: rough sleeping by borough").first.bounding_box()
    assert said["y"] < t.page.locator(FIGURE).first.bounding_box()["y"]


def test_the_fields_of_a_contract_are_filled_in_by_keyboard(tab):
    """Cheap, offline, axe, not sideways; a refused name is said under its box, which keeps the focus."""
    t = tab().visit("/sharing?view=Explore")
    t.do(lambda: t.page.get_by_text("The papers: contract, protocol, DPIA and transparency record").click())
    choose(t, "What to fill in", "Fields of the")
    received = t.log.received
    name = t.page.get_by_role("textbox", name="Name", exact=True)
    before = name.input_value()
    t.do(lambda: (name.fill("<b>x</b>"), name.press("Enter")))
    said = t.page.get_by_text("should be small letters, digits and underscores")
    said.wait_for()
    expect(name).to_have_value(before)
    expect(name).to_be_focused()
    assert said.bounding_box()["y"] > name.bounding_box()["y"]
    assert t.log.received - received < 30_000
    choose(t, "Which field", "Add")
    new = t.page.get_by_role("textbox", name="Name of the new field")
    t.do(lambda: (new.fill("tenure"), new.press("Enter")))
    t.page.get_by_text("The levers no longer change this contract").wait_for()
    t.settle().keeps_its_promises()


def choose(t: Tab, label: str, words: str) -> None:
    box = t.page.get_by_role("combobox", name=label)
    box.click()
    box.fill(words)
    t.do(t.page.get_by_role("option", name=words).first.click)
