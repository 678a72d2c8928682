"""A made-up London of 33 boroughs, small enough to work out by hand: every quarter is as the last unless it is said.

Its H-CLIC ends with the published quarters of CHAIN.
"""

from __future__ import annotations

from functools import cache

import numpy as np
import pandas as pd

from lbdp_core.boroughs import CODES, NAMES
from lbdp_core.homelessness import cited
from lbdp_core.homelessness.build.rough_sleeping import made_up as dealt
from lbdp_core.homelessness.load import MEASURES, Evidence, _states
from lbdp_core.homelessness.model import Fitted, fit
from lbdp_core.quarters import between, index, label

LAST = cited.QUARTERS[-1].quarter
QUARTERS = between(label(index(LAST) - 23), LAST)
# A borough in a quarter; London is 33 times as much.
EACH = {
    "owed_prevention": 200.0, "owed_relief": 300.0, "section21": 30.0, "main_decisions": 210.0, "main_accepted": 150.0,
    "prevention_ended": 200.0, "prevention_secured": 110.0, "prevention_homeless": 50.0,
    "relief_ended": 350.0, "relief_secured": 90.0, "relief_elapsed": 200.0,
    "ta_households": 2_000.0, "ta_children": 3_000.0, "ta_bb": 100.0, "ta_nightly": 800.0, "ta_elsewhere": 900.0,
    "households_000s": 100.0, "asylum_prevention": 10.0, "asylum_relief": 30.0, "prs_end_prevention": 80.0,
    "prs_end_relief": 60.0, "slept_rough_relief": 24.0,
}  # fmt: skip


def snapshot() -> pd.DataFrame:
    """Ten people in every borough in each autumn, and as many again in Westminster."""
    rows = [(code, year, 20 if code == "E09000033" else 10) for year in (2020, 2021, 2022) for code in CODES]
    return pd.DataFrame(rows, columns=["code", "year", "people"])


def features() -> pd.DataFrame:
    steps = np.arange(len(CODES), dtype=float)
    return pd.DataFrame({"code": CODES, "households": 100_000, "private_rented": steps / 100, "density": steps})


def series(quarters: tuple[str, ...] = QUARTERS) -> dict[str, np.ndarray]:
    whole = np.r_[np.ones(len(CODES)), len(CODES)]
    return {name: np.tile(EACH[name] * whole, (len(quarters), 1)) for name in MEASURES}


def evidence(quarters: tuple[str, ...] = QUARTERS, values: dict[str, np.ndarray] | None = None) -> Evidence:
    table = dealt(snapshot())
    held = tuple(sorted(table["quarter"].unique()))
    return Evidence(
        codes=CODES,
        names=NAMES,
        quarters=quarters,
        series=values or series(quarters),
        snapshot=snapshot(),
        chain=_states(table, held),
        chain_quarters=held,
        chain_kind="synthetic",
        published=cited.quarters(),
        features=features(),
        report={},
    )


@cache
def made_up() -> Fitted:
    return fit(evidence())
