"""CHAIN by borough: from a borough's or the publisher's table where one is there, else made up from London's totals.

What is made up: London's quarters are the published ones, and are kept to the person. Which borough the people were
seen in is drawn, once and with a seed. Westminster has its published share of a year; the other boroughs share the
rest in proportion to the real autumn snapshot of the last three years held, with a tenth spread evenly so that no
borough is empty. So a borough's figure is synthetic and London's is not.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from lbdp_core import door, row_accounts
from lbdp_core.boroughs import CODES, borough
from lbdp_core.homelessness import cited
from lbdp_core.homelessness.schema import CHAIN, STATE_OF, STATES
from lbdp_core.sources import DataError

SEED, SPREAD = 20_250_430, 0.1
WESTMINSTER = "E09000033"
SYNTHETIC, REAL = "synthetic", "real"


def chain(inventory: door.Inventory, snapshot: pd.DataFrame) -> tuple[pd.DataFrame, str, list[dict[str, Any]]]:
    """code, quarter, state, people; "real" or "synthetic"; an account of each file.

    Raises:
        DataError: a file counts a borough, quarter and state twice, or leaves one out.
    """
    paths = inventory.paths(CHAIN)
    if not paths:
        return made_up(snapshot), SYNTHETIC, []
    parts, accounts = [], []
    for path in paths:
        frame, account = row_accounts.read(inventory, CHAIN, path)
        parts.append(_tidy(frame))
        accounts.append(account.line(row_accounts.BARE))
    table = pd.concat(parts, ignore_index=True)
    if (again := table.duplicated(["code", "quarter", "state"])).any():
        row = table[again].iloc[0]
        raise DataError(f"CHAIN counts {row['code']}, {row['quarter']}, {row['state']} twice; keep one of the rows.")
    last = table[table["quarter"] == table["quarter"].max()]
    if gone := [code for code in CODES if code not in set(last["code"])]:
        raise DataError(f"CHAIN has no row for {gone[0]} in its last quarter; give all 33 boroughs.")
    _whole(table)
    return table.sort_values(["quarter", "state", "code"]).reset_index(drop=True), REAL, accounts


def _tidy(frame: pd.DataFrame) -> pd.DataFrame:
    codes = borough(frame.rename(columns={"area": "borough_name"}))
    state = frame["state"].str.strip().str.casefold().map(STATE_OF)
    quarter = frame["period"].str.replace(" ", "").str.upper()
    return pd.DataFrame({"code": codes, "quarter": quarter, "state": state, "people": frame["people"]})


def _whole(table: pd.DataFrame) -> None:
    """Refuse a count that is held back or not there: it is not nought, and London's totals are sums of them all.

    Raises:
        DataError: the first borough, quarter and state without a count.
    """
    every = pd.MultiIndex.from_product([sorted(table["quarter"].unique()), CODES, STATES])
    counts = table.set_index(["quarter", "code", "state"])["people"].reindex(every)
    if (gone := counts.isna()).any():
        quarter, code, state = counts.index[gone][0]
        raise DataError(
            f"CHAIN has no count for {code}, {quarter}, {state} (one of {int(gone.sum())} held back or left out); "
            "nobody is not known to be there, so give the counts, or take the file away."
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
