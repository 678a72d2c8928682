"""Hazard rating: an inspector's likelihood and outcomes to a score and band (HHSRS), beside what areas look like."""

from __future__ import annotations

import pandas as pd

from lbdp_core.falls.model import Fitted
from lbdp_core.falls.model.hazard_rating import CLASSES, edition
from lbdp_core.result import Result
from lbdp_core.scene import Choices, Picks, Scene, Shown

LIKELIHOOD, ONE, TWO, THREE = "Likelihood", "Class I, %", "Class II, %", "Class III, %"
AVERAGE = "1 in 226: the average of stairs in a house of 1920 to 1945, for people aged 60 and over"


def _one_in(point: float) -> str:
    return f"1 in {point:,.0f}"


def choices(model: Fitted, result: Result) -> Choices:
    """Likelihood and outcomes on the published scales; it opens on stairs that an inspector thought poor."""
    now = edition()
    points = sorted(now.points, key=lambda p: (p != 32, p))
    shares = [f"{share:g}" for share in now.outcomes]
    return {
        LIKELIHOOD: tuple(map(_one_in, points)),
        ONE: ("2.2", *(s for s in shares if s != "2.2")),
        TWO: ("10", *(s for s in shares if s != "10")),
        THREE: ("21.5", *(s for s in shares if s != "21.5")),
    }


def show(model: Fitted, result: Result, picks: Picks) -> Shown:
    """The score, its band and what it obliges the council to; and how it came about."""
    now = edition()
    likelihood = float(picks[LIKELIHOOD].removeprefix("1 in ").replace(",", ""))
    outcomes = tuple(float(picks[name]) for name in (ONE, TWO, THREE))
    if sum(outcomes) > 100:
        return Shown(("The outcomes of classes I to III pass 100%. Choose a lower one.",))
    score = now.score(likelihood, outcomes)
    category, band = now.category(score), now.band(score)
    duty = "the council must act" if category == 1 else "the council may act"
    spread = (*outcomes, 100 - sum(outcomes))
    table = pd.DataFrame(
        {
            "Class of harm": CLASSES,
            "Weight": [f"{w:,}" for w in now.weights],
            "Outcomes, %": [f"{s:.1f}" for s in spread],
            "Weight × outcome ÷ likelihood": [
                f"{w * s / likelihood:,.1f}" for w, s in zip(now.weights, spread, strict=True)
            ],
        }
    )
    said = (
        f"Score {score:,}, band {band}, category {category}: {duty}.",
        f"For comparison: {AVERAGE}.",
    )
    note = f"Edition of {now.since:%-d %B %Y}. {now.source}. A score is cut to a whole number, not rounded."
    return Shown(said, sheets=(("", table),), notes=(note,))


RATING = Scene("How is a fall hazard rated?", show, choices, part="What if")
