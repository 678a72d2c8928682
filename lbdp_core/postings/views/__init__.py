"""What only the postings page shows: occupations, pay, skills, the funnel, two boroughs, why a code, and the replay."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lbdp_core.boroughs import NAMES
from lbdp_core.charts import Picture
from lbdp_core.focus import where
from lbdp_core.formatting import joined, number
from lbdp_core.maps import Measure, quantile_edges
from lbdp_core.page import Extra, Listed, Page, Start
from lbdp_core.places import LONDON
from lbdp_core.postings.model import Fitted
from lbdp_core.postings.scenario import PostingsLevers
from lbdp_core.postings.scenario.stock import Stock
from lbdp_core.postings.views import arrivals, evaluation, occupations, scenes
from lbdp_core.result import Result

FIXED = "Adverts that say only “London” are not on the map. The adverts are made up."
LISTED = (
    Listed("occupation", "Occupation", 260),
    Listed("adverts", "Adverts", 80, 0, "localized"),
    Listed("share", "Share (%)", 80, 1, "%.1f"),
    Listed("quotient", "Times London's share", 120, 2, "%.2f"),
    Listed("trend", "Change on the weeks before (%)", 170, 0, "%.0f"),
    Listed("pay", "Median advertised pay (£)", 160, 0, "localized"),
    Listed("says_pay", "Adverts with pay (%)", 140, 0, "%.0f"),
)
LIST_WORDS = "Occupations that employers ask for, most adverts first. The adverts are made up"


def start(model: Fitted, result: Result) -> Start:
    """The occupations that are asked for most."""
    rows = result.shortlist
    if rows.empty:
        return Start("No occupation has enough adverts here; ask for fewer, or look at all of London.", rows)
    named = joined(f"{name[:1].lower()}{name[1:]}" for name in rows["occupation"].head(3))
    return Start(f"Talk first to employers and colleges about {named}. Employers ask for these most.", rows)


def first(result: Result, count: int) -> pd.DataFrame:
    """The list as a meeting reads it."""
    frame = result.shortlist.head(count)
    pay = [number(v, 0, "£") if v == v else "too few" for v in frame["pay"]]
    columns = {
        "Occupation": frame["occupation"],
        "Adverts": [f"{n:,}" for n in frame["adverts"]],
        "Median advertised pay": pay,
        "Adverts with pay": [f"{v:.0f}%" for v in frame["says_pay"]],
    }
    if where(result) != LONDON:
        ranges = frame[["quotient", "quotient_low", "quotient_high"]].itertuples(index=False)
        columns["Times London's share (8 chances in 10)"] = [f"{q:.1f} ({a:.1f} to {b:.1f})" for q, a, b in ranges]
    return pd.DataFrame(columns)


def measures(model: Fitted, result: Result) -> tuple[Measure, ...]:
    """Adverts open by borough, always over all of London."""
    names = ("adverts", "Adverts open now", "adverts")
    edges = quantile_edges(Stock.of(model, PostingsLevers()).by_borough, 7)
    return (occupations.open_map(occupations.stock(model, result), names, edges, FIXED),)


def chosen(model: Fitted, result: Result) -> NDArray[np.bool_]:
    """The borough looked at, to be outlined."""
    return np.array(NAMES) == where(result)


def acts(model: Fitted, result: Result, size: int) -> tuple[Picture, ...]:
    """What a meeting sees next: the funnel, and what is unusual in a borough or changed in London."""
    other = occupations.change if where(result) == LONDON else occupations.unusual
    return scenes.funnel(model, result), other(model, result)


def missing(model: Fitted) -> tuple[str, ...]:
    """What would matter and is not in the data."""
    return (
        "Real adverts: no open licence lets a job board's adverts be shown. `lbdp postings ingest` reads your own.",
        "Jobs that are never advertised online, and how many posts an advert is for.",
        "The ONS coding index: its 30,000 job titles, in the raw folder, would make more codes right.",
        "ESCO's list of skills: the package that ships it brings gigabytes of other software.",
    )


PAGE: Page[Fitted] = Page(
    lead="weeks",
    player=arrivals.PLAYER,
    big=(0, 3),
    stage=occupations.asked,
    acts=acts,
    beside={
        "Occupations": occupations.asked,
        "Pay": occupations.pay,
        "Skills": occupations.skills,
        "Against London": occupations.unusual,
        "Change": occupations.change,
    },
    over_time=scenes.course,
    measures=measures,
    chosen=chosen,
    listed=LISTED,
    list_words=LIST_WORDS,
    first=first,
    start=start,
    extras={
        "skills": Extra(
            "Skills that adverts name",
            {"skill": "Skill", "adverts": "Adverts", "share": "Share of adverts (%)"},
            {"share": 1},
        ),
        "pay": Extra(
            "Advertised pay by occupation",
            {
                "occupation": "Occupation",
                "lower": "Lower quartile (£)",
                "median": "Median (£)",
                "upper": "Upper quartile (£)",
                "stated": "Adverts with pay",
                "coverage": "Share with pay (%)",
            },
            {"lower": 0, "median": 0, "upper": 0, "coverage": 0},
        ),
    },
    below={"Funnel": scenes.FUNNEL, "Compare": scenes.COMPARE, "Code": scenes.WHY},
    scenes={"Funnel": scenes.FUNNEL, "Code": scenes.WHY, "Compare": scenes.COMPARE},
    facts=evaluation.facts,
    remarks=evaluation.remarks,
    sure=evaluation.sure,
    by_year=evaluation.by_year,
    by_borough=evaluation.by_borough,
    missing=missing,
    labels=lambda model: ("The adverts are made up",),
)
