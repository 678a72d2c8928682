"""Differencing: the same rows released twice, at two grains or from two uploads, tell no small count between them."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from apps.shell import state
from lbdp_core import aggregate, own, protect
from lbdp_core.fire.own.kinds import RECORDS
from lbdp_core.protect import BASE, THRESHOLD
from lbdp_core.protect.audit import NARROW
from lbdp_core.themes import by_slug
from tests.alike import apart
from tests.attack.integers import Attack

MONTHS = [f"{year}-{month:02d}" for year in (2023, 2024) for month in (2, 5, 8, 11)]
AWKWARD = (0, 1, 2, 3, 7, 8, 12, 13, 17, 18, 23)  # counts at which rounding tells most
MOST = 10_000.0


def counts(seed: int) -> np.ndarray:
    """Counts by area and month: at the edges of rounding, or as chance deals them."""
    rng = np.random.default_rng(seed)
    if seed % 2:
        return rng.choice(AWKWARD, (6, len(MONTHS)))
    return rng.poisson(rng.uniform(0.3, 12, (6, 1)), (6, len(MONTHS)))


def known(frame: pd.DataFrame, true: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """What the rules say of each count of a table that is shown, hidden, or hidden for the sake of others."""
    shown, small = pd.to_numeric(frame["visits"], errors="coerce").to_numpy(), true <= THRESHOLD
    low = np.where(small, 0.0, THRESHOLD + 1.0)
    least = np.where(np.isnan(shown), low, np.maximum(shown - BASE // 2, THRESHOLD + 1))
    most = np.where(np.isnan(shown), np.where(small, THRESHOLD, MOST), shown + BASE - 1 - BASE // 2)
    return least, most


def audited(table: np.ndarray, grains: dict[str, pd.DataFrame], codes: list[str]) -> list[float]:
    """How wide each small count by month, year and, where it is given, all together is, for whoever holds all files."""
    wide = []
    for code, row in zip(codes, table, strict=True):
        if not row.sum():
            continue
        years = np.array([month[:4] for month in MONTHS])
        whole = np.array([row[years == year].sum() for year in np.unique(years)])
        true = np.concatenate([row, whole, [row.sum()][: "all" in grains]])
        of_area = [grains[by][grains[by]["lsoa21_code"] == code] for by in ("month", "year", "all") if by in grains]
        there = pd.concat([of_area[0].set_index("month").reindex(MONTHS), *of_area[1:]])
        attack = Attack(*known(there.reset_index(), true))
        for n, year in enumerate(np.unique(years)):
            parts = [*np.flatnonzero(years == year), len(row) + n]
            attack.tell(parts, 0, 0, [1.0] * (len(parts) - 1) + [-1.0])
        if "all" in grains:
            attack.tell([*range(len(row), len(true))], 0, 0, [1.0, 1.0, -1.0])
        small = np.flatnonzero((true > 0) & (true <= THRESHOLD))
        wide += [attack.wide(int(at)) for at in small]
    return wide


@pytest.fixture(scope="module")
def codes() -> list[str]:
    spots = state.ground().places
    return spots.code[spots.borough == "Enfield"].tolist()[:6]


def files(table: np.ndarray, codes: list[str], folder, shelf, count: str = "visits") -> dict[str, pd.DataFrame]:
    """What `lbdp aggregate` writes of a log of visits or of fires at every grain; counts are called visits."""
    dated = {"visits": "date_of_visit", "fires": "date_of_fire"}[count]
    rows = [(code, f"{month}-15") for code, row in zip(codes, table, strict=True)
            for month, n in zip(MONTHS, row, strict=True) for _ in range(n)]  # fmt: skip
    pd.DataFrame(rows, columns=["lsoa21_code", dated]).to_csv(folder / "log.csv", index=False)
    made = {
        by: aggregate.aggregate(folder / "log.csv", shelf, count, RECORDS[count], by).table
        for by in RECORDS[count].periods
    }
    return {by: table.rename(columns={count: "visits"}) for by, table in made.items()}


@pytest.mark.parametrize("count", RECORDS)
@pytest.mark.parametrize("seed", range(6))
def test_counts_by_month_by_year_and_together_tell_no_small_count_between_them(seed, count, codes, tmp_path, shelf):
    table = counts(seed)
    wide = audited(table, files(table, codes, tmp_path, shelf, count), codes)
    assert len(wide) > 10
    assert min(wide) >= NARROW


def test_the_attack_finds_what_grains_released_one_by_one_give_away(codes, tmp_path, shelf, monkeypatch):
    """Two months of 13, shown as 15 each, and one of 1: the year of 27 is shown as 25, so the third is 1 at most."""
    table = np.zeros((6, len(MONTHS)), dtype=int)
    table[:, :5] = [13, 13, 1, 0, 40]
    assert min(audited(table, files(table, codes, tmp_path, shelf), codes)) >= NARROW

    def one_by_one(tables, count, within, above):
        return [protect.release(t, "protected", [count], w) for t, w in zip(tables, within, strict=True)]

    monkeypatch.setattr(protect, "nested", one_by_one)
    assert min(audited(table, files(table, codes, tmp_path, shelf), codes)) <= 1


@pytest.mark.parametrize("seed", range(40))
def test_the_bounds_of_nested_counts_are_those_of_an_integer_program(seed):
    """All visits, by year, by month, on counts at the edges of rounding; many more of them than files can be tried."""
    table = counts(2 * seed + 1)[:3]
    years = np.array([int(month[:4]) - 2023 for month in MONTHS])
    fine = pd.DataFrame({"b": "B", "month": MONTHS * 3, "n": table.ravel().astype(float)})
    middle = pd.DataFrame({"b": "B", "year": [0, 1] * 3, "n": [r[years == y].sum() for r in table for y in (0, 1)]})
    coarse = pd.DataFrame({"b": "B", "n": table.sum(axis=1).astype(float)})
    above = [np.repeat(np.arange(3), 2), np.concatenate([2 * n + years for n in range(3)])]
    made = protect.nested([coarse, middle, fine], "n", [["b"], ["b", "year"], ["b", "month"]], above)
    names = [f"A{n}" for n in range(3)]
    grains = {
        "all": pd.DataFrame({"lsoa21_code": names, "visits": made[0]["n"]}),
        "year": pd.DataFrame({"lsoa21_code": np.repeat(names, 2), "visits": made[1]["n"]}),
        "month": pd.DataFrame({"lsoa21_code": np.repeat(names, 8), "month": MONTHS * 3, "visits": made[2]["n"]}),
    }
    assert min(audited(table, grains, names), default=NARROW) >= NARROW


def test_a_file_given_again_and_again_is_said_alike(shelf):
    """No noise that an average of many uploads would take away; one visit more in a small count changes no area."""
    fire, spots = by_slug("fire"), state.ground().places
    codes = spots.code[spots.borough == "Enfield"].tolist()[:30]
    sizes = np.array([40, 21, 3, 5, 2] * 6)
    taken = []
    for more in (0, 0, 1):
        sizes[2] = 3 + more
        sizes[3] = 5 - more
        raw = pd.DataFrame({"lsoa21_code": codes, "visits": sizes}).to_csv(index=False).encode()
        taken.append(fire.own.take(state.opened("fire").model, shelf, raw, "own.csv", {}, own.silent))
    assert apart(taken[0], taken[1]) == apart(taken[0], taken[2]) == []
