"""Disclosure control of two-way tables: hidden counts cannot be had back; the audit is checked by brute force."""

from __future__ import annotations

import itertools
from collections import defaultdict
from dataclasses import replace

import numpy as np
import pytest
from scipy.optimize import Bounds, LinearConstraint, milp

from lbdp_core import protect
from lbdp_core.protect import ACRO, DFE, OPENSAFELY, audit
from lbdp_core.protect.tables import Shown
from tests.attack.hostile import DEEP


def bare(counts: np.ndarray, profile=OPENSAFELY) -> Shown:
    """A table with its small counts hidden and nothing else: what a careless release would be."""
    small, rounded = profile.small(counts), profile.rounded(counts)
    cells = np.where(small, np.nan, rounded)
    return Shown(cells, rounded.sum(axis=1), rounded.sum(axis=0), float(rounded.sum()), profile, small)


def test_a_single_hidden_count_is_given_away_by_its_total_and_the_audit_says_so():
    table = np.array([[1.0, 20.0], [30.0, 40.0]])
    low, high = audit.reach(bare(table), np.isnan(bare(table).cells))
    assert (low[0, 0], high[0, 0]) == (0.0, 2.0)  # it rounds to nought, which the totals tell
    assert audit.recoverable(bare(table)).tolist() == [[True, False], [False, False]]


def test_with_others_hidden_it_is_not():
    shown = protect.two_way(np.array([[1.0, 20.0, 60.0], [30.0, 40.0, 70.0], [80.0, 90.0, 95.0]]))
    assert np.isnan(shown.cells).sum() >= 4
    assert not audit.recoverable(shown).any()


@pytest.mark.parametrize("seed", range(6))
def test_the_audit_is_what_trying_every_table_finds(seed):
    """All tables of small counts that would be shown alike: the least and the most of each hidden count."""
    rng = np.random.default_rng(seed)
    table = rng.integers(0, 13, (2, 3)).astype(float)
    shown = bare(table)
    hidden = np.argwhere(np.isnan(shown.cells))
    low, high = audit.reach(shown, np.isnan(shown.cells))
    seen: list[np.ndarray] = []
    for values in itertools.product(range(0, 31), repeat=len(hidden)):
        other = np.where(np.isnan(shown.cells), 0.0, shown.cells)
        other[tuple(hidden.T)] = OPENSAFELY.rounded(np.array(values, float)) if len(hidden) else []
        if (other.sum(axis=1) == shown.rows).all() and (other.sum(axis=0) == shown.columns).all():
            seen.append(np.array(values, float))
        if len(hidden) > 3:
            break
    if len(hidden) and len(hidden) <= 3:
        found = np.stack(seen)
        assert np.array_equal(low[tuple(hidden.T)], found.min(axis=0))
        assert np.array_equal(high[tuple(hidden.T)], found.max(axis=0))


@pytest.mark.parametrize("profile", [OPENSAFELY, ACRO, DFE], ids=lambda p: p.name)
def test_no_protected_count_or_total_of_random_tables_can_be_had_back(profile):
    """Among them sparse ones, whose totals would tell that nearly nobody is there."""
    rng = np.random.default_rng(2026)
    for n in range(200 if DEEP else 30):
        table = rng.poisson(rng.uniform(0, (4, 15, 60)[n % 3], (5, 4))).astype(float)
        shown = protect.two_way(table, profile)
        assert not audit.weak(shown).any()
        assert np.isnan(shown.cells[profile.small(table)]).all()
        for told, true in ((shown.rows, table.sum(axis=1)), (shown.columns, table.sum(axis=0))):
            assert np.isnan(told[profile.small(true) & (true > 0)]).all()


