"""Tables: jobs by occupation and industry, rates by borough and year, claimants by LSOA, and the report."""

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
from lbdp_core.geography.boundaries import only
from lbdp_core.labour import schema
from lbdp_core.labour.build.suppression import FEWEST, TOTAL, hide
from lbdp_core.sources import DataError, Origin, Workbench

LONDON, ENGLAND = "Greater London", "England"
ROUNDED = 5  # claimants by LSOA are rounded to it
MONTH = re.compile(r"claimant count \((\w+) (\d{4})\)", re.I)
MONTHS = {name: f"{n:02d}" for n, name in enumerate(
    ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
     "december"), 1)}  # fmt: skip


def build(inventory: door.Inventory, bench: Workbench) -> dict[str, Any]:
    """Write labour/*.csv and labour/report.json; returns the report.

    Raises:
        DataError: the folder lacks London's workbook or the claimant count by borough, or a file cannot be read.
    """
    lines: list[dict[str, Any]] = []
    books = _books(inventory, lines)
    rates, in_part = _whole_years(_rates(inventory, lines))
    areas = _claimants(inventory, bench, lines)
    idle = [line["file"] for line in lines if not line["used"]]
    lines = [line for line in lines if line["used"]]
    held = _Writer(inventory, bench, idle)
    newest = f"{int(rates.loc[rates['indicator'].eq('claimants'), 'year'].max())}-12-31"
    jobs = _levels(books, ("occupations", "industries", "qualifications"))
    for name, table, what in (
        ("jobs.csv", jobs, "jobs by occupation, by industry and by qualification"),
        ("effects.csv", _effects(books, jobs), "shift-share of jobs by occupation"),
        ("matrix.csv", _matrix(books), "jobs by industry and major occupation group"),
    ):
        held(name, table, what, schema.WORKBOOK, "2020-12-31")
    held("people.csv", _people(inventory), "residents aged 16 to 64 by borough", schema.AGES, _mid_year(inventory))
    held("rates.csv", rates, "claimants, work, pay and learning by borough and year", schema.LOCAL, newest)
    last = areas["date"].max()
    held(
        "claimants.csv",
        areas,
        "claimants by LSOA at four dates",
        schema.CLAIMANTS,
        f"{last}-28" if len(areas) else newest,
    )
    report = {
        "files": row_accounts.files(lines),
        "accounts": lines,
        "unused_files": idle,
        "regions": sorted(set(books["region"])),
        "hidden": int(jobs["thousands"].isna().sum()),
        "last_year": int(newest[:4]),
        "years_in_part": in_part,
        "dates": sorted(set(areas["date"])),
    }
    bench.json("labour/report.json", report, held.origin("how the labour tables were made", schema.LOCAL, newest))
    return report


class _Writer:
    """Writes tables of this theme, each with who published what it is made from."""

    def __init__(self, inventory: door.Inventory, bench: Workbench, idle: list[str]):
        self.inventory, self.bench, self.idle = inventory, bench, idle

    def __call__(self, name: str, table: pd.DataFrame, what: str, kind: door.Kind, as_of: str) -> None:
        self.bench.table(f"labour/{name}", table, self.origin(what, kind, as_of))

    def origin(self, what: str, kind: door.Kind, as_of: str) -> Origin:
        files = (self.inventory.label(path) for path in self.inventory.paths(kind))
        used = tuple(file for file in files if file not in self.idle)
        return Origin(what, kind.publisher, kind.licence, as_of, made_from=used)


def _read(inventory: door.Inventory, kind: door.Kind, lines: list[dict[str, Any]]) -> list[pd.DataFrame]:
    """Every file of a kind that can be read as it."""
    frames = []
    for path in inventory.paths(kind):
        frame, account = row_accounts.read(inventory, kind, path)
        lines.append(account.line())
        frames.append(frame)
    return frames


