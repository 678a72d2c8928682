"""Local figures: how common a condition is found to be in each borough, over what its ages and sexes would lead one to
expect at the rates of `conditions`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lbdp_core import door, editions, geography
from lbdp_core.areas.kinds import DISABILITY
from lbdp_core.boroughs import CODES, NAMES, borough
from lbdp_core.health import schema
from lbdp_core.health.build.gather import Gathered, usable
from lbdp_core.health.conditions import SECOND_BASES, by_age, rates
from lbdp_core.health.schema import AGES

Array = NDArray[np.float64]
DIAGNOSED, MODELLED, COUNTED = "diagnosed", "modelled locally", "census"
FAR = 2.0  # a Health Index value this many times London's median, or its inverse, is set aside as implausible
RECENT = 4  # years of the Health Index, of which the median is taken: single years swing from survey to survey


@dataclass(frozen=True)
class Measure:
    """A local figure: of which condition, at which ages (both ends included), and what sort of figure it is."""

    condition: str
    low: int
    high: int
    basis: str


FINGERTIPS: dict[int, Measure] = {
    92658: Measure("copd", 0, 120, MODELLED),
    92659: Measure("hypertension", 16, 120, DIAGNOSED),
    92661: Measure("depression", 0, 120, MODELLED),
    92662: Measure("chd", 55, 79, MODELLED),
    92663: Measure("stroke", 55, 79, MODELLED),
}
HEALTH_INDEX: dict[str, Measure] = {
    "Dementia": Measure("dementia", 0, 120, DIAGNOSED),
    "Diabetes": Measure("diabetes", 17, 120, DIAGNOSED),
}
# The schema says which rows are used, so that a check says it too.
assert (FINGERTIPS.keys(), HEALTH_INDEX.keys()) == (set(schema.INDICATORS), set(schema.INDEXED))
LIMITED = Measure("limiting_illness", 0, 120, COUNTED)
HEAD = ["condition", "code", "measured", "expected", "factor", "age_low", "age_high", "year", "basis", "source"]


def local(inventory: door.Inventory, gathered: Gathered, people: Array) -> tuple[pd.DataFrame, list[dict[str, str]]]:
    """Local figures with their factors, and those that are missing with the reason.

    people: (2, b, 91) women and men of the base. The factor is measured over expected at the ages measured. A borough
    whose figure the publisher withholds, or whose figure cannot be right, has no row and is listed with the reason.
    """
    rows: list[pd.DataFrame] = []
    gaps: list[dict[str, str]] = []
    for path in editions.chosen(inventory, schema.FINGERTIPS):
        _fingertips(usable(gathered, inventory, schema.FINGERTIPS, path, needed=False), rows, gaps)
    for path in editions.chosen(inventory, schema.HEALTH_INDEX):
        _health_index(usable(gathered, inventory, schema.HEALTH_INDEX, path, needed=False), rows, gaps)
    _limited(inventory, rows)
    if not rows:
        return pd.DataFrame(columns=HEAD), gaps
    rows += [table[table["condition"] == it.of].assign(condition=it.key) for table in rows[:] for it in SECOND_BASES]
    found = pd.concat(rows, ignore_index=True)
    at_rates = rates()
    found["expected"] = [
        expected(people, by_age(at_rates, condition, AGES), CODES.index(code), low, high)
        for condition, code, low, high in zip(
            found["condition"], found["code"], found["age_low"], found["age_high"], strict=True
        )
    ]
    found["factor"] = found["measured"] / found["expected"]
    found = found.round({"measured": 6, "expected": 6, "factor": 4})
    return found[HEAD].sort_values(["condition", "code"], ignore_index=True), gaps


def expected(people: Array, rate: Array, borough: int, low: int, high: int) -> float:
    """Share of a borough's residents of the ages low to high with the condition, at the rates (2, 91)."""
    ages = slice(low, min(high, AGES[-1]) + 1)
    mine = people[:, borough, ages]
    return float((mine * rate[:, ages]).sum() / mine.sum())


