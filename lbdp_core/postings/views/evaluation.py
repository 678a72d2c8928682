"""Evaluation: how often the coder is right, reposts, ranges of pay, and what could be read by form of advert."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from lbdp_core import methods
from lbdp_core.charts import Picture, ranges
from lbdp_core.evaluation_page import Columns, Detail, Fact, errors, table
from lbdp_core.formatting import fraction, percent, pounds
from lbdp_core.postings.model import Fitted
from lbdp_core.result import Scorecard

RUNGS = {"model": "This coder", "most_alike_title": "Title spelt most alike", "commonest_group": "Commonest group"}


def facts(score: Scorecard) -> tuple[Fact, ...]:
    """Four figures: the coder on published titles and on those of adverts, duplicates, and pay."""
    more, shares = score.more, score.more["accuracy_by_share"]
    same, pay, hand = more["duplicates"], more["pay"], more["by_hand"]
    return (
        (
            "Titles coded rightly",
            percent(more["accuracy"], 0),
            f"{percent(shares['0.5'], 0)} of the surest half",
            f"Of {more['titles']:,} published titles that the coder had not seen. {_goals(more)}",
        ),
        (
            "Titles of adverts coded rightly",
            percent(hand["accuracy"], 0),
            f"{percent(hand['unseen_accuracy'], 0)} of those in words of no published title",
            f"Of {hand['titles']:,} titles that we wrote as adverts have them and coded by hand. Real ones are harder.",
        ),
        (
            "Reposts found",
            percent(same["recall"], 1),
            f"{percent(same['precision'], 1)} of those found are reposts",
            f"Of {same['planted']:,} reposts that were planted in the made-up adverts.",
        ),
        (
            "Advertised pay within its 80% range",
            percent(pay["coverage_80"], 0),
            "80% would be right",
            f"Of {pay['adverts']:,} later made-up adverts, in the range of earlier ones of the same occupation. "
            f"On average they are {pounds(pay['mean_absolute_error'])} from the earlier median.",
        ),
    )


def _goals(more: Mapping[str, Any]) -> str:
    goal, shares = more["goal"], more["accuracy_by_share"]
    reached = [more["accuracy"] >= goal["accuracy"], shares["0.5"] >= goal["share_0.5"]]
    said = {2: "It reaches both", 1: "It reaches one of them", 0: "It reaches neither"}[sum(reached)]
    return f"Our goals are {percent(goal['accuracy'])} and {percent(goal['share_0.5'], 0)}. {said}."


def remarks(score: Scorecard) -> tuple[str, ...]:
    """What the figures do not tell."""
    return (
        "Titles of adverts are easier than the published titles left out here.",
        f"Of made-up adverts with a borough, {fraction(score.more['places_right'])} have the right one.",
        "Reposts, places and pay are tested on made-up adverts. Real adverts are harder.",
    )


def sure(score: Scorecard) -> tuple[Picture, ...]:
    """Accuracy by the share that is coded, and the errors beside simple rules."""
    shares: Mapping[str, float] = score.more["accuracy_by_share"]
    names = [f"{percent(float(share), 0)} coded" for share in shares]
    by_part = 100 * pd.DataFrame([origin["by_share"] for origin in score.origins])
    frame = pd.DataFrame({"value": 100 * pd.Series(shares), "low": by_part.min(), "high": by_part.max()})
    words = [f"{v:.0f}% right ({a:.0f}% to {b:.0f}% over five tests)" for v, a, b in frame.itertuples(index=False)]
    told = pd.DataFrame({"Share of titles coded": names, "Right": words})
    title, axis = "The fewer titles are coded, the more are right", "% of coded titles that are right"
    alt = f"{title}: {words[0]} of all, {words[-1]} of the surest half"
    note = "The surest titles are coded first. Titles that SOC 2020 publishes, each left out in turn."
    curve = ranges(frame.assign(row=names, words=words), names, title, axis, alt, told, note)
    groups = {str(o["origin"]).capitalize(): o for o in score.origins}
    title = "Titles coded wrongly, beside simple rules"
    words_of = title, "% of titles", "Test"
    return curve, errors(groups, RUNGS, words_of, title, say="{:.0f}%".format, over="commonest_group")


def by_year(score: Scorecard) -> Detail:
    """How alike adverts must be, and what that finds."""
    rows = score.more["duplicates"]["by_strictness"].items()
    columns: Columns = {
        "Words alike, at least": lambda row: percent(float(row[0]), 0),
        "Found reposts that are reposts": lambda row: percent(row[1]["precision"]),
        "Reposts that are found": lambda row: percent(row[1]["recall"]),
    }
    what = "On reposts that were planted in the made-up adverts."
    return "Reposts by how alike adverts must be", what, table(rows, columns)


def by_borough(model: Fitted | None, score: Scorecard) -> Detail:
    """What could be read, by the form of advert."""
    rows = score.more["by_form"].items()
    columns: Columns = {"Form": lambda row: row[0], "Adverts": lambda row: f"{row[1]['adverts']:,}"} | {
        f"With {what}": lambda row, name=name: percent(row[1][name], 0)
        for name, what in (("borough", "a borough"), ("pay", "pay"), ("skill", "a skill"))
    }
    return "What could be read, by form of advert", "The others name no borough, or state no pay.", table(rows, columns)


def findings(score: Scorecard, tables: Mapping[str, pd.DataFrame]) -> list[str]:
    """What "How sure" shows, as lines of Markdown for the methods page."""
    curve, (repeats, _, by_likeness), (forms, _, by_form) = sure(score)[0], by_year(score), by_borough(None, score)
    shown = {curve.title: curve.table, repeats: by_likeness, forms: by_form}
    heads = ["what", "figure", "beside it", "of what"]
    lines = methods.section("In four figures", methods.table(heads, facts(score)))
    for heading, frame in shown.items():
        lines += methods.section(heading, methods.table([*map(str, frame)], frame.to_numpy().tolist()))
    return lines