def attacked(shown: Shown, wanted: np.ndarray) -> float:
    """An attack of its own: how far apart a sum of counts can be, by an integer program on the counts themselves."""
    (r, c), base = shown.cells.shape, shown.profile.base
    n = r * c
    ways = [(np.arange(n) // c == i, shown.rows[i]) for i in range(r)]
    ways += [(np.arange(n) % c == j, shown.columns[j]) for j in range(c)]
    ways += [(np.ones(n, bool), shown.whole)] + [(np.arange(n) == i, x) for i, x in enumerate(shown.cells.ravel())]
    rules = [LinearConstraint(np.hstack([np.zeros(n), base * held]), x, x) for held, x in ways if np.isfinite(x)]
    near = np.hstack([np.eye(n), -base * np.eye(n)])
    rules.append(LinearConstraint(near, -(base // 2), base - 1 - base // 2))
    cost = np.append(wanted.ravel(), np.zeros(n)) if base == 1 or wanted.sum() == 1 else np.append(np.zeros(n), wanted)
    ends = [milp(s * cost, constraints=rules, integrality=np.ones(2 * n), bounds=Bounds(0, 1e5)) for s in (1, -1)]
    assert all(end.status == 0 for end in ends)
    return float(-ends[1].fun - ends[0].fun) * (1 if cost[:n].any() else base)


@pytest.mark.parametrize("profile", [OPENSAFELY, ACRO, DFE], ids=lambda p: p.name)
def test_another_attack_gets_nothing_back_either(profile, tables=5):
    rng = np.random.default_rng(7)
    for n in range(tables):
        table = rng.poisson(rng.uniform(0, (4, 15, 60)[n % 3], (4, 3))).astype(float)
        shown = protect.two_way(table, profile)
        masks = [np.eye(table.size)[i].reshape(table.shape) for i in np.flatnonzero(shown.protected)]
        rows, columns, whole = shown.small_totals
        masks += [np.outer(np.arange(4) == i, np.ones(3)) for i in np.flatnonzero(rows)]
        masks += [np.outer(np.ones(4), np.arange(3) == j) for j in np.flatnonzero(columns)]
        masks += [np.ones(table.shape)] * int(whole[0])
        assert all(attacked(shown, mask.ravel()) >= audit.NARROW - 1e-6 for mask in masks)


@pytest.mark.parametrize("profile, table", [(ACRO, [[3, 4], [50, 60]]), (DFE, [[1, 2, 1], [30, 40, 50], [60, 70, 80]])])
def test_a_total_that_is_small_by_itself_is_hidden_and_so_is_what_tells_it(profile, table):
    shown = protect.two_way(np.array(table, float), profile)
    assert np.isnan(shown.rows[0])
    assert np.isnan([*shown.rows[1:], shown.whole]).any()


def test_the_audit_says_that_a_hidden_total_is_told_by_the_others():
    shown = protect.two_way(np.array([[3.0, 4.0], [50.0, 60.0]]), ACRO)
    rows = np.array([np.nan, 110.0])
    assert audit.weak(replace(shown, rows=rows)).rows.tolist() == [True, False]


@pytest.mark.parametrize("profile", [OPENSAFELY, ACRO, DFE], ids=lambda p: p.name)
def test_a_table_of_millions_is_audited_like_any_other(profile):
    table = np.array([[2.0, 2_000_000.0], [20.0, 30.0]])
    assert audit.recoverable(bare(table, profile))[0, 0]
    assert not audit.weak(protect.two_way(table, profile)).any()


def test_what_the_audit_cannot_answer_counts_as_given_away():
    lying = replace(bare(np.array([[1.0, 20.0], [3.0, 40.0]])), rows=np.array([-5.0, 45.0]))  # no table adds up so
    assert audit.recoverable(lying)[:, 0].all()
    assert np.isnan(audit.reach(lying, lying.protected)[0][:, 0]).all()


def test_totals_are_sums_of_rounded_counts_and_what_is_shown_is_rounded():
    table = np.array([[12.0, 13.0, 51.0], [22.0, 9.0, 33.0]])
    shown = protect.two_way(table)
    assert not np.isnan(shown.cells).any()
    assert shown.cells.tolist() == [[10.0, 15.0, 50.0], [20.0, 10.0, 35.0]]
    assert shown.rows.tolist() == [75.0, 65.0]
    assert shown.whole == 140.0


def test_the_order_of_rows_and_columns_makes_no_difference():
    table = np.array([[1.0, 21.0, 60.0], [31.0, 40.0, 70.0], [80.0, 3.0, 95.0]])
    once, turned = protect.two_way(table), protect.two_way(table[::-1, ::-1])
    assert np.array_equal(np.isnan(once.cells), np.isnan(turned.cells)[::-1, ::-1])


@pytest.mark.parametrize("bad", [[[1.0, -2.0]], [[np.nan, 2.0]], [1.0, 2.0]])
def test_what_is_no_table_of_counts_is_refused(bad):
    with pytest.raises(ValueError, match="two ways"):
        protect.two_way(np.array(bad))


def test_a_profile_says_what_it_hides():
    counts = np.array([0.0, 1.0, 5.0, 7.0, 8.0, 9.0, 10.0])
    assert OPENSAFELY.small(counts).tolist() == [False, True, True, True, False, False, False]
    assert ACRO.small(counts).tolist() == [True] * 6 + [False]
    assert DFE.small(counts).tolist() == [False, True, True, False, False, False, False]
    assert all(p.source and p.since for p in protect.PROFILES.values())


def test_dominance_and_the_p_ratio_by_hand():
    assert ACRO.dominated([60.0, 35.0, 5.0])  # two of them make up 95%
    assert ACRO.dominated([50.0, 30.0, 4.0])  # what is left is under a tenth of the largest
    assert not ACRO.dominated([50.0, 30.0, 20.0])
    assert not OPENSAFELY.dominated([99.0, 1.0])


@pytest.mark.parametrize("parts", [2, 3, 4])
def test_the_parts_of_a_total_tell_no_small_count_whoever_knows_the_rule(parts):
    """Every row of small numbers: those that leave the same behind differ enough in each small count that is hidden."""
    alike = defaultdict(list)
    for row in itertools.product(range(15 if parts < 4 else 12), repeat=parts):
        counts = np.array(row, float)
        total = None if protect.DFE.small(counts.sum()) else sum(row)
        alike[str(protect.one_way(counts, protect.DFE)), total].append(counts)
    for (_, total), rows in alike.items():
        hidden = np.isnan(protect.one_way(rows[0], protect.DFE))
        low, high = np.min(rows, axis=0), np.max(rows, axis=0)
        small = np.any([protect.DFE.small(row) for row in rows], axis=0)
        assert not (small & ~hidden).any()
        assert total is None or (high - low)[hidden & small].min(initial=9) >= 2, rows[0]
