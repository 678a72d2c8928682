"""Homelessness files beside H-CLIC: the autumn snapshot of rough sleeping in its two layouts, and CHAIN by borough."""

from __future__ import annotations

import pandas as pd

from lbdp_core.boroughs import borough, not_a_borough
from lbdp_core.door import Column, Kind

MHCLG, GLA = "Ministry of Housing, Communities and Local Government", "Greater London Authority"
HOMELESS_LINK, OGL = "Homeless Link", "OGL v3.0"
YEARS = tuple(range(2010, 2041))
# States of people seen rough sleeping in a quarter; CHAIN calls the second "living on the streets".
NEW, LIVING, INTERMITTENT = "new", "living", "intermittent"
STATES = (NEW, LIVING, INTERMITTENT)
STATE_OF = dict.fromkeys(("new", "new rough sleepers", "flow", "new rough sleeper"), NEW)
STATE_OF |= dict.fromkeys(("living", "living on the streets", "los", "stock"), LIVING)
STATE_OF |= dict.fromkeys(("intermittent", "intermittent rough sleepers", "intermittent rough sleeper"), INTERMITTENT)
STATE_OF |= dict.fromkeys(("returner", "returners"), INTERMITTENT)


def not_a_snapshot(frame: pd.DataFrame) -> pd.Series:
    """As `not_a_borough`, and counts by sex are set aside: only totals are used."""
    why = not_a_borough(frame)
    total = frame["period"].fillna("").str.strip().str.casefold().str.startswith("total")
    return why.mask(why.eq("") & ~total, "a count by sex: totals are used")


def not_a_state(frame: pd.DataFrame) -> pd.Series:
    """Rows of CHAIN that are of no London borough, or of none of the three states; all of London is the boroughs'
    sum.
    """
    code = borough(frame.rename(columns={"area": "borough_name"}))
    why = pd.Series("an area that is no London borough", index=frame.index, dtype="str").mask(code.ne(""), "")
    state = frame["state"].fillna("").str.strip().str.casefold()
    return why.mask(why.eq("") & ~state.isin(STATE_OF.keys()), "a measure that is none of the three states")


CODE = Column("borough_code", ("Local authority ONS code", "ONS code"))  # notes below the table have none
NAME = Column("borough_name", ("Local authority", "Local authority name"), needed=False)
PEOPLE = Column("people", ("Numerical", "Number"), "number", low=0)
SNAPSHOT_LONG = Kind(
    "snapshot_long",
    "the autumn snapshot of rough sleeping, a row an area, a sex and a year",
    MHCLG,
    OGL,
    (
        CODE,
        NAME,
        Column("period", ("Period",), filled=True),
        Column("people", ("Numerical", "Number"), "number", low=0),
    ),
    sift=not_a_snapshot,
    unit="total of a borough and year",
)
SNAPSHOT_WIDE = Kind(
    "snapshot_wide",
    "the autumn snapshot of rough sleeping with years across",
    MHCLG,
    OGL,
    (
        CODE,
        NAME,
        Column("any_year", tuple(f"Total {year}" for year in reversed(YEARS)), "text"),
        *(Column(f"in_{year}", (f"Total {year}",), "number", needed=False, low=0) for year in YEARS),
    ),
    sift=not_a_borough,
    unit="borough",
)
CHAIN = Kind(
    "chain",
    "CHAIN by borough and quarter: area, period, measure, people",
    f"{GLA}; {HOMELESS_LINK}",
    OGL,
    (
        Column("area", ("Borough", "Local authority"), filled=True),
        Column("period", ("Quarter",), filled=True, pattern=r"\d{4}\s?Q[1-4]"),
        Column("state", ("Measure", "Category", "Flow stock returner"), filled=True),
        Column("people", ("Count", "Number of people"), "number", low=0),
    ),
    sift=not_a_state,
    unit="count of a borough, quarter and state",
)
KINDS = (SNAPSHOT_LONG, SNAPSHOT_WIDE, CHAIN)
