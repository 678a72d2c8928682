"""Tables: what the refugees theme loads, and the report of how it was made."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from lbdp_core import door, quarters
from lbdp_core.refugees import schema, tariffs
from lbdp_core.refugees.build import national, routes, support
from lbdp_core.refugees.build.reading import Files
from lbdp_core.refugees.schema import HOME_OFFICE, HOUSING, OGL
from lbdp_core.sources import DataError, Origin, Workbench

SUPPORT = ("asylum_support", "asylum_support_types", "asylum_support_totals", "asylum_national_quarters")
COUNTRY = ("asylum_claims", "asylum_decisions", "asylum_awaiting", "family_reunion", "asylum_national_quarters")
OPTIONAL = (  # what the theme can do without: kind, table, what it is, how it is made, publisher
    ("resettlement", "resettlement", "people resettled by borough and scheme", routes.resettlement, HOME_OFFICE),
    ("ukraine_duties", "ukraine", "Ukrainian households owed a homelessness duty by borough", routes.ukraine, HOUSING),
    ("asylum_cohorts", "cohorts", "outcomes by year of claim, main applicants", routes.cohorts, HOME_OFFICE),
    ("grant_rates", "grant_rates", "initial decisions by nationality", routes.grant_rates, HOME_OFFICE),
    ("support_applications", "applications", "applications granted asylum support by group", routes.applications,
     HOME_OFFICE),
)  # fmt: skip


def build(inventory: door.Inventory, bench: Workbench) -> dict[str, Any]:
    """Write refugees/*.csv and refugees/report.json; returns the report.

    Raises:
        DataError: a file cannot be read, or one that the theme cannot do without is not in the folder.
    """
    files = Files.of(inventory)
    if gone := [k for k in schema.NEEDED if files.lack(k) and files.lack(schema.INSTEAD[k])]:
        raise DataError(f"The folder {inventory.raw} does not hold {gone[0].what}; add it.")
    country = _national(files, bench)
    local = _support(country, files, bench)
    for kind, name, what, make, publisher in OPTIONAL:
        frame = files.tables.get(kind)
        if frame is not None and len(table := make(frame)):
            bench.table(f"refugees/{name}.csv", table, Origin(what, publisher, OGL, _as_of(table)))
    since = max(row.since for row in tariffs.ROWS).isoformat()
    policy = Origin("grants and tariffs by financial year", "Home Office; MHCLG", "single figures, cited", since)
    bench.table("refugees/tariffs.csv", tariffs.table(tariffs.READ), policy)
    claims = files.tables.get("asylum_claims")
    report = {
        "files": [account.line() for account in files.accounts],
        "notes": files.notes,
        "not_in_the_folder": [k.what for k in schema.KINDS if files.lack(k) and k not in schema.COPIES],
        "support_quarters": int(local["quarter"].nunique()),
        "last_support_quarter": str(local["quarter"].max()),
        "last_own_national_quarter": "" if claims is None else str(claims["quarter"].max()),
        "last_national_quarter": str(country.loc[country["measure"] == "claims", "quarter"].max()),
        "newest": max(_as_of(local), _as_of(country)),
        "gaps": [
            *(
                f"There is no count of asylum support for {quarters.words(q)}."
                for q in quarters.missing(local["quarter"])
            ),
            *(f"There are no national figures for {quarters.months(q)}." for q in quarters.missing(country["quarter"])),
        ],
    }
    origin = _origin("how the refugees tables were made", local, ())
    bench.json("refugees/report.json", report, origin, len(files.accounts))
    return report


def _support(country: pd.DataFrame, files: Files, bench: Workbench) -> pd.DataFrame:
    """place, quarter, section, kind, people: the Home Office's table, and what copies have beyond it."""
    tidy = pd.DataFrame(columns=support.COLUMNS)
    if (frame := files.tables.get("asylum_support")) is not None:
        tidy, aside = support.support(frame)
        files.note("Asylum support", aside)
    for kind in (schema.SUPPORT_TYPES, schema.SUPPORT_TOTALS):
        if (frame := files.tables.get(kind.name)) is not None:
            copy = support.placed(frame)
            why, agreement = support.beside(tidy, copy)
            files.set_aside(copy, why)
            files.notes += [f"{kind.what[:1].upper()}{kind.what[1:]} {agreement}."] if agreement else []
            tidy = pd.concat([tidy, support.rows(copy[why.eq("")])], ignore_index=True)
    supported = country[country["measure"] == "supported"].set_index("quarter")["people"]
    tidy = pd.concat([tidy, support.elsewhere(tidy, supported)], ignore_index=True)
    if not tidy["place"].str.startswith("E09").any():
        raise DataError("The table of asylum support has no people in a London borough; give the one by authority.")
    tidy = tidy.sort_values(["quarter", "place", "section", "kind"], ignore_index=True).astype({"people": int})
    what = "people in asylum support by borough, section and accommodation"
    what += "; quarters with section “all” were read in a copy" * bool((tidy["section"] == support.ALL).any())
    made_from = files.used(*SUPPORT)
    bench.table("refugees/support.csv", tidy, _origin(what, tidy, made_from))
    changes = _origin("where the series of support change meaning", tidy, made_from)
    bench.table("refugees/breaks.csv", support.breaks(tidy), changes)
    return tidy


def _national(files: Files, bench: Workbench) -> pd.DataFrame:
    """quarter, measure, people of the country: what the Home Office's own tables hold, and what a copy has later."""
    parts = [pd.DataFrame(columns=["quarter", "measure", "people"])]
    for kind, make, what in (
        ("asylum_claims", national.claims, "Claims"),
        ("asylum_decisions", national.decisions, "Decisions"),
        ("asylum_awaiting", national.awaiting, "Claims awaiting a decision"),
        ("family_reunion", national.family_reunion, "Family reunion"),
    ):
        if (frame := files.tables.get(kind)) is not None:
            table, aside = make(frame)
            parts.append(table)
            files.note(what, aside)
    whole = pd.concat(parts, ignore_index=True)
    if (frame := files.tables.get("asylum_national_quarters")) is not None:
        whole = national.newest(whole, national.copied(frame))
    origin = _origin("claims, decisions and claims awaiting one", whole, files.used(*COUNTRY))
    bench.table("refugees/national.csv", whole, origin)
    return whole


def _as_of(table: pd.DataFrame) -> str:
    """The last day of the last quarter, date or year of a table."""
    time = next(column for column in ("quarter", "date", "year") if column in table)
    latest = str(table[time].max())
    return quarters.last_day(latest).isoformat() if time == "quarter" else latest + "-12-31" * (time == "year")


def _origin(what: str, table: pd.DataFrame, files: Sequence[str]) -> Origin:
    return Origin(what, HOME_OFFICE, OGL, _as_of(table), made_from=tuple(files))
