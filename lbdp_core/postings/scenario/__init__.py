"""Scenario: what employers ask for now, by the levers' rules of counting beside today's."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd

from lbdp_core.formatting import fewer_or_more, joined, likely, people
from lbdp_core.postings.model import Fitted
from lbdp_core.postings.scenario import figures, tables
from lbdp_core.postings.scenario.levers import OPENING, PRESETS, PostingsLevers
from lbdp_core.postings.scenario.stock import Stock, counting
from lbdp_core.protect import HIDDEN
from lbdp_core.result import Answer, Headline, Later, Result

__all__ = ["OPENING", "PRESETS", "PostingsLevers", "run"]
CAVEATS = (
    "These adverts are made up, because no open licence lets real ones be shown. Read your own with the command "
    "lbdp postings ingest.",
    "An advert is not a vacancy: one advert can be for several posts, and many jobs are never advertised online.",
    "Pay promised on target is left out, and pay that an advert does not state is never filled in.",
    "Advertised pay is not what people are paid. Compare it with the Annual Survey of Hours and Earnings.",
    "Online adverts over-represent professional jobs. Do not read shares of adverts as shares of jobs.",
    f"A borough with {HIDDEN} adverts counts as one with none, so that no small count is shown.",
)
FIRST = 20


def run(model: Fitted, levers: PostingsLevers) -> Result:
    """Adverts that are open now, where, for whom, at what pay and with which skills."""
    now, later = Stock.of(model, levers.unchanged()), Stock.of(model, levers)
    shown, listed = figures.headlines(model, now, later), tables.occupations(later)
    counts = later.by_borough if later.here.any() else now.by_borough
    spread = tables.spread(counts[later.looked], figures.errors(model)[later.looked])
    return Result(
        "postings",
        levers.as_dict(),
        _answer(model, levers, shown[0], listed),
        shown,
        tables.places(now, later),
        tables.over_time(later, spread),
        listed.head(FIRST),
        _drivers(now, later),
        CAVEATS,
        Later(
            {
                "skills": lambda: tables.skills(later),
                "pay": lambda: tables.pay_by_occupation(later),
                "funnel": lambda: tables.funnel(later),
            }
        ),
    )


def _answer(model: Fitted, levers: PostingsLevers, adverts: Headline, listed: pd.DataFrame) -> Answer:
    day = date.fromisoformat(model.last_day)
    when = f"in {levers.borough} on {day.day} {day:%B %Y}"
    if not adverts.scenario:
        return Answer(f"There are {HIDDEN} adverts {when}, so there is no figure.")
    known = likely(people(adverts.low), people(adverts.high))
    lead = f"About {people(adverts.scenario)} adverts were open {when} {known}."
    first = joined(f"{name[:1].lower()}{name[1:]}" for name in listed["occupation"].head(3))
    most = f"Employers most often ask for {first}." if len(listed) else "No occupation has enough adverts to show."
    return Answer(lead, _change(levers, adverts), f"{most} The adverts are made up.")


def _change(levers: PostingsLevers, adverts: Headline) -> str:
    if levers == levers.unchanged():
        return ""
    change = adverts.change or 0.0
    if not change:
        return "These rules count as many adverts as today's."
    return f"These rules count {fewer_or_more(change, people)} adverts than today's."


def _drivers(now: Stock, later: Stock) -> pd.DataFrame:
    """What each rule alone does to the adverts counted, largest first."""
    today, rules = now.levers, counting(later.levers)
    alone = {
        "Weeks that count": replace(today, weeks=rules.weeks),
        "Reposts that count": replace(today, alike=rules.alike),
    }
    found = []
    for name, moved in alone.items():
        other = now if moved == today else Stock.of(now.fitted, moved)
        found.append((name, float((other.by_borough - now.by_borough)[now.looked].sum()), "adverts"))
    found.sort(key=lambda row: -abs(row[1]))
    return pd.DataFrame(found, columns=["driver", "contribution", "unit"])
