"""Landlord: who owns the homes of an area, which power a council has there, and who pays."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import yaml

from lbdp_core.falls.model import Fitted
from lbdp_core.falls.model.fitting import TENURES
from lbdp_core.focus import mask
from lbdp_core.formatting import percent
from lbdp_core.result import Result
from lbdp_core.scene import Picks, Scene, Shown

ROWS = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text("utf-8"))
HIGH = 2  # the third with most hazard or frailty


def show(model: Fitted, result: Result, picks: Picks) -> Shown:
    """Homes by landlord in all areas, and where hazard and frailty are both high."""
    here = mask(model.borough, str(result.levers["borough"]))
    worst = here & (model.third_hazard == HIGH) & (model.third_frailty == HIGH)
    rows = []
    for row in ROWS:
        at = [TENURES.index(row["column"])] + ([TENURES.index("mortgage")] if row["who"] == "Owners" else [])
        shares = [percent(_share(model, where, at), 0) for where in (here, worst)]
        rows.append((row["who"], *shares, row["power"], row["pays"]))
    names = ["Who lives there", "Of all homes", "Where hazard and frailty are high", "Power", "Who pays"]
    areas = int(worst.sum())
    text = f"In {areas:,} areas hazard in homes and frailty are both among the highest third."
    note = "Council and housing association homes are one share, because the census table does not separate them."
    return Shown((text,), sheets=(("", pd.DataFrame(rows, columns=names)),), notes=(note,))


def _share(model: Fitted, where: np.ndarray, at: list[int]) -> float | None:
    weight = model.people[where]
    return float(model.tenure[where][:, at].sum(axis=1) @ weight / weight.sum()) if weight.sum() else None


LANDLORD = Scene("Who is the landlord, and which power does that give?", show)
