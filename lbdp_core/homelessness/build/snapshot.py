"""Snapshot: people found sleeping rough on one autumn night, by borough and year, from either published layout."""

from __future__ import annotations

from typing import Any

import pandas as pd

from lbdp_core import door, row_accounts
from lbdp_core.boroughs import CODES, borough
from lbdp_core.homelessness.schema import SNAPSHOT_LONG, SNAPSHOT_WIDE
from lbdp_core.sources import DataError


def snapshot(inventory: door.Inventory) -> tuple[pd.DataFrame, list[dict[str, Any]]]:
    """code, year, people for every borough and year; and an account of each file.

    Raises:
        DataError: no file holds a snapshot, two files disagree, or a borough is missing.
    """
    parts: list[pd.DataFrame] = []
    accounts: list[dict[str, Any]] = []
    for kind in (SNAPSHOT_LONG, SNAPSHOT_WIDE):
        for path in inventory.paths(kind):
            frame, account = row_accounts.read(inventory, kind, path)
            rows = _long(frame) if kind is SNAPSHOT_LONG else _wide(frame)
            accounts.append(account.line(row_accounts.BARE))
            parts.append(rows.assign(file=account.file))
    if not parts:
        raise DataError("The folder has no autumn snapshot of rough sleeping; add the table by local authority.")
    whole = pd.concat(parts, ignore_index=True).dropna(subset=["people"])
    apart = whole.groupby(["code", "year"])["people"].nunique()
    if (apart > 1).any():
        code, year = apart.index[apart > 1][0]
        files = " and ".join(dict.fromkeys(whole.loc[(whole["code"] == code) & (whole["year"] == year), "file"]))
        raise DataError(f"{files} disagree on {code} in {year}; keep the one that is right.")
    table = whole.drop_duplicates(["code", "year"]).sort_values(["year", "code"])[["code", "year", "people"]]
    if gone := [code for code in CODES if code not in set(table["code"])]:
        raise DataError(f"The autumn snapshot has no row for {gone[0]}; give all 33 boroughs.")
    return table.astype({"people": int}).reset_index(drop=True), accounts


def _long(frame: pd.DataFrame) -> pd.DataFrame:
    year = frame["period"].str.extract(r"(\d{4})\s*$")[0]
    if year.isna().any():
        raise DataError(
            f"The autumn snapshot has a total of “{frame['period'][year.isna()].iloc[0]}”, which is no year."
        )
    return pd.DataFrame({"code": borough(frame), "year": year.astype(int), "people": frame["people"]})


def _wide(frame: pd.DataFrame) -> pd.DataFrame:
    years = [name for name in frame if str(name).startswith("in_") and frame[name].notna().any()]
    each = frame.assign(code=borough(frame)).melt(id_vars="code", value_vars=years, value_name="people")
    return each.assign(year=each["variable"].str[3:].astype(int)).drop(columns="variable")
