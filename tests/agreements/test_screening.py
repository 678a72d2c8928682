"""Every rule has a contract that fires it and one that does not, and each says which field or answer it was."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lbdp_core.agreements.contract import Contract, Field, bundled, facts
from lbdp_core.agreements.contract.facts import named
from lbdp_core.agreements.screening import LISTS, NOT_INDICATED, REQUIRED, checked, questions, rules, screen
from lbdp_core.sources import DataError
from tests.agreements.random_contracts import asked

AGE = Field("age", "quasi_identifier")
# told, matched to nothing, of no special category: a contract that fires nothing by itself
PLAIN = Contract(id="t", name="T", version="1", table="t", fields=(AGE,), rows="person", privacy_notice="On the form.")
LINKED = replace(PLAIN, linked_with=("Visits",))
UNTOLD = replace(PLAIN, privacy_notice="")


def special(category: str, contract: Contract = PLAIN) -> Contract:
    return replace(contract, fields=(AGE, Field("kind", "special_category", category=category)))


# rule -> (contract, answers) that fires it, and one that all but does
TRUTH: dict[str, tuple[tuple[Contract, tuple[str, ...]], tuple[Contract, tuple[str, ...]]]] = {
    "article_35_3_a": ((PLAIN, ("scoring", "significant_decision")), (PLAIN, ("scoring",))),
    "article_35_3_b": ((special("health"), ("large_scale",)), (PLAIN, ("large_scale",))),
    "article_35_3_c": ((PLAIN, ("public_area",)), (PLAIN, ("tracking",))),
    "ico_innovative": ((PLAIN, ("new_technology", "scoring")), (PLAIN, ("new_technology",))),
    "ico_denial": ((special("health"), ("access_decision",)), (PLAIN, ("access_decision",))),
    "ico_profiling": ((PLAIN, ("scoring", "large_scale")), (PLAIN, ("large_scale",))),
    "ico_biometric": ((special("biometric"), ("scoring",)), (special("biometric"), ())),
    "ico_genetic": ((special("genetic", LINKED), ()), (special("health", LINKED), ())),
    "ico_matching": ((LINKED, ()), (PLAIN, ())),
    "ico_invisible": ((UNTOLD, ("scoring",)), (UNTOLD, ())),
    "ico_tracking": ((PLAIN, ("tracking", "vulnerable")), (PLAIN, ("tracking",))),
    "ico_vulnerable": ((PLAIN, ("vulnerable", "scoring")), (PLAIN, ("vulnerable",))),
    "ico_harm": ((PLAIN, ("physical_harm",)), (PLAIN, ())),
    "wp248_scoring": ((PLAIN, ("scoring",)), (PLAIN, ())),
    "wp248_decision": ((PLAIN, ("automatic_decision",)), (PLAIN, ("significant_decision",))),
    "wp248_monitoring": ((PLAIN, ("tracking",)), (PLAIN, ())),
    "wp248_sensitive": ((special("offences"), ()), (PLAIN, ())),
    "wp248_scale": ((PLAIN, ("large_scale",)), (PLAIN, ())),
    "wp248_matching": ((LINKED, ()), (PLAIN, ())),
    "wp248_vulnerable": ((PLAIN, ("vulnerable",)), (PLAIN, ())),
    "wp248_innovative": ((PLAIN, ("new_technology",)), (PLAIN, ())),
    "wp248_prevents": ((PLAIN, ("access_decision",)), (PLAIN, ())),
}
CRITERIA = {id: case[0] for id, case in TRUTH.items() if id.startswith("wp248")}


def screened(case: tuple[Contract, tuple[str, ...]]):
    contract, yes = case
    return screen(contract, {id: id in yes for id in questions()})


@pytest.mark.parametrize("decision", ["significant_decision", "automatic_decision"])
def test_a_score_that_decisions_rest_on_is_enough_for_article_35_though_a_person_decides(decision):
    """The text says “based on”; whether a person decides is another question, of Article 22 and WP248."""
    fired = {f.rule.id for f in screened((PLAIN, ("scoring", decision))).fired}
    assert "article_35_3_a" in fired
    assert ("wp248_decision" in fired) == (decision == "automatic_decision")
    assert "article_35_3_a" not in {f.rule.id for f in screened((PLAIN, (decision,))).fired}


def test_marketing_to_children_is_on_the_ico_s_list_without_any_score():
    ids = {answers: {f.rule.id for f in screened((PLAIN, answers)).fired} for answers in (
        ("vulnerable", "marketing"), ("vulnerable",), ("marketing",),
    )}  # fmt: skip
    assert [("ico_vulnerable" in fired) for fired in ids.values()] == [True, False, False]


@pytest.mark.parametrize("place", ["uprn", "lsoa", "ward"])
def test_a_medical_reason_beside_a_name_is_sensitive_wherever_the_home_is_said_to_be(place):
    told = bundled("bins").reduced(frozenset({"name", "medical_reason"}), {"place": place})
    fired = {f.rule.id for f in screen(told, {"large_scale": True}).fired}
    assert {"article_35_3_b", "wp248_sensitive"} <= fired


def test_the_three_the_ten_and_the_nine_are_there():
    count = {name: sum(rule.list == name for rule in rules()) for name in LISTS}
    assert count == {"article_35_3": 3, "ico": 10, "wp248": 9}
    assert set(TRUTH) == {rule.id for rule in rules()}
    assert len(rules()) == len(TRUTH)


@pytest.mark.parametrize("id", TRUTH)
def test_truth_table(id):
    fires, does_not = (screened(case) for case in TRUTH[id])
    (fired,) = [f for f in fires.fired if f.rule.id == id]
    assert fired.evidence
    assert id not in {f.rule.id for f in does_not.fired}


@pytest.mark.parametrize("id", TRUTH)
def test_a_rule_names_the_field_or_the_answer_that_fired_it(id):
    contract, yes = TRUTH[id][0]
    (fired,) = [f for f in screened(TRUTH[id][0]).fired if f.rule.id == id]
    mine = {f.name for f in contract.fields}
    for line in fired.evidence:
        sort, _, rest = line.partition(" ")
        told = rest.split(" ")[0].rstrip(",")
        answered = line.startswith("answer: ") and line.removeprefix("answer: ").replace(" ", "_") in yes
        assert (sort == "field" and told in mine) or answered or line == "privacy notice: not answered", line


def test_a_contract_that_fires_nothing_is_not_indicated_and_never_not_required():
    found = screened((PLAIN, ()))
    assert (found.outcome, found.fired, found.criteria, found.open) == (NOT_INDICATED, (), 0, ())
    assert "You may still need one" in found.sentences[0]


@pytest.mark.parametrize(("first", "second"), [*combinations(CRITERIA, 2)])
def test_any_two_criteria_of_wp248_advise_a_dpia(first, second):
    parts = [CRITERIA[first], CRITERIA[second]]
    fields = max((c.fields for c, _ in parts), key=len)
    linked = max((c.linked_with for c, _ in parts), key=len)
    both = replace(PLAIN, fields=fields, linked_with=linked), (*parts[0][1], *parts[1][1])
    found = screened(both)
    assert found.criteria == 2
    assert found.advised and found.outcome == REQUIRED


@pytest.mark.parametrize("id", CRITERIA)
def test_one_criterion_alone_advises_nothing(id):
    assert not screened(CRITERIA[id]).advised


def test_guidance_is_not_passed_off_as_law():
    found = screened((PLAIN, ("vulnerable", "large_scale")))
    assert not found.of("article_35_3") and not found.of("ico")
    assert found.outcome == REQUIRED
    assert "under the guidance" in found.sentences[0]


@given(asked(), st.dictionaries(st.sampled_from([*questions()]), st.booleans()))
@settings(max_examples=60, deadline=None)
def test_the_outcome_is_one_of_two_and_a_yes_or_a_field_more_never_takes_a_rule_away(ask, answers):
    contract, kept, _ = ask
    whole = {f.rule.id for f in screen(contract, answers).fired}
    assert screen(contract, answers).outcome in (REQUIRED, NOT_INDICATED)
    if kept:
        assert {f.rule.id for f in screen(contract.reduced(kept), answers).fired} <= whole
    assert {f.rule.id for f in screen(contract, {}).fired} <= whole


def test_bundled_asks_of_rows_call_for_a_dpia_and_counts_by_area_do_not():
    for name in ("bins", "allowance", "placebo", "eight"):
        contract = bundled(name)
        named_fields = {f.name for f in contract.fields if f.classification == "direct_identifier"}
        kept = frozenset(f.name for f in contract.fields) - named_fields
        assert screen(contract, {}).outcome == REQUIRED, name
        assert screen(contract.reduced(kept, {"place": "lsoa"}), {}).outcome == NOT_INDICATED, name
    assert screen(bundled("withheld"), {}).outcome == NOT_INDICATED


def test_counts_by_area_beside_a_name_are_no_counts():
    contract = bundled("bins").reduced(frozenset({"name", "collections"}), {"place": "lsoa"})
    assert screen(contract, {}).outcome == REQUIRED


@pytest.mark.parametrize(
    ("answers", "words"), [({"shoes": True}, "no screening question"), ({"scoring": "yes"}, "yes or no")]
)
def test_an_answer_to_nothing_is_one_sentence(answers, words):
    with pytest.raises(DataError, match=words):
        screen(PLAIN, answers)


def test_rules_are_dated_and_only_name_what_there_is():
    known = {*facts(PLAIN), *questions()}
    for rule in rules():
        assert named(rule.when) <= known, rule.id
        assert set(rule.beyond or ()) <= {r.id for r in rules() if r.list == "wp248"}
        assert rule.source and rule.words and rule.read in ("read", "read second-hand")
        assert rule.since <= checked()


def test_a_rule_fires_only_while_it_is_in_force():
    before = screen(LINKED, {"scoring": True}, date(2017, 10, 3))
    assert before.fired == () and before.outcome == NOT_INDICATED
    assert {f.rule.list for f in screen(LINKED, {"scoring": True}, date(2018, 1, 1)).fired} == {"wp248"}
