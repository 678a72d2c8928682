"""Jobs: openings by occupation in their two parts, and what moved jobs (shift-share)."""

from __future__ import annotations

import numpy as np
import pandas as pd

from lbdp_core.charts import LABEL, Picture, stacked
from lbdp_core.formatting import people, signed
from lbdp_core.labour.model import Fitted
from lbdp_core.result import Result
from lbdp_core.scene import Picks, Scene, Shown

PARTS = ("Replace people who leave", "More jobs")
FIRST = 4  # occupations of a meeting's picture
LESS = "Fewer jobs"


def _frame(result: Result, count: int) -> pd.DataFrame:
    """Occupations with most openings, most first."""
    return result.extras["occupations"].sort_values("openings", ascending=False).head(count)


def _picture(model: Fitted, result: Result, count: int, size: int) -> Picture:
    frame = _frame(result, count)
    rows = []
    named = {one: f"{people(1_000 * total)}: {one}" for one, total in zip(frame["occupation"], frame["openings"],
                                                                         strict=True)}  # fmt: skip
    for one in frame.to_dict("records"):
        net = one["net"] + one["added"]
        parts = {PARTS[0]: one["replacement"], PARTS[1] if net >= 0 else LESS: net}
        row = named[one["occupation"]]
        rows += [{"row": row, "kind": kind, "value": value, "said": f"{people(1_000 * abs(value))} jobs"}
                 for kind, value in parts.items()]  # fmt: skip
    kinds = [*PARTS, LESS] if any(row["kind"] == LESS for row in rows) else list(PARTS)
    title = f"Openings in London, {model.span}"
    most = frame.iloc[0]
    alt = f"{title}: most in {most['occupation']}, {people(1_000 * most['openings'])}"
    table = pd.DataFrame(
        {
            "Occupation": frame["occupation"],
            "Openings": [people(1_000 * v) for v in frame["openings"]],
            "Replacement": [people(1_000 * v) for v in frame["replacement"]],
            "More jobs": [signed(1_000 * v) for v in frame["net"] + frame["added"]],
        }
    )
    note = "Thousand jobs. Openings are replacement and growth together; occupations under 10,000 people are hidden."
    drawn = pd.DataFrame(rows)
    return stacked(drawn, list(named.values()), kinds, title, "thousand openings", alt, table, note, size)


def picture(model: Fitted, result: Result) -> Picture:
    """All occupations that are shown."""
    return _picture(model, result, 26, LABEL)


def stage(model: Fitted, result: Result, size: int) -> Picture:
    """Those with most openings, for a meeting."""
    return _picture(model, result, FIRST, size)


def openings(model: Fitted, result: Result, picks: Picks) -> Shown:
    """Every occupation: openings, their parts, and how common it is in London."""
    frame = _frame(result, 30)
    table = pd.DataFrame(
        {
            "Occupation": frame["occupation"],
            "Jobs in 2035": [people(1_000 * v) for v in frame["jobs"]],
            "Openings": [people(1_000 * v) for v in frame["openings"]],
            "of them replacement": [people(1_000 * v) for v in frame["replacement"]],
            "Added by your levers": [signed(1_000 * v) for v in frame["added"]],
            "People added": [signed(1_000 * v) for v in frame["supply"]],
            "Beside England": [f"{v:.2f}" for v in frame["quotient"]],
        }
    )
    text = f"Openings, {model.span}, come from people who leave an occupation and from growth."
    note = "Beside England (the location quotient): 1.50 means half as common again in London."
    return Shown((text,), sheets=(("", table),), notes=(note,))


def shift_share(model: Fitted, result: Result, picks: Picks) -> Shown:
    """The published net change in its three effects."""
    rows = []
    for name, net, effects in zip(model.occupations, model.net, model.effects, strict=True):
        if np.isfinite(net) and np.isfinite(effects).all():
            told = [signed(1_000 * v) for v in effects]
            rows.append((str(name)[3:], signed(1_000 * net), *told))
    table = pd.DataFrame(rows, columns=["Occupation", "Net change", "London's growth", "Occupation", "Industry mix"])
    table.columns = ["Occupation", "Net change", "If it grew like all jobs", "Its own growth", "Mix of industries"]
    text = "Each occupation's change has three parts: growth like all jobs, its own growth, and that of its industries."
    note = "Shift-share as the workbook gives it. The parts add up to the net change."
    return Shown((text,), sheets=(("", table),), notes=(note,))


OPENINGS = Scene("Which occupations have most openings?", openings)
SHIFT_SHARE = Scene("Why do jobs in each occupation grow or shrink?", shift_share)
