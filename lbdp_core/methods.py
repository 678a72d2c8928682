"""Methods pages: the figures in `docs/methods/<slug>.md` are written by a command, so they cannot fall behind."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lbdp_core.result import Scorecard
from lbdp_core.sources import DataError

START, END = "<!-- figures: made by `make methods`, not by hand -->", "<!-- end of figures -->"


def with_figures(page: str, card: Scorecard) -> str:
    """The page with the block between the two markers made anew from the scorecard.

    Raises:
        DataError: the page has no such block.
    """
    if START not in page or END not in page:
        raise DataError(f"The page has no line “{START}” followed by “{END}”; add both where the figures belong.")
    before, after = page.split(START, 1)[0], page.split(END, 1)[1]
    return f"{before}{START}\n{figures(card)}\n{END}{after}"


def figures(card: Scorecard) -> str:
    """Markdown tables: every rung at every origin, and what each origin's forecasts were worth."""
    years = [str(o["origin"]) for o in card.origins]
    rungs = ["model", *card.origins[-1]["baselines"]]
    deviance = [[f"{_deviance(o, rung):.3f}" for o in card.origins] for rung in rungs]
    lines = [
        f"Measure: {card.metric}. Baseline to beat: `{card.baseline}`. Mean skill **{card.skill:.1%}**.",
        "",
        *_table(["rung", *years], [[f"`{rung}`", *row] for rung, row in zip(rungs, deviance, strict=True)]),
        "",
        *_table(["figure", *years], [[words, *(say(o) for o in card.origins)] for words, say in ROWS]),
    ]
    return "\n".join(lines)


def _deviance(origin: Mapping[str, Any], rung: str) -> float:
    return float(origin["model"] if rung == "model" else origin["baselines"][rung])


def _table(head: list[str], rows: list[list[str]]) -> list[str]:
    ruler = "|".join(["---", *["---:"] * (len(head) - 1)])
    return [f"| {' | '.join(head)} |", f"|{ruler}|", *(f"| {' | '.join(row)} |" for row in rows)]


def _first(percent: Mapping[str, float]) -> str:
    return f"{percent['expected']:.0f}, {percent['observed']:.0f}"


ROWS = (
    ("skill", lambda o: f"{o['skill']:.1%}"),
    ("95 % interval, boroughs drawn again", lambda o: f"{o['skill_low']:.1%} to {o['skill_high']:.1%}"),
    ("coverage of 80 % intervals (PIT)", lambda o: f"{o['coverage_80']:.1%}"),
    (
        "tenths of homes within 95 % Poisson bounds",
        lambda o: f"{o['calibration']['within']} of {o['calibration']['of']}",
    ),
    ("fires in the first 10 % of homes: model", lambda o: f"{o['capture']['model']['10']:.1%}"),
    ("the same: empirical Bayes", lambda o: f"{o['capture']['empirical_bayes']['10']:.1%}"),
    ("the same: last year's count", lambda o: f"{o['capture']['last_year']['10']:.1%}"),
    ("the same: somebody who knew every true rate", lambda o: f"{o['ceiling']['capture_10']:.1%}"),
    ("fires in the first 1 % of homes: expected, seen", lambda o: _first(o["first_percent"])),
    ("80 % ranges of borough totals that held (PIT)", lambda o: f"{o['borough_coverage_80']:.0%}"),
    ("attainable skill (simulated)", lambda o: f"{o['ceiling']['skill']:.1%}"),
    ("share of the gap to it that is closed", lambda o: f"{o['ceiling']['share_closed']:.0%}"),
    ("fires: forecast, naive, real", lambda o: f"{o['forecast_total']:,.0f}, {o['naive_total']:,.0f}, {o['fires']:,}"),
)
