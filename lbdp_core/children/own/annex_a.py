"""Annex A on the page: what to put right in the workbook first, then how long steps take, what is due, and journeys."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pandas as pd

from lbdp_core import charts, palette
from lbdp_core.charts import Picture
from lbdp_core.children.annex_a import opened
from lbdp_core.children.annex_a.due import AHEAD, due
from lbdp_core.children.annex_a.journeys import WITHIN, journeys
from lbdp_core.children.annex_a.layout import LISTS
from lbdp_core.children.annex_a.quality import AnnexA
from lbdp_core.children.annex_a.timeliness import STEPS, WINDOW, curves, table
from lbdp_core.children.own.words import FAULTS, HIDDEN, RULE, count, day, days, percent, ranges, told
from lbdp_core.own import Taken

MOST = 120  # working days on the chart
COLOURS = (palette.BLUE, palette.ORANGE)


def annex_a(files: Sequence[tuple[str, bytes]], today: date) -> Taken[Any]:
    """What a session keeps of an Annex A upload, (name, bytes) of each file.

    Raises:
        DataError: the upload cannot be read.
    """
    annex = opened(files, today)
    lists = (
        "All eleven lists are in the file."
        if len(annex.lists) == len(LISTS)
        else f"{len(annex.lists)} of the {len(LISTS)} lists are in the file."
    )
    said = (
        f"{lists} Its last day is {day(annex.as_of)}, and every figure counts up to that day.",
        *annex.said,
        *told(annex.faults),
    )
    tables = (
        (FAULTS, "", annex.faults.report()),
        ("How long steps take", "", _waiting(annex)),
        ("Share done in time, and how long half of them take", f"{_window(annex)} {HIDDEN}", _timeliness(annex)),
        _due(annex),
        _journeys(annex),
    )
    shown = tuple(part for part in tables if len(part[2].table if isinstance(part[2], Picture) else part[2]))
    return Taken(f"Annex A to {day(annex.as_of)}", None, said, tables=shown, rule=RULE)


def template() -> bytes:
    """An empty workbook: a sheet a list, with its column names."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    for layout in LISTS:
        book.create_sheet(f"List {layout.number}").append([column.name for column in layout.columns])
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def _window(annex: AnnexA) -> str:
    since = day(annex.as_of - timedelta(days=WINDOW))
    return (
        f"What was open at any time from {since} to {day(annex.as_of)}. Rows still open count for as long as they have "
        "waited, and rows opened earlier only from then on (Kaplan-Meier)."
    )


def _waiting(annex: AnnexA) -> Picture:
    """The share done by working days, for the steps that have a limit."""
    limited = [step for step in STEPS if step.limit is not None]
    points = curves(annex)
    parts = [
        pd.DataFrame(
            {"days": points[step.key]["working_days"], "done": 1 - points[step.key]["share_waiting"],
             "low": 1 - points[step.key]["high"], "high": 1 - points[step.key]["low"]}
        ).assign(step=step.title)
        for step in limited
        if step.key in points
    ]  # fmt: skip
    frame = pd.concat(parts) if parts else pd.DataFrame(columns=["days", "done", "low", "high", "step"])
    frame = frame[frame["days"] <= MOST]
    longest = max([step.limit or 0 for step in limited] + frame["days"].tolist())
    names = [step.title for step in limited]
    colour = charts.x(
        "step", None, "nominal", scale={"domain": names, "range": list(COLOURS)},
        legend={"orient": "top", "labelLimit": 400, "symbolType": "stroke", "symbolOpacity": 1},
    )  # fmt: skip
    share: dict[str, Any] = {"axis": {"format": "%"}, "scale": {"domain": [0, 1]}}
    across = charts.x("days", "Working days", scale={"domain": [0, longest]}, axis={"grid": False})
    line = {"type": "line", "interpolate": "step-after", "strokeWidth": 2.5}
    limits = [{"days": step.limit, "step": step.title} for step in limited]
    layers: list[charts.Spec] = [
        {"mark": {"type": "area", "opacity": 0.25, "interpolate": "step-after"},
         "encoding": {"y": charts.x("low", "Done", **share), "y2": {"field": "high"}, "color": colour}},
        {"mark": line, "encoding": {"y": charts.x("done", "Done", **share), "color": colour}},
        {"data": {"values": limits}, "mark": {"type": "rule", "strokeDash": [5, 4]}, "encoding": {"color": colour}},
    ]  # fmt: skip
    drawn = charts.spec(layers, 280, data={"values": charts.rows(frame)}, encoding={"x": across})
    as_table = pd.DataFrame(
        {"Step": frame["step"], "Working days": frame["days"].map("{:.0f}".format), "Done": frame["done"].map(percent),
         "80% range": ranges(frame, percent)}
    )  # fmt: skip
    note = "Share done after so many working days, with its 80% range. A dashed line marks each time limit. "
    alt = "Curves of the share of assessments and of initial conferences done, by working days since they began"
    return Picture("How long steps take", alt, drawn, as_table, note + _window(annex))


def _timeliness(annex: AnnexA) -> pd.DataFrame:
    shares = table(annex)
    shares = shares[shares["limit"].notna() | shares["median_working_days"].notna()]
    return pd.DataFrame(
        {"Step": shares["step"], "Limit": [days(limit) if limit == limit else "none" for limit in shares["limit"]],
         "In time": shares["share"].map(percent), "80% range": ranges(shares, percent),
         "Half take up to": shares["median_working_days"].map(days)}
    )  # fmt: skip


def _due(annex: AnnexA) -> tuple[str, str, pd.DataFrame]:
    coming = due(annex)
    shown = coming.released()
    words = {"overdue": "Overdue", "due": f"Due by {day(coming.until)}", "later": "Due later", "open": "Open"}
    note = (
        "Worked out from the dates in your lists and the national time limits. A review or visit counts from the last "
        f"one recorded. {HIDDEN}"
    )
    table = pd.DataFrame({"What": shown["what"]} | {said: shown[name].map(count) for name, said in words.items()})
    return (
        f"Due in the next {AHEAD} working days",
        note,
        table.assign(**{"In time": shown["share_in_time"].map(percent)}),
    )


def _journeys(annex: AnnexA) -> tuple[str, str, pd.DataFrame]:
    steps = journeys(annex)
    table = pd.DataFrame(
        {"From": steps["step"], "To": steps["next"], "Children at the first step": steps["children"].map(count),
         "Went on": steps["share"].map(percent), "80% range": ranges(steps, percent),
         "Half of these within": [days(wait, "day") for wait in steps["median_days"]]}
    )  # fmt: skip
    note = (
        f"Children who came to the first step since {day(annex.as_of - timedelta(days=WINDOW))}, and the share who "
        f"reached the next within {WITHIN} days. Children who have had less time count for as long as they have been "
        f"followed. Counts of children are rounded to 5. {HIDDEN}"
    )
    return "From one step to the next", note, table
