"""CHAIN by borough: from a borough's or the publisher's table where one is there, else made up from London's totals.

What is made up: London's quarters are the published ones, and are kept to the person. Which borough the people were
seen in is drawn, once and with a seed, in proportion to the real autumn snapshot of the last three years held, with a
tenth spread evenly so that no borough is empty. So a borough's figure is synthetic and London's is not.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from lbdp_core import door
from lbdp_core.boroughs import CODES, borough
from lbdp_core.homelessness import published
from lbdp_core.homelessness.schema import CHAIN, STATE_OF, STATES
from lbdp_core.sources import DataError

SEED, LAST_YEARS, SPREAD = 20_250_430, 3, 0.1
SYNTHETIC, REAL = "synthetic", "real"


def chain(inventory: door.Inventory, snapshot: pd.DataFrame) -> tuple[pd.DataFrame, str, list[dict[str, Any]]]:
    """code, quarter, state, people; "real" or "synthetic"; an account of each file.

    Raises:
        DataError: a file counts a borough, quarter and state twice, or leaves a borough out.
    """
    paths = inventory.paths(CHAIN)
    if not paths:
        return made_up(snapshot), SYNTHETIC, []
    parts, accounts = [], []
    for path in paths:
        label = inventory.label(path)
        frame = door.read(path, CHAIN, label)
        why = CHAIN.sift(frame) if CHAIN.sift else pd.Series("", index=frame.index)
        parts.append(_tidy(frame[why == ""]))
        accounts.append(
            {"file": label, "rows": len(frame), "used": int((why == "").sum()), "set_aside": door.tally(why)}
        )
    table = pd.concat(parts, ignore_index=True)
    if (again := table.duplicated(["code", "quarter", "state"])).any():
        row = table[again].iloc[0]
        raise DataError(f"CHAIN counts {row['code']}, {row['quarter']}, {row['state']} twice; keep one of the rows.")
    last = table[table["quarter"] == table["quarter"].max()]
    if gone := [code for code in CODES if code not in set(last["code"])]:
        raise DataError(f"CHAIN has no row for {gone[0]} in its last quarter; give all 33 boroughs.")
    return table.sort_values(["quarter", "state", "code"]).reset_index(drop=True), REAL, accounts


def _tidy(frame: pd.DataFrame) -> pd.DataFrame:
    codes = borough(frame.rename(columns={"area": "borough_name"}))
    state = frame["state"].str.strip().str.casefold().map(STATE_OF)
    quarter = frame["period"].str.replace(" ", "").str.upper()
    tidy = pd.DataFrame({"code": codes, "quarter": quarter, "state": state, "people": frame["people"]})
    return tidy.dropna(subset=["people"])


def shares(snapshot: pd.DataFrame) -> pd.Series:
    """Each borough's part of London's people sleeping rough, by code; adds up to one.

    snapshot: code, year, people.
    """
    years = sorted(snapshot["year"].unique())[-LAST_YEARS:]
    counts = snapshot[snapshot["year"].isin(years)].groupby("code")["people"].sum().reindex(list(CODES), fill_value=0)
    return (1 - SPREAD) * counts / counts.sum() + SPREAD / len(CODES)


def made_up(snapshot: pd.DataFrame) -> pd.DataFrame:
    """The synthetic table: London's published quarters, dealt out to boroughs by a seeded draw."""
    rng = np.random.default_rng(SEED)
    part = shares(snapshot).to_numpy(float)
    rows = []
    for quarter in published.quarters().itertuples(index=False):
        for state in STATES:
            dealt = rng.multinomial(int(getattr(quarter, state)), part / part.sum())
            rows += [(code, quarter.quarter, state, int(n)) for code, n in zip(CODES, dealt, strict=True)]
    return pd.DataFrame(rows, columns=["code", "quarter", "state", "people"])
