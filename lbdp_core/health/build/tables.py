"""Tables: what the health theme loads, and the report of how it was made."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from lbdp_core import door
from lbdp_core.boroughs import CODES, NAMES
from lbdp_core.health.build.gather import CENSUS_YEAR, Gathered, Known, gather
from lbdp_core.health.build.local import local
from lbdp_core.health.conditions import rates
from lbdp_core.health.schema import AGES, GLA, OGL, OHID, ONS
from lbdp_core.sources import Origin, Workbench

LIFE_YEARS = (2011, 2055)  # of the life table: what projections of thirty years need
CENSUS_DATE = "2021-03-21"
CITED = "single figures, cited"
APART = 0.05  # boroughs where two truths differ by more are named


def build(inventory: door.Inventory, bench: Workbench) -> dict[str, Any]:
    """Write health/*.csv and health/report.json; returns the report.

    Raises:
        DataError: a file cannot be read, or there is no projection or no base in the folder.
    """
    gathered = gather(inventory)
    known = [gathered.base, *gathered.rounds, *gathered.estimates] if gathered.base else []
    found, gaps = local(inventory, gathered, known[0].panel.counts[..., -1])
    report = _report(gathered, gaps)
    files = tuple(str(f["file"]) for f in gathered.files if f["used"])

    newest = max(_date(one) for one in known if one.kind != "projection")

    def origin(what: str, publisher: str = ONS, as_of: str = newest) -> Origin:
        return Origin(what, publisher, OGL, as_of, made_from=files)

    bench.table("health/boroughs.csv", pd.DataFrame({"code": CODES, "name": NAMES}), origin("London's boroughs"))
    people = pd.concat([_wide(one) for one in known], ignore_index=True)
    what = "residents by borough, year, sex and single year of age"
    bench.table("health/populations.csv.gz", people, origin(what, f"{ONS}; {GLA}"))
    facts = [_facts(one) for one in known]
    bench.json("health/populations.json", facts, origin("what the populations are", f"{ONS}; {GLA}"), len(known))
    if gathered.census is not None:
        bench.table(
            "health/census.csv", _census(gathered), origin("residents in age bands, Census 2021", as_of=CENSUS_DATE)
        )
    table = rates()
    years = f"{table['year'].min()} to {table['year'].max()}"
    named = Origin(
        "how common conditions are by age and sex, each row with its source and mark",
        "the surveys and reviews named in its rows",
        CITED,
        years,
    )
    bench.table("health/conditions.csv", table, named)
    what = "local figures of conditions over expected ones"
    years = f"{found['year'].min()} to {found['year'].max()}" if len(found) else ""
    bench.table("health/local.csv", found, origin(what, f"{ONS}; {OHID}", years))
    if gathered.life is not None:
        kept = gathered.life[gathered.life["year"].between(*LIFE_YEARS)]
        what, years = "period life expectancy by year, sex and age", "{} to {}".format(*LIFE_YEARS)
        bench.table("health/life.csv", kept, origin(what, as_of=years))
    bench.json("health/report.json", report, origin("how the health tables were made"), len(gathered.files))
    return report


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


def _census(gathered: Gathered) -> pd.DataFrame:
    assert gathered.census is not None
    frame = pd.DataFrame(gathered.census.persons.round(1), columns=list(map(str, gathered.census.ages)))
    frame.insert(0, "code", CODES)
    return frame


def _facts(one: Known) -> dict[str, Any]:
    names = ("key", "label", "kind", "last_observed", "source", "note")
    return {name: getattr(one, name) for name in names}


def _report(gathered: Gathered, gaps: list[dict[str, str]]) -> dict[str, Any]:
    assert gathered.base is not None
    base = gathered.base.panel.counts[..., -1]
    return {
        "files": gathered.files,
        "notes": gathered.notes,
        "base": gathered.base.label,
        "base_year": gathered.base.panel.years[-1],
        "newest": _date(gathered.base),
        "base_note": gathered.base.note,
        "base_residents": round(float(base.sum())),
        "base_65_and_over": round(float(base[..., 65:].sum())),
        "rounds": [one.label for one in gathered.rounds],
        "disagree": _disagree(gathered),
        "without_local_figure": gaps,
    }


def _disagree(gathered: Gathered) -> list[dict[str, Any]]:
    """Boroughs where an estimate of the year before the census is far off it, the largest gap first."""
    if gathered.census is None:
        return []
    near = [e for e in gathered.estimates if CENSUS_YEAR - 1 in e.panel.years]
    if not near:
        return []
    at = near[0].panel.years.index(CENSUS_YEAR - 1)
    people = near[0].panel.counts[..., at].sum(axis=0)
    whole = people.sum(axis=1) / gathered.census.persons.sum(axis=1) - 1
    older = people[:, 65:].sum(axis=1) / _from(gathered, 65) - 1
    rows = [
        {
            "borough": NAMES[b],
            "code": CODES[b],
            "all_ages": round(float(whole[b]), 4),
            "65_and_over": round(float(older[b]), 4),
        }
        for b in np.argsort(-np.abs(whole))
        if abs(whole[b]) > APART
    ]
    return rows


def _from(gathered: Gathered, age: int) -> np.ndarray:
    """Residents (b,) of the census from an age on, which is the first of one of its bands."""
    assert gathered.census is not None
    return np.asarray(gathered.census.persons[:, gathered.census.ages.index(age) :].sum(axis=1))
