"""Evaluation: an old round of projections against each estimate of what then happened, beside two naive rules."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from lbdp_core.charts import Picture, bars
from lbdp_core.evaluation_page import Columns, error, errors
from lbdp_core.formatting import percent
from lbdp_core.result import Scorecard

Origin = Mapping[str, Any]
RUNGS = {"model": "The projection", "no_change": "No change", "constant_growth": "Constant growth"}
GOAL = (0.7, 0.9)  # shares that 33 boroughs give by chance where four in five are right (eight in ten draws)


def sure(score: Scorecard) -> tuple[Picture, ...]:
    """Error against each estimate; boroughs in range by age; error by age; where two estimates disagree."""
    shown = [ladder(score), covered(score), *(by_age(origin) for origin in score.origins)]
    return (*shown, *([disagree(score)] if _apart(score) else []))


def ladder(score: Scorecard) -> Picture:
    """How far the round and two naive rules were from each estimate, over boroughs and age bands."""
    first = score.origins[0]
    off = percent(first["model"])
    alt = f"{first['target']}: wrong by {off}, and “no change” by {percent(error(first, 'no_change'))}"
    note = (
        f"{score.metric[:1].upper()}{score.metric[1:]}. Shorter is better. All estimates and both simple rules are "
        "shown, because nobody knew beforehand which would do better."
    )
    title = "How wrong was the old projection, against each later estimate?"
    columns: Columns = {
        "The projection, too high (+) or low (−)": lambda o: percent(o["bias"]["model"], sign=True),
        "Years ahead": lambda o: f"{o['horizon']:g}",
    }
    groups = {f"Against {o['against']}": o for o in score.origins}
    words = title, "weighted absolute percentage error", "Against"
    return errors(groups, RUNGS, words, alt, note, columns=columns)


def covered(score: Scorecard) -> Picture:
    """How many boroughs lay in their 80% range, by age, against each estimate; the test is those not looked at."""
    newest_first = score.origins[::-1]  # the newest, which tests the width, in the colour
    shares = pd.DataFrame(
        {"group": band["ages"], "row": o["against"], "value": band["coverage_80"]}
        for o in newest_first
        for band in o["by_age"]
    )
    shares["words"] = [percent(share, 0) for share in shares["value"]]
    table = shares.pivot_table(index="group", columns="row", values="words", aggfunc="first", sort=False).fillna("–")
    table = table.rename_axis("Ages").rename_axis(None, axis=1).reset_index()
    names = [o["against"] for o in newest_first]
    note = f"80% would be right. By chance alone, 33 boroughs give 70% to 90%.{_tested(score, shares)}"
    title = "How many boroughs lay within their 80% range, by age?"
    alt = f"Share of boroughs in range by age, against {', '.join(names)}"
    return bars(shares, names, title, "boroughs within their 80% range", alt, table, note)


def _tested(score: Scorecard, shares: pd.DataFrame) -> str:
    """Which estimates the width was fixed without, and the ages at which the newest of them fell outside."""
    tests = [o["against"] for o in score.origins if o["truth"] in score.more["width"]["untouched"]]
    if not tests:
        return ""
    missed = shares[shares["row"].eq(tests[-1]) & ~shares["value"].between(*GOAL)]
    outside = ", ".join(f"{group} ({words})" for group, words in zip(missed["group"], missed["words"], strict=True))
    miss = f"Outside 70% to 90% there: {outside}." if outside else "All age groups lie between 70% and 90% there."
    return f" Only {' and '.join(tests)} tests the range, because we set its width without it. {miss}"


def by_age(origin: Origin) -> Picture:
    """The same by age band for one estimate."""
    bands = {band["ages"]: band for band in origin["by_age"]}
    worst = max(bands, key=lambda name: bands[name]["model"])
    off = percent(bands[worst]["model"])
    alt = f"Error by age against {origin['against']}: the projection was most wrong at ages {worst}, by {off}"
    note = "Ages from 65 matter most here, because most of these conditions affect older people."
    columns: Columns = {"The projection, too high (+) or low (−)": lambda band: percent(band["bias"], sign=True)}
    words = f"Error by age, against {origin['against']}", "error in boroughs, by age", "Ages"
    return errors(bands, RUNGS, words, alt, note, columns=columns)


def disagree(score: Scorecard) -> Picture:
    """By how much the two estimates of what happened differ, where it is more than 5%."""
    apart = {a["borough"]: {"model": a["difference"], "older": a["difference_65_and_over"]} for a in _apart(score)}
    title = f"Where two estimates disagree by over 5%: {len(apart)} boroughs"
    widest, difference = next(iter(apart)), percent(_apart(score)[0]["difference"], sign=True)
    return errors(
        apart,
        {"model": "All ages", "older": "65 and over"},
        (title, "mid-2020 estimate above the 2021 Census", "Borough"),
        f"Widest apart: {widest}, {difference}",
        "Mid-2020 was carried forward from 2011, and the census was taken in lockdown. Nobody knows which is right.",
        say=lambda value: percent(value, sign=True),
    )


BY_TRUTH = {
    "Error over boroughs and ages, the projection": lambda o: percent(o["model"]),
    "The same, no change": lambda o: percent(o["baselines"]["no_change"]),
    "The same, constant growth": lambda o: percent(o["baselines"]["constant_growth"]),
    "Better than the better rule by": lambda o: percent(o["skill"]),
    "Error in boroughs' totals, the projection": lambda o: percent(o["borough_totals"]["model"]),
    "Error in the middle borough": lambda o: percent(o["median_borough_error"]),
    "Too high (+) or low (−), all of London": lambda o: percent(o["bias"]["model"], sign=True),
    "Boroughs within their 80% range": lambda o: percent(o["coverage_80"], 0),
    "Age groups of boroughs within theirs": lambda o: percent(o["coverage_80_by_age"], 0),
    "People aged 65 and over, boroughs within theirs": lambda o: percent(o["coverage_80_at_65_and_over"], 0),
    "Boroughs outside their range": lambda o: ", ".join(x["borough"] for x in o["outside"]) or "none",
    "Largest error": lambda o: f"{o['largest_error']['borough']}, {percent(o['largest_error']['error'], sign=True)}",
    "Chance of an error this large, by our ranges": lambda o: percent(o["largest_error"]["chance_of_as_much"]),
    "Years ahead": lambda o: f"{o['horizon']:g}",
}


def _apart(score: Scorecard) -> list[dict[str, Any]]:
    """The boroughs where two estimates disagree, the widest apart first."""
    return list(score.more["truths_apart"])


def by_year(score: Scorecard) -> tuple[str, str, pd.DataFrame]:
    """Heading, what to read from it, and a row a figure with the estimates as columns."""
    rows = [{"Figure": words} | {o["against"]: say(o) for o in score.origins} for words, say in BY_TRUTH.items()]
    note = f"We set the 80% range {score.more['width']['fixed']}."
    return "Every figure, against each estimate", note, pd.DataFrame(rows)
