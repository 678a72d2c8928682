"""Where: boroughs on a map and beside similar ones, never ranked; and the list of levers."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lbdp_core import quarters
from lbdp_core.figure_charts import FIXED, dots, measure
from lbdp_core.formatting import between, fewer_or_more, people
from lbdp_core.homelessness.model import Fitted, duties
from lbdp_core.homelessness.scenario import LONDON, HomelessnessLevers, published_series, run
from lbdp_core.homelessness.scenario.figures import HELD, HOMES, SEEN, STREET
from lbdp_core.homelessness.views import effects, scope
from lbdp_core.maps import Measure, quantile_edges
from lbdp_core.model_cache import remembered
from lbdp_core.page import Listed, Start
from lbdp_core.result import Result
from lbdp_core.scene import Choices, Picks, Scene, Shown

ROW = 34  # px
RATE, WHO = "Rate", "Boroughs"
ALL, ALIKE = "All that reported", "The borough and the five most similar"
RATES = {words: key for key, words in published_series.RATES.items()}


def measures(model: Fitted, result: Result) -> tuple[Measure, ...]:
    """What the map of boroughs may show; every borough, also when one is looked at. What is real stands first."""
    frame = scope.places(model, result)
    when = scope.world(model, result).when
    street, homes = _edges(model)
    codes, silent = list(model.borough_code), duties.silent(model.of("ta_households"))[:-1]
    scale = np.where(silent, np.nan, HOMES.scale(model)), STREET.scale(model)
    at_home = f"{HELD.label}, per 1,000", f"households per 1,000, end of {when.split(' to ')[-1]}"
    on_street = f"{SEEN.label}, {STREET.words}" + " (synthetic)" * model.synthetic, f"people {STREET.words}, {when}"
    notes = f"{FIXED}{_blank(model.borough[silent])}", f"{FIXED} {scope.SYNTHETIC}" if model.synthetic else FIXED
    return (
        measure(frame, HELD.columns, ("ta_per_1000", *at_home), homes, notes[0], 1, scale[0], codes),
        measure(frame, SEEN.columns, ("per_10000", *on_street), street, notes[1], 1, scale[1], codes),
    )


def _blank(names: NDArray[np.str_]) -> str:
    """Why boroughs have no colour."""
    if not len(names):
        return ""
    return f" No colour: the borough has not reported for a year or more ({', '.join(map(str, names))})."


@remembered(4)
def _edges(model: Fitted) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Limits of the classes, from today's course a year on: fixed whatever the levers are."""
    frame = run(model, HomelessnessLevers()).places
    return tuple(quantile_edges(frame[c].to_numpy(float), 7) for c in ("per_10000", "ta_per_1000"))  # type: ignore[return-value]


def chosen(model: Fitted, result: Result) -> NDArray[np.bool_]:
    """The borough looked at, to be outlined."""
    return np.asarray(model.borough == scope.where(result))


LISTED = (
    Listed("lever", "Lever", 250),
    Listed("step", "Size", 120),
    Listed("change", "Change in people seen", 150, 0, "localized"),
    Listed("low", "80%: from", 90, 0, "localized"),
    Listed("high", "to", 80, 0, "localized"),
    Listed("living", "Change in people living on the streets", 220, 0, "localized"),
    Listed("held", "Change in households in temporary accommodation", 280, 0, "localized"),
    Listed("cost", "Cost of the lever (£)", 150, 0, "localized"),
    Listed("cost_note", "What the cost leaves out", 300),
    Listed("lag", "In full use after (quarters)", 180, form="localized"),
    Listed("soonest", "Most of the effect after (quarters)", 220, form="localized"),
    Listed("chance_not_better", "Chance of no effect", 130, 2, "percent"),
    Listed("caution", "Caution", 420),
)
LIST_WORDS = "Each row makes one realistic change. Costs differ, so do not read this as a ranking"


def start(model: Fitted, result: Result) -> Start:
    """The levers that change a whole person or household, the one that changes most first."""
    frame = result.shortlist
    rows = frame[(frame[["change", "held"]].abs() >= 0.5).any(axis=1)]
    if rows.empty:
        return Start("None of these levers would change a figure by one person or household here.", rows)
    top = rows.iloc[0]
    change, low, high = (float(top[name]) for name in ("change", "low", "high"))
    fewer = f"{fewer_or_more(change, people)} people seen ({between(low, high, people)})"
    said = f"Start with “{top['lever']}”: {top['step']} would mean {fewer}."
    rest = len(frame) - len(rows)
    stops = "One other lever would change less" if rest == 1 else f"{rest} other levers would change less"
    return Start(said, rows, f"{stops} than one person or household here." if rest else "")


def first(result: Result, count: int) -> pd.DataFrame:
    """The board as a meeting reads it."""
    return effects.table(result).head(count)


def choices(model: Fitted, result: Result) -> Choices:
    """Rates, and whether one borough stands among those like it."""
    who = (ALIKE, ALL) if scope.where(result) != LONDON else (ALL,)
    return {RATE: tuple(RATES), WHO: who}


def boroughs(model: Fitted, result: Result, picks: Picks) -> Shown:
    """A dot and a 95% interval a borough, from published counts."""
    measure = RATES[picks[RATE]]
    borough = scope.where(result)
    whole = published_series.standing(model, measure)
    alike = picks[WHO] == ALIKE
    frame = published_series.like(model, borough, measure) if alike else whole
    if frame.empty:
        return Shown((f"{borough} has never reported it.",))
    per = f"per {published_series.PER[measure]:,} households"
    london = 1.0 * whole["count"].sum() / float(model.households[np.isin(model.borough, whole["borough"])].sum())
    note = (
        "Dashed: all boroughs shown together. Where two intervals overlap, do not rank the boroughs. Intervals are "
        "exact for a Poisson count."
    )
    drawn, _ = dots(
        frame.rename(columns={"borough": "place", "rate": "value"}),
        lambda value: f"{value:.2f}",
        ("Rate, with its 95% interval", ""),
        (per, f"{picks[RATE]}, {per} (95%)", f"{picks[RATE]}, {per}", f"{picks[RATE]} {per}"),
        note,
        london * published_series.PER[measure],
        {"Count": lambda shown: [f"{n:,.0f}" for n in shown["count"]], "Of": lambda shown: shown["quarter"]},
    )
    if alike:  # few rows need more room each for their names
        drawn = replace(drawn, spec=drawn.spec | {"height": ROW * len(frame) + 90})
    return Shown((_told(model, borough, whole, alike),), pictures=(drawn,), notes=(_how(model),) if alike else ())


def _told(model: Fitted, borough: str, whole: pd.DataFrame, alike: bool) -> str:
    silent = sorted(set(map(str, model.borough)) - set(whole["borough"]))
    old = whole[whole["quarter"] != whole["quarter"].max()]
    last = str(whole["quarter"].max())
    text = f"Published counts of {last}" if last.startswith("autumn") else f"Published counts to {quarters.words(last)}"
    if len(old):
        text += f". {len(old)} boroughs did not report it. The table names the last quarter that each reported"
    if silent:
        text += f". Never reported: {', '.join(silent)}"
    return f"{text}."


def _how(model: Fitted) -> str:
    return (
        f"The most similar boroughs are nearest in {', '.join(str(f).lower() for f in model.features)}. We put each on "
        "the same scale. None of them is about homelessness."
    )


BOROUGHS = Scene("How does a borough compare with similar ones?", boroughs, choices)
