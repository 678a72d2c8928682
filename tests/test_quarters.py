"""Quarters: what publishers write becomes one label, and counting goes on over the years."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lbdp_core import quarters

labels = st.integers(4 * 1990, 4 * 2100).map(quarters.label)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-03-31", "2024Q1"),
        ("2022-12-31 00:00:00", "2022Q4"),
        ("2024 Q3", "2024Q3"),
        ("2024Q3", "2024Q3"),
        ("2024 - q4", "2024Q4"),
        (" 2001 Q1 ", "2001Q1"),
        ("31 Dec 2022", "2022Q4"),
        ("31-Dec-22", "2022Q4"),
        ("30 June 2023", "2023Q2"),
        ("Sept 2023", "2023Q3"),
    ],
)
def test_dates_and_labels_as_publishers_write_them(text, expected):
    assert quarters.quarter(text) == expected


@pytest.mark.parametrize(
    "text",
    ["", "total", "2024", "1", "2024Q5", "2024 Q0", "2024-13-01", "31 Foo 2022", "Q1 2024 (provisional)", "nan", "None",
     "<script>", "=2024Q1"],
)  # fmt: skip
def test_what_is_no_date_is_no_quarter(text):
    assert quarters.quarter(text) == ""


@given(labels, st.integers(-60, 60))
def test_labels_and_numbers_go_back_and_forth_and_sort_alike(label, steps):
    assert quarters.label(quarters.index(label)) == label
    assert quarters.quarter(label) == label
    later = quarters.label(quarters.index(label) + steps)
    assert (later > label) == (steps > 0)


@given(labels)
def test_the_last_day_is_in_the_quarter_and_the_next_is_not(label):
    last = quarters.last_day(label)
    assert quarters.quarter(last.isoformat()) == label
    assert quarters.quarter((last + timedelta(days=1)).isoformat()) == quarters.ahead(label, 1)[0]


def test_quarters_ahead_go_over_the_turn_of_the_year():
    assert quarters.ahead("2023Q3", 3) == ("2023Q4", "2024Q1", "2024Q2")
    assert quarters.ahead("2023Q3", 0) == ()
    assert quarters.last_day("2023Q4") == date(2023, 12, 31)
    assert quarters.last_day("2024Q1") == date(2024, 3, 31)


@pytest.mark.parametrize(("month", "expected"), [(1, "2023Q1"), (3, "2023Q1"), (4, "2023Q2"), (12, "2023Q4"), (0, "")])
def test_a_month_lies_in_its_quarter(month, expected):
    assert quarters.of(2023, month) == expected


def test_words_and_place_on_an_axis():
    assert [quarters.words(f"2024Q{n}") for n in (1, 2, 3, 4)] == [
        "March 2024", "June 2024", "September 2024", "December 2024",
    ]  # fmt: skip
    assert [quarters.fraction(q) for q in ("2023Q4", "2024Q1", "2024Q2")] == [2024.0, 2024.25, 2024.5]
