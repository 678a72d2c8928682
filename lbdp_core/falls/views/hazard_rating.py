"""Hazard rating: an inspector's likelihood and outcomes to a score and band (HHSRS), beside the risk of an area."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

from lbdp_core.falls.model import Fitted
from lbdp_core.falls.model.hazard_rating import CLASSES, Edition, edition
from lbdp_core.falls.views.where import SIZES
from lbdp_core.formatting import percent
from lbdp_core.result import Result
from lbdp_core.scene import Choices, Picks, Scene, Shown

LIKELIHOOD, AVERAGE, AREA = "Likelihood", "Compare with", "Area"
OUTCOMES = ("Class I, %", "Class II, %", "Class III, %", "Class IV, %")
LEFT, NO_AREA = "what is left", "No area"
USUAL = ("2.2", "10", "21.5")
DUTY = {1: "the council must act", 2: "the council may act"}


def _one_in(number: float) -> str:
    return f"1 in {number:,.0f}" if number >= 20 else f"1 in {number:,.3g}"


def choices(model: Fitted, result: Result) -> Choices:
    """The published scales, beside which any other number may be typed; it opens on stairs that are thought poor."""
    now = edition()
    shares = [f"{share:g}" for share in now.outcomes]
    scale = {name: (usual, *(s for s in shares if s != usual)) for name, usual in zip(OUTCOMES, USUAL, strict=False)}
    return {
        LIKELIHOOD: tuple(map(_one_in, sorted(now.points, key=lambda p: (p != 32, p)))),
        **scale,
        OUTCOMES[3]: (LEFT,),
        AVERAGE: tuple(now.averages),
        AREA: (NO_AREA, *dict.fromkeys(result.shortlist["place"])),
    }


def likelihood_of(text: str) -> float:
    """One in so many, from "1 in 32", "32", "1/32" or "3%".

    Raises:
        ValueError: it is none of these.
    """
    found = re.fullmatch(r"(?:1\s*(?:in|/|:)\s*)?([\d,]+(?:\.\d+)?)\s*(%?)", text.strip(), re.IGNORECASE)
    number = float(found[1].replace(",", "")) if found and re.search(r"\d", found[1]) else 0.0
    if not found or not number:
        raise ValueError("The likelihood should be like 1 in 32, or 3%.")
    return 100 / number if found[2] else number


def outcomes_of(texts: list[str]) -> tuple[float, ...]:
    """Four shares in %; "what is left" is what the others leave of 100.

    Raises:
        ValueError: one is no percentage.
    """
    shares = []
    for name, text in zip(OUTCOMES, texts, strict=True):
        found = re.fullmatch(r"(\d+(?:\.\d+)?|\.\d+)\s*%?", text.strip())
        if text != LEFT and not (found and float(found[1]) <= 100):
            raise ValueError(f"{name.removesuffix(', %')} should be a percentage from 0 to 100.")
        shares.append(float(found[1]) if found else np.nan)
    rest = round(100 - float(np.nansum(shares)), 6)
    return tuple(rest if np.isnan(share) and rest >= 0 else np.nan_to_num(share) for share in shares)


def show(model: Fitted, result: Result, picks: Picks) -> Shown:
    """The score, its band and what it obliges the council to; how it came about, and what the area adds."""
    now = edition()
    try:
        likelihood = likelihood_of(picks[LIKELIHOOD])
        spread = outcomes_of([picks[name] for name in OUTCOMES])
        score = now.score(likelihood, spread)
    except ValueError as fault:
        return Shown((str(fault),))
    band, category = now.band(score), now.category(score)
    table = pd.DataFrame(
        {
            "Class of harm": CLASSES,
            "Weight": [f"{w:,}" for w in now.weights],
            "Outcomes, %": [f"{s:.4g}" for s in spread],
            "Weight × outcome ÷ likelihood": [
                f"{w * s / likelihood:,.1f}" for w, s in zip(now.weights, spread, strict=True)
            ],
        }
    )
    average = now.averages[picks[AVERAGE]]
    more = f"{average / likelihood:,.1f} times as likely as" if likelihood < average else "no more likely than"
    said = [
        f"Score {score:,}, band {band}, category {category}: {DUTY[category]}.",
        _edge(now, band, spread),
        f"You judge a fall here {more} in an average home ({_one_in(average)}). Write down why.",
    ]
    said += _area(model, picks[AREA], likelihood)
    file = pd.DataFrame(
        [{"likelihood_1_in": likelihood, **dict(zip(("I", "II", "III", "IV"), spread, strict=True)), "score": score,
          "band": band, "category": category, "average_1_in": average, "area": picks[AREA], "justification": ""}]
    )  # fmt: skip
    notes = (
        f"Edition of {now.since:%-d %B %Y}. {now.source}. A score is cut to a whole number, not rounded.",
        "You may type any likelihood or outcome. The lists hold the published scales.",
    )
    return Shown(tuple(filter(None, said)), sheets=(("", table),), notes=notes, file=file)


def _edge(now: Edition, band: str, spread: tuple[float, ...]) -> str:
    """At which likelihood the next worse band begins."""
    names = list(now.bands)
    if band == names[0]:
        return ""
    worse = names[names.index(band) - 1]
    at = now.reaches(worse, spread)
    if at < 1:
        return f"With these outcomes no likelihood reaches band {worse}."
    return f"With these outcomes, band {worse} begins at 1 in {at:,.1f}."


def _area(model: Fitted, name: str, likelihood: float) -> list[str]:
    """What the risk of an area adds to a rating, which knows nothing of who lives there."""
    found = np.flatnonzero(model.name == name)
    if not len(found):
        return []
    at = int(found[0])
    here = likelihood / float(model.risk[at])
    return [
        f"In {name} admissions are {model.risk[at]:.2f} times what ages predict "
        f"(chance above average {percent(float(model.above[at]), 0)}). Hazard in homes is "
        f"{SIZES[model.third_hazard[at]]} and frailty {SIZES[model.third_frailty[at]]}.",
        f"For older people there, {_one_in(likelihood)} is more like {_one_in(max(here, 1.0))}. Use this to choose "
        "where to act first. The score itself is for any older person, whoever lives there.",
    ]


RATING = Scene("How is a fall hazard rated?", show, choices, part="What if", typed=(LIKELIHOOD, *OUTCOMES))