def _books(inventory: door.Inventory, lines: list[dict[str, Any]]) -> pd.DataFrame:
    frames = _read(inventory, schema.WORKBOOK, lines)
    whole = pd.concat(frames, ignore_index=True) if frames else pd.DataFrame(columns=["region"])
    regions = [frame["region"].iloc[0] for frame in frames]
    if again := sorted({region for region in regions if regions.count(region) > 1}):
        raise DataError(f"The folder has two Skills Imperative workbooks of {again[0]}; take the older one out.")
    if LONDON not in set(whole["region"]):
        raise DataError("The folder has no Skills Imperative workbook of Greater London; add the one of its LSIP area.")
    return whole


def _levels(books: pd.DataFrame, kept: tuple[str, ...]) -> pd.DataFrame:
    """region, table, row, measure, thousands: blank where a figure is hidden."""
    rows = books[books["table"].isin(kept)][["region", "table", "row", "measure", "value"]]
    return hide(rows).round({"value": 3}).rename(columns={"value": "thousands"})


def _effects(books: pd.DataFrame, jobs: pd.DataFrame) -> pd.DataFrame:
    """region, row, measure ("scale 2020-2035", ...), thousands: only of occupations whose years are shown."""
    rows = books[books["table"].eq("shift_share")][["region", "row", "measure", "value"]]
    years = jobs[jobs["table"].eq("occupations") & jobs["measure"].str.isdigit()]
    shown = years.groupby(["region", "row"])["thousands"].apply(lambda values: values.notna().all())
    here = pd.MultiIndex.from_frame(rows[["region", "row"]]).isin(shown.index[shown])
    return rows[here].round({"value": 4}).rename(columns={"value": "thousands"})


def _matrix(books: pd.DataFrame) -> pd.DataFrame:
    """industry, group, share: of London's jobs in an industry in the last year, by major group.

    Cells under 10,000 people are left out, and their part is spread over the others of their industry.
    """
    rows = books[books["table"].eq("matrix") & books["region"].eq(LONDON)]
    rows = rows[rows["measure"].eq(rows["measure"].max()) & (rows["value"] >= FEWEST)]
    rows = rows[~(rows["row"].str.contains(TOTAL) | rows["industry"].str.contains(TOTAL))]
    share = (rows["value"] / rows.groupby("industry")["value"].transform("sum")).round(4)
    return rows.assign(share=share).rename(columns={"row": "group"})[["industry", "group", "share"]]


def _rates(inventory: door.Inventory, lines: list[dict[str, Any]]) -> pd.DataFrame:
    """code, indicator, year, value, low, high: boroughs, London and England; of two files the one that goes on longer,
    since it has the revisions.
    """
    parts = [
        frame.assign(indicator=schema.indicator(frame["indicator"]), year=frame["period"].str[:4].astype(int))
        for frame in _read(inventory, schema.LOCAL, lines)
    ]
    parts = [part for part in (*parts, *_nomis(inventory, lines)) if not part.empty]
    parts.sort(key=lambda part: part["year"].max())
    whole = pd.concat(parts) if parts else pd.DataFrame(columns=["indicator"])
    if "claimants" not in set(whole["indicator"]):
        raise DataError(
            "The folder has no claimant count by borough and year; add the ONS local statistics table of it."
        )
    whole = whole.drop_duplicates(["code", "indicator", "year"], keep="last")
    columns = ["code", "indicator", "year", "value", "low", "high"]
    return whole.sort_values(columns[:3], ignore_index=True).reindex(columns=columns).round(4)


def _whole_years(rates: pd.DataFrame) -> tuple[pd.DataFrame, dict[str, list[str]]]:
    """The rates without claimants of years that lack a borough or England, and which places each such year lacks."""
    claimants = rates["indicator"].eq("claimants")
    wide = (
        rates[claimants]
        .pivot_table(index="year", columns="code", values="value")
        .reindex(columns=[*CODES, "E92000001"])
    )
    part = wide[wide.isna().any(axis=1)]
    names = [*NAMES, "England"]
    lacking = {
        str(year): [name for name, gone in zip(names, row.isna(), strict=True) if gone] for year, row in part.iterrows()
    }
    return rates[~(claimants & rates["year"].isin(part.index))].reset_index(drop=True), lacking


