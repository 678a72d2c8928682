"""The papers on the page: boxes and file say the same, what is refused changes nothing, the pack holds the rest."""

from __future__ import annotations

import io
import json
from functools import cache
from typing import Any

import pytest
from docx import Document
from streamlit.testing.v1 import AppTest

from apps.shell import papers, state
from lbdp_core.agreements import pack
from lbdp_core.agreements.contract import bundled, read, write
from lbdp_core.sharing.views.contracts import SCREENING
from lbdp_core.sharing.views.current_contract import ANSWER, FILE, TERM
from lbdp_core.sharing.views.papers import FIELDS, NOT_ASKED, PAPERS, TERMS, findings
from lbdp_core.sources import DataError
from lbdp_core.themes import THEMES
from tests.laws.test_every_page import page, whole

SHARING = next(theme for theme in THEMES if theme.slug == "sharing")
VERSIONS = {"date": "2026-11-25"}
BESIDE = {"Datasets tried in this session": "2 (a; b)."}


@cache
def result(preset: str = ""):
    it = state.opened("sharing")
    return it.theme.run(it.model, it.theme.presets[preset or it.theme.opening])


def test_every_term_question_and_heading_has_a_box():
    groups = PAPERS.boxes(result(), {})
    names = [box.name for boxes in groups.values() for box in boxes]
    assert len(names) == len(set(names)) > 80
    assert list(groups)[:3] == [TERMS, FIELDS, SCREENING]
    assert any(group.endswith("Step 7: Sign off and record outcomes") for group in groups)


def test_what_is_typed_stands_in_the_file_and_in_the_pack():
    held = {
        TERM + "privacy_notice": "On the council's site.",
        ANSWER + "scoring": "yes",
        ANSWER + "dpia.views": "Two meetings.",
    }
    assert read(PAPERS.made(result(), held, VERSIONS, BESIDE, "contract")).privacy_notice == "On the council's site."
    told = json.loads(PAPERS.made(result(), held, VERSIONS, BESIDE, "json"))
    left = told["answers"].pop(NOT_ASKED, "In the contract, and not asked for")
    assert left.startswith("In the contract, and not asked for")
    assert told["answers"] == {"scoring": True, "dpia.views": "Two meetings."}
    assert told["findings"].items() > BESIDE.items()
    assert told["versions"].items() > VERSIONS.items()
    assert told["findings"]["answer"] == pack.clean(str(result().answer))
    text = "\n".join(
        p.text for p in Document(io.BytesIO(PAPERS.made(result(), held, VERSIONS, BESIDE, "word"))).paragraphs
    )
    assert "Two meetings." in text and "On the council's site." in text and told["sha256"] in text


def test_a_pack_opened_again_makes_the_same_pack():
    held = {TERM + "privacy_notice": "On the form.", ANSWER + "tracking": "no", ANSWER + "isp.security": "Named users."}
    raw = PAPERS.made(result(), held, VERSIONS, BESIDE, "json")
    assert PAPERS.made(result(), PAPERS.opened(raw, "pack.json"), VERSIONS, BESIDE, "json") == raw


def test_a_pack_tells_the_levers_at_which_it_was_made_and_a_contract_none():
    for preset in SHARING.presets:
        raw = PAPERS.made(result(preset), {}, VERSIONS, BESIDE, "json")
        at, notices = SHARING.levers.parse(PAPERS.levers(raw, "pack.json"))
        assert (at, notices) == (SHARING.presets[preset], ())
    assert PAPERS.levers(write(bundled("bins")), "ask.yaml") == {}


def test_a_contract_opened_stands_whatever_the_levers_and_boxes_go_on_top():
    held = PAPERS.opened(write(bundled("placebo")), "ask.yaml")
    assert list(held) == [FILE]
    for preset in SHARING.presets:
        assert read(PAPERS.made(result(preset), held, VERSIONS, BESIDE, "contract")) == bundled("placebo")
    more = held | {TERM + "purpose": "Another."}
    assert read(PAPERS.made(result(), more, VERSIONS, BESIDE, "contract")).purpose == "Another."
    assert "The levers no longer change this contract" in PAPERS.says(result(), held, TERMS)[0]
    assert "Library members" in PAPERS.says(result(), held, TERMS)[1]


