"""The real server in a real browser: what a person in the room would notice. Few page loads, many looks at each."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from apps.shell import compare
from lbdp_core.themes import THEMES
from tests.browser.conftest import PATIENCE, Tab

pytestmark = pytest.mark.browser
FIRE, DUTIES = "/fire", "/refugees"  # the second draws no area, which takes long without a graphics card
SIDEBAR = "[data-testid=stSidebar], [data-testid=stExpandSidebarButton]"


def test_the_other_looks_of_compare_keep_their_promises_too(tab):
    looks = compare.LOOKS[1:]
    t = tab().visit(f"{FIRE}?view=Compare&fire.look={looks[0].replace(' ', '+')}")
    for look in looks:
        if look != looks[0]:
            t.turn(look, group=1)
        t.keeps_its_promises()
        received = t.log.received
        t.do(lambda: t.page.get_by_role("slider").first.press("ArrowRight"))
        assert t.log.received - received < 50_000


def test_choices_figures_and_a_kept_scenario_stand_in_one_link(tab):
    """Of a page opened by codes, of which the opening values need none."""
    codes = ("grant_rate=-10", "notice=56", "claims=20", "decisions=20")
    t = tab().visit(f"{DUTIES}?view=Compare&{'&'.join(f'refugees.{code}' for code in codes)}")
    before = t.answer()
    t.page.get_by_text("A hotel closes", exact=True).click()
    t.settle()  # a list that opens while the page still draws is closed again
    box = t.page.get_by_role("combobox", name="Borough where a hotel closes")
    box.click()
    box.fill("Hillingdon")
    t.do(lambda: t.page.get_by_role("option", name="Hillingdon").click())
    changed(t, before)
    t.do(lambda: t.page.get_by_role("button", name="Make mine the baseline").click())
    expect(t.page.locator("h2").first).to_have_text("The two scenarios are the same.")
    t.do(lambda: t.page.get_by_role("slider").first.press("PageUp"))
    changed(t, "The two scenarios are the same.")
    t.page.wait_for_url("**refugees.against=**")
    for code in ("hotel_borough=Hillingdon", *codes[:3]):
        assert f"refugees.{code}" in t.page.url
    answer, figures = t.answer(), t.figures()
    other = tab().visit(t.page.url.removeprefix(t.root))
    other.until(lambda: other.figures() == figures, "the link does not give the same figures in another browser")
    assert other.answer() == answer
    assert not other.page.locator("[data-testid=stAlert]").count()


def changed(t: Tab, before: str) -> None:
    expect(t.page.locator("h2").first).not_to_have_text(before)


def test_a_preset_moves_the_levers_and_ways_back_never_show_a_scenario_under_another_one_s_name(tab):
    """A view is a step of the browser's way back; a lever and a preset are none."""
    t = tab().visit(f"{FIRE}?view=Present")
    opening, answer = t.figures(), t.answer()
    start = t.page.get_by_role("combobox", name="Start from")
    for wanted in [*list(THEMES[0].presets)[2:4], "1,000 more visits"]:
        start.click()
        t.do(lambda wanted=wanted: t.page.get_by_role("option", name=wanted, exact=True).click())
        expect(start).to_have_value(wanted)
    t.page.wait_for_url("**fire.visits=1000**")
    changed(t, answer)
    moved = t.answer()
    t.turn("Explain")
    t.do(t.page.go_back)
    t.page.wait_for_url("**view=Present**")
    expect(start).to_have_value(wanted)
    expect(t.page.locator("h2").first).to_have_text(moved)
    t.page.get_by_role("button", name="More", exact=True).click()
    t.do(lambda: t.page.get_by_role("button", name="Back to the start").click())
    t.until(lambda: t.figures() == opening, "the levers are not back")


YEARS = """all => all.filter(e => /^20[0-3][0-9]$/.test(e.textContent) && e.getBoundingClientRect().width)
.map(e => [e.getBoundingClientRect().x, e.textContent]).sort((a, b) => a[0] - b[0]).map(a => a[1])"""


def test_present_has_nothing_of_the_sidebar_and_in_the_others_any_number_can_be_typed(tab):
    """Beside a slider that goes by round ones."""
    t = tab(1024).visit(f"{FIRE}?view=Explore&fire.visits=750")
    drawn = (
        "() => [...document.querySelectorAll('svg text')].filter(e => /^20[0-3][0-9]$/.test(e.textContent)).length > 3"
    )
    t.page.wait_for_function(drawn)
    years = t.page.locator("svg text").evaluate_all(YEARS)
    assert years == sorted(years)
    for view in ("Present", "Explore", "Explain"):
        t.turn(view)
        if view != "Present":
            t.page.locator(SIDEBAR).first.wait_for()
        else:  # the room is cleared by further runs, which a busy machine may take a while to start
            expect(t.page.locator(SIDEBAR)).to_have_count(0)
            t.page.wait_for_function(
                "() => document.querySelector('h1').getBoundingClientRect().x < 100", timeout=PATIENCE
            )
            more = t.page.get_by_role("button", name="More", exact=True)
            assert more.evaluate("e => [e, ...e.querySelectorAll('*')].every(p => p.scrollWidth <= p.clientWidth + 1)")
    slider, box = t.page.get_by_role("slider").first, t.page.get_by_role("spinbutton").first
    assert (slider.get_attribute("aria-valuetext"), box.input_value()) == ("750", "750")
    for act, expected in (
        (lambda: (box.fill("500"), box.press("Enter")), "500"),
        (lambda: slider.press("ArrowRight"), "1000"),
        (lambda: slider.press("ArrowRight"), "1500"),
    ):
        t.do(act)
        expect(box).to_have_value(expected)
        expect(slider).to_have_attribute("aria-valuetext", f"{int(expected):,}")
    t.page.wait_for_url("**fire.visits=1500**")