def _fingertips(frame: pd.DataFrame, rows: list[pd.DataFrame], gaps: list[dict[str, str]]) -> None:
    both = frame["sex"].fillna("Persons").str.casefold().eq("persons")
    frame = frame[both].assign(code=borough(frame))
    latest = frame.sort_values("order").drop_duplicates(["indicator", "code"], keep="last")
    for key, mine in latest.groupby("indicator"):
        measure = FINGERTIPS[int(str(int(float(str(key)))))]
        source = f"Fingertips {int(float(str(key)))}, {mine['indicator_name'].iloc[0]}"
        year = mine["period"].astype("str").str.extract(r"(\d{4})", expand=False).fillna("0").astype(int)
        notes = mine["note"] if "note" in mine else pd.Series(pd.NA, index=mine.index)
        for code, note in zip(mine.loc[mine["value"].isna(), "code"], notes[mine["value"].isna()], strict=True):
            gaps.append(_gap(measure, code, source, "no value given" if pd.isna(note) else str(note)))
        rows.append(_rows(measure, mine["code"], mine["value"] / 100, year, source))
        gaps += _absent(measure, source, mine["code"])


def _health_index(frame: pd.DataFrame, rows: list[pd.DataFrame], gaps: list[dict[str, str]]) -> None:
    frame = frame.assign(code=borough(frame))
    for name, measure in HEALTH_INDEX.items():
        wide = frame[frame["indicator"] == name].pivot_table(index="code", columns="year", values="value")
        if wide.empty:
            continue
        recent = wide.iloc[:, -RECENT:].median(axis=1).dropna()
        middle = float(recent.median())
        far = (recent > FAR * middle) | (recent < middle / FAR)
        source = f"ONS Health Index, {name} (median of {int(wide.columns[-RECENT:][0])} to {int(wide.columns[-1])})"
        for code in recent.index[far]:
            why = f"{recent[code]:.1f}% is more than twice, or less than half, the middle borough's {middle:.1f}%"
            gaps.append(_gap(measure, str(code), source, why))
        kept = recent[~far]
        year = pd.Series(int(wide.columns[-1]), index=kept.index)
        rows.append(_rows(measure, pd.Series(kept.index, index=kept.index), kept / 100, year, source))
        gaps += _absent(measure, source, pd.Series(wide.index))


def _limited(inventory: door.Inventory, rows: list[pd.DataFrame]) -> None:
    paths, lookups = editions.chosen(inventory, DISABILITY), inventory.paths(geography.WARD_LOOKUP)
    if not paths or not lookups:
        return
    frame = door.read(paths[0], DISABILITY, inventory.label(paths[0])).merge(
        geography.ward_lookup(inventory), on="code"
    )
    frame["limited"] = frame["n"].where(frame["category"].str.casefold().str.startswith("disabled"), 0.0)
    by = frame.groupby("borough_code")[["limited", "n"]].sum()
    share, code = by["limited"] / by["n"], pd.Series(by.index, index=by.index)
    year = pd.Series(2021, index=by.index)
    rows.append(_rows(LIMITED, code, share, year, "Census 2021, disability by LSOA (ONS)"))


def _rows(measure: Measure, code: pd.Series, share: pd.Series, year: pd.Series, source: str) -> pd.DataFrame:
    made = pd.DataFrame({"code": code.astype("str"), "measured": share, "year": year})
    made = made.assign(condition=measure.condition, age_low=measure.low, age_high=measure.high)
    return made.assign(basis=measure.basis, source=source).dropna(subset="measured")


def _absent(measure: Measure, source: str, given: pd.Series) -> list[dict[str, str]]:
    return [_gap(measure, code, source, "no row for the borough") for code in CODES if code not in set(given)]


def _gap(measure: Measure, code: str, source: str, reason: str) -> dict[str, str]:
    name = NAMES[CODES.index(code)]
    return {"condition": measure.condition, "code": code, "borough": name, "source": source, "reason": reason}
