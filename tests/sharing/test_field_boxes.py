"""The fields on the page: one at a time, kept or left out, and everything else follows them."""

from __future__ import annotations

import gc
import io
import json
from dataclasses import replace

import pytest
from docx import Document

from lbdp_core.agreements.contract import Contract, bundled, read, write
from lbdp_core.agreements.register import own_points, register
from lbdp_core.sharing.views.contracts import SCENES, SCREENING
from lbdp_core.sharing.views.current_contract import ANSWER, APART, FILE, NO, TERM, YES, contract_of, screened
from lbdp_core.sharing.views.field_boxes import AT, FIELD, KEPT, NEW
from lbdp_core.sharing.views.papers import FIELDS, NOT_ASKED, PAPERS
from lbdp_core.sources import DataError
from tests.sharing.test_papers import SHARING, VERSIONS, boxes, opened, result, whole


def names(held) -> list[str]:
    return [f.name for f in contract_of(result(), held).fields]


def filled(held, **boxes: str):
    """Boxes by name, with "__" for a point."""
    for name, text in boxes.items():
        held = PAPERS.filled(result(), held, AT if name == "at" else name.replace("__", "."), text)
    return held


def listed(held) -> dict[str, str]:
    (which,) = [box for box in PAPERS.boxes(result(), held)[FIELDS] if box.name == AT]
    return dict(which.choices)


def put_back(held, name: str):
    (at,) = [code for code, words in listed(held).items() if words == f"Not asked for: {name}"]
    return PAPERS.filled(result(), held, f"{FIELD}{at}.{KEPT}", YES)


def test_every_field_has_its_boxes_and_shows_what_the_contract_says():
    for n, field in enumerate(contract_of(result(), {}).fields):
        held = filled({}, at=str(n))
        texts = {box.name.rpartition(".")[2]: box.text for box in PAPERS.boxes(result(), held)[FIELDS]}
        assert texts["name"] == field.name and texts["description"] == field.description
        assert texts[KEPT] == YES
        assert {"classification", "type", "required", "ladder", "coarsening"} <= set(texts)


def test_choosing_a_field_changes_nothing_of_the_contract():
    assert contract_of(result(), filled({}, at="1")) == contract_of(result(), {})
    assert FILE not in filled({}, at=NEW)


def test_a_field_that_is_filled_in_changes_screening_register_points_and_pack():
    before = contract_of(result(), {})
    held = filled({}, field__0__classification="special_category:health", field__0__description="Why they asked.")
    after = contract_of(result(), held)
    assert after.fields[0].category == "health" and after.fields[1:] == before.fields[1:]
    told = {ANSWER + "large_scale": YES}
    assert screened(result(), {**held, **told, TERM + "rows": "home"}).outcome == "required"
    assert register(after) == register(contract_of(result(), held))
    pack = json.loads(PAPERS.made(result(), held, VERSIONS, {}, "json"))
    assert pack["contract"]["schema"][0]["properties"][0]["classification"] == "special_category"
    assert pack["register"] == [line.in_words() for line in register(after).lines]
    text = " ".join(p.text for p in Document(io.BytesIO(PAPERS.made(result(), held, VERSIONS, {}, "word"))).paragraphs)
    assert "Why they asked" in text
    assert read(PAPERS.made(result(), held, VERSIONS, {}, "contract")) == after


def test_the_scenes_show_what_the_papers_hold_and_say_that_the_levers_do_not():
    held = filled({}, field__new__name="full_name")
    assert APART in PAPERS.says(result(), held, FIELDS) and PAPERS.says(result(), {}, SCREENING)[0] != APART
    for name in ("Contract", "Screening", "Risks"):
        found = SCENES[name].show(None, result(), held)
        assert APART in found.sentences, name
        assert APART not in SCENES[name].show(None, result(), {}).sentences
    fields = dict(SCENES["Contract"].show(None, result(), held).sheets)["Fields"].set_index("Field")
    assert fields.loc["full_name", "Class"] == "direct identifier"
    risks = dict(SCENES["Risks"].show(None, result(), held).sheets)["Risk register"]
    assert any("full_name" in text for text in risks["Reason"])


def test_a_term_of_another_dataset_that_does_not_fit_is_said_and_takes_nothing_down():
    held = {TERM + "since": "2099-01-01", TERM + "purpose": "Another."}
    assert bundled("withheld").until or bundled("bins").until
    told = [PAPERS.says(result(p), held, FIELDS) for p in SHARING.presets]
    assert any("does not fit this dataset: From" in " ".join(lines) for lines in told)
    assert all(contract_of(result(p), held).purpose == "Another." for p in SHARING.presets)


def test_a_field_taken_out_can_be_put_back_and_the_protocol_names_what_is_not_asked_for():
    held = filled({}, field__0__kept=NO)
    gone = names({})[0]
    assert gone not in names(held)
    told = json.loads(PAPERS.made(result(), held, VERSIONS, {}, "json"))
    assert gone in told["answers"][NOT_ASKED]
    back = put_back(held, gone)
    assert sorted(names(back)) == sorted(names({}))
    assert contract_of(result(), back).field(gone) == contract_of(result(), {}).field(gone)
    assert f"Not asked for: {gone}" not in listed(back).values()


