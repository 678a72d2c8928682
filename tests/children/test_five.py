"""The five figures: always five, by the stated rule, in sentences that name what is expected."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from lbdp_core import pipeline
from lbdp_core.boroughs import NAMES
from lbdp_core.children.indicators import indicators as listed
from lbdp_core.children.model.five import A_GROUP, COUNT, Standing, five, standings, unlike
from lbdp_core.places import LONDON
from lbdp_core.sources import Shelf, find


@pytest.fixture
def indicators():
    return {one.key: one for one in listed()}


def standing(one, distance, itself="", value=20.0, by_need=False):
    return Standing(one, value, 10.0, by_need, distance, (5.0, 15.0), itself)


def test_the_rule_puts_unusual_before_changed_and_worse_before_better(indicators):
    lower, neither, higher = (indicators[k] for k in ("rereferrals", "referrals", "assessments_45_days"))
    wanted = [
        standing(lower, 2.5),  # unusual, on the worse side
        standing(neither, 5.0),  # unusual, without a side
        standing(higher, 3.0),  # unusual, on the better side
        standing(higher, -0.5, "lower than in its earlier years"),  # usual, but changed
        standing(lower, 1.5),  # usual, on the worse side, farther
        standing(lower, 0.5),
    ]
    mixed = [wanted[n] for n in (3, 5, 1, 0, 4, 2)]
    assert sorted(mixed, key=lambda one: one.order) == wanted


def test_every_borough_and_london_has_five_of_at_most_two_a_part():
    """On the published figures: also the City of London, most of whose figures are suppressed."""
    _, model, _ = pipeline.open_theme("children", Shelf(find("sample_data")))
    for name in (LONDON, *NAMES):
        chosen = five(model, name)
        assert len(chosen) == COUNT, name
        groups = [one.indicator.group for one in chosen]
        assert max(map(groups.count, groups)) <= A_GROUP
        assert all(one.sentence(name).endswith(".") and "nan" not in one.sentence(name) for one in chosen)


def test_a_figure_far_out_is_the_first(fitted):
    k, c = fitted.at("referrals"), fitted.council("Barnet")
    apart, unlike_need = fitted.apart.copy(), np.full_like(fitted.unlike, np.nan)
    apart[:, c], apart[k, c] = 0.1, 6.0
    first, *_ = five(dataclasses.replace(fitted, apart=apart, unlike=unlike_need), "Barnet")
    assert (first.indicator.key, first.unusual, first.better) == ("referrals", True, None)
    assert ", unusually high for a council (" in first.sentence("Barnet")


def test_few_cases_are_left_out(fitted):
    k, c = fitted.at("plans"), fitted.council("Barnet")
    value, counted = fitted.value.copy(), fitted.counted.copy()
    value[k, -1, c], counted[k, -1, c] = 10.0, 10_000.0  # ten children
    few = dataclasses.replace(fitted, value=value, counted=counted)
    assert "plans" not in {one.indicator.key for one in standings(few, "Barnet")}


@pytest.mark.parametrize(
    ("distance", "itself", "by_need", "words"),
    [
        (2.5, "", True, "unusually high for its needs (10.0% expected). Lower is better."),
        (-2.5, "", False, "unusually low for a council (10.0% in all councils). Lower is better."),
        (1.0, "", False, "usual for a council (10.0% in all councils)."),
        (1.0, "higher than in its earlier years", True, "higher than in its earlier years, but usual for its needs "
                                                        "(10.0% expected)."),
    ],
)  # fmt: skip
def test_a_sentence_says_what_is_expected(indicators, distance, itself, by_need, words):
    one = standing(indicators["rereferrals"], distance, itself, by_need=by_need)
    assert one.sentence("Barnet") == f"Re-referrals within 12 months: 20.0%, {words}"


def test_london_is_told_beside_england_with_its_boroughs(indicators):
    one = dataclasses.replace(standing(indicators["rereferrals"], 1.0), boroughs=1)
    assert one.sentence(LONDON) == (
        "Re-referrals within 12 months: 20.0%, above England (10.0%); one borough is unusual."
    )
    assert unlike([one, dataclasses.replace(one, distance=-3.0)]) == 1
