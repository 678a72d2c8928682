"""Rough sleeping by borough: the autumn snapshot, and CHAIN where a table is there, else made up from London's totals.

What is made up: London's quarters are the published ones, and are kept to the person. Which borough the people were
seen in is drawn, once and with a seed. Westminster has its published share of a year; the other boroughs share the
rest in proportion to the real autumn snapshot of the last three years held, with a tenth spread evenly so that no
borough is empty. So a borough's figure is synthetic and London's is not.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pandas as pd

from lbdp_core import door, row_accounts
from lbdp_core.boroughs import CODES, borough
from lbdp_core.homelessness import cited
from lbdp_core.homelessness.schema import CHAIN, SNAPSHOT_LONG, SNAPSHOT_WIDE, STATE_OF, STATES
from lbdp_core.sources import DataError

SEED, SPREAD = 20_250_430, 0.1
WESTMINSTER = "E09000033"
SYNTHETIC, REAL = "synthetic", "real"
Tidy = Callable[[pd.DataFrame], pd.DataFrame]


def snapshot(inventory: door.Inventory) -> tuple[pd.DataFrame, list[dict[str, Any]]]:
    """code, year, people for every borough and year; and an account of each file.

    Raises:
        DataError: no file holds a snapshot, two files disagree, or a borough is missing.
    """
    rows, accounts = _read(inventory, {SNAPSHOT_LONG: _long, SNAPSHOT_WIDE: _wide})
    if not accounts:
        raise DataError("The folder has no autumn snapshot of rough sleeping; add the table by local authority.")
    rows = rows.dropna(subset=["people"])
    for (code, year), same in rows.groupby(["code", "year"]):
        if same["people"].min() < same["people"].max():
            files = " and ".join(dict.fromkeys(same["file"]))
            raise DataError(f"{files} disagree on {code} in {year}; keep the one that is right.")
    table = rows.drop_duplicates(["code", "year"]).sort_values(["year", "code"])[["code", "year", "people"]]
    _all_boroughs(table, "The autumn snapshot has no row for {}")
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


def chain(inventory: door.Inventory, snapshot: pd.DataFrame) -> tuple[pd.DataFrame, str, list[dict[str, Any]]]:
    """code, quarter, state, people; "real" or "synthetic"; an account of each file.

    Raises:
        DataError: a file counts a borough, quarter and state twice, or leaves one out.
    """
    table, accounts = _read(inventory, {CHAIN: _tidy})
    if not accounts:
        return made_up(snapshot), SYNTHETIC, []
    table = table.drop(columns="file")
    if (again := table.duplicated(["code", "quarter", "state"])).any():
        row = table[again].iloc[0]
        raise DataError(f"CHAIN counts {row['code']}, {row['quarter']}, {row['state']} twice; keep one of the rows.")
    _all_boroughs(table[table["quarter"] == table["quarter"].max()], "CHAIN has no row for {} in its last quarter")
    _complete(table)
    return table.sort_values(["quarter", "state", "code"]).reset_index(drop=True), REAL, accounts


def _read(inventory: door.Inventory, kinds: Mapping[door.Kind, Tidy]) -> tuple[pd.DataFrame, list[dict[str, Any]]]:
    """The usable rows of all files of some kinds, tidied, with the file of each; and an account of each file."""
    parts, accounts = [pd.DataFrame()], []
    for kind, tidy in kinds.items():
        for path in inventory.paths(kind):
            frame, account = row_accounts.read(inventory, kind, path)
            accounts.append(account.line(row_accounts.BARE))
            parts.append(tidy(frame).assign(file=account.file))
    return pd.concat(parts, ignore_index=True), accounts


def _all_boroughs(table: pd.DataFrame, missing: str) -> None:
    """Refuse a table in which a borough has no row.

    Raises:
        DataError: the first borough that is missing.
    """
    if gone := [code for code in CODES if code not in set(table["code"])]:
        raise DataError(f"{missing.format(gone[0])}; give all 33 boroughs.")


def _tidy(frame: pd.DataFrame) -> pd.DataFrame:
    codes = borough(frame.rename(columns={"area": "borough_name"}))
    state = frame["state"].str.strip().str.casefold().map(STATE_OF)
    quarter = frame["period"].str.replace(" ", "").str.upper()
    return pd.DataFrame({"code": codes, "quarter": quarter, "state": state, "people": frame["people"]})


def _complete(table: pd.DataFrame) -> None:
    """Refuse a count that is held back or not there: it is not nought, and London's totals are sums of them all.

    Raises:
        DataError: the first borough, quarter and state without a count.
    """
    every = pd.MultiIndex.from_product([sorted(table["quarter"].unique()), CODES, STATES])
    counts = table.set_index(["quarter", "code", "state"])["people"].reindex(every)
    if (gone := counts.isna()).any():
        quarter, code, state = counts.index[gone][0]
        raise DataError(
            f"CHAIN has no count for {code}, {quarter}, {state} (one of {int(gone.sum())} that are missing), and that "
            "may not mean nobody; give the counts, or take the file away."
        )


def shares(snapshot: pd.DataFrame) -> pd.Series:
    """Each borough's part of London's people sleeping rough, by code; adds up to one.

    snapshot: code, year, people.
    """
    years = sorted(snapshot["year"].unique())[-cited.SNAPSHOTS :]
    counts = snapshot[snapshot["year"].isin(years)].groupby("code")["people"].mean().reindex(list(CODES), fill_value=0)
    others = counts.drop(WESTMINSTER)
    part = (1 - SPREAD) * others / max(float(others.sum()), 1.0) + SPREAD / len(others)
    part = (1 - cited.WESTMINSTER) * part / part.sum()
    return pd.concat([part, pd.Series({WESTMINSTER: cited.WESTMINSTER})]).reindex(list(CODES))


def made_up(snapshot: pd.DataFrame) -> pd.DataFrame:
    """The synthetic table: London's published quarters, dealt out to boroughs by a seeded draw."""
    rng = np.random.default_rng(SEED)
    part = shares(snapshot).to_numpy(float)
    rows = []
    for quarter in cited.quarters().itertuples(index=False):
        for state in STATES:
            dealt = rng.multinomial(int(getattr(quarter, state)), part / part.sum())
            rows += [(code, quarter.quarter, state, int(n)) for code, n in zip(CODES, dealt, strict=True)]
    return pd.DataFrame(rows, columns=["code", "quarter", "state", "people"])