def test_a_field_can_be_asked_for_only_as_a_coarser_step_and_the_finer_one_put_back():
    held = PAPERS.opened(write(replace(bundled("bins"), fields=bundled("bins").fields[1:])), "bins.yaml")
    (box,) = [b for b in PAPERS.boxes(result(), held)[FIELDS] if b.name == "field.0.kept"]
    assert list(box.choices) == [YES, "as.postcode", "as.lsoa", "as.ward", NO]
    before = contract_of(result(), held)
    smaller = filled(held, field__0__kept="as.lsoa")
    after = contract_of(result(), smaller)
    assert after == before.reduced(frozenset(f.name for f in before.fields), {"uprn": "lsoa"})
    assert (before.rows, after.rows) == ("home", "area")
    assert "Not asked for: uprn" in listed(smaller).values()
    with pytest.raises(DataError, match="stands for two"):  # both cannot be asked for at once
        put_back(smaller, "uprn")
    back = put_back(filled(smaller, field__0__kept=NO), "uprn")
    assert contract_of(result(), back).field("uprn") == before.field("uprn")
    with pytest.raises(DataError, match="cannot be coarsened to street"):
        filled(held, field__0__kept="as.street")


def test_what_is_refused_leaves_everything_as_it_was():
    held = filled({}, field__0__description="Kept.")
    for name, text, words in (
        ("field.0.name", "", "no name"),
        ("field.0.name", names(held)[-1], "stands for two"),
        ("field.new.name", names(held)[0], "stands for two"),
        ("field.0.description", "a\x00b", "cannot be printed"),
        ("field.99.name", "x", "no longer there"),
        ("field.out.99.kept", YES, "no longer there"),
        ("field.shoe.name", "x", "no longer there"),
        ("field.0.kept", "maybe", "choose one of the listed answers"),
    ):
        with pytest.raises(DataError, match=words):
            PAPERS.filled(result(), held, name, text)
    n = len(names(held))
    while n > 1:
        held, n = filled(held, field__0__kept=NO), n - 1
    with pytest.raises(DataError, match="last field"):
        filled(held, field__0__kept=NO)


def test_nothing_of_a_contract_of_one_s_own_is_kept_for_others():
    held = filled({}, field__new__name="canary")
    PAPERS.says(result(), held, FIELDS)
    SCENES["Risks"].show(None, result(), held)
    contract = contract_of(result(), held)
    assert own_points(contract) > 0
    gc.collect()
    kept = [c for c in gc.get_objects() if issubclass(type(c), Contract) and any(f.name == "canary" for f in c.fields)]
    assert kept == [contract]
    del kept, contract
    gc.collect()
    assert not [
        c for c in gc.get_objects() if issubclass(type(c), Contract) and any(f.name == "canary" for f in c.fields)
    ]


def test_a_pack_of_other_fields_says_of_what_its_figures_are_and_opens_to_the_same_pack():
    held = filled({}, field__new__name="tenure")
    raw = PAPERS.made(result(), held, VERSIONS, {}, "json")
    assert "This contract has other fields" in json.loads(raw)["findings"]["Of what"]
    assert PAPERS.made(result(), PAPERS.opened(raw, "pack.json"), VERSIONS, {}, "json") == raw
    assert "Of what" not in json.loads(PAPERS.made(result(), {}, VERSIONS, {}, "json"))["findings"]


def test_a_contract_filled_in_and_opened_again_is_the_same_form():
    held = filled({}, field__new__name="tenure", field__0__description="Said so.")
    raw = PAPERS.made(result(), held, VERSIONS, {}, "contract")
    again = PAPERS.opened(raw, "ask.yaml")
    assert contract_of(result(), again) == contract_of(result(), held)
    n = len(names(held))
    for at in map(str, range(n)):
        mine, theirs = ({**h, AT: at} for h in (held, again))
        assert PAPERS.boxes(result(), mine)[FIELDS][1:] == PAPERS.boxes(result(), theirs)[FIELDS][1:]


def test_on_the_page_a_field_is_filled_in_renamed_refused_added_and_forgotten():
    at = opened()
    at.get_by_key("sharing:papers:group").set_value(FIELDS).run()
    whole(at)
    first = boxes(at)["field.0.name"].value
    assert not [b for b in at.button if b.key == "sharing:papers:forget"]
    boxes(at)["field.0.name"].set_value("renamed").run()
    whole(at)
    assert boxes(at)["field.0.name"].value == "renamed" and boxes(at)[AT].value == "0"
    assert any(APART.split(",")[0] in m.value.replace("\\", "") for m in at.markdown)
    boxes(at)["field.0.name"].set_value("<script>").run()
    assert not at.exception
    assert "small letters" in at.error[0].value and boxes(at)["field.0.name"].value == "renamed"
    boxes(at)[AT].set_value(NEW).run()
    assert not at.error
    boxes(at)["field.new.name"].set_value("tenure").run()
    whole(at)
    added = boxes(at)[AT].value
    assert boxes(at)[f"field.{added}.name"].value == "tenure"
    assert boxes(at)[f"field.{added}.classification"].value == "direct_identifier"
    boxes(at)[f"field.{added}.kept"].set_value(NO).run()
    whole(at)
    at.get_by_key("sharing:papers:forget").click().run()
    whole(at)
    assert boxes(at)["field.0.name"].value == first


def test_an_answer_is_one_thing_wherever_it_is_given():
    at = opened()
    at.session_state["sharing:below:Screening"] = True
    at.run()
    whole(at)
    at.get_by_key("sharing:papers:group").set_value(SCREENING).run()

    def both(id: str) -> set[str]:
        return {at.get_by_key(f"sharing:papers:{place}:answer.{id}").value for place in ("here", "Screening")}

    boxes(at)["answer.scoring"].set_value(YES).run()
    whole(at)
    assert both("scoring") == {YES}
    at.get_by_key("sharing:papers:Screening:answer.tracking").set_value(NO).run()
    whole(at)
    assert both("tracking") == {NO} and both("scoring") == {YES}
    assert at.session_state["sharing:papers"] == {ANSWER + "scoring": YES, ANSWER + "tracking": NO}
