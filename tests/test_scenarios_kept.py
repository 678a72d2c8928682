"""A scenario that was kept as a file: its levers come back, and what is not usable is said and changes nothing else."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lbdp_core import scenarios
from lbdp_core.sources import DataError
from tests.test_compare import Pump


def held(levers: object, **more: object) -> bytes:
    return json.dumps({"theme": "pump", "levers": levers, "answer": "So much water.", **more}).encode()


def test_levers_come_back_as_they_were_with_the_answer_of_then():
    one = Pump(pumps=2.5, leak=5, fuel="sun", side="right")
    assert scenarios.kept(held(one.as_dict()), "pump", Pump) == (one, (), "So much water.")


def test_a_lever_that_is_not_in_the_file_stands_at_today():
    assert scenarios.kept(held({"pumps": 2}), "pump", Pump)[0] == Pump(pumps=2)
    assert scenarios.kept(held({}), "pump", Pump)[0] == Pump()


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"", "is not JSON"),
        (b"pumps=2", "is not JSON"),
        (b"\xff\xfe\x00", "is not JSON"),
        (b'{"levers": {"pumps": 2}', "is not JSON"),
        (b"[" * 200_000, "is not JSON"),
        (b"[1, 2]", "holds no levers"),
        (b"null", "holds no levers"),
        (b'{"theme": "pump"}', "holds no levers"),
        (held([1, 2]), "holds no levers"),
        (held({}, theme="fire"), "is of the question “fire”; open it on that page"),
        (held({}, theme=None), "is of the question “None”"),
        (held({}, theme="x" * 400), "is of the question “" + "x" * 40 + "”"),
        (b'"' + b"9" * (scenarios.LARGEST + 1) + b'"', "MB holds no scenario"),
    ],
    ids=lambda v: v[:20] if isinstance(v, str) else "",
)
def test_what_is_no_scenario_is_refused_in_one_sentence(raw, words):
    with pytest.raises(DataError, match=r"\.$") as fault:
        scenarios.kept(raw, "pump", Pump)
    assert words in str(fault.value)
    assert len(str(fault.value)) < 200
    assert "\n" not in str(fault.value)


def test_levers_that_are_not_known_are_named_and_the_others_are_set():
    levers, notices, _ = scenarios.kept(held({"pumps": 2, "brakes": 1, "<b>": 2}), "pump", Pump)
    assert levers == Pump(pumps=2)
    assert notices == ("This page has no lever called “brakes”.", "This page has no lever called “<b>”.")
    many = {f"lever_{n}" + "x" * 90: n for n in range(50)}
    assert len(scenarios.kept(held(many), "pump", Pump)[1]) == scenarios.FEW
    assert all(len(line) < 100 for line in scenarios.kept(held(many), "pump", Pump)[1])


@pytest.mark.parametrize("value", [1e9, -1, "many", None, [], {"a": 1}, True, "9" * 5_000, float("nan"), float("inf")])
def test_a_value_out_of_its_range_falls_back_with_a_notice(value):
    levers, notices, _ = scenarios.kept(held({"pumps": value, "leak": 5}), "pump", Pump)
    assert levers == Pump(leak=5)
    (line,) = notices
    assert line.startswith("Pumps cannot be “")
    assert "Today's value is used instead." in line
    assert len(line) < 200


def test_a_choice_that_is_not_there_falls_back_too():
    levers, notices, _ = scenarios.kept(held({"fuel": "coal"}), "pump", Pump)
    assert levers == Pump()
    assert "coal" in notices[0]


@pytest.mark.parametrize(("answer", "expected"), [(None, ""), (7, ""), (["x"], ""), ("y" * 9_000, "y" * 2_000)])
def test_an_answer_that_is_no_text_is_none_and_a_long_one_is_cut(answer, expected):
    assert scenarios.kept(held({}, answer=answer), "pump", Pump)[2] == expected


@given(
    st.binary(max_size=300)
    | st.recursive(
        st.none() | st.text() | st.floats() | st.booleans(),
        lambda x: st.lists(x) | st.dictionaries(st.text(), x),
        max_leaves=12,
    ).map(lambda v: json.dumps(v).encode())
)
def test_no_file_ends_in_anything_but_levers_or_a_sentence(raw):
    try:
        levers, _, _ = scenarios.kept(raw, "pump", Pump)
    except DataError as fault:
        assert str(fault).endswith(".")
    else:
        assert isinstance(levers, Pump)
