"""How sure: an old round of projections against both estimates of what then happened, beside two naive rules."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

import pandas as pd

from lbdp_core.charts import Picture, bars
from lbdp_core.health.model import Fitted
from lbdp_core.result import Scorecard
from lbdp_core.written import percent

Origin = Mapping[str, Any]
RUNGS = {"model": "The round", "no_change": "No change", "constant_growth": "Constant growth"}
OLD = "Old round: its last estimate was of 2013"


def truth(origin: Origin) -> str:
    """Which estimate of what happened a round is set against."""
    return str(origin["target"]).partition(" against ")[2] or str(origin["target"])


def sure(score: Scorecard) -> tuple[Picture, ...]:
    """Error against both estimates; error by age; where the two estimates disagree."""
    shown = [ladder(score), *(by_age(origin) for origin in score.origins)]
    return (*shown, *([disagree(score)] if score.more["truths_apart"] else []))


def ladder(score: Scorecard) -> Picture:
    """How far the round and two naive rules were from each estimate, over boroughs and age bands."""
    rows = [
        {"group": f"Against {truth(o)}", "row": words, "value": _error(o, name), "words": percent(_error(o, name))}
        for o in score.origins
        for name, words in RUNGS.items()
    ]
    frame = pd.DataFrame(rows)
    table = pd.DataFrame(
        {
            "Against": truth(o),
            **{words: percent(_error(o, name)) for name, words in RUNGS.items()},
            "Too high or low, the round": percent(o["bias"]["model"], sign=True),
            "Years ahead": f"{o['horizon']:g}",
        }
        for o in score.origins
    )
    first = score.origins[0]
    alt = f"{first['target']}: off by {percent(first['model'])}; no change {percent(_error(first, 'no_change'))}"
    note = (
        f"{score.metric[:1].upper()}{score.metric[1:]}; shorter is better. Nobody knew beforehand which of the two "
        "estimates, or of the two rules, would come out better: all are shown."
    )
    title = "How far off was the old round, against both estimates of what happened?"
    return bars(frame, list(RUNGS.values()), title, "weighted absolute percentage error", alt, table, note)


def by_age(origin: Origin) -> Picture:
    """The same by age band for one estimate."""
    bands = origin["by_age"]
    names = [*(f"{a['age_from']} to {b['age_from'] - 1}" for a, b in pairwise(bands))]
    names.append(f"{bands[-1]['age_from']} and over")
    rows = [
        {"group": name, "row": words, "value": band[key], "words": percent(band[key])}
        for name, band in zip(names, bands, strict=True)
        for key, words in RUNGS.items()
    ]
    table = pd.DataFrame(
        {
            "Ages": name,
            **{words: percent(band[key]) for key, words in RUNGS.items()},
            "The round, too high or low": percent(band["bias"], sign=True),
        }
        for name, band in zip(names, bands, strict=True)
    )
    worst = max(zip(names, bands, strict=True), key=lambda pair: pair[1]["model"])
    alt = (
        f"Error by age against {truth(origin)}: the round was furthest off at {worst[0]}, {percent(worst[1]['model'])}"
    )
    title = f"Error by age, against {truth(origin)}"
    note = "Ages from 65 matter most here: most conditions are conditions of older people."
    return bars(pd.DataFrame(rows), list(RUNGS.values()), title, "error in boroughs, by age", alt, table, note)


def disagree(score: Scorecard) -> Picture:
    """By how much the two estimates of what happened differ, where it is more than 5 %."""
    apart, kinds = score.more["truths_apart"], {"difference": "All ages", "difference_65_and_over": "65 and over"}
    rows = [
        {"group": a["borough"], "row": words, "value": a[name], "words": percent(a[name], sign=True)}
        for a in apart
        for name, words in kinds.items()
    ]
    table = pd.DataFrame(
        {"Borough": a["borough"]} | {w: percent(a[n], sign=True) for n, w in kinds.items()} for a in apart
    )
    first = apart[0]
    return bars(
        pd.DataFrame(rows),
        list(kinds.values()),
        f"Where the two estimates themselves disagree by over 5 %: {len(apart)} boroughs",
        "mid-2020 estimate above the census of 2021",
        f"Widest apart: {first['borough']}, {percent(first['difference'], sign=True)}",
        table,
        "Mid-2020 was rolled forward from 2011; the census was taken in lockdown. Which is right is not known.",
    )


def _error(origin: Origin, name: str) -> float:
    return float(origin["model"] if name == "model" else origin["baselines"][name])


BY_TRUTH = {
    "Error over boroughs and ages, the round": lambda o: percent(o["model"]),
    "The same, no change": lambda o: percent(o["baselines"]["no_change"]),
    "The same, constant growth": lambda o: percent(o["baselines"]["constant_growth"]),
    "Nearer than the better of the two": lambda o: percent(o["skill"]),
    "Error of boroughs' totals, the round": lambda o: percent(o["borough_totals"]["model"]),
    "Error in the middle borough": lambda o: percent(o["median_borough_error"]),
    "Too high (+) or low (−), all of London": lambda o: percent(o["bias"]["model"], sign=True),
    "Boroughs within their 80 % range": lambda o: percent(o["coverage_80"], 0),
    "Boroughs' age bands within theirs": lambda o: percent(o["coverage_80_by_age"], 0),
    "Boroughs' 65 and over within theirs": lambda o: percent(o["coverage_80_at_65_and_over"], 0),
    "Outside their range": lambda o: ", ".join(x["borough"] for x in o["outside"]) or "none",
    "Largest error": lambda o: f"{o['largest_error']['borough']}, {percent(o['largest_error']['error'], sign=True)}",
    "Chance of an error as large, by the draws": lambda o: percent(o["largest_error"]["chance_of_as_much"]),
    "Years ahead": lambda o: f"{o['horizon']:g}",
}


def by_year(score: Scorecard) -> tuple[str, str, pd.DataFrame]:
    """Heading, what to read from it, and a row a figure with the estimates as columns."""
    rows = [{"Figure": words} | {truth(o): told(o) for o in score.origins} for words, told in BY_TRUTH.items()]
    note = "The 80 % range was fixed from published errors before scoring. Its coverage is reported, and not tuned to."
    return "Every figure, against each estimate", note, pd.DataFrame(rows)


def by_borough(model: Fitted, score: Scorecard) -> tuple[str, str, pd.DataFrame]:
    """Heading, what to read from it, and a row a borough where the two estimates disagree."""
    rows = [
        {
            "Borough": a["borough"],
            "Mid-2020 above the census": percent(a["difference"], sign=True),
            "At 65 and over": percent(a["difference_65_and_over"], sign=True),
        }
        for a in score.more["truths_apart"]
    ]
    note = "Where the two are far apart, no projection can be judged well: read those boroughs with both in mind."
    frame = pd.DataFrame(rows, columns=["Borough", "Mid-2020 above the census", "At 65 and over"])
    return "Boroughs where the two estimates disagree by over 5 %", note, frame
