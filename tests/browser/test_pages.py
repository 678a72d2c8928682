"""The real server in a real browser: what a person in the room would notice. Few page loads, many looks at each."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import expect

from apps.shell import compare
from lbdp_core import sources
from lbdp_core.fire.views import PAGE as FIRE_PAGE
from lbdp_core.health.views import PAGE as HEALTH_PAGE
from lbdp_core.sources import Shelf
from lbdp_core.themes import THEMES
from tests.browser.conftest import AXE, PATIENCE, Tab

pytestmark = pytest.mark.browser
FIRE = "/fire"
HELD = Shelf(sources.find("sample_data"))
VIEWS = ("Present", "Explore", "Compare", "Explain")
PAGES = {"home": "/", **{view.lower(): f"{FIRE}?view={view}" for view in VIEWS}}
LOOKS = {f"compare, {look}": f"{FIRE}?view=Compare&fire.look={look.replace(' ', '+')}" for look in compare.LOOKS[1:]}
STUDIED = [
    part for part, by in FIRE_PAGE.studies.items() if all(HELD.has(f"studies/fire/{name}.csv") for name in by.tables)
]
EXPLAINED = {
    "fire": ("One area", "How sure", *STUDIED, "Data", "Model card"),
    "health": (*HEALTH_PAGE.scenes, "How sure", "Data", "Model card"),
}
MAP = "[data-testid=stDeckGlJsonChart]"
FIGURE = "[data-testid=stMetricValue]"
SIDEBAR = "[data-testid=stSidebar], [data-testid=stExpandSidebarButton]"


@pytest.mark.parametrize("name", [*PAGES, *LOOKS])
def test_a_page_in_the_light(tab, name):
    """Offline, no error, axe, above the fold, not sideways on two screens, and a lever that costs little."""
    t = tab(1280, 720).visit((PAGES | LOOKS)[name])
    no_grave_finding(t)
    assert not sideways(t)
    if name in PAGES and name != "home":
        above_the_fold(t, name)
    t.page.set_viewport_size({"width": 1024, "height": 768})
    t.page.wait_for_timeout(800)
    assert not sideways(t)
    if name != "home":
        a_lever_is_cheap(t)
    quiet(t)


@pytest.mark.parametrize("slug", EXPLAINED)
def test_every_part_of_explain_one_after_another(tab, slug):
    """On the narrow screen, in one visit: offline, no error, axe, not sideways."""
    t = tab(1024, 768).visit(f"/{slug}?view=Explain")
    for part in EXPLAINED[slug]:
        received = t.log.received
        t.page.locator("[data-testid=stButtonGroup]").nth(1).get_by_text(part, exact=True).click()
        t.after(received)
        no_grave_finding(t)
        assert not sideways(t), part
    quiet(t)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_in_the_dark(tab, name):
    t = tab(dark=True).visit(PAGES[name])
    no_grave_finding(t)
    quiet(t)


def test_the_map_and_the_link_follow_the_visits(tab):
    t = tab().visit(f"{FIRE}?view=Explore&fire.colour=Extra+visits", canvas=True)
    before, figures, received = picture(t), t.figures(), t.log.received
    lever = t.page.get_by_role("slider").first
    for _ in range(5):
        lever.press("PageUp")
    t.after(received)
    assert t.figures() != figures
    assert differs(before, picture(t)) > 0.01, "the map did not change"
    assert "fire.visits=" in t.page.url
    other = tab().visit(f"{t.page.url.removeprefix(t.root)}&view=Present")
    assert other.figures()[:2] == t.figures()[:2], "the link does not give the same figures in another browser"
    quiet(t)


def test_a_bad_link_says_so_and_draws(tab):
    bad = "fire.visits=1e9&fire.rule=%3Cimg+src%3Dhttp%3A%2F%2Fexample.org%2Fx%3E"
    bad += "&fire.old=1&fire.years=2.5&fire.borough=x"
    t = tab().visit(f"{FIRE}?view=Nope&{bad}")
    assert t.page.locator("[data-testid=stAlert]").count() == 6
    assert "“Nope”" in t.text()
    for refused in ("1e9", "img", "old", "2.5", "borough", "Nope"):
        assert refused not in t.page.url, refused
    assert t.page.get_by_role("slider").first.input_value() == "0"
    quiet(t)


@pytest.fixture(scope="module")
def opening() -> dict[str, str]:
    """What the page answers when nothing is asked for, once it was looked up."""
    return {}


@pytest.mark.parametrize(
    "link", ["fire.effect=rct_null", "fire.effect=own&fire.own_rr=1.3", "fire.rule=last_year&fire.within=focus"]
)
def test_a_link_by_code_stays_in_the_address(tab, link, opening):
    if not opening:
        opening["answer"] = tab().visit(f"{FIRE}?view=Explain").page.locator("h2").first.inner_text()
    t = tab().visit(f"{FIRE}?view=Explain&{link}")
    answer = t.page.locator("h2").first.inner_text()
    assert answer != opening["answer"]
    for part in link.split("&"):
        assert part.split("=")[0] in t.page.url
    again = tab().visit(t.page.url.removeprefix(t.root))
    assert again.page.locator("h2").first.inner_text() == answer
    assert not again.page.locator("[data-testid=stAlert]").count()
    quiet(t)
    quiet(again)


def test_a_choice_made_on_the_page_is_in_the_link(tab):
    t = tab().visit(f"{FIRE}?view=Explore")
    t.page.get_by_text("Effect of a visit", exact=True).click()
    t.page.get_by_role("combobox", name="Evidence for the effect").click()
    received = t.log.received
    t.page.get_by_role("option", name="no effect").click()
    t.after(received)
    answer = t.page.locator("h2").first.inner_text()
    assert "would mean about" in answer
    other = tab().visit(t.page.url.removeprefix(t.root))
    assert other.page.locator("h2").first.inner_text() == answer


def test_a_preset_moves_the_levers_and_the_way_back_moves_them_back(tab):
    t = tab().visit(f"{FIRE}?view=Present")
    opening = t.figures()
    t.page.get_by_role("combobox", name="Start from").click()
    received = t.log.received
    t.page.get_by_role("option", name="As today").click()
    t.after(received)
    assert t.figures() != opening
    assert "fire.visits=0" in t.page.url
    t.page.get_by_role("button", name="More", exact=True).click()
    received = t.log.received
    t.page.get_by_role("button", name="Back to the start").click()
    t.after(received)
    assert t.figures() == opening
    quiet(t)


YEARS = """all => all.filter(e => /^20[0-3][0-9]$/.test(e.textContent) && e.getBoundingClientRect().width)
.map(e => [e.getBoundingClientRect().x, e.textContent]).sort((a, b) => a[0] - b[0]).map(a => a[1])"""


def test_leaving_explore_leaves_nothing_of_the_sidebar(tab):
    t = tab(1024).visit(f"{FIRE}?view=Explore")
    drawn = "[...document.querySelectorAll('svg text')].filter(e => /^20[0-3][0-9]$/.test(e.textContent)).length > 3"
    t.page.wait_for_function(drawn, timeout=PATIENCE)
    years = t.page.locator("svg text").evaluate_all(YEARS)
    assert years == sorted(years)
    assert t.page.locator(SIDEBAR).is_visible()
    for view in ("Present", "Explore", "Explain"):
        turn(t, view)
        if view == "Explore":
            assert t.page.locator(SIDEBAR).first.is_visible()
        else:  # the room is cleared by further runs, which a busy machine may take a while to start
            expect(t.page.locator(SIDEBAR)).to_have_count(0, timeout=PATIENCE)
            t.page.wait_for_function("document.querySelector('h1').getBoundingClientRect().x < 100", timeout=PATIENCE)
            more = t.page.get_by_role("button", name="More", exact=True)
            assert more.evaluate("e => [e, ...e.querySelectorAll('*')].every(p => p.scrollWidth <= p.clientWidth + 1)")
    quiet(t)


def test_any_number_can_be_typed_and_the_slider_goes_by_round_ones(tab):
    t = tab().visit(f"{FIRE}?view=Explain&fire.visits=750")
    slider, box = t.page.get_by_role("slider").first, t.page.get_by_role("spinbutton").first
    assert (slider.get_attribute("aria-valuetext"), box.input_value()) == ("750", "750")
    for act, expected in (
        (lambda: (box.fill("500"), box.press("Enter")), "500"),
        (lambda: slider.press("ArrowRight"), "1000"),
        (lambda: slider.press("ArrowRight"), "1500"),
    ):
        received = t.log.received
        act()
        t.after(received)
        assert box.input_value() == expected
        assert slider.get_attribute("aria-valuetext") == f"{int(expected):,}"
        assert expected == "1000" or f"fire.visits={expected}" in t.page.url  # the opening value needs no words
    quiet(t)


def test_the_way_back_never_shows_a_scenario_under_another_ones_name(tab):
    t = tab().visit(f"{FIRE}?view=Explain")
    presets = THEMES[0].presets
    start = t.page.get_by_role("combobox", name="Start from")
    for wanted in list(presets)[2:4]:
        start.click()
        received = t.log.received
        t.page.get_by_role("option", name=wanted).click()
        t.after(received)
        assert start.input_value() == wanted
    for _ in range(3):
        received = t.log.received
        t.page.go_back()
        t.after(received)
        shown = start.input_value()
        visits, floor = (t.page.url.partition(f"fire.{name}=")[2].split("&")[0] for name in ("visits", "floor"))
        at = (float(visits or 1_000), float(floor or 0))
        named = [n for n, p in list(presets.items())[:4] if (p.visits, p.floor) == at]
        assert [shown] == (named or [""]), t.page.url


def test_a_kept_scenario_and_the_levers_stand_in_one_link(tab):
    t = tab().visit(f"{FIRE}?view=Compare&fire.visits=5000")
    received = t.log.received
    t.page.get_by_role("button", name="Compare with these levers").click()
    t.after(received)
    assert "fire.against=visits%3D5000" in t.page.url
    assert t.page.locator("h2").first.inner_text() == "The two scenarios are the same."
    received = t.log.received
    t.page.get_by_role("slider").first.press("PageUp")
    t.after(received)
    answer, figures = t.page.locator("h2").first.inner_text(), t.figures()
    assert "more fires" in answer
    other = tab().visit(t.page.url.removeprefix(t.root))
    assert (other.page.locator("h2").first.inner_text(), other.figures()) == (answer, figures)
    turn(t, "Explore")
    assert "fire.against=visits%3D5000" in t.page.url
    turn(t, "Compare")
    assert t.page.locator("h2").first.inner_text() == answer
    quiet(t)


def turn(t: Tab, view: str) -> None:
    """Click on another view, as a person does."""
    received = t.log.received
    t.page.locator("[data-testid=stButtonGroup]").first.get_by_text(view, exact=True).click()
    t.after(received)
    t.page.wait_for_timeout(500)
    t.settle()


def test_the_home_card_leads_to_the_question(tab):
    t = tab().visit("/")
    t.page.get_by_role("link", name="Explain").first.click()
    t.page.get_by_role("heading", name=THEMES[0].question, level=1).wait_for(timeout=PATIENCE)
    t.settle()
    assert "view=Explain" in t.page.url
    assert "Why some places expect more" in t.text()


def no_grave_finding(t: Tab) -> None:
    t.page.evaluate(AXE.read_text("utf-8"))
    found = t.page.evaluate("async () => (await axe.run()).violations")
    grave = [v for v in found if v["impact"] in ("serious", "critical")]
    assert not {v["id"]: [n["html"][:200] for n in v["nodes"][:3]] for v in grave}


def quiet(t: Tab) -> None:
    """Nothing left the machine, and the console has nothing to complain of."""
    assert not t.log.outside()
    assert not t.log.errors


def sideways(t: Tab) -> bool:
    return bool(t.page.evaluate("document.scrollingElement.scrollWidth > window.innerWidth + 1"))


def above_the_fold(t: Tab, name: str) -> None:
    label = next(iter(THEMES[0].levers.specs().values())).label
    wanted = {
        "title": t.page.locator("h1"),
        "lever": t.page.get_by_role("slider", name=label),
        "answer": t.page.locator("h2"),
    }
    if name != "explain":
        wanted["headline"] = t.page.locator(FIGURE)
    if name == "compare":
        wanted |= {
            "A": t.page.get_by_role("combobox", name="Compare the levers above with"),
            "third difference": t.page.locator(FIGURE).nth(2),
        }
    if name == "present":  # the whole story at once, in big type
        key = t.page.get_by_role("img", name="Key of the map").or_(t.page.locator("[aria-label^='Key of the map']"))
        wanted |= {"answer": t.page.locator("h1").nth(1), "second headline": t.page.locator(FIGURE).nth(1)}
        wanted |= {"map": t.page.locator(MAP), "key": key}
        assert t.page.locator("h1").nth(1).evaluate("e => parseFloat(getComputedStyle(e).fontSize)") >= 28
    for what, part in wanted.items():
        box = part.first.bounding_box()
        assert box is not None, what
        assert box["y"] >= 0, what
        assert box["y"] + box["height"] <= 720, what


def a_lever_is_cheap(t: Tab) -> None:
    received = t.log.received
    t.page.get_by_role("slider").first.press("ArrowRight")
    t.after(received)  # a slider speaks when it is let go
    assert 0 < t.log.received - received < 50_000


def picture(t: Tab) -> bytes:
    t.page.wait_for_timeout(2500)  # WebGL without a graphics card draws late
    return bytes(t.page.locator(MAP).first.screenshot(timeout=PATIENCE))


def differs(one: bytes, other: bytes) -> float:
    """Share of pixels that are not the same."""
    a, b = (np.asarray(Image.open(io.BytesIO(raw)).convert("RGB"), dtype=int) for raw in (one, other))
    assert a.shape == b.shape
    return float((np.abs(a - b).sum(axis=2) > 30).mean())
