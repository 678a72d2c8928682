"""A council's own children's files: what the tables of one page tell together, asked of an integer program."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest

from lbdp_core import protect
from lbdp_core.children.annex_a.timeliness import kaplan_meier
from lbdp_core.children.care_flows import history
from lbdp_core.children.care_flows.returns import Episodes
from lbdp_core.children.own.returns import _enough
from lbdp_core.protect.audit import NARROW
from tests.attack.hostile import many
from tests.attack.integers import Attack
from tests.children import test_care_flows as made

FEW = protect.DFE.threshold
MOST = 1_000.0
COLUMNS = ["in_care", "came", "left"]


def council(seed: int) -> Episodes:
    """Children of a small authority, who come and leave within three years, some of them all at once."""
    rng = np.random.default_rng(seed)
    lines = []
    for n in range(int(rng.integers(15, 60))):
        start = pd.Timestamp(2018, 1, 1) + pd.Timedelta(days=int(rng.integers(0, 1_000)))
        end = pd.Timestamp(2019, 6, 1) if rng.random() < 0.5 else start + pd.Timedelta(days=300)
        end = max(end, start + pd.Timedelta(days=20))
        lines.append((f"K{n}", f"{start:%d/%m/%Y}", f"{end:%d/%m/%Y}" if end.year < 2021 else "", "U4"))
    return made.read(*lines)


def quarters(episodes: Episodes) -> pd.DataFrame:
    return history.quarters(episodes, date(2018, 1, 1), date(2020, 12, 31))[COLUMNS]


def exact(episodes: Episodes, monkeypatch) -> np.ndarray:
    with monkeypatch.context() as patch:
        patch.setattr(protect, "DFE", replace(protect.DFE, threshold=0))
        return quarters(episodes).to_numpy()


def wide(seen: np.ndarray, true: np.ndarray) -> list[float]:
    """How wide each small count (t, 3) of children in care, come and left is; the change in care is who came less who
    left. Whoever looks knows that where the pair is hidden and care is not, one of the two is small, and not which.
    """
    n, hidden = len(seen), np.isnan(seen)
    few = hidden[:, 0]
    least, most = np.where(hidden, 0.0, seen), np.where(hidden, MOST, seen)
    least[few, 0], most[few, 0] = 1.0, FEW
    attack = Attack(np.append(least.ravel(), np.zeros(n)), np.append(most.ravel(), np.ones(n)))
    for t in range(n):
        care, came, left, first = 3 * t, 3 * t + 1, 3 * t + 2, 3 * n + t
        if t:
            attack.tell([care, care - 3, came, left], 0, 0, [1.0, -1.0, -1.0, 1.0])
        if hidden[t, 1] and not few[max(t - 1, 0) : t + 1].any():
            attack.tell([came, first], -MOST, MOST + FEW, [1.0, MOST])
            attack.tell([came, first], 0, MOST, [1.0, -1.0])
            attack.tell([left, first], -MOST, FEW, [1.0, -MOST])
            attack.tell([left, first], 1, 2 * MOST)
    return [attack.wide(3 * int(t) + int(at)) for t, at in np.argwhere((true >= 1) & (true <= FEW))]


@pytest.mark.parametrize("seed", range(8))
def test_children_in_care_come_and_left_tell_no_small_count_between_them(seed, monkeypatch):
    one = council(seed)
    found = wide(quarters(one).to_numpy(), exact(one, monkeypatch))
    assert found
    assert min(found) >= NARROW


def test_the_attack_finds_what_rows_hidden_one_by_one_give_away():
    """Of ten children six leave and none comes: four are left, although they are hidden."""
    true = np.array([[10.0, 10.0, 0.0], [4.0, 0.0, 6.0], [12.0, 8.0, 0.0]])
    careless = np.where(protect.DFE.small(true), np.nan, true)
    assert wide(careless, true) == [0.0]


def test_no_error_of_a_past_forecast_tells_a_hidden_count():
    """Expected 8 and an error of 100%: four were counted. Such a row is left out."""
    past = pd.DataFrame({"children": [4.0, 40.0, 40.0], "last": [30.0, 3.0, 30.0]})
    assert _enough(past).index.tolist() == [2]


@pytest.mark.parametrize("seed", range(20))
def test_a_curve_and_the_share_at_its_limit_tell_no_few_between_them(seed):
    """Between any two shares that are shown, of the curve and at the limit, more than a few were done, or none."""
    rng = np.random.default_rng(seed)
    lasted = rng.integers(1, 90, 80).astype(float)
    curve, limit = kaplan_meier(lasted, rng.random(80) < 0.9), 45.0
    days = curve.released(limit)["working_days"].to_numpy()
    known = np.unique(np.append(days, limit))
    done = np.diff(np.append(0.0, curve.done.cumsum()[np.searchsorted(curve.days, known, "right") - 1]))
    assert len(days) > 3
    assert not protect.DFE.small(done).any()
    assert len(curve.released()) >= len(days)


def seen_of(shown: protect.Shown, whole: float) -> tuple[Attack, np.ndarray]:
    """What a table by age and placement tells, with its totals, to whoever knows the whole from another table."""
    rows, columns = shown.cells.shape
    hidden, fixed = np.isnan(shown.cells), np.nan_to_num(shown.cells)
    attack = Attack(np.where(hidden, 0.0, fixed).ravel(), np.where(hidden, MOST, fixed).ravel())
    at = np.arange(rows * columns).reshape(rows, columns)
    for parts, total in (*zip(at, shown.rows, strict=True), *zip(at.T, shown.columns, strict=True)):
        if np.isfinite(total):
            attack.tell(parts, total, total)
    if np.isfinite(whole):
        attack.tell(at.ravel(), whole, whole)
    return attack, at


@pytest.mark.parametrize("seed", range(many(8, 100)))
def test_children_in_care_by_age_and_placement_stay_hidden_beside_the_totals_of_other_tables(seed):
    """The course by quarter, and the last count carried on, tell all children in care; the table has its own totals."""
    rng = np.random.default_rng(seed)
    cells = rng.poisson(rng.choice([0.3, 2, 9], (5, 4)))
    small = np.argwhere((cells >= 1) & (cells <= FEW))
    assert len(small)
    assert min(wide_of(cells, protect.two_way(cells.astype(float), protect.DFE, whole_told=True), small)) >= NARROW


def wide_of(cells: np.ndarray, shown: protect.Shown, small: np.ndarray) -> list[float]:
    attack, at = seen_of(shown, float(cells.sum()) if cells.sum() > FEW else np.nan)
    return [attack.wide(int(at[tuple(one)])) for one in small]


def test_the_attack_finds_what_a_table_gives_away_whose_whole_stands_elsewhere():
    """A row of one child, hidden with the whole; the other rows' totals and the whole of another table tell it."""
    cells = np.array([[2, 2, 10, 9], [0, 0, 10, 10], [0, 0, 12, 5], [1, 7, 0, 0], [1, 0, 0, 0]])
    careless = protect.two_way(cells.astype(float), protect.DFE)
    assert np.isnan(careless.whole)
    assert wide_of(cells, careless, np.array([[4, 0]])) == [1.0]
