"""The real server in a real browser: what a person in the room would notice. Few page loads, many looks at each."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from apps.shell import compare
from lbdp_core.themes import THEMES
from tests.browser.conftest import PATIENCE

pytestmark = pytest.mark.browser
FIRE, DUTIES = "/fire", "/refugees"  # the second draws no area, which takes long without a graphics card
SIDEBAR = "[data-testid=stSidebar], [data-testid=stExpandSidebarButton]"


def test_home_keeps_its_promises(tab):
    tab().visit("/").keeps_its_promises().keeps_its_contrast_in_the_dark()


@pytest.mark.parametrize("look", compare.LOOKS[1:])
def test_another_look_of_compare_keeps_them_too(tab, look):
    t = tab().visit(f"{FIRE}?view=Compare&fire.look={look.replace(' ', '+')}")
    t.keeps_its_promises()
    received = t.log.received
    t.do(lambda: t.page.get_by_role("slider").first.press("ArrowRight"))
    assert t.log.received - received < 50_000


def test_a_link_by_code_stays_in_the_address(tab):
    """Of choices and of figures, beside one that needs no code."""
    t = tab()
    opening = t.visit(f"{DUTIES}?view=Compare&refugees.decisions=20").answer()
    codes = ("hotel_borough=Hillingdon", "hotel_beds=400", "grant_rate=-10", "notice=56", "claims=20", "decisions=20")
    answer = t.visit(f"{DUTIES}?view=Compare&{'&'.join(f'refugees.{code}' for code in codes)}").answer()
    assert answer != opening
    assert [code for code in codes if f"refugees.{code.partition('=')[0]}=" not in t.page.url] == []
    other = tab().visit(t.page.url.removeprefix(t.root))
    assert other.answer() == answer
    assert not other.page.locator("[data-testid=stAlert]").count()


def test_a_choice_made_on_the_page_is_in_the_link(tab):
    t = tab().visit(f"{DUTIES}?view=Compare&refugees.decisions=20")
    before = t.answer()
    t.page.get_by_text("A hotel closes", exact=True).click()
    t.settle()  # a list that opens while the page still draws is closed again
    box = t.page.get_by_role("combobox", name="Borough where a hotel closes")
    box.click()
    box.fill("Hillingdon")
    t.do(lambda: t.page.get_by_role("option", name="Hillingdon").click())
    answer = t.answer()
    assert answer != before
    other = tab().visit(t.page.url.removeprefix(t.root))
    assert other.answer() == answer


def test_a_preset_moves_the_levers_and_the_way_back_moves_them_back(tab):
    t = tab().visit(f"{FIRE}?view=Present")
    opening = t.figures()
    t.page.get_by_role("combobox", name="Start from").click()
    t.do(lambda: t.page.get_by_role("option", name="1,000 more visits", exact=True).click())
    assert t.figures() != opening
    assert "fire.visits=1000" in t.page.url
    t.page.get_by_role("button", name="More", exact=True).click()
    t.do(lambda: t.page.get_by_role("button", name="Back to the start").click())
    assert t.figures() == opening


YEARS = """all => all.filter(e => /^20[0-3][0-9]$/.test(e.textContent) && e.getBoundingClientRect().width)
.map(e => [e.getBoundingClientRect().x, e.textContent]).sort((a, b) => a[0] - b[0]).map(a => a[1])"""


def test_present_has_nothing_of_the_sidebar_and_the_other_views_have_it(tab):
    t = tab(1024).visit(f"{FIRE}?view=Explore")
    drawn = (
        "() => [...document.querySelectorAll('svg text')].filter(e => /^20[0-3][0-9]$/.test(e.textContent)).length > 3"
    )
    t.page.wait_for_function(drawn, timeout=PATIENCE)
    years = t.page.locator("svg text").evaluate_all(YEARS)
    assert years == sorted(years)
    assert t.page.locator(SIDEBAR).is_visible()
    for view in ("Present", "Explore", "Explain"):
        t.turn(view)
        if view != "Present":
            assert t.page.locator(SIDEBAR).first.is_visible()
        else:  # the room is cleared by further runs, which a busy machine may take a while to start
            expect(t.page.locator(SIDEBAR)).to_have_count(0, timeout=PATIENCE)
            t.page.wait_for_function(
                "() => document.querySelector('h1').getBoundingClientRect().x < 100", timeout=PATIENCE
            )
            more = t.page.get_by_role("button", name="More", exact=True)
            assert more.evaluate("e => [e, ...e.querySelectorAll('*')].every(p => p.scrollWidth <= p.clientWidth + 1)")


def test_any_number_can_be_typed_and_the_slider_goes_by_round_ones(tab):
    t = tab().visit(f"{FIRE}?view=Explain&fire.visits=750")
    slider, box = t.page.get_by_role("slider").first, t.page.get_by_role("spinbutton").first
    assert (slider.get_attribute("aria-valuetext"), box.input_value()) == ("750", "750")
    for act, expected in (
        (lambda: (box.fill("500"), box.press("Enter")), "500"),
        (lambda: slider.press("ArrowRight"), "1000"),
        (lambda: slider.press("ArrowRight"), "1500"),
    ):
        t.do(act)
        assert box.input_value() == expected
        assert slider.get_attribute("aria-valuetext") == f"{int(expected):,}"
        assert expected == "1000" or f"fire.visits={expected}" in t.page.url  # the opening value needs no words


def test_the_way_back_never_shows_a_scenario_under_another_ones_name(tab):
    t = tab().visit(f"{FIRE}?view=Explain")
    presets = THEMES[0].presets
    start = t.page.get_by_role("combobox", name="Start from")
    for wanted in list(presets)[2:4]:
        start.click()
        t.do(t.page.get_by_role("option", name=wanted).click)
        assert start.input_value() == wanted
    t.do(t.page.get_by_role("radio", name="Explore").click)
    t.do(t.page.go_back)  # a view is a step of the way back, a lever is none
    assert "view=Explain" in t.page.url
    assert start.input_value() == wanted


def test_a_kept_scenario_and_the_levers_stand_in_one_link(tab):
    t = tab().visit(f"{DUTIES}?view=Compare&refugees.decisions=20")
    t.do(lambda: t.page.get_by_role("button", name="Make mine the baseline").click())
    assert "refugees.against=decisions%3D20" in t.page.url
    assert t.answer() == "The two scenarios are the same."
    t.do(lambda: t.page.get_by_role("slider").first.press("PageUp"))
    answer, figures = t.answer(), t.figures()
    assert "people" in answer
    other = tab().visit(t.page.url.removeprefix(t.root))
    other.until(lambda: other.figures() == figures, "the link does not give the same figures in another browser")
    assert other.answer() == answer
    t.turn("Explore")
    assert "refugees.against=decisions%3D20" in t.page.url
    t.turn("Compare")
    assert t.answer() == answer


def test_the_home_card_leads_to_the_question(tab):
    t = tab().visit("/")
    t.page.get_by_role("link", name="Explain").first.click()
    t.page.get_by_role("heading", name=THEMES[0].question, level=1).wait_for(timeout=PATIENCE)
    t.settle()
    assert "view=Explain" in t.page.url
    assert "Why is the forecast what it is here?" in t.text()


def test_the_levers_stand_beside_the_answer_and_never_over_it(tab):
    t = tab().visit("/homelessness?view=Explore")
    evidence = t.page.get_by_label("Evidence for the levers").first
    for view in ("Explore", "Compare", "Explain"):
        if view != "Explore":
            t.turn(view)
        if not evidence.is_visible():
            t.page.get_by_text("What else may change", exact=True).click()
        evidence.wait_for()
        for width in (1280, 1024):
            t.page.set_viewport_size({"width": width, "height": 720})
            t.settle()
            levers, answer = (t.page.locator(of).first.bounding_box() for of in ("[data-testid=stSidebar]", "h2"))
            assert levers["x"] + levers["width"] <= answer["x"], (view, width)


def test_a_borough_is_found_and_stays_the_borough_of_every_page(tab):
    t = tab().visit("/")
    box = t.page.get_by_role("textbox", name="Find a place")
    t.do(lambda: (box.fill("Edmonton Green"), box.press("Enter")))
    t.do(t.page.get_by_role("link", name="One page").first.click)
    t.page.get_by_role("heading", name="Fire prevention").wait_for(timeout=PATIENCE)
    t.settle().keeps_its_promises().keeps_its_contrast_in_the_dark()
    assert "borough=Enfield" in t.page.url
    t.do(t.page.get_by_role("link", name="Health projections").first.click)
    t.page.get_by_text("This page opened on Enfield").wait_for(timeout=PATIENCE)
    assert "health.borough=Enfield" in t.settle().page.url
