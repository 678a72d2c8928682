"""Effects: each lever alone, how far, how soon, on what evidence, and what all figures rest on."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from lbdp_core import move_on
from lbdp_core.assumptions import in_words
from lbdp_core.charts import LABEL, Picture, Spec, ranges
from lbdp_core.formatting import joined, signed, span, spans
from lbdp_core.homelessness.model import Fitted
from lbdp_core.homelessness.scenario import evidence
from lbdp_core.homelessness.views import scope
from lbdp_core.result import Result
from lbdp_core.scene import Picks, Scene, Shown

SHORT = {
    "No Second Night Out: more people reached": "No Second Night Out",
    "Move-on homes added": "Move-on homes",
    "Housing First places added": "Housing First",
    "Emergency cash: more prevention duties": "Emergency cash",
    "Local Housing Allowance: gap to rents closed": "Local Housing Allowance",
    "Asylum move-on notice": "Asylum move-on notice",
}


def picture(model: Fitted, result: Result, size: int = LABEL) -> Picture:
    """A dot and its 80% range a lever: the change in people seen at the horizon."""
    frame = result.shortlist
    drawn = frame[["low", "high"]].assign(
        row=[f"{SHORT[lever]}, {step}" for lever, step in zip(frame["lever"], frame["step"], strict=True)],
        value=frame["change"],
        words=[
            f"{signed(v)} ({span(low, high, signed)})" for v, low, high in frame[["change", "low", "high"]].to_numpy()
        ],
    )
    order, best = list(drawn["row"]), drawn.iloc[0]
    title = "What each lever alone would do to people seen rough sleeping"
    alt = f"Each lever alone in {scope.where(result)}: {best['row']} changes most, {best['words']}"
    text = "Each lever alone, at the size named, started at once. Left of the line: fewer people."
    note = scope.noted(model, result, text, states=True)
    made = ranges(drawn, order, title, "people", alt, table(result), note, at=0.0)
    return replace(made, spec=_named(made.spec, len(order), size))


def _named(drawn: Spec, rows: int, size: int) -> Spec:
    """The chart with a lever and its step on a line each, so that names leave room for the picture.

    Large words have one line: "No Second Night Out, 20%" for 20% of new people.
    """
    lines = 2 if size <= LABEL else 1
    label = "split(datum.label, ', ')" if lines > 1 else "split(datum.label, ' of ')[0]"
    words = {"labelExpr": label, "labelLineHeight": size + 2}

    def named(layer: Spec) -> Spec:
        y = layer["encoding"].get("y")
        if y is None:
            return layer
        return layer | {"encoding": layer["encoding"] | {"y": y | {"axis": y["axis"] | words}}}

    layers = [named(layer) for layer in drawn["layer"]]
    axis = drawn["config"]["axis"] | {"labelFontSize": size, "titleFontSize": size}
    config = drawn["config"] | {"axis": axis}
    return drawn | {"layer": layers, "config": config, "height": (lines * size + 12) * rows + 70}


def table(result: Result) -> pd.DataFrame:
    """The board in words."""
    frame = result.shortlist
    return pd.DataFrame(
        {
            "Lever": [SHORT[str(lever)] for lever in frame["lever"]],
            "Size": frame["step"],
            "Change in people seen": [signed(v) for v in frame["change"]],
            "80% range": spans(frame["low"], frame["high"], signed),
            "Change in people living on the streets": [signed(v) for v in frame["living"]],
            "Change in households in temporary accommodation": [signed(v) for v in frame["held"]],
            "Cost": [money(v, note) for v, note in zip(frame["cost"], frame["cost_note"], strict=True)],
            "In full use after": [_months(v) for v in frame["lag"]],
            "Most of the effect after": [_months(v) for v in frame["soonest"]],
        }
    )


def money(pounds: float, note: str) -> str:
    """What a lever costs, in millions, and what that leaves out, or that no unit cost is known.

    >>> money(12_345_678.0, "rent"), money(750_000.0, ""), money(float("nan"), "everything")
    ('£12.3 million, without rent', '£0.8 million', 'not known')
    """
    said = f", without {note}" if note else ""
    return f"£{pounds / 1e6:,.1f} million{said}" if pounds == pounds else "not known"


def _months(quarters: int) -> str:
    return f"{3 * quarters} months" if quarters else "–"


def findings() -> pd.DataFrame:
    """Every finding in words."""
    frame = evidence.table()
    ends = frame[["effect", "low", "high"]].itertuples(index=False, name=None)
    frame["Effect (95% range)"] = [f"{effect:g} ({low:g} to {high:g})" for effect, low, high in ends]
    shown = frame[["lever", "finding", "Effect (95% range)", "share_of", "found", "source", "status"]]
    return shown.rename(columns={"found": "what the study found", "share_of": "effect on"}).rename(columns=_heading)


def _heading(column: object) -> str:
    return str(column).replace("_", " ").capitalize()


def board(model: Fitted, result: Result, picks: Picks) -> Shown:
    """The picture, the board, every finding, also that of no effect, and what bears on the whole."""
    lags = pd.DataFrame(
        {"Lever": known.label, "In full use after": _months(known.lag), "Why": known.why_lag}
        for known in evidence.BY_LEVER.values()
    )
    whole = result.extras["context"].rename(columns=_heading)
    text = (
        "Each row makes one realistic change. Costs differ, so do not read this as a ranking. A cost covers the lever "
        "alone, up to the quarter you look at, before any savings. An effect of 1 means the lever always works, and 0 "
        "that it never does. Choose “Evidence for the levers” to use the most cautious findings."
    )
    sheets = (
        ("How far and how soon", table(result)),
        ("What studies found", findings()),
        ("How long each lever takes", lags),
        ("Other findings", whole),
    )
    return Shown((text,), pictures=(picture(model, result),), sheets=sheets)


def beside(lever: str, value: object) -> tuple[str, str, pd.DataFrame] | None:
    """For the choice of evidence and for asylum notice: a sentence, and the table behind it."""
    if lever == "evidence":
        none = [known.label for known in evidence.BY_LEVER.values() if known.findings[evidence.CAUTIOUS].effect == 0]
        named = joined(map(evidence.within, none))
        said = f"On the most cautious evidence these have no effect: {named}."
        return said, "What studies found of each lever", findings().drop(columns=["Finding", "Effect on"])
    if lever == "asylum_days":
        now = move_on.in_force(move_on.READ)[0]
        return f"In force: {now.days} days since {now.since:%-d %B %Y}.", "The rules, by date", move_on.table()
    return None


def assumptions(model: Fitted, result: Result, picks: Picks) -> Shown:
    """The log, made from where the levers stand."""
    text, log = in_words(result.extras["assumptions"])
    rules, laws = (result.extras[name].rename(columns=_heading) for name in ("move_on", "policies"))
    sheets = (
        ("Every assumption at these levers", log),
        ("Asylum move-on notice, rule by rule", rules),
        ("Changes of law that break a series", laws),
    )
    return Shown((text,), sheets=sheets)


BOARD = Scene("Which lever does most, how soon, and on what evidence?", board, part="What if")
ASSUMPTIONS = Scene("What do these figures rest on?", assumptions, part="Model")
