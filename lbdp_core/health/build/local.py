"""Local figures: how common a condition is found to be in each borough, over what its ages and sexes would lead one to
expect at the rates of `conditions`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

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
    """A local figure: of which condition, what sort of figure it is, and at which ages (both ends included)."""

    condition: str
    basis: str
    low: int = 0
    high: int = 120


FINGERTIPS = {
    92658: Measure("copd", MODELLED),
    92659: Measure("hypertension", DIAGNOSED, low=16),
    92661: Measure("depression", MODELLED),
    92662: Measure("chd", MODELLED, 55, 79),
    92663: Measure("stroke", MODELLED, 55, 79),
}
HEALTH_INDEX = {
    "Dementia": Measure("dementia", DIAGNOSED),
    "Diabetes": Measure("diabetes", DIAGNOSED, low=17),
}
# The schema says which rows are used, so that a check says it too.
assert (FINGERTIPS.keys(), HEALTH_INDEX.keys()) == (set(schema.INDICATORS), set(schema.INDEXED))
LIMITED = Measure("limiting_illness", COUNTED)
HEAD = ["condition", "code", "measured", "expected", "factor", "age_low", "age_high", "year", "basis", "source"]
ABSENT = "no row for the borough"
Found = tuple[Measure, str, pd.DataFrame]  # of what, source, and by code: measured (a share), year, why it has none


def local(inventory: door.Inventory, gathered: Gathered, people: Array) -> tuple[pd.DataFrame, list[dict[str, str]]]:
    """Local figures with their factors, and those that are missing with the reason.

    people: (2, b, 91) women and men of the base. The factor is measured over expected at the ages measured. A borough
    whose figure the publisher withholds, or whose figure cannot be right, has no row and is listed with the reason.
    """
    found: list[Found] = []
    for path in editions.chosen(inventory, schema.FINGERTIPS):
        found += _fingertips(usable(gathered, inventory, schema.FINGERTIPS, path, needed=False))
    for path in editions.chosen(inventory, schema.HEALTH_INDEX):
        found += _health_index(usable(gathered, inventory, schema.HEALTH_INDEX, path, needed=False))
    found += _limited(inventory)
    if not found:
        return pd.DataFrame(columns=HEAD), []
    each = [(measure, source, rows.reindex(list(CODES)).fillna({"why": ABSENT})) for measure, source, rows in found]
    gaps = [
        _gap(measure, str(code), source, why)
        for measure, source, rows in each
        for code, why in rows.loc[rows["measured"].isna(), "why"].items()
    ]
    tables = [_rows(measure, source, rows.dropna(subset="measured")) for measure, source, rows in each]
    tables += [
        table[table["condition"] == it.of].assign(condition=it.key) for table in tables[:] for it in SECOND_BASES
    ]
    rows = pd.concat(tables, ignore_index=True)
    at_rates, names = rates(), ["condition", "code", "age_low", "age_high"]
    rows["expected"] = [
        expected(people, by_age(at_rates, condition, AGES), CODES.index(code), low, high)
        for condition, code, low, high in rows[names].itertuples(index=False, name=None)
    ]
    rows["factor"] = rows["measured"] / rows["expected"]
    rows = rows.round({"measured": 6, "expected": 6, "factor": 4})
    return rows[HEAD].sort_values(["condition", "code"], ignore_index=True), gaps


def expected(people: Array, rate: Array, borough: int, low: int, high: int) -> float:
    """Share of a borough's residents of the ages low to high with the condition, at the rates (2, 91)."""
    ages = slice(low, min(high, AGES[-1]) + 1)
    mine = people[:, borough, ages]
    return float((mine * rate[:, ages]).sum() / mine.sum())


def _fingertips(frame: pd.DataFrame) -> Iterator[Found]:
    frame = frame[frame["sex"].fillna("Persons").str.casefold().eq("persons")].assign(code=borough)
    latest = frame.sort_values("order").drop_duplicates(["indicator", "code"], keep="last").set_index("code")
    latest["measured"] = latest["value"] / 100
    latest["year"] = latest["period"].astype("str").str.extract(r"(\d{4})", expand=False).fillna("0").astype(int)
    latest["why"] = (latest["note"] if "note" in latest else pd.Series(index=latest.index)).fillna("no value given")
    for key, rows in latest.groupby(latest["indicator"].astype(int)):
        yield FINGERTIPS[key], f"Fingertips {key}, {rows['indicator_name'].iloc[0]}", rows


def _health_index(frame: pd.DataFrame) -> Iterator[Found]:
    for name, values in frame.assign(code=borough).groupby("indicator"):
        wide = values.pivot_table(index="code", columns="year", values="value")
        recent = wide.iloc[:, -RECENT:].median(axis=1)
        middle, years = float(recent.median()), wide.columns[-RECENT:].astype(int)
        far = (recent > FAR * middle) | (recent < middle / FAR)
        why = [f"{v:.1f}% is more than twice, or less than half, the middle borough's {middle:.1f}%" for v in recent]
        rows = pd.DataFrame({"measured": recent.mask(far) / 100, "year": years[-1], "why": why}, index=recent.index)
        yield HEALTH_INDEX[str(name)], f"ONS Health Index, {name} (median of {years[0]} to {years[-1]})", rows


def _limited(inventory: door.Inventory) -> Iterator[Found]:
    paths, lookups = editions.chosen(inventory, DISABILITY), inventory.paths(geography.WARD_LOOKUP)
    if not paths or not lookups:
        return
    frame = door.read(paths[0], DISABILITY, inventory.label(paths[0])).merge(
        geography.ward_lookup(inventory), on="code"
    )
    frame["limited"] = frame["n"].where(frame["category"].str.casefold().str.startswith("disabled"), 0.0)
    by = frame.groupby("borough_code")[["limited", "n"]].sum()
    rows = pd.DataFrame({"measured": by["limited"] / by["n"], "year": 2021, "why": ABSENT})
    yield LIMITED, "Census 2021, disability by LSOA (ONS)", rows


def _rows(measure: Measure, source: str, rows: pd.DataFrame) -> pd.DataFrame:
    about: dict[str, Any] = {
        "condition": measure.condition,
        "age_low": measure.low,
        "age_high": measure.high,
        "basis": measure.basis,
    }
    named = rows[["measured", "year"]].rename_axis("code").reset_index()
    return named.astype({"year": int}).assign(**about, source=source)


def _gap(measure: Measure, code: str, source: str, reason: str) -> dict[str, str]:
    name = NAMES[CODES.index(code)]
    return {"condition": measure.condition, "code": code, "borough": name, "source": source, "reason": reason}
