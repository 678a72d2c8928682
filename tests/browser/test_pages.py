"""The real server in a real browser: what a person in the room would notice. Few page loads, many looks at each."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from lbdp_core.themes import THEMES
from tests.browser.conftest import AXE, PATIENCE, Tab

pytestmark = pytest.mark.browser
FIRE = "/fire"
VIEWS = ("Present", "Explore", "Explain")
PAGES = {"home": "/", **{view.lower(): f"{FIRE}?view={view}" for view in VIEWS}}
PARTS = {f"explain, {part}": f"{FIRE}?view=Explain&fire.part={part.replace(' ', '+')}" for part in ("How sure", "Data")}
MAP = "[data-testid=stDeckGlJsonChart]"
FIGURE = "[data-testid=stMetricValue]"


@pytest.mark.parametrize("name", [*PAGES, *PARTS])
def test_a_page_in_the_light(tab, name):
    """Offline, no error, axe, above the fold, not sideways on two screens, and a lever that costs little."""
    t = tab(1280, 720).visit((PAGES | PARTS)[name])
    no_grave_finding(t)
    assert not sideways(t)
    if name in PAGES and name != "home":
        above_the_fold(t, figure=name != "explain")
    t.page.set_viewport_size({"width": 1024, "height": 768})
    t.page.wait_for_timeout(800)
    assert not sideways(t)
    if name != "home":
        a_lever_is_cheap(t)
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
    for _ in range(2):
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


@pytest.mark.parametrize(
    "link", ["fire.effect=rct_null", "fire.effect=own&fire.own_rr=1.3", "fire.rule=last_year&fire.within=focus"]
)
def test_a_link_by_code_stays_in_the_address(tab, link):
    t = tab().visit(f"{FIRE}?view=Explain&{link}")
    answer = t.page.locator("h2").first.inner_text()
    assert answer != tab().visit(f"{FIRE}?view=Explain").page.locator("h2").first.inner_text()
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
    assert "would not be expected" in answer
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


def test_the_home_card_leads_to_the_question(tab):
    t = tab().visit("/")
    t.page.get_by_role("link", name="Explain").click()
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


def above_the_fold(t: Tab, figure: bool) -> None:
    label = next(iter(THEMES[0].levers.specs().values())).label
    wanted = {
        "title": t.page.locator("h1"),
        "lever": t.page.get_by_role("slider", name=label),
        "answer": t.page.locator("h2"),
    }
    if figure:
        wanted["headline"] = t.page.locator(FIGURE)
    for name, part in wanted.items():
        box = part.first.bounding_box()
        assert box is not None, name
        assert box["y"] >= 0, name
        assert box["y"] + box["height"] <= 720, name


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