@pytest.mark.parametrize(
    "raw", [b"", b"{", b'{"a": 1}', b"a: &x 1", b"PK\x03\x04", write(bundled("bins"))[:-900] + b"\n - x"]
)
def test_a_file_that_is_neither_is_one_sentence(raw):
    with pytest.raises(DataError):
        PAPERS.opened(raw, "x")


def test_findings_have_a_range_each_and_no_figure_without_words():
    found = findings(result())
    assert found["answer"] == str(result().answer)
    labels, warned = (
        {h.label for h in result().headlines},
        [n for n in found if n.startswith("What this does not tell you")],
    )
    assert set(found) == {"answer", *labels, *warned}
    assert [found[name] for name in warned] == list(result().caveats[:4])


def test_what_is_planted_says_so_beside_every_figure_of_a_pack():
    it = state.opened("sharing")
    planted = it.theme.run(it.model, it.theme.levers(dataset="bins", ask="all"))
    found = findings(planted)
    assert "made up" in found["Synthetic"]
    assert all(found[h.label].startswith("Made-up data: ") for h in planted.headlines)
    assert "Synthetic" not in findings(result())


def opened() -> AppTest:
    at = page(SHARING, view="Explore")
    at.session_state["sharing:papers:box"] = True
    at.run()
    whole(at)
    return at


def boxes(at: AppTest) -> dict[str, Any]:
    """The boxes of the group in sight, by name."""
    start = "sharing:papers:here:"
    return {w.key.removeprefix(start): w for w in (*at.text_input, *at.selectbox) if str(w.key).startswith(start)}


def test_the_page_keeps_what_is_typed_from_group_to_group_and_says_what_it_refuses():
    at = opened()
    boxes(at)["term.privacy_notice"].set_value("On the form.").run()
    at.get_by_key("sharing:papers:group").set_value(SCREENING).run()
    boxes(at)["answer.physical_harm"].set_value("yes").run()
    whole(at)
    assert any("You need a DPIA" in line.value for line in at.markdown)
    at.get_by_key("sharing:papers:group").set_value(TERMS).run()
    assert boxes(at)["term.privacy_notice"].value == "On the form."
    boxes(at)["term.people"].set_value("many").run()
    assert not at.exception
    assert "whole number" in at.error[0].value
    assert boxes(at)["term.people"].value == ""
    at.get_by_key("sharing:papers:forget").click().run()
    whole(at)
    assert boxes(at)["term.privacy_notice"].value == ""
    assert not at.error


def test_a_file_given_opens_the_same_page_and_a_bad_one_changes_nothing():
    preset = next(name for name in SHARING.presets if name != SHARING.opening)
    held = {ANSWER + "dpia.views": "Two meetings.", TERM + "privacy_notice": "On the form."}
    raw = PAPERS.made(result(preset), held, VERSIONS, BESIDE, "json")
    at = opened()
    at.file_uploader[0].upload("pack.json", raw, "application/json").run()
    whole(at)
    values = {name: at.get_by_key(f"sharing.{name}").value for name in SHARING.levers.specs()}
    assert values == SHARING.presets[preset].as_dict()
    assert boxes(at)["term.privacy_notice"].value == "On the form."
    at.file_uploader[0].upload("bad.yaml", b"a: &x 1", "application/yaml").run()
    assert not at.exception
    assert "anchor or alias" in at.error[0].value
    assert boxes(at)["term.privacy_notice"].value == "On the form."


def test_the_files_of_the_page_are_made_with_the_hashes_of_what_they_rest_on():
    it = state.opened("sharing")
    told = json.loads(papers._made(it, PAPERS, result(), "json"))
    assert told["versions"]["model SHA-256"] == it.shelf.entries["models/sharing.npz"].sha256
    for path in it.theme.tables:
        if it.shelf.has(path):
            assert told["versions"][f"SHA-256 of {path}"] == it.shelf.entries[path].sha256
    assert Document(io.BytesIO(papers._made(it, PAPERS, result(), "word"))).paragraphs
    assert read(papers._made(it, PAPERS, result(), "contract")).name


def test_two_sessions_do_not_see_each_other_s_papers():
    one, two = opened(), opened()
    boxes(one)["term.privacy_notice"].set_value("Canary of session one").run()
    two.run()
    assert "Canary" not in str(dict(one.query_params))
    assert boxes(one)["term.privacy_notice"].value == "Canary of session one"
    assert boxes(two)["term.privacy_notice"].value == ""
