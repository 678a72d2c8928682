"""Move-on: the dated table and what it gives on a day."""

from __future__ import annotations

from datetime import date

import pytest

from lbdp_core import move_on
from lbdp_core.provenance import STATUSES


@pytest.mark.parametrize(
    ("when", "expected"),
    [("2022-01-01", 28), ("2024-12-08", 28), ("2024-12-09", 56), ("2025-08-31", 56), ("2026-03-09", 42)],
)
def test_each_rule_holds_from_its_day(when, expected):
    assert move_on.days(date.fromisoformat(when), 0.8) == expected


def test_two_rules_at_once_are_weighed_by_who_is_single():
    assert move_on.days(date(2025, 9, 1), 0.75) == 0.75 * 28 + 0.25 * 56


def test_today_is_the_last_rule_and_the_table_says_which_are_over():
    assert move_on.RULES[-1].days == move_on.TODAY
    frame = move_on.table(date(2026, 11, 25))
    assert frame.loc[frame["standing"] == "in force", "days"].tolist() == [42]
    assert list(frame["since"]) == sorted(frame["since"])
    assert (frame["source"] != "").all()


def test_the_rule_of_42_days_keeps_28_from_the_letter_that_ends_support():
    assert "at least 28 days from the letter that ends support" in move_on.RULES[-1].floor
    frame = move_on.table(date(2026, 11, 25))
    assert frame["for"].str.contains("at least 28 days from the letter").tolist() == [False] * (len(frame) - 1) + [True]


def test_every_rule_has_one_of_the_four_marks():
    assert set(move_on.table(date(2026, 11, 25))["status"]) <= set(STATUSES)
