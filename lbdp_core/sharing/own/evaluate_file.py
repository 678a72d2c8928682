"""Evaluate file: counts of a confirmed column, after disclosure control, on the bench as one more dataset."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from lbdp_core import door, own, plain_json, protect
from lbdp_core.door import Column, Kind, faults
from lbdp_core.door.columns import convert
from lbdp_core.door.parsing import Sheet
from lbdp_core.formatting import number
from lbdp_core.own import Rows, Say, Taken, silent
from lbdp_core.sharing.load import per_home
from lbdp_core.sharing.model import Fitted, beside, looked_at
from lbdp_core.sharing.own import detect_columns
from lbdp_core.sharing.scenario.words import VERDICTS, percent
from lbdp_core.sharing.schema import OWN
from lbdp_core.sources import DataError, Shelf

KIND = Kind(
    "own_counts", "counts by LSOA", "the borough (its own records)", "the borough's own; not published",
    (Column("lsoa", ("lsoa",)), Column("count", ("count",), holds="number")), unit="row of counts", summed=True,
    own=True,
)  # fmt: skip
CAVEAT = "Your own file is used for this session only. Nobody has checked what it counts."


@dataclass(frozen=True)
class Counts:
    """Counts in areas, how many came with a mark in their place, and of how many periods they are."""

    rows: Rows
    marked: int
    periods: int


def take(
    model: Fitted, shelf: Shelf, raw: bytes, label: str, code: str, count: str, year: int, say: Say = silent
) -> Taken[Fitted]:
    """Try a file on the bench: the stored model with one more dataset, and what was read of the file.

    Args:
        code, count: the headers that a person confirmed. year: of the counts.

    Raises:
        DataError: a value is not a count, or no row is of London.
    """
    label = door.called(label)
    say("Reading the file", 0.01)
    counts = counts_of(raw, label, shelf, code, count)
    rows = counts.rows
    given = rows.frame["count"].to_numpy(dtype=float)
    there = np.zeros(len(model.code), dtype=bool)
    there[rows.area] = True
    whole = rows.by_area(len(model.code), np.nan_to_num(given))
    blank = rows.by_area(len(model.code), np.isnan(given).astype(float)) > 0  # hidden before it came here
    safe = np.where(blank, np.nan, released(whole, there, model.borough))
    boroughs = len(np.unique(model.borough[np.isfinite(safe)]))
    if not boroughs:
        raise DataError(
            f"{label} has no count above 7 in any LSOA of London, and smaller counts are hidden; give counts of a "
            "longer time."
        )
    told = {"words": f"Your file “{label}”", "year": year, "field": count, "made": _made(boroughs)}
    column = per_home(safe[:, None], model.households).astype(np.float32)
    mine = model.value_of != OWN
    bare = beside(
        model,
        values=np.column_stack([model.values[:, mine], column]),
        value_of=np.append(model.value_of[mine], OWN),
        value_name=np.append(model.value_name[mine], "count"),
        own=plain_json.text(told),
    )
    told_of = looked_at(bare, OWN, say)
    full = beside(bare, found=plain_json.text(model.says | {OWN: told_of}))
    trial = told_of["trial"]
    hidden = int((there & ~np.isfinite(safe)).sum())
    said = (
        *own.told(rows.account),
        f"“{door.called(code)}” has the LSOA codes and “{door.called(count)}” the counts of {year}, as you confirmed.",
        *_periods(counts.periods),
        *_marked(counts.marked),
        f"Areas with hidden counts: {protect.said(hidden)}. The model treats them as hidden, not as none.",
        f"Verdict on {boroughs} borough{'s' * (boroughs != 1)}: {VERDICTS[trial['verdict']]} (gain "
        f"{percent(trial['skill'], sign=True)}, 95% {percent(trial['low'], sign=True)} to "
        f"{percent(trial['high'], sign=True)}, and {percent(trial['p_placebo'], 1)} of shuffled copies did as well).",
    )
    return Taken(f"counts of {number(boroughs)} borough{'s' * (boroughs != 1)}", full, said, (CAVEAT,))


def counts_of(raw: bytes, label: str, shelf: Shelf, code: str, count: str) -> Counts:
    """The counts of a confirmed column.

    Raises:
        DataError: as `take`.
    """
    cells = detect_columns.cells_of(raw, label, shelf)
    found = detect_columns.looked_at(cells, label, shelf, code)  # refuses rows of people, whatever was confirmed
    return counted(cells, found, shelf, code, count)


def counted(cells: pd.DataFrame, found: detect_columns.Proposal, shelf: Shelf, code: str, count: str) -> Counts:
    """The same of cells that were read and looked at."""
    label = found.label
    if code not in found.codes or count not in found.counts:
        raise DataError(f"{label} has no such column of LSOA codes or of counts; choose another.")
    texts = pd.DataFrame({"0": cells[code], "1": cells[count]}).fillna("").reset_index(drop=True)
    sheet = Sheet([code, count], texts, [], cells.attrs["lines"].at(cells.index))
    frame, notes, missing, bad = convert(sheet, KIND, {"lsoa": 0, "count": 1}, label, door.UPLOAD)
    faults.refuse(label, bad)
    frame.attrs["repaired"] = list(dict.fromkeys([*cells.attrs["repaired"], *notes]))
    marked = sum(n for reasons in missing.values() for n in reasons.values())
    periods = len(cells[list(found.periods)].drop_duplicates()) if found.periods else 1
    return Counts(own.placed(frame, KIND, shelf, label), marked, periods)


def _made(boroughs: int) -> str:
    return f"Your own file: {boroughs} borough{'s' * (boroughs != 1)}, after disclosure control."


def _marked(hidden: int) -> list[str]:
    """How many counts came with a mark in their place."""
    if not hidden:
        return []
    return [f"Counts that your file hides (such as “<5” or “c”): {protect.said(hidden)}. They are missing, not none."]


def _periods(periods: int) -> list[str]:
    """That counts of several periods are added up."""
    return [f"We added up the counts of {number(periods)} periods."] if periods > 1 else []


def released(whole: np.ndarray, there: np.ndarray, borough: np.ndarray) -> np.ndarray:
    """Counts (n,) as they may go on, NaN where hidden or not given; a borough's total is taken as known.

    >>> released(np.array([3.0, 40.0, 12.0, 8.0]), np.ones(4, bool), np.zeros(4, int)).tolist()
    [nan, 40.0, 10.0, nan]
    """
    at = np.flatnonzero(there)
    table = pd.DataFrame({"borough": borough[at], "n": whole[at]})
    found = np.full(len(whole), np.nan)
    found[at] = protect.release(table, "protected", ["n"], ["borough"])["n"].to_numpy(dtype=float)
    return found
