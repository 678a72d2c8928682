"""Definitions: three counts that are easily confused, and the quarters of CHAIN in the data."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import yaml

from lbdp_core.evaluation_page import Columns, table
from lbdp_core.homelessness import cited
from lbdp_core.homelessness.model import Fitted
from lbdp_core.homelessness.scenario import LONDON
from lbdp_core.homelessness.views import scope
from lbdp_core.result import Result
from lbdp_core.scene import Picks, Scene, Shown

TABLES = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text("utf-8"))
QUARTERS = {"quarter": "Quarter", "new": "New", "living": "Living on the streets", "intermittent": "Intermittent"}
MEASURES = {"seen": "Seen sleeping rough", "new": "New", "living": "Living on the streets"}
YEARS, NIGHTS = "London's published years, April to March", "One autumn night, newest totals"
SHORT = "Three counts of different people"
KNOWN = "How we know it"
YEAR_COLUMNS: Columns = {
    "Year": lambda row: row.year,
    "People": lambda row: MEASURES.get(row.measure, row.measure.capitalize()),
    "Count": lambda row: f"{row.people:,.0f}",
    "Publisher": lambda row: "GLA and Homeless Link (CHAIN)",
    "Source": lambda row: row.source,
    KNOWN: lambda row: row.status,
}
NIGHT_COLUMNS: Columns = {
    "Area": lambda row: row.area,
    "Autumn": lambda row: str(row.year),
    "People on one night": lambda row: f"{row.people:,.0f}",
    "Source": lambda row: row.source,
    KNOWN: lambda row: row.status,
}


def definitions(model: Fitted, result: Result, picks: Picks) -> Shown:
    """The strip, CHAIN's three states, and the quarters that are held."""
    published = scope.where(result) == LONDON or not model.synthetic
    chain = result.extras["chain"].rename(columns=QUARTERS)
    for name in list(QUARTERS.values())[1:]:
        chain[name] = [f"{n:,.0f}" for n in chain[name]]
    if model.synthetic and published:
        for name, of in (("Source", "source"), (KNOWN, "status")):
            chain[name] = chain["Quarter"].map(cited.quarters().set_index("quarter")[of]).fillna("")
    kind = "published totals" if published else "synthetic boroughs"
    text = (
        "New people were never seen before. People living on the streets are seen again and again over weeks. The "
        "others come and go. CHAIN splits a whole year differently, so do not add up quarters."
    )
    years = result.extras["annual"].sort_values(["year", "measure"], kind="stable")
    sheets = (
        (SHORT, pd.DataFrame(TABLES["counts"])),
        ("What the words mean", pd.DataFrame(TABLES["words"])),
        (YEARS, table(years.itertuples(index=False), YEAR_COLUMNS)),
        (NIGHTS, table(result.extras["autumns"].itertuples(index=False), NIGHT_COLUMNS)),
        (f"People seen in {scope.where(result)} by quarter: {kind}", chain),
    )
    notes = (scope.noted(model, result, "Quarters are those of the calendar year."), parts(), added())
    return Shown((text,), sheets=sheets, notes=notes)


def parts() -> str:
    """How CHAIN splits a year's people."""
    said = ", ".join(f"{share}% were {words}" for words, share in cited.PARTS)
    return f"People seen in 2023/24: {said} ({cited.REPORT})."


def added() -> str:
    """Why the quarters' new people are not the year's."""
    quarters, years = cited.quarters(), cited.annual().set_index(["year", "measure"])["people"]
    four = quarters.loc[quarters["quarter"].between("2024Q2", "2025Q1"), "new"]
    return (
        f"New people in the four quarters of 2024/25 add up to {four.sum():,}; the year's figure is "
        f"{years['2024/25', 'new']:,}. Both are published, and they do not agree."
    )


DEFINITIONS = Scene("What does each of the three counts include?", definitions, part="Data")
