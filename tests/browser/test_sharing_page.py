"""The sharing page in a browser: its story above the fold, its cheap levers, every part, and a file of one's own."""

from __future__ import annotations

import pytest

from lbdp_core.sharing.views import PAGE as SHOWN
from lbdp_core.sources import Shelf, find
from tests.browser.test_pages import no_grave_finding, quiet, sideways

PAGE = "/sharing"
FIGURE = "[data-testid=stMetricValue]"
VIEWS = {view.lower(): f"{PAGE}?view={view}" for view in ("Present", "Explore", "Compare", "Explain")}
pytestmark = pytest.mark.browser


@pytest.mark.parametrize("name", VIEWS)
def test_a_page_keeps_its_promises(tab, name):
    """Offline, no error, axe, not sideways on two screens, and a lever that costs little."""
    t = tab(1280, 720).visit(VIEWS[name])
    no_grave_finding(t)
    assert not sideways(t)
    if name in ("present", "explore"):
        answer = t.page.locator("h1").nth(1) if name == "present" else t.page.locator("h2").first
        for part in (answer, *(t.page.locator(FIGURE).nth(n) for n in range(2))):
            box = part.bounding_box()
            assert box["y"] >= 0
            assert box["y"] + box["height"] <= 720
    t.page.set_viewport_size({"width": 1024, "height": 768})
    t.page.wait_for_timeout(800)
    assert not sideways(t)
    another_ask_is_cheap(t)
    quiet(t)


def another_ask_is_cheap(t):
    received = t.log.received
    t.page.get_by_role("combobox", name="Fields shared").click()
    t.page.get_by_role("option", name="The smallest ask that is as good").click()
    t.after(received)
    assert 0 < t.log.received - received < 60_000


def test_it_keeps_them_in_the_dark(tab):
    t = tab(dark=True).visit(f"{VIEWS['explore']}&sharing.dataset=bins&sharing.beside=Map")
    no_grave_finding(t)
    quiet(t)


def test_every_part_of_explain_one_after_another(tab):
    """On the narrow screen, in one visit: offline, no error, axe, not sideways."""
    t = tab(1024, 768).visit(f"{VIEWS['explain']}&sharing.dataset=bins")
    for part in (*SHOWN.scenes, "How sure", "Data", "Model card"):
        t.page.locator("[data-testid=stButtonGroup]").nth(1).get_by_text(part, exact=True).click()
        t.page.wait_for_timeout(1_200)
        no_grave_finding(t)
        assert not sideways(t), part
    quiet(t)


def test_a_file_of_one_s_own_is_tried_in_sight(tab):
    """Given, confirmed, tried; the verdict names the file, and the page stays usable after."""
    held = Shelf(find("sample_data")).table("sharing/bins.csv")[["lsoa21_code", "collections"]]
    held.columns = ["Small Area", "No. assisted"]
    t = tab(1280, 900).visit(VIEWS["explore"])
    t.page.get_by_text("Try a file of your own").click()
    t.settle()
    sent = {"name": "mine.csv", "mimeType": "text/csv", "buffer": held.to_csv(index=False, na_rep="c").encode()}
    t.page.locator("input[type=file]").last.set_input_files(files=[sent])
    t.page.get_by_role("button", name="Yes, try it").click()
    t.page.get_by_text("Sharing your file “mine.csv” adds to what is held").wait_for(timeout=30_000)
    t.settle()
    no_grave_finding(t)
    quiet(t)


def test_the_fields_of_a_contract_are_filled_in_by_keyboard(tab):
    """Cheap, offline, axe, not sideways; a refused name is said under its box, which keeps the focus."""
    t = tab(1280, 720).visit(VIEWS["explore"])
    t.page.get_by_text("The papers: contract, protocol, DPIA and transparency record").click()
    t.settle()
    choose(t, "What to fill in", "Fields of the")
    received = t.log.received
    name = t.page.get_by_role("textbox", name="Name", exact=True)
    before = name.input_value()
    name.fill("<b>x</b>")
    name.press("Enter")
    said = t.page.get_by_text("should be small letters, digits and underscores")
    said.wait_for()
    assert name.input_value() == before
    assert t.page.evaluate("document.activeElement.getAttribute('aria-label')") == "Name"
    assert said.bounding_box()["y"] > name.bounding_box()["y"]
    assert 0 < t.log.received - received < 30_000
    no_grave_finding(t)
    choose(t, "Which field", "Add")
    new = t.page.get_by_role("textbox", name="Name of the new field")
    new.fill("tenure")
    new.press("Enter")
    t.page.get_by_text("The levers no longer change this contract").wait_for()
    t.settle()
    t.page.set_viewport_size({"width": 1024, "height": 768})
    t.settle()
    assert not sideways(t)
    no_grave_finding(t)
    quiet(t)


def choose(t, label: str, words: str):
    box = t.page.get_by_role("combobox", name=label)
    box.click()
    box.fill(words)
    t.page.wait_for_timeout(400)
    box.press("Enter")
    t.settle()
