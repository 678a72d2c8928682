"""Evaluate: on a population of its own the audit beats the rules, and chances are near the truth."""

from __future__ import annotations

import numpy as np
import pytest

from lbdp_core.hmo.evaluate import Town, _by_stratum, _calibration, _in_vain_by_ward


@pytest.fixture(scope="module")
def town(evidence):
    return Town(evidence, 77)


def test_a_large_audit_finds_more_than_the_rules_and_the_rules_more_than_chance(town):
    assert town.hit(town.chosen(1_000)) > town.hit(town.by_rules()) > 3 * town.base


def test_the_audit_is_worth_five_times_random_visits(town):
    assert town.hit(town.chosen(300)) > max(5 * town.base, town.hit(town.by_rules()))


def test_homes_that_meet_more_rules_are_likelier_and_said_to_be(town):
    rows = _by_stratum([town])
    assert sum(row["homes"] for row in rows) == (~town.licensed).sum() - 300
    for name in ("said", "true"):
        assert [row[name] for row in rows] == sorted(row[name] for row in rows)


def test_visits_in_vain_by_ward_are_all_of_them(town, evidence):
    rows = _in_vain_by_ward([town], evidence.areas["ward"].to_numpy(dtype=str))
    at = town.chosen(300)
    assert sum(row["visits"] for row in rows) == len(at)
    assert sum(row["in_vain"] for row in rows) == (~town.unlicensed[at]).sum()
    assert sum(row["homes"] for row in rows) == len(town.licensed)


def test_no_home_of_the_audit_is_visited_again(town):
    assert not set(town.chosen(300)) & set(town.audited[:300])
    assert not town.licensed[town.chosen(300)].any()


def test_chances_of_homes_that_no_audit_saw_are_near_the_truth(town):
    rows = _calibration([town])
    assert sum(row["homes"] for row in rows) == (~town.licensed).sum() - 300
    said, true = (np.array([row[name] for row in rows]) for name in ("said", "true"))
    assert np.corrcoef(said, true)[0, 1] > 0.9
