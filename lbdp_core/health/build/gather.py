"""Gathering: the population files of a folder to rounds, estimates, the census and a base, and how each was used."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lbdp_core import door, editions, geography, row_accounts
from lbdp_core.areas.kinds import AGE
from lbdp_core.boroughs import CODES
from lbdp_core.health import schema
from lbdp_core.health.build.base import base, women_per_man
from lbdp_core.health.build.census import Census, census
from lbdp_core.health.build.panel import Panel, panel
from lbdp_core.sources import DataError

Array = NDArray[np.float64]
CENSUS_YEAR = 2021
ROUND_2014 = ((2001, 2041), "gla_2014", "GLA 2014 projections", 2013)  # its file does not say that it is of 2014
LONDON = {2020: 9_002_488, 2023: 8_945_309}  # residents that ONS published of a mid-year: tells a file without a year
SAME = 0.001  # how near a total must be to be that one, or a revision of it


@dataclass(frozen=True, eq=False)
class Known:
    """A population with its name; see `load.Population`."""

    key: str
    label: str
    kind: str
    panel: Panel
    last_observed: int
    source: str
    note: str = ""


@dataclass
class Gathered:
    """What the folder gives. files: a line of the report for each file read."""

    rounds: list[Known] = field(default_factory=list)
    estimates: list[Known] = field(default_factory=list)
    census: Census | None = None
    base: Known | None = None
    life: pd.DataFrame | None = None
    files: list[dict[str, Any]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def gather(inventory: door.Inventory) -> Gathered:
    """Everything that is known of populations.

    Raises:
        DataError: there is no projection or no estimate to start from, or a file cannot be used.
    """
    out = Gathered()
    for kind in schema.POPULATIONS:
        for path in inventory.paths(kind):
            _population(out, inventory, kind, path)
    if not out.rounds:
        raise DataError(f"The folder {inventory.raw} has no population projection; add the GLA's or the ONS's.")
    out.rounds.sort(key=lambda known: -known.last_observed)
    labels = [known.label for known in (*out.rounds, *out.estimates)]
    if again := [label for label in labels if labels.count(label) > 1]:
        raise DataError(f"Two files of {inventory.raw} are each {again[0]}; keep one of them in the folder.")
    if paths := editions.chosen(inventory, schema.LIFE):
        out.life = _life(usable(out, inventory, schema.LIFE, paths[0]))
    if paths := editions.chosen(inventory, schema.CENSUS):
        label = inventory.label(paths[0])
        table = usable(out, inventory, schema.CENSUS, paths[0])
        out.census = census(table, _by_age(inventory), label)
        if out.census.note:
            out.notes.append(out.census.note)
    out.base = _base(out, inventory)
    return out


def usable(out: Gathered, inventory: door.Inventory, kind: door.Kind, path: Path, needed: bool = True) -> pd.DataFrame:
    """The usable rows of a file; how many were set aside and why, and which symbols stood for numbers, is noted.

    needed: whether a file without one is refused.
    """
    used, account = row_accounts.read(inventory, kind, path)
    out.files.append(account.line())
    if used.empty and needed:
        raise DataError(f"{account.file} has no {kind.unit} of London; give the file with London's boroughs.")
    return used


def _population(out: Gathered, inventory: door.Inventory, kind: door.Kind, path: Path) -> None:
    label = inventory.label(path)
    estimate = kind in (schema.MID_YEAR, schema.MID_YEAR_SERIES)
    rows = usable(out, inventory, kind, path)
    year, note = _year(rows, path, label) if kind is schema.MID_YEAR and "year" not in rows else (None, "")
    made = panel(rows, label, year)
    out.notes += made.notes
    source = f"{kind.publisher}, {kind.what}"
    first, last = made.years[0], made.years[-1]
    if estimate:
        name = f"ONS mid-{last}" if first == last else f"ONS mid-{first} to mid-{last}"
        out.estimates.append(Known(f"ons_mid_{last}", name, "estimate", made, last, source, note))
        return
    key, name, observed = f"{kind.name}_{first}", f"{kind.publisher}, {first}–{last}", first
    if (first, last) == ROUND_2014[0]:
        _, key, name, observed = ROUND_2014
    note = f"These are old projections: their last estimate is for {observed}." if observed < CENSUS_YEAR else ""
    out.rounds.append(Known(key, name, "projection", made, observed, source, note))


def _year(rows: pd.DataFrame, path: Path, label: str) -> tuple[int, str]:
    """The mid-year of a file without a column of it, and how that is known: by its total, or else by its name.

    Raises:
        DataError: neither says its year.
    """
    total = float(rows[[f"age_{age}" for age in schema.AGES]].sum().sum())
    for year, published in LONDON.items():
        if abs(total / published - 1) < SAME:
            return year, f"The file names no year. Its total is the one that ONS published for London in mid-{year}."
    if len(named := set(re.findall(r"(?<!\d)20\d\d(?!\d)", path.stem))) == 1:
        return int(year := named.pop()), f"The file names no year in a column. Its name says mid-{year}."
    raise DataError(f"{label} does not say of which year it is; add a column year, or put the year into its name.")


def _base(out: Gathered, inventory: door.Inventory) -> Known:
    """The newest base: a mid-year estimate made since the census, its sexes as the census has them where it has none.

    Without one it is the census itself, with single years of age as in an older estimate.
    """
    newer = [e for e in out.estimates if e.panel.years[-1] >= CENSUS_YEAR]
    best = max(newer, key=lambda e: (e.panel.years[-1], len(e.panel.sexes)), default=None)
    if best is not None and len(best.panel.sexes) == 2:
        last = Panel(best.panel.counts[..., -1:], best.panel.sexes, best.panel.years[-1:], ())
        return Known("base", f"ONS mid-{last.years[0]}", "estimate", last, last.years[0], best.source, best.note)
    if out.census is None or not out.estimates:
        raise DataError(
            f"The folder {inventory.raw} has no base to project from; add ONS mid-year estimates by sex, or one by "
            "single year of age and the census table of sex and ages."
        )
    shape = min(out.estimates, key=lambda e: abs(e.panel.years[-1] - CENSUS_YEAR))
    ratio = women_per_man(out.life, CENSUS_YEAR)
    both = base(shape.panel.counts.sum(axis=0)[..., -1], out.census, ratio)
    sexes = f"women and men as in Census 2021 ({len(out.census.sexed_ages)} age bands" + (
        ", within a band by survival in the ONS life tables)" if out.life is not None else ")"
    )
    if best is not None:
        year = best.panel.years[-1]
        persons = best.panel.counts.sum(axis=0)[..., -1]
        made = Panel((both / both.sum(axis=0) * persons)[..., None], ("female", "male"), (year,), ())
        note = f"{best.label} counts persons. We split them into {sexes}, borough by borough. {best.note}".strip()
        source = "Office for National Statistics: mid-year estimates, Census 2021, period life tables"
        return Known("base", best.label, "made", made, year, source, note)
    note = (
        f"Census 2021 in {len(out.census.ages)} age bands. Single years within a band are as in {shape.label}. We "
        f"split them into {sexes}."
    )
    made = Panel(both[..., None], ("female", "male"), (CENSUS_YEAR,), ())
    source = f"Office for National Statistics: Census 2021, {shape.label}, period life tables"
    return Known("base", "Census 2021 by single year of age", "made", made, CENSUS_YEAR, source, note)


def _by_age(inventory: door.Inventory) -> Array | None:
    """Residents by borough and five ages (b, 5) from the census table by LSOA; None where it is not in the folder."""
    paths, lookups = editions.chosen(inventory, AGE), inventory.paths(geography.WARD_LOOKUP)
    if not paths or not lookups:
        return None
    rows = door.read(paths[0], AGE, inventory.label(paths[0])).merge(geography.ward_lookup(inventory), on="code")
    low = rows["category"].astype("str").str.extract(r"(\d+)", expand=False).astype(float)
    rows["low"] = low.where(~rows["category"].str.contains("under", case=False), 0.0)
    wide = rows.pivot_table(index="borough_code", columns="low", values="n", aggfunc="sum")
    if list(wide.columns) != [0, 16, 25, 35, 50] or list(wide.index) != list(CODES):
        return None
    return wide.to_numpy(dtype=float)


def _life(frame: pd.DataFrame) -> pd.DataFrame:
    sexes = {"1": "male", "2": "female", "m": "male", "f": "female", "males": "male", "females": "female"}
    named = frame["sex"].astype("str").str.casefold().str.removesuffix(".0")
    out = frame.assign(sex=named.replace(sexes)).rename(columns={"left": "years"})
    kept = out[out["sex"].isin(("female", "male"))].astype({"year": int, "age": int})
    return kept[["year", "sex", "age", "years"]].sort_values(["year", "sex", "age"], ignore_index=True)
