"""Tables: expected admissions, hazard and frailty by LSOA, made-up counts by LSOA, and the profile by age."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import Any

import numpy as np
import pandas as pd

from lbdp_core import door, row_accounts
from lbdp_core.areas import kinds as shared
from lbdp_core.areas.lookups import Carry
from lbdp_core.boroughs import CODES, NAMES
from lbdp_core.falls import schema
from lbdp_core.falls.build import synthetic
from lbdp_core.falls.build.calibration import Published
from lbdp_core.geography.boundaries import only
from lbdp_core.row_accounts import RowAccount
from lbdp_core.sources import DataError, Origin, Workbench

PROFILE_AREAS = ("E08000025", "E08000029")  # Birmingham and Solihull, whose admissions the profile is of
PROFILE_YEARS = 3  # 2022 to 2024, as its cover says
LAST = 2040
RATE = 2_187  # admissions a year per 100,000 aged 65 and over in London, about 2021/22 (OHID, as read in a report)


def build(inventory: door.Inventory, bench: Workbench) -> dict[str, Any]:
    """Write falls/*.csv and falls/report.json; returns the report.

    Raises:
        DataError: a file that is needed is not there, or cannot be read.
    """
    accounts: list[RowAccount] = []

    def read(kind: door.Kind) -> pd.DataFrame:
        paths = inventory.paths(kind)
        if len(paths) != 1:
            raise DataError(f"The folder has {len(paths)} files of {kind.what}; give one.")
        frame, account = row_accounts.read(inventory, kind, paths[0])
        accounts.append(account)
        return frame

    areas = pd.read_csv(bench.root / "areas/lsoa.csv", usecols=["code", "borough", "residents"])
    codes = pd.Index(areas["code"], name="code")
    borough = areas["borough"].map(NAMES.index).to_numpy(dtype=np.int64)
    population = only(inventory, shared.POPULATION).set_index("lsoa11")
    carry = Carry.of(only(inventory, shared.LOOKUP_11_21), codes, population["total"])
    profile = _profile(read(schema.PROFILE), _people_of_profile(inventory))
    bands = _by_band(population, carry, areas["residents"].to_numpy(dtype=float))
    raw = bands.to_numpy() @ profile.loc[profile["sex"].eq("all"), "rate"].to_numpy()
    published = _published(inventory, accounts)
    expected = raw * _level(raw, borough, bands.to_numpy().sum(), published)
    homes = read(schema.HOMES).set_index("code").reindex(codes)
    stroke = read(schema.STROKE).set_index("lsoa11")["stroke"]
    indoors = read(schema.INDOORS).set_index("code")["indoors_score"].reindex(codes)
    older = bands.sum(axis=1).to_numpy()
    frame = pd.DataFrame(
        {
            "people_65": older.round(1),
            **{f"aged_{band}": bands[band].to_numpy().round(2) for band in schema.BANDS},
            "expected": expected.round(4),
            "indoors": indoors.round(3),
            "no_heating": (homes["no_heating"] / homes["homes"].clip(lower=1)).round(4),
            "bad_health": (homes["bad_health"] / homes["people"].clip(lower=1)).round(4),
            "communal": homes["communal"],
            "stroke": carry.mean(stroke).round(3),
        },
        index=codes,
    )
    for name in frame:
        frame[name] = frame[name].fillna(frame[name].median())
    frame["stroke_rate"] = (100 * frame["stroke"] / frame["people_65"].clip(lower=20)).round(3)
    counts = synthetic.counts(frame, _pairs(bench), borough, published)
    write = _Writer(bench, accounts)
    write("areas.csv", frame.reset_index(), "older people, homes and health by LSOA", "2021-03-21")
    ahead, projection = _older(inventory)
    what = f"people aged 65 and over by age to {LAST}"
    source = Origin(what, schema.PROJECTION.publisher, schema.OGL, "2013-12-31", made_from=(projection,))
    bench.table("falls/older.csv", ahead, source)
    write("profile.csv", profile, "rates of emergency admission for falls by age", "2024-12-31")
    made = Origin(
        "admissions for falls by LSOA, made up", "Nobody: a seeded generator", "none", "2024-12-31", "synthetic"
    )
    bench.table("falls/counts.csv", counts, made)
    lines = [account.line() for account in accounts if account.used]
    facts = {
        "rows": row_accounts.files(lines),
        "accounts": [line for line in lines if line["kind"] != schema.HOMES.name],
        "unused_files": [account.file for account in accounts if not account.used],
        "people_65": int(older.sum().round()),
        "expected": float(round(expected.sum(), 1)),
        "rate": round(1e5 * float(expected.sum() / older.sum()), 1),
        "published": published.period if published else "",
        "years": synthetic.YEARS,
        "planted": synthetic.PLANTED,
    }
    bench.json("falls/report.json", facts, write.origin("how the falls tables were made", "2024-12-31"))
    return facts


def _published(inventory: door.Inventory, accounts: list[RowAccount]) -> Published | None:
    """Admissions by borough of the Fingertips downloads that have them; None where no file has."""
    frames = []
    for path in inventory.paths(schema.FINGERTIPS):
        frame, account = row_accounts.read(inventory, schema.FINGERTIPS, path)
        accounts.append(account)
        frames += [frame] * (not frame.empty)
    return Published.of(pd.concat(frames, ignore_index=True)) if frames else None


def _level(raw: np.ndarray, borough: np.ndarray, people: float, published: Published | None) -> float:
    """By how much admissions at the profile's rates are multiplied, to make London's: those published by borough, else
    at the rate published for London.
    """
    if published is None:
        return RATE / 1e5 * people / float(raw.sum())
    group = published.group[borough]
    return float(published.count[np.unique(group[group >= 0])].sum() / raw[group >= 0].sum())


class _Writer:
    """Writes tables of this theme, each with who published what it is made from."""

    def __init__(self, bench: Workbench, accounts: list[RowAccount]):
        self.bench, self.accounts = bench, accounts

    def __call__(self, name: str, table: pd.DataFrame, what: str, as_of: str) -> None:
        self.bench.table(f"falls/{name}", table, self.origin(what, as_of))

    def origin(self, what: str, as_of: str) -> Origin:
        used = [account for account in self.accounts if account.used]
        names, kinds = {account.kind for account in used}, (*schema.KINDS, schema.HOMES)
        publishers = "; ".join(dict.fromkeys(kind.publisher for kind in kinds if kind.name in names))
        files = tuple(account.file for account in used)
        return Origin(what, publishers, f"{schema.OGL}; stroke admissions MIT", as_of, made_from=files)


def _pairs(bench: Workbench) -> np.ndarray:
    return pd.read_csv(bench.root / "areas/neighbours.csv").to_numpy(dtype=np.int64)


def _people_of_profile(inventory: door.Inventory) -> pd.Series:
    """People by band of age in the areas that the profile is of.

    Raises:
        DataError: no file of the folder has them.
    """
    for path in sorted(inventory.paths(schema.LA_AGES)):
        with suppress(DataError):  # a file with other columns is of use to another theme only
            frame = door.read(path, schema.LA_AGES, inventory.label(path)).set_index("la")
            if set(PROFILE_AREAS) <= set(frame.index):
                mine = frame.loc[list(PROFILE_AREAS)]
                return pd.Series({band: float(mine[_ages(band)].to_numpy().sum()) for band in schema.BANDS})
    raise DataError(
        "The folder has no population by single year of age of Birmingham and Solihull, whose admissions the "
        "profile is of; add the ONS mid-year population by local authority for all of England."
    )


def _older(inventory: door.Inventory) -> tuple[pd.DataFrame, str]:
    """code, year, aged_65 ... aged_90: people by borough and band, from the last year counted; and which file has them.

    Raises:
        DataError: no projection of the folder goes from the last year counted to 2040.
    """
    years = range(synthetic.YEARS[-1], LAST + 1)
    for path in sorted(inventory.paths(schema.PROJECTION), reverse=True):
        frame = door.read(path, schema.PROJECTION, inventory.label(path))
        rows = frame[frame["borough"].isin(CODES) & frame["year"].isin(years)]
        people = {f"aged_{band}": rows[_ages(band)].sum(axis=1).round(1) for band in schema.BANDS}
        made = pd.DataFrame({"code": rows["borough"], "year": rows["year"].astype(int), **people}).dropna()
        if set(map(tuple, made[["code", "year"]].to_numpy())) == {(code, year) for code in CODES for year in years}:
            sorted_ = made.drop_duplicates(["code", "year"]).sort_values(["code", "year"], ignore_index=True)
            return sorted_, inventory.label(path)
    raise DataError(
        f"The folder has no projection of people by borough and age from {years[0]} to {LAST}; add a GLA round."
    )


def _ages(band: int) -> list[str]:
    after = schema.BANDS[schema.BANDS.index(band) + 1] if band < schema.BANDS[-1] else schema.OLDEST + 1
    return [f"age_{age}" for age in range(band, after)]


def _profile(rows: pd.DataFrame, people: pd.Series) -> pd.DataFrame:
    """band, sex, admissions (a year), people, rate: of ages 65 and over, of "all", "female" and "male".

    rate: admissions of that sex over people of both, since no table parts people by sex, age and small area.
    """
    first = rows["band"].map(lambda text: int(found[0]) if (found := re.findall(r"\d+", str(text))) else -1)
    by = rows.assign(band=first, sex=rows["sex"].str.casefold()).pivot_table(
        index="band", columns="sex", values="admissions", aggfunc="sum", fill_value=0.0
    )
    by = by / PROFILE_YEARS
    if gone := [band for band in schema.BANDS if band not in by.index]:
        raise DataError(f"The table of falls by age has no band that begins at {gone[0]}; give bands of five years.")
    if lacking := [sex for sex in ("female", "male") if sex not in by]:
        raise DataError(f"The table of falls by age has no rows of sex {lacking[0]}; give those of both sexes.")
    by = by.loc[list(schema.BANDS), ["female", "male"]]
    table = by.assign(all=by.sum(axis=1))[list(schema.SEXES)].melt(
        ignore_index=False, var_name="sex", value_name="admissions"
    )
    table = table.round({"admissions": 1}).assign(people=people.reindex(table.index).round())
    table["rate"] = (table["admissions"] / table["people"]).round(6)
    return table.rename_axis("band").reset_index()


def _by_band(population: pd.DataFrame, carry: Carry, residents: np.ndarray) -> pd.DataFrame:
    """People by band (columns) and LSOA of 2021: shares of mid-2020, of the residents of the census."""
    total = population["total"].clip(lower=1)
    shares = {band: carry.mean(population[_ages(band)].sum(axis=1) / total) for band in schema.BANDS}
    return pd.DataFrame({band: share * residents for band, share in shares.items()}, index=carry.lsoa21)
