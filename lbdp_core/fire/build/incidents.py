"""Incidents: every file of the folder to one list of dwelling fires, and an account of every row read.

A year counts once it is whole; a part of one is shown and used for nothing else.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from lbdp_core import door
from lbdp_core.fire import schema
from lbdp_core.geocoding import points
from lbdp_core.sources import DataError

UNLIKELY = 1e-4  # the chance that so long a silence is luck; below it, a file begins late, ends early or has a gap


def whole(dates: pd.Series) -> list[int]:
    """Years with fires in all twelve months and no silence that luck would not leave.

    A file that ends on 12 December has fires in twelve months of that year; what tells is how long nothing follows.

    >>> daily = pd.date_range("2022-03-05", "2024-12-12").to_series()
    >>> whole(pd.concat([daily] * 10))
    [2023]
    """
    return [int(y) for y, days in dates.groupby(dates.dt.year) if days.dt.month.nunique() == 12 and not _broken(days)]


def part(dates: pd.Series, complete: Sequence[int]) -> list[dict[str, Any]]:
    """The other years: year, fires, and the first and the last day with a fire (`from`, `to`)."""
    rest = dates[~dates.dt.year.isin(complete)]
    return [
        {"year": int(y), "fires": len(d), "from": d.min().date().isoformat(), "to": d.max().date().isoformat()}
        for y, d in rest.groupby(rest.dt.year)
    ]


def _broken(days: pd.Series) -> bool:
    """Whether the longest silence of a year, its ends included, is too long for fires at that year's rate."""
    year, at = int(days.iloc[0].year), np.unique(days.dt.day_of_year)
    length = pd.Timestamp(year, 12, 31).day_of_year
    silence = np.diff([0, *at, length + 1]).max() - 1
    rate = len(days) / (at[-1] - at[0] + 1)
    return bool(len(days) * np.exp(-rate * silence) < UNLIKELY)


COVERED = "in a month that a fuller file covers"


@dataclass
class Account:
    """One file's rows: read = used + the sum of set_aside."""

    file: str
    kind: str
    rows: int
    rows_by_year: dict[str, int]
    set_aside: Counter[str]
    repaired: list[str]

    @property
    def used(self) -> int:
        return self.rows - self.set_aside.total()

    def as_dict(self) -> dict[str, Any]:
        return {
            "file": self.file,
            "kind": self.kind,
            "rows": self.rows,
            "rows_by_year": self.rows_by_year,
            "used": self.used,
            "set_aside": dict(sorted(self.set_aside.items())),
            "repaired": self.repaired,
        }


def gather(inventory: door.Inventory) -> tuple[pd.DataFrame, list[Account]]:
    """Dwelling fires of all files, in order of date, and the account of each file.

    The frame has file (position among the accounts), date, month (YYYY-MM), incident_number, borough_code,
    borough_name, x, y (metres, EPSG:27700), grid_m (1 or 100), property_type, station_ground (missing where the
    file has none) and hour (0 to 23, NaN where it has none). Files may overlap: an incident number counts once, and
    each calendar month is taken from the files that number every fire together, or from the one file without numbers
    that has more dwelling fires in it (the first by name when equal).

    Raises:
        DataError: a file cannot be read, or no file has a dwelling fire.
    """
    accounts: list[Account] = []
    parts = []
    for kind, path in sorted(((k, p) for k in schema.INCIDENTS for p in inventory.paths(k)), key=lambda kp: kp[1]):
        frame = door.read(path, kind, inventory.label(path))
        account, part = _usable(frame, kind, inventory.label(path))
        parts.append(part.assign(file=len(accounts)))
        accounts.append(account)
    fires = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame()
    if fires.empty:
        raise DataError(
            f"The folder {inventory.raw} has no file with a dwelling fire; "
            "add the incident records that London Fire Brigade publishes on the London Datastore."
        )
    fires = _fullest(_once(fires, accounts), accounts)
    return fires.sort_values(["date", "file"], kind="stable", ignore_index=True), accounts


def _usable(frame: pd.DataFrame, kind: door.Kind, label: str) -> tuple[Account, pd.DataFrame]:
    why = schema.not_a_dwelling_fire(frame)
    years = frame["date"].dt.year.value_counts().sort_index()
    by_year = {str(int(year)): int(n) for year, n in years.items()}
    if undated := int(frame["date"].isna().sum()):
        by_year["without a date"] = undated
    set_aside = Counter(door.tally(why))
    used = frame[why.eq("")].reset_index(drop=True)
    held = ["date", "incident_number", "borough_code", "borough_name", "property_type", "station_ground"]
    part = used.reindex(columns=held)
    part[["x", "y", "grid_m"]] = points(used)
    part["hour"] = _hours(used)
    part["month"] = used["date"].dt.strftime("%Y-%m")
    return Account(label, kind.name, len(frame), by_year, set_aside, frame.attrs["repaired"]), part


def _hours(used: pd.DataFrame) -> pd.Series:
    """Hour of the call, 0 to 23; of "23:05:59" where there is no column of hours; NaN where neither can be read."""
    none = pd.Series(np.nan, index=used.index)
    times = used["time"].astype("str").str.extract(r"^(\d{1,2}):\d{2}", expand=False) if "time" in used else none
    hours = used.get("hour", none).astype(float).fillna(pd.to_numeric(times, errors="coerce").astype(float))
    return hours.where(hours.isin(range(24)))


def _fullest(fires: pd.DataFrame, accounts: list[Account]) -> pd.DataFrame:
    """Fires of the source that has most in each month: all files that number every fire together, or one file.

    Numbers tell whether two rows are one fire, so files that have them add up: one may end within a month that
    another begins in. They win where another has as many, since they hold the hour and the station ground as well.
    """
    numbered = fires["incident_number"].notna().groupby(fires["file"]).transform("all")
    source = fires["file"].mask(numbered, -1)
    best = pd.crosstab(fires["month"], source).idxmax(axis=1)  # the first when equal
    return _keep(fires, fires["month"].map(best).eq(source), COVERED, accounts)


def _once(fires: pd.DataFrame, accounts: list[Account]) -> pd.DataFrame:
    """Fires that no file before has under the same incident number and year."""
    return _keep(fires, ~schema.again(fires), schema.TWICE, accounts)


def _keep(fires: pd.DataFrame, kept: pd.Series, reason: str, accounts: list[Account]) -> pd.DataFrame:
    for file, n in fires.loc[~kept, "file"].value_counts().items():
        accounts[int(str(file))].set_aside[reason] += int(n)
    return fires[kept].reset_index(drop=True)


def set_aside(fires: pd.DataFrame, kept: np.ndarray, reason: str, accounts: list[Account]) -> pd.DataFrame:
    """The fires that are kept; the others are added to their file's account under `reason`."""
    return _keep(fires, pd.Series(kept, index=fires.index), reason, accounts)