def _people(inventory: door.Inventory) -> pd.DataFrame:
    """code, residents: aged 16 to 64, of the first file that has every borough and every year of age.

    Raises:
        DataError: no file has.
    """
    for path in sorted(inventory.paths(schema.AGES)):
        with suppress(DataError):  # a file with other columns is of use to another theme only
            frame = door.read(path, schema.AGES, inventory.label(path)).set_index("code")
            if set(CODES) <= set(frame.index) and frame.index.is_unique:
                return frame.loc[list(CODES)].sum(axis=1).rename("residents").rename_axis("code").reset_index()
    raise DataError("The folder has no mid-year population by single year of age; add the ONS table of every council.")


def _mid_year(inventory: door.Inventory) -> str:
    """The date of the population: 30 June of the year that its file is named after."""
    years = [re.search(r"20\d\d", inventory.label(path)) for path in sorted(inventory.paths(schema.AGES))]
    return next((f"{year[0]}-06-30" for year in years if year), "")


def _nomis(inventory: door.Inventory, lines: list[dict[str, Any]]) -> list[pd.DataFrame]:
    """The mean of each year of Nomis's monthly rates."""
    found = []
    wide = map(schema.by_month, _read(inventory, schema.NOMIS_WIDE, lines))
    usable = (frame[schema.not_a_rate(frame).eq("")] for frame in wide)
    for frame in (*_read(inventory, schema.NOMIS, lines), *usable):
        rows = frame.rename(columns={"borough_code": "code"}).assign(year=schema.year_of(frame["date"]))
        by = rows.groupby(["code", "year"])["value"].mean().reset_index()
        named = by.assign(indicator="claimants", low=np.nan, high=np.nan).astype({"year": int})
        found.append(named[["code", "indicator", "year", "value", "low", "high"]])
    return found


def _claimants(inventory: door.Inventory, bench: Workbench, lines: list[dict[str, Any]]) -> pd.DataFrame:
    """code, date ("2024-03"), rate, low, high (% of residents aged 16 to 64): LSOAs of 2021.

    Counts are rounded to the nearest 5, so that the whole number behind 5 is 3 to 7, and behind 0 is 0 to 2. That range
    is carried along.
    """
    codes = pd.Index(pd.read_csv(bench.root / "areas/lsoa.csv", usecols=["code"])["code"], name="code")
    people = only(inventory, shared.POPULATION).set_index("lsoa11")["total"]
    carry = Carry.of(only(inventory, shared.LOOKUP_11_21), codes, people)
    parts = []
    for frame in _read(inventory, schema.CLAIMANTS, lines):
        by_code = frame.drop_duplicates("lsoa11").set_index("lsoa11")
        adults = by_code["population"].where(by_code["population"] > 0)
        for column in by_code:
            found = MONTH.search(str(column))
            if not found or found[1].casefold() not in MONTHS:
                continue
            counts = pd.to_numeric(by_code[column].astype(str).str.replace(",", ""), errors="coerce")
            half = ROUNDED // 2
            ends = {"rate": counts, "low": (counts - half).clip(lower=0), "high": counts + half}
            carried = {name: np.round(carry.mean(100 * values / adults), 3) for name, values in ends.items()}
            date = f"{found[2]}-{MONTHS[found[1].casefold()]}"
            parts.append(pd.DataFrame(carried, index=codes).assign(date=date).reset_index())
    blank = pd.DataFrame(columns=["code", "date", "rate", "low", "high"])
    whole = pd.concat(parts).dropna(subset=["rate"]) if parts else blank
    return whole.drop_duplicates(["code", "date"])[list(blank)].sort_values(["date", "code"], ignore_index=True)
