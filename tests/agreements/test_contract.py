"""A contract cannot be wrong, and says the same as a record, a file and a form."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lbdp_core.agreements.contract import (
    BUNDLED,
    ENTRIES,
    Field,
    Step,
    bases,
    bundled,
    checked,
    facts,
    filled,
    form,
    terms,
)
from lbdp_core.agreements.contract.bundled import FILES
from lbdp_core.agreements.contract.document import read, write
from lbdp_core.agreements.contract.terms import Term
from lbdp_core.sources import DataError
from tests.agreements.random_contracts import contracts

BINS = bundled("bins")
PLACE = BINS.field("uprn")


@given(contracts())
@settings(max_examples=60, deadline=None)
def test_a_file_holds_all_that_a_contract_says(contract):
    assert read(write(contract)) == contract
    assert write(read(write(contract))) == write(contract)


@given(contracts())
@settings(max_examples=50, deadline=None)
def test_a_form_holds_all_that_its_boxes_show(contract):
    assert filled(contract, form(contract)) == contract
    assert filled(replace(BINS, fields=contract.fields), form(contract)) == contract


@pytest.mark.parametrize("name", BUNDLED)
def test_bundled_files_stand_as_they_would_be_written(name):
    raw = (FILES / f"{name}.yaml").read_bytes()
    assert write(read(raw)) == raw
    assert len(bundled(name).fields) <= 8  # the frontier goes over every subset


def test_the_bundled_contracts_are_those_in_the_folder():
    assert {path.stem for path in FILES.glob("*.yaml")} == set(BUNDLED)
    with pytest.raises(DataError, match="no bundled contract"):
        bundled("../../etc")


def test_the_form_changes_what_it_says_and_nothing_else():
    told = {
        "recipients": "London Fire Brigade;  London Ambulance Service ",
        "people": "4,300",
        "since": "2026-04-01",
        "until": "",
    }
    changed = filled(BINS, told)
    assert changed.recipients == ("London Fire Brigade", "London Ambulance Service")
    assert (changed.people, changed.since, changed.until) == (4_300, date(2026, 4, 1), None)
    assert replace(changed, recipients=BINS.recipients, people=None, since=BINS.since, until=BINS.until) == BINS


@pytest.mark.parametrize(
    ("texts", "words"),
    [
        ({"people": "many"}, "it should be a whole number"),
        ({"since": "April"}, "it should be a day such as"),
        ({"lawful_basis": "because"}, "it may be"),
        ({"shoe_size": "9"}, "no box shoe_size"),
        ({"purpose": "x" * 2_001}, "at most 2,000"),
        ({"purpose": "a\u202eb"}, "cannot be printed"),
        ({"retention_months": "-1"}, "whole number up to"),
        ({"name": ""}, "no name"),
        ({"id": ""}, "no id"),
        ({"table": "A b"}, "small letters"),
    ],
)
def test_a_box_that_holds_what_it_may_not_is_one_sentence(texts, words):
    with pytest.raises(DataError, match=words):
        filled(BINS, texts)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"fields": ()}, "0 fields"),
        ({"fields": (Field("a", "ordinary"), Field("a", "ordinary"))}, "stands for two"),
        ({"fields": (Field("a", "ordinary", coarsening=(Step("b", "quasi_identifier"),)),)}, "tell more than before"),
        ({"fields": (Field("a", "direct_identifier", coarsening=(Step("b", "special_category"),)),)}, "tell more"),
        ({"fields": (Field("a", "ordinary", coarsening=(Step("b", "ordinary", "area"),)),)}, "is no place"),
        (
            {"fields": (replace(PLACE, coarsening=(Step("b", "ordinary", "area"), Step("c", "ordinary"))),)},
            "rows again",
        ),
        ({"fields": (Field("a", "special_category"),)}, "category should be given"),
        ({"fields": (Field("a", "ordinary", category="health"),)}, "category should be left out"),
        ({"fields": (Field("A b", "ordinary"),)}, "small letters"),
        ({"fields": (Field("a", "secret"),)}, "The classification of a is"),
        ({"since": date(2026, 1, 2), "until": date(2026, 1, 1)}, "before it begins"),
        ({"rows": "street"}, "rows is"),
        ({"recipients": ("a; b",)}, "semicolon"),
    ],
)
def test_a_wrong_contract_cannot_be_made(change, words):
    with pytest.raises(DataError, match=words):
        replace(BINS, **change)


def test_a_place_coarsened_to_an_area_turns_rows_into_counts():
    smaller = BINS.reduced(frozenset({"collections", "aged_75_plus"}), {"place": "lsoa", "age": "band"})
    assert [f.name for f in smaller.fields] == ["lsoa", "collections", "age_band"]
    assert (BINS.rows, smaller.rows) == ("home", "area")
    assert facts(BINS)["direct_identifier"] and not facts(smaller)["personal"]


@pytest.mark.parametrize("place", ["lsoa", "ward"])
def test_rows_that_name_somebody_are_no_counts_however_coarse_their_place(place):
    smaller = BINS.reduced(frozenset({"name", "medical_reason"}), {"place": place, "age": "band"})
    assert smaller.rows == "home"
    assert facts(smaller)["direct_identifier"] and facts(smaller)["special_category"]
    assert facts(replace(smaller, rows="area"))["special_category"], "a row that says area and names somebody"
    assert BINS.reduced(frozenset({"medical_reason"}), {"place": place, "age": "band"}).rows == "area"


def test_no_name_can_be_asked_for_by_area():
    every = tuple(f.name for f in BINS.fields)
    assert BINS.askable({"place": "uprn"}) == BINS.askable({"place": "postcode"}) == every
    assert BINS.askable({"place": "lsoa"}) == BINS.askable({"place": "ward"}) == every[1:]
    assert "nino" not in bundled("allowance").askable({"place": "ward"})
    assert bundled("withheld").askable({"place": "uprn"}) == ("lsoa", *(f.name for f in bundled("withheld").fields[1:]))


def test_what_was_said_of_rows_is_not_said_of_counts():
    smaller = BINS.reduced(frozenset({"collections"}), {"place": "lsoa"})
    assert (smaller.usage, smaller.article_9, smaller.schedule_1) == ("", "", "")
    rows = BINS.reduced(frozenset({"medical_reason"}), {"place": "postcode"})
    assert (rows.usage, rows.article_9, rows.schedule_1) == (BINS.usage, BINS.article_9, BINS.schedule_1)
    assert bundled("old_codes").reduced(frozenset({"alarms"})).usage == bundled("old_codes").usage


def test_rows_at_a_postcode_are_still_rows_about_homes():
    smaller = BINS.reduced(frozenset({"collections"}), {"place": "postcode", "age": "years"})
    assert smaller.rows == "home"
    assert "field postcode (quasi-identifier)" in facts(smaller)["personal"]


@pytest.mark.parametrize(
    ("kept", "coarsening", "words"),
    [
        ({"shoe"}, {}, "no field shoe"),
        ({"collections"}, {"collections": "street"}, "it can be coarsened to nothing"),
        ({"uprn"}, {"uprn": "borough"}, "postcode, lsoa, ward"),
        ({"uprn"}, {"place": "borough"}, "place is"),
        (set(), {}, "0 fields"),
    ],
)
def test_a_smaller_ask_that_is_none_is_one_sentence(kept, coarsening, words):
    with pytest.raises(DataError, match=words):
        BINS.reduced(frozenset(kept), coarsening)


def test_the_recognised_legitimate_interest_came_in_february_2026_and_is_not_for_public_tasks():
    before, since = date(2026, 2, 4), date(2026, 2, 5)
    assert "recognised_legitimate_interest" not in bases(before, public_task=False)
    assert "recognised_legitimate_interest" in bases(since, public_task=False)
    assert {"recognised_legitimate_interest", "legitimate_interests"}.isdisjoint(bases(since))
    assert "public_task" in bases(since)


@pytest.mark.parametrize("kind", ["lawful_bases", "article_9", "schedule_1", "categories", "powers"])
def test_every_term_says_where_and_since_when_and_how_it_was_read(kind):
    for id, term in terms(kind).items():
        assert term.id == id
        assert term.source and term.words
        assert term.read in ("read", "read second-hand")
        assert isinstance(term.since, date) and term.since <= checked()


def test_a_term_that_is_over_is_over():
    term = Term("a", "A", "somewhere", date(2020, 1, 1), until=date(2021, 1, 1))
    assert [term.on(day) for day in (date(2019, 12, 31), date(2020, 1, 1), date(2021, 1, 1), date(2021, 1, 2))] == [
        False,
        True,
        True,
        False,
    ]


@given(st.sampled_from([e for e in ENTRIES if e.kind]), st.dates(date(2018, 6, 1), date(2030, 1, 1)))
def test_every_choice_of_the_form_is_one_that_the_record_takes(entry, day):
    for value in entry.choices(day):
        assert getattr(filled(BINS, {entry.name: value}), entry.name) == value
