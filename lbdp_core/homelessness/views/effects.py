"""Effects: each lever alone, how far, how soon, on what evidence, and what speaks against it."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from lbdp_core.charts import LABEL, Picture, Spec, ranges
from lbdp_core.formatting import signed, span, spans
from lbdp_core.homelessness.model import Fitted
from lbdp_core.homelessness.views import scope
from lbdp_core.result import Result
from lbdp_core.scene import Picks, Scene, Shown

SHORT = {
    "No Second Night Out: more reached at once": "No Second Night Out",
    "Move-on homes added": "Move-on homes",
    "Housing First places added": "Housing First",
    "Prevention: more of the duties helped with cash": "Prevention",
    "Gap between housing allowance and rents closed": "Housing allowance gap",
    "Asylum move-on notice": "Asylum move-on notice",
}


def picture(model: Fitted, result: Result, size: int = LABEL) -> Picture:
    """A dot and its 80% range a lever: the change in people seen at the horizon."""
    frame = result.shortlist
    rows = [
        {
            "row": f"{SHORT[str(lever)]}, {step}",
            "value": change,
            "low": low,
            "high": high,
            "words": f"{signed(change)} ({span(low, high, signed)})",
        }
        for lever, step, change, low, high in frame[["lever", "step", "change", "low", "high"]].itertuples(index=False)
    ]
    drawn = pd.DataFrame(rows)
    order = list(drawn["row"])
    best = drawn.iloc[0]
    made = ranges(
        drawn,
        order,
        "Each lever alone: fewer people seen",
        "people",
        f"Each lever alone in {scope.where(result)}: {best['row']} changes most, {best['words']}",
        table(result),
        scope.noted(
            model,
            result,
            "Each lever alone, by the step named, started at once. Left of the line: fewer people.",
            states=True,
        ),
        at=0.0,
    )
    return replace(made, spec=_in_two_lines(made.spec, len(order), size))


def _in_two_lines(drawn: Spec, rows: int, size: int) -> Spec:
    """The chart with a lever and its step on a line each, so that names leave room for the picture."""
    words = {"labelExpr": "split(datum.label, ', ')", "labelLineHeight": size + 2}

    def named(layer: Spec) -> Spec:
        y = layer["encoding"].get("y")
        if y is None:
            return layer
        return layer | {"encoding": layer["encoding"] | {"y": y | {"axis": y["axis"] | words}}}

    layers = [named(layer) for layer in drawn["layer"]]
    axis = drawn["config"]["axis"] | {"labelFontSize": size, "titleFontSize": size}
    config = drawn["config"] | {"axis": axis}
    return drawn | {"layer": layers, "config": config, "height": (2 * size + 12) * rows + 70}


def table(result: Result) -> pd.DataFrame:
    """The board in words."""
    frame = result.shortlist
    return pd.DataFrame(
        {
            "Lever": [SHORT[str(lever)] for lever in frame["lever"]],
            "By": frame["step"],
            "People seen": [signed(v) for v in frame["change"]],
            "80% range": spans(frame["low"], frame["high"], signed),
            "Living on the streets": [signed(v) for v in frame["living"]],
            "In temporary accommodation": [signed(v) for v in frame["held"]],
            "Cost": [money(v, note) for v, note in zip(frame["cost"], frame["cost_note"], strict=True)],
            "All of it after": [_months(v) for v in frame["lag"]],
            "Most of it after": [_months(v) for v in frame["soonest"]],
        }
    )


def money(pounds: float, note: str) -> str:
    """What a lever costs, in millions, and what that leaves out; a dash where no unit cost was found.

    >>> money(12_345_678.0, "without rent"), money(750_000.0, ""), money(float("nan"), "none was found")
    ('£12.3m, without rent', '£0.8m', '–')
    """
    said = f", {note}" if note else ""
    return f"£{pounds / 1e6:,.1f}m{said}" if pounds == pounds else "–"


def _months(quarters: int) -> str:
    return f"{3 * quarters} months" if quarters else "–"


def board(model: Fitted, result: Result, picks: Picks) -> Shown:
    """The picture, the board, every finding with its null result, and what bears on the whole."""
    found = result.extras["evidence"]
    ends = found[["effect", "low", "high"]].itertuples(index=False, name=None)
    evidence = pd.DataFrame(
        {
            "Lever": found["lever"],
            "Finding": found["finding"],
            "Effect (95%)": [f"{e:g} ({a:g} to {b:g})" for e, a, b in ends],
            "Share of": found["share_of"],
            "What was found": found["found"],
            "Source": found["source"],
            "Status": found["status"],
        }
    )
    lags = found.drop_duplicates("key")
    lagged = pd.DataFrame({"Lever": lags["lever"], "After": [_months(v) for v in lags["lag"]], "Why": lags["why_lag"]})
    whole = result.extras["context"].rename(columns=lambda c: str(c).capitalize())
    text = (
        "Each row makes one realistic change. Costs differ, so do not read this as a ranking. An effect is a share: "
        "how much the lever does of what it would do if it always worked. “Evidence for the levers” switches all of "
        "them to the most cautious finding. A cost is of the lever alone, up to the quarter looked at; savings are not "
        "taken off. A dash means that no unit cost was found."
    )
    sheets = (
        ("How far and how soon", table(result)),
        ("What studies found, and what speaks against it", evidence),
        ("How long each lever takes", lagged),
        ("Other findings", whole),
    )
    return Shown((text,), pictures=(picture(model, result),), sheets=sheets)


BOARD = Scene("Which lever, how far, how soon, and on what evidence?", board)
