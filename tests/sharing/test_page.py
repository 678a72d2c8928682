"""The page: what is planted says so, a file is mapped and tried and forgotten, tries are counted, links hold."""

from __future__ import annotations

import pytest

from apps.shell import state
from lbdp_core.themes import by_slug
from tests.laws.test_every_page import page, whole

SHARING = by_slug("sharing")


def words(at) -> str:
    return " ".join([*(m.value for m in at.markdown), *(h.value for h in at.header), *(t.value for t in at.title)])


@pytest.mark.parametrize("view", ["Present", "Explore", "Explain"])
def test_a_planted_verdict_says_so_first_in_every_view(view):
    at = page(SHARING, view=view, sharing__dataset="bins", sharing__ask="all")
    whole(at)
    said = next(m.value for m in at.markdown if m.value.startswith("**")) if view == "Explain" else at.header[0].value
    assert said.strip("*").replace("\\", "").startswith("Made-up data: ")


def test_present_opens_with_a_real_one():
    at = page(SHARING, view="Present")
    assert state.opened("sharing").theme.presets["Every field is shared"].dataset == "withheld"
    assert "Made-up" not in at.header[0].value


def test_tries_are_counted_beside_the_verdict():
    at = page(SHARING, sharing__ask="all")
    assert any("You have tested 1 dataset." in c.value for c in at.caption)
    at.get_by_key("sharing.dataset").set_value("bins").run()
    at.get_by_key("sharing.dataset").set_value("placebo").run()
    whole(at)
    (line,) = [c for c in at.caption if "You have tested" in c.value]
    assert "3 datasets" in line.value
    assert "Assisted bin collections" in line.help


def opened():
    at = page(SHARING)
    at.session_state["sharing:own:box"] = True
    at.run()
    whole(at)
    return at


def give(at, raw: bytes, name: str = "mine.csv"):
    box = next(u for u in at.file_uploader if u.label != "Open a contract or a pack")
    box.set_value((name, raw, "text/csv")).run()
    assert not at.exception
    return at


def test_a_file_is_mapped_confirmed_tried_and_forgotten(shelf):
    held = shelf.table("sharing/bins.csv")[["lsoa21_code", "collections"]]
    held.columns = ["Small Area", "No. assisted"]
    at = give(opened(), held.to_csv(index=False, na_rep="c").encode())
    whole(at)
    assert at.selectbox(key="sharing:own:code").value == "Small Area"
    assert at.selectbox(key="sharing:own:count").value == "No. assisted"
    at.button(key="sharing:own:go").click().run()
    whole(at)
    assert at.get_by_key("sharing.dataset").value == "own"
    assert "Adding your file “mine.csv” would improve the forecast" in at.header[0].value
    assert "With your own file: counts of 33 boroughs" in words(at)
    at.button(key="sharing:own:forget:top").click().run()
    whole(at)
    assert "sharing:own" not in at.session_state
    assert "You have not given a file" in words(at)
    assert not [name for name in ("file", "results", "after") if f"sharing:own:kept:{name}" in at.session_state]
