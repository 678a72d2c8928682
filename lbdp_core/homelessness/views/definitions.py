"""Definitions: three counts that are taken for one another, and the quarters of CHAIN that are held."""

from __future__ import annotations

import pandas as pd

from lbdp_core.homelessness import cited
from lbdp_core.homelessness.model import Fitted
from lbdp_core.homelessness.scenario import LONDON
from lbdp_core.homelessness.views import scope
from lbdp_core.result import Result
from lbdp_core.scene import Picks, Scene, Shown

STRIP = pd.DataFrame(
    [
        (
            "CHAIN",
            "people seen sleeping rough by commissioned outreach workers in London, over a quarter or a year; each "
            "person once",
            "not who is hidden: sofas, squats, buses; not who was never met",
            "GLA, Homeless Link",
        ),
        (
            "Autumn snapshot",
            "people counted or estimated to sleep rough on one night between October and November, in every authority "
            "of England",
            "not comparable with a year's total: one night, not twelve months",
            "MHCLG",
        ),
        (
            "H-CLIC",
            "households that applied and were owed a duty, and households in temporary accommodation at a quarter's "
            "end",
            "not people who never applied or were not eligible; households, not people",
            "MHCLG",
        ),
    ],
    columns=["Name", "It counts", "It does not count", "Publisher"],
)
WORDS = pd.DataFrame(
    [
        ("New", "never seen sleeping rough before; over a quarter or a year"),
        (
            "Living on the streets",
            "seen again and again over weeks. CHAIN counts them among those seen in a quarter; the card and the flow "
            "have those there at its end, which is a stock and no part of the quarter's flow",
        ),
        (
            "Returners, on this page",
            "any return to the street in a quarter: from accommodation, a home or out of sight, however long ago",
        ),
        ("Returners, in CHAIN's years", "seen in the year and in an earlier one, but not in the year before"),
    ],
    columns=["Word", "It means"],
)
MEASURES = {"seen": "Seen sleeping rough", "new": "New", "living": "Living on the streets"}
YEARS, NIGHTS = "London's published years, April to March", "One autumn night, newest totals"
SHORT = "CHAIN, the snapshot and H-CLIC count different people"
KNOWN = "How it is known"


def definitions(model: Fitted, result: Result, picks: Picks) -> Shown:
    """The strip, CHAIN's three states, and the quarters that are held."""
    chain = result.extras["chain"]
    words = {"quarter": "Quarter", "new": "New", "living": "Living on the streets", "intermittent": "Intermittent"}
    held = chain.rename(columns=words)
    for name in list(words.values())[1:]:
        held[name] = [f"{n:,.0f}" for n in held[name]]
    if model.synthetic and scope.where(result) == LONDON:
        for name, of in (("Source", "source"), (KNOWN, "status")):
            held[name] = held["Quarter"].map({q.quarter: getattr(q, of) for q in cited.QUARTERS}).fillna("")
    kind = "synthetic boroughs" if model.synthetic and scope.where(result) != LONDON else "published totals"
    text = (
        "New people were never seen before. People living on the streets are seen again and again over weeks. The "
        "others come and go. Over a year CHAIN splits people into flow, stock and returners instead, so a quarter's "
        "three parts are not the year's."
    )
    sheets = (
        (SHORT, STRIP),
        ("What the words mean", WORDS),
        (YEARS, years(result)),
        (NIGHTS, nights(result)),
        (f"People seen in {scope.where(result)} by quarter: {kind}", held),
    )
    notes = (scope.noted(model, result, "Quarters are of the calendar year."), parts(), added())
    return Shown((text,), sheets=sheets, notes=notes)


def years(result: Result) -> pd.DataFrame:
    """Whole years as published: everybody once."""
    frame = result.extras["annual"].sort_values(["year", "measure"], kind="stable")
    return pd.DataFrame(
        {
            "Year": frame["year"],
            "People": [MEASURES.get(str(m), str(m).capitalize()) for m in frame["measure"]],
            "Count": [f"{n:,.0f}" for n in frame["people"]],
            "Publisher": "GLA and Homeless Link (CHAIN)",
            "Source": frame["source"],
            KNOWN: frame["status"],
        }
    )


def nights(result: Result) -> pd.DataFrame:
    """Totals of the autumn snapshot that are newer than its table by borough."""
    frame = result.extras["autumns"]
    return pd.DataFrame(
        {
            "Area": frame["area"],
            "Autumn": frame["year"].astype(str),
            "People on one night": [f"{n:,.0f}" for n in frame["people"]],
            "Source": frame["source"],
            KNOWN: frame["status"],
        }
    )


def parts() -> str:
    """How CHAIN tells a year's people apart."""
    said = ", ".join(f"{share}% {words}" for words, share in cited.PARTS)
    return f"Of people seen in 2023/24: {said} ({cited.REPORT})."


def added() -> str:
    """Why the quarters' new people are not the year's."""
    four = [q for q in cited.QUARTERS if "2024Q2" <= q.quarter <= "2025Q1"]
    year = next(
        people
        for when, measure, people, *_ in cited.annual().itertuples(index=False)
        if (when, measure) == ("2024/25", "new")
    )
    return (
        f"New people in the four quarters of 2024/25 add up to {sum(q.new for q in four):,}; the year's figure is "
        f"{year:,}. Both are published and they do not agree."
    )


DEFINITIONS = Scene("CHAIN, snapshot, H-CLIC: what does each count?", definitions)
