"""Tables: what the health theme loads, and the report of how it was made."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from lbdp_core import door
from lbdp_core.boroughs import CODES, NAMES
from lbdp_core.health.build.gather import CENSUS_YEAR, Known, gather
from lbdp_core.health.build.local import local
from lbdp_core.health.conditions import rates
from lbdp_core.health.schema import AGES, GLA, OGL, OHID, ONS
from lbdp_core.sources import Origin, Workbench

LIFE_YEARS = (2011, 2055)  # of the life table: what projections of thirty years need
CENSUS_DATE = "2021-03-21"
FACTS = ("key", "label", "kind", "last_observed", "source", "note")  # of a population


def build(inventory: door.Inventory, bench: Workbench) -> dict[str, Any]:
    """Write health/*.csv and health/report.json; returns the report.

    Raises:
        DataError: a file cannot be read, or there is no projection or no base in the folder.
    """
    gathered = gather(inventory)
    assert gathered.base is not None
    base = gathered.base
    known = [base, *gathered.rounds, *gathered.estimates]
    local_figures, gaps = local(inventory, gathered, base.panel.counts[..., -1])
    report: dict[str, Any] = {
        "files": gathered.files,
        "notes": gathered.notes,
        "base": base.label,
        "newest": _date(base),
        "base_note": base.note,
        "without_local_figure": gaps,
    }
    files = tuple(str(f["file"]) for f in gathered.files if f["used"])
    newest = max(_date(one) for one in known if one.kind != "projection")
    everybody = f"{ONS}; {GLA}"

    def origin(what: str, publisher: str = ONS, as_of: str = newest) -> Origin:
        return Origin(what, publisher, OGL, as_of, made_from=files)

    def table(name: str, frame: pd.DataFrame, *of: str) -> None:
        bench.table(f"health/{name}", frame, origin(*of))

    table("boroughs.csv", pd.DataFrame({"code": CODES, "name": NAMES}), "London's boroughs")
    people = pd.concat([_wide(one) for one in known], ignore_index=True)
    table("populations.csv.gz", people, "residents by borough, year, sex and single year of age", everybody)
    facts = [{name: getattr(one, name) for name in FACTS} for one in known]
    bench.json("health/populations.json", facts, origin("names and dates of the populations", everybody), len(known))
    if (census := gathered.census) is not None:
        bands = pd.DataFrame(census.persons.round(1), columns=list(map(str, census.ages)))
        bands.insert(0, "code", CODES)
        table("census.csv", bands, "residents in age bands, Census 2021", ONS, CENSUS_DATE)
    conditions = rates()
    what = "how common conditions are by age and sex, each with its source"
    cited = Origin(what, "the surveys and reviews named in its rows", "single figures, cited", _span(conditions))
    bench.table("health/conditions.csv", conditions, cited)
    what = "local figures of conditions, divided by expected ones"
    table("local.csv", local_figures, what, f"{ONS}; {OHID}", _span(local_figures))
    if gathered.life is not None:
        kept = gathered.life[gathered.life["year"].between(*LIFE_YEARS)]
        table("life.csv", kept, "period life expectancy by year, sex and age", ONS, "{} to {}".format(*LIFE_YEARS))
    bench.json("health/report.json", report, origin("how the health tables were made"), len(gathered.files))
    return report


def _span(frame: pd.DataFrame) -> str:
    return f"{frame['year'].min()} to {frame['year'].max()}" if len(frame) else ""


def _date(one: Known) -> str:
    """The day that the last year of a population stands for: mid-year, or the day of the census."""
    year = one.panel.years[-1]
    return CENSUS_DATE if one.kind == "made" and year == CENSUS_YEAR else f"{year}-06-30"


def _wide(one: Known) -> pd.DataFrame:
    """A row per sex, borough and year; ages across, to a tenth of a person where the figure is made."""
    sexes, boroughs, _, years = one.panel.counts.shape
    ages = np.moveaxis(one.panel.counts, 2, 3).reshape(sexes * boroughs * years, -1)
    head = pd.MultiIndex.from_product([one.panel.sexes, CODES, one.panel.years], names=["sex", "code", "year"])
    body = pd.DataFrame(ages.round(1 if one.kind == "made" else 0), columns=[str(age) for age in AGES])
    if one.kind != "made":
        body = body.astype(int)
    wide = pd.concat([head.to_frame(index=False), body.astype("str")], axis=1)
    wide.insert(0, "key", one.key)
    return wide
