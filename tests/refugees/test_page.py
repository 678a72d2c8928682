"""The refugees page as a person meets it: what stands beside the figures, and a scenario kept and opened again."""

from __future__ import annotations

import json

import pytest

from apps.shell import downloads, state
from lbdp_core import quarters
from lbdp_core.refugees import THEME
from lbdp_core.refugees.scenario import RefugeesLevers
from lbdp_core.refugees.views import PAGE
from tests.laws.test_every_page import page, whole

LEVERS = RefugeesLevers(
    decisions=-25, notice=56, borough="Camden", horizon=3, hotel_borough="Hillingdon", tariff="2024"
)


def words(at) -> str:
    found = " ".join(str(e.value) for kind in (at.markdown, at.caption, at.subheader) for e in kind)
    return found.replace("\\", "")  # what a reader sees of escaped words


def kept(levers=LEVERS) -> bytes:
    """The bytes that “Scenario (JSON)” sends."""
    it = state.opened("refugees")
    return downloads.made(it, levers, state.asked("refugees", levers), "scenario", "")


def open_box(**link: str):
    at = page(THEME, **link)
    at.session_state["refugees:replay:box"] = True
    at.run()
    whole(at)
    return at


def give(at, raw: bytes, name: str = "kept.json"):
    box = next(b for b in at.file_uploader if "made" in b.label)
    box.set_value((name, raw, "application/json")).run()
    assert not at.exception
    return at


def levers_of(at) -> dict:
    return {name: at.get_by_key(f"refugees.{name}").value for name in RefugeesLevers.specs()}


def test_the_line_about_the_data_says_how_old_the_last_count_is():
    model = state.opened("refugees").model
    (said,) = PAGE.labels(model)
    assert said == "Read in a copy"
    line = words(page(THEME))
    assert said in line
    assert f"to {quarters.words(model.base)}" in line


def test_a_kept_scenario_comes_back_as_the_same_levers_and_says_whether_it_says_the_same():
    at = give(open_box(), kept())
    whole(at)
    assert levers_of(at) == LEVERS.as_dict()
    assert not at.warning
    assert "It gives the same answer as when you saved it." in words(at)
    for name, value in LEVERS.moved().items():  # and so it is in the link
        said = RefugeesLevers.specs()[name].choices.get(value, f"{value:g}" if not isinstance(value, str) else value)
        assert at.query_params[f"refugees.{name}"] in (said, [said]), name


def test_what_it_said_then_is_shown_where_it_says_something_else_now():
    before = json.loads(kept())
    before["answer"] = "Nobody was expected then."
    at = give(open_box(), json.dumps(before).encode())
    assert "When you saved it, it said: Nobody was expected then." in words(at)
    at.get_by_key("refugees.decisions").set_value(10).run()
    assert "Nobody was expected then." not in words(at)  # the levers do not stand where it set them


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"\xff\xd8\xff", "is not JSON"),
        (b'{"theme": "![x](http://example.org)<b>", "levers": {}}', "is of the question"),
    ],
)
def test_what_is_no_scenario_is_refused_in_one_sentence_and_nothing_is_lost(raw, said):
    at = open_box(refugees__claims="20")
    before = levers_of(at)
    give(at, raw, "![x](http://example.org).json")
    (fault,) = [e.value for e in at.error]
    assert said in fault.replace("\\", "")
    assert "The levers stay as they are." in fault.replace("\\", "")
    assert "\n" not in fault
    assert "](http" not in fault
    assert "<b>" not in fault.replace("\\<", "")
    assert levers_of(at) == before
    assert before["claims"] == 20
    give(at, kept())
    assert not at.error  # the next file is read as if nothing had been
    assert levers_of(at) == LEVERS.as_dict()


def test_what_is_not_usable_is_said_and_the_rest_is_set():
    raw = {"theme": "refugees", "levers": {"decisions": 900, "notice": 28, "brakes": 3, "borough": "Atlantis"}}
    at = give(open_box(refugees__claims="20"), json.dumps(raw).encode())
    assert not at.error
    found = levers_of(at)
    assert (found["notice"], found["decisions"], found["borough"], found["claims"]) == (28, 0, "London", 0)
    said = " ".join(w.value for w in at.warning)
    for part in ("Decisions on claims cannot be “900", "“Atlantis”", "no lever called “brakes”"):
        assert part in said.replace("\\", ""), part
