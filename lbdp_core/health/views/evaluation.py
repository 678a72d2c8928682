"""Evaluation: an old round of projections against each estimate of what then happened, beside two naive rules."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import zip_longest
from typing import Any

import pandas as pd

from lbdp_core.charts import Picture, bars
from lbdp_core.evaluation_page import Columns, error, errors, table
from lbdp_core.formatting import percent
from lbdp_core.health.model import Fitted
from lbdp_core.result import Scorecard

Origin = Mapping[str, Any]
RUNGS = {"model": "The round", "no_change": "No change", "constant_growth": "Constant growth"}
GOAL = (0.7, 0.9)  # shares that 33 boroughs give by chance where four in five are right (eight in ten draws)


def truth(origin: Origin) -> str:
    """Which estimate of what happened a round is set against."""
    return str(origin["target"]).partition(" against ")[2] or str(origin["target"])


def sure(score: Scorecard) -> tuple[Picture, ...]:
    """Error against each estimate; boroughs in range by age; error by age; where two estimates disagree."""
    shown = [ladder(score), held(score), *(by_age(origin) for origin in score.origins)]
    return (*shown, *([disagree(score)] if score.more["truths_apart"] else []))


def ladder(score: Scorecard) -> Picture:
    """How far the round and two naive rules were from each estimate, over boroughs and age bands."""
    first = score.origins[0]
    alt = f"{first['target']}: off by {percent(first['model'])}; no change {percent(error(first, 'no_change'))}"
    note = (
        f"{score.metric[:1].upper()}{score.metric[1:]}; shorter is better. Nobody knew beforehand which estimate, or "
        "which of the two rules, would come out better: all are shown."
    )
    title = "How far off was the old round, against each estimate of what happened?"
    columns: Columns = {
        "Too high or low, the round": lambda o: percent(o["bias"]["model"], sign=True),
        "Years ahead": lambda o: f"{o['horizon']:g}",
    }
    groups = {f"Against {truth(o)}": o for o in score.origins}
    words = title, "weighted absolute percentage error", "Against"
    return errors(groups, RUNGS, words, alt, note, columns=columns)


def banded(origin: Origin) -> list[dict[str, Any]]:
    """The age bands of an estimate, each with `age_to`, the first age of the next; None for the last."""
    bands = list(origin["by_age"])
    return [dict(a, age_to=b and b["age_from"]) for a, b in zip_longest(bands, bands[1:])]


def band_name(band: Mapping[str, Any]) -> str:
    """A band in words.

    >>> band_name({"age_from": 16, "age_to": 25}), band_name({"age_from": 85, "age_to": None})
    ('16 to 24', '85 and over')
    """
    return f"{band['age_from']} and over" if band["age_to"] is None else f"{band['age_from']} to {band['age_to'] - 1}"


def held(score: Scorecard) -> Picture:
    """How many boroughs lay in their 80% range, by age, against each estimate; the test is those not looked at."""
    untouched = score.more["width"]["untouched"]
    rows = [
        {
            "group": band_name(band),
            "row": truth(o),
            "value": band["coverage_80"],
            "words": percent(band["coverage_80"], 0),
        }
        for o in reversed(score.origins)
        for band in banded(o)
    ]
    tests = [o for o in score.origins if o["truth"] in untouched]
    table = pd.DataFrame(rows).pivot_table(index="group", columns="row", values="words", aggfunc="first", sort=False)
    table = table.fillna("–").rename_axis("Ages").rename_axis(None, axis=1).reset_index()
    missed = [
        f"{band_name(band)} ({percent(band['coverage_80'], 0)})"
        for band in (banded(tests[-1]) if tests else [])
        if not GOAL[0] <= band["coverage_80"] <= GOAL[1]
    ]
    tested = f" Only {' and '.join(truth(o) for o in tests)} tests it: the width was fixed without it." if tests else ""
    miss = f" Outside 70 to 90% there: {', '.join(missed)}." if missed else " All bands lie in 70 to 90% there."
    note = f"80% would be right; by chance alone 33 boroughs give 70 to 90%.{tested}{miss if tests else ''}"
    names = [truth(o) for o in reversed(score.origins)]  # the newest, which tests the width, in the colour
    title = "How many boroughs lay within their 80% range, by age?"
    alt = f"Share of boroughs in range by age, against {', '.join(names)}"
    return bars(pd.DataFrame(rows), names, title, "boroughs within their 80% range", alt, table, note)


def by_age(origin: Origin) -> Picture:
    """The same by age band for one estimate."""
    bands = {band_name(band): band for band in banded(origin)}
    worst = max(bands, key=lambda name: bands[name]["model"])
    off = percent(bands[worst]["model"])
    alt = f"Error by age against {truth(origin)}: the round was furthest off at {worst}, {off}"
    note = "Ages from 65 matter most here: most conditions are conditions of older people."
    columns: Columns = {"The round, too high or low": lambda band: percent(band["bias"], sign=True)}
    words = f"Error by age, against {truth(origin)}", "error in boroughs, by age", "Ages"
    return errors(bands, RUNGS, words, alt, note, columns=columns)


def disagree(score: Scorecard) -> Picture:
    """By how much the two estimates of what happened differ, where it is more than 5%."""
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
        f"Where the two estimates themselves disagree by over 5%: {len(apart)} boroughs",
        "mid-2020 estimate above the census of 2021",
        f"Widest apart: {first['borough']}, {percent(first['difference'], sign=True)}",
        table,
        "Mid-2020 was rolled forward from 2011; the census was taken in lockdown. Which is right is not known.",
    )


BY_TRUTH = {
    "Error over boroughs and ages, the round": lambda o: percent(o["model"]),
    "The same, no change": lambda o: percent(o["baselines"]["no_change"]),
    "The same, constant growth": lambda o: percent(o["baselines"]["constant_growth"]),
    "Nearer than the better of the two": lambda o: percent(o["skill"]),
    "Error of boroughs' totals, the round": lambda o: percent(o["borough_totals"]["model"]),
    "Error in the middle borough": lambda o: percent(o["median_borough_error"]),
    "Too high (+) or low (−), all of London": lambda o: percent(o["bias"]["model"], sign=True),
    "Boroughs within their 80% range": lambda o: percent(o["coverage_80"], 0),
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
    note = f"The 80% range was fixed {score.more['width']['fixed']}."
    return "Every figure, against each estimate", note, pd.DataFrame(rows)


def by_borough(model: Fitted, score: Scorecard) -> tuple[str, str, pd.DataFrame]:
    """Heading, what to read from it, and a row a borough where mid-2020 and the census disagree."""
    note = "Where the two are far apart, no projection can be judged well: read those boroughs with both in mind."
    columns: Columns = {
        "Borough": lambda a: a["borough"],
        "Mid-2020 above the census": lambda a: percent(a["difference"], sign=True),
        "At 65 and over": lambda a: percent(a["difference_65_and_over"], sign=True),
    }
    frame = table(score.more["truths_apart"], columns)
    return "Boroughs where mid-2020 and the census disagree by over 5%", note, frame
