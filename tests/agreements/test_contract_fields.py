"""The form of the fields says what the file says of them: nothing more, nothing less, and nothing by accident."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lbdp_core.agreements.contract import (
    FIELD_ENTRIES,
    Field,
    bundled,
    field_choices,
    field_filled,
    field_form,
    new_field,
    read,
    with_field,
    without_field,
    write,
)
from lbdp_core.agreements.contract.record import MOST_FIELDS
from lbdp_core.sources import DataError
from tests.agreements.random_contracts import contracts

BINS = bundled("bins")
NAMES = [f.name for f in BINS.fields]


@given(contracts())
@settings(max_examples=60, deadline=None)
def test_a_contract_to_its_forms_and_back_is_the_same_contract(contract):
    blank = tuple(field_filled(Field("blank", "ordinary"), field_form(field)) for field in contract.fields)
    assert replace(contract, fields=blank) == contract
    for n, field in enumerate(contract.fields):
        assert with_field(contract, n, field_form(field)) == contract


def some(entry):
    choices = field_choices(entry)
    if choices:
        return st.sampled_from([*choices])
    if entry.name == "coarsening":
        kind = st.sampled_from(["direct identifier", "Quasi identifier", "quasi-identifier", "special category"])
        step = st.tuples(st.sampled_from("pqrs"), kind | st.just("ordinary, counts by area"))
        return st.lists(step, max_size=3).map(lambda steps: "; ".join(f"{name} ({words})" for name, words in steps))
    return st.sampled_from(["collections", "bins", "a", "", "A b"]) if entry.name == "name" else st.text(max_size=30)


EDITS = st.sampled_from(FIELD_ENTRIES).flatmap(lambda entry: st.tuples(st.just(entry.name), some(entry)))


@given(st.lists(st.tuples(st.integers(0, len(NAMES) - 1), EDITS), min_size=1, max_size=6))
@settings(max_examples=80, deadline=None)
def test_whatever_the_form_changes_stands_in_the_file_and_comes_back_as_the_same_form(edits):
    contract = BINS
    for at, (name, text) in edits:
        try:
            contract = with_field(contract, at, {name: text})
        except DataError as refused:
            assert "\n" not in str(refused) and str(refused).endswith(".")
    again = read(write(contract))
    assert again == contract
    assert [field_form(f) for f in again.fields] == [field_form(f) for f in contract.fields]


def test_every_class_and_every_special_category_can_be_chosen_at_once():
    (classes,) = (field_choices(e) for e in FIELD_ENTRIES if e.name == "classification")
    kinds = {id.partition(":")[0] for id in classes}
    assert kinds == {"direct_identifier", "quasi_identifier", "special_category", "ordinary"}
    field = Field("a", "ordinary")
    for id in classes:
        made = replace(BINS, fields=(field_filled(field, {"classification": id}),))
        assert field_form(made.fields[0])["classification"] == id


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("name", "", "has no name; give it one"),
        ("name", "uprn", "stands for two fields"),
        ("name", "postcode", "stands for two fields"),
        ("name", "<b>x</b>", "small letters"),
        ("name", "=1+1", "small letters"),
        ("name", "a" * 64, "small letters"),
        ("description", "x" * 2_001, "at most 2,000"),
        ("description", "a\x00b", "cannot be printed"),
        ("description", "a\u202eb", "cannot be printed"),
        ("classification", "secret", "Class is secret; it may be Direct identifier"),
        ("classification", "special_category", "Class is special_category"),
        ("type", "picture", "it may be Text"),
        ("ladder", "street", "it may be No lever"),
        ("required", "maybe", "it may be No, Yes"),
        ("coarsening", "street", "write each as a name with its class"),
        ("coarsening", "street (public)", "write each as a name with its class"),
        ("coarsening", "street (ordinary, rows)", "write each as a name with its class"),
        ("coarsening", "street (direct identifier)", "tell more than before"),
        ("coarsening", "street (ordinary, counts by area)", "is no place"),
        ("coarsening", "lsoa (ordinary)", "stands for two fields"),
        ("shoe", "9", "no box shoe"),
    ],
)
def test_a_box_of_a_field_that_holds_what_it_may_not_is_one_sentence(name, text, words):
    with pytest.raises(DataError, match=words) as refused:
        with_field(BINS, NAMES.index("collections"), {name: text})
    assert "\n" not in str(refused.value) and str(refused.value).endswith(".") and len(str(refused.value)) < 500


def test_a_field_can_be_added_and_taken_out_but_not_the_last_nor_too_many():
    more = new_field(BINS, "  tenure ")
    assert more.fields[-1] == Field("tenure", "direct_identifier")  # the gravest, until somebody says otherwise
    assert without_field(more, len(BINS.fields)) == BINS
    one = replace(BINS, fields=BINS.fields[:1])
    with pytest.raises(DataError, match="last field"):
        without_field(one, 0)
    for name, words in (("uprn", "stands for two"), ("", "no name"), ("A", "small letters")):
        with pytest.raises(DataError, match=words):
            new_field(BINS, name)
    full = replace(BINS, fields=tuple(Field(f"f{n}", "ordinary") for n in range(MOST_FIELDS)))
    with pytest.raises(DataError, match="41 fields; it should have from 1 to 40"):
        new_field(full, "more")
