"""Incidents: every file of the folder to one list of dwelling fires, and an account of every row read.

A year counts once it is whole; a part of one is shown and used for nothing else.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from lbdp_core import door, row_accounts
from lbdp_core.fire import schema
from lbdp_core.geocoding import points
from lbdp_core.row_accounts import RowAccount
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


def gather(inventory: door.Inventory) -> tuple[pd.DataFrame, list[RowAccount]]:
    """Dwelling fires of all files, in order of date, and the account of each file.

    The frame has file (its name in the accounts), date, month (YYYY-MM), incident_number, borough_code,
    borough_name, x, y (metres, EPSG:27700), grid_m (1 or 100), property_type, station_ground (missing where the
    file has none) and hour (0 to 23, NaN where it has none). Files may overlap: an incident number counts once, and
    each calendar month is taken from the files that number every fire together, or from the one file without numbers
    that has more dwelling fires in it (the first by name when equal).

    Raises:
        DataError: a file cannot be read, or no file has a dwelling fire.
    """
    accounts: list[RowAccount] = []
    parts = []
    for kind, path in sorted(((k, p) for k in schema.INCIDENTS for p in inventory.paths(k)), key=lambda kp: kp[1]):
        frame = door.read(path, kind, inventory.label(path))
        account, part = _usable(frame, kind, inventory.label(path))
        parts.append(part.assign(file=account.file))
        accounts.append(account)
    fires = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame()
    if fires.empty:
        raise DataError(
            f"The folder {inventory.raw} has no file with a dwelling fire; "
            "add the incident records that London Fire Brigade publishes on the London Datastore."
        )
    fires, accounts = set_aside(fires, ~schema.again(fires), schema.TWICE, accounts)
    fires, accounts = set_aside(fires, _fullest(fires), COVERED, accounts)
    return fires.sort_values("date", kind="stable", ignore_index=True), accounts  # of a day, in the order of the files


def _usable(frame: pd.DataFrame, kind: door.Kind, label: str) -> tuple[RowAccount, pd.DataFrame]:
    why = schema.not_a_dwelling_fire(frame)
    years = frame["date"].dt.year.value_counts().sort_index()
    by_year = {str(int(year)): int(n) for year, n in years.items()}
    if undated := int(frame["date"].isna().sum()):
        by_year["without a date"] = undated
    used = frame[why.eq("")].reset_index(drop=True)
    held = ["date", "incident_number", "borough_code", "borough_name", "property_type", "station_ground"]
    part = used.reindex(columns=held)
    part[["x", "y", "grid_m"]] = points(used)
    part["hour"] = _hours(used)
    part["month"] = used["date"].dt.strftime("%Y-%m")
    about = {"rows_by_year": by_year, "repaired": frame.attrs["repaired"]}
    return RowAccount(label, kind.name, len(frame), door.tally(why), about), part


def _hours(used: pd.DataFrame) -> pd.Series:
    """Hour of the call, 0 to 23; of "23:05:59" where there is no column of hours; NaN where neither can be read."""
    none = pd.Series(np.nan, index=used.index)
    times = used["time"].astype("str").str.extract(r"^(\d{1,2}):\d{2}", expand=False) if "time" in used else none
    hours = used.get("hour", none).astype(float).fillna(pd.to_numeric(times, errors="coerce").astype(float))
    return hours.where(hours.isin(range(24)))


def _fullest(fires: pd.DataFrame) -> pd.Series:
    """Whether a fire is of the source that has most in its month: all files that number every fire together, or one.

    Numbers tell whether two rows are one fire, so files that have them add up: one may end within a month that
    another begins in. They win where another has as many, since they hold the hour and the station ground as well.
    """
    numbered = fires["incident_number"].notna().groupby(fires["file"]).transform("all")
    source = fires["file"].mask(numbered, "")
    best = pd.crosstab(fires["month"], source).idxmax(axis=1)  # the first when equal
    return fires["month"].map(best).eq(source)


def set_aside(
    fires: pd.DataFrame, kept: pd.Series, reason: str, accounts: list[RowAccount]
) -> tuple[pd.DataFrame, list[RowAccount]]:
    """The fires that are kept; the others are added to their file's account under `reason`."""
    why = pd.Series("", index=fires.index).mask(~kept, reason)
    return fires[kept].reset_index(drop=True), row_accounts.less(accounts, fires["file"], why)
