"""Tables: what the refugees theme loads, and the report of how it was made."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pandas as pd

from lbdp_core import door, quarters
from lbdp_core.refugees import schema, tariffs
from lbdp_core.refugees.build import copies, national, routes
from lbdp_core.refugees.build.breaks import breaks
from lbdp_core.refugees.build.reading import Files
from lbdp_core.refugees.build.support import support
from lbdp_core.sources import DataError, Origin, Workbench

CITED = "single figures, cited"
SUPPORT = ("asylum_support", "asylum_support_types", "asylum_support_totals", "asylum_national_quarters")
COUNTRY = ("asylum_claims", "asylum_decisions", "asylum_awaiting", "family_reunion", "asylum_national_quarters")


def build(inventory: door.Inventory, bench: Workbench) -> dict[str, Any]:
    """Write refugees/*.csv and refugees/report.json; returns the report.

    Raises:
        DataError: a file cannot be read, or one that the theme cannot do without is not in the folder.
    """
    files = Files()
    held = {kind.name: files.read(inventory, kind) for kind in schema.KINDS}
    if gone := [k for k in schema.NEEDED if held[k.name] is None and held[schema.INSTEAD[k].name] is None]:
        raise DataError(f"The folder {inventory.raw} does not hold {gone[0].what}; add it.")
    country = _national(held, files, bench)
    local = _support(held, country, files, bench)
    _routes(held, bench)
    newest = max(row.since for row in tariffs.ROWS).isoformat()
    policy = Origin("grants and tariffs by financial year", "Home Office; MHCLG", CITED, newest)
    bench.table("refugees/tariffs.csv", tariffs.table(tariffs.READ), policy)
    last = quarters.last_day(str(local["quarter"].max())).isoformat()
    report = {
        "files": [account.line() for account in files.accounts],
        "notes": files.notes,
        "not_in_the_folder": [
            kind.what for kind in schema.KINDS if held[kind.name] is None and kind not in schema.COPIES
        ],
        "support_quarters": int(local["quarter"].nunique()),
        "last_support_quarter": str(local["quarter"].max()),
        "last_own_national_quarter": _last(held["asylum_claims"]),
        "last_national_quarter": str(country.loc[country["measure"] == "claims", "quarter"].max()),
    }
    newest = quarters.last_day(max(str(local["quarter"].max()), str(country["quarter"].max()))).isoformat()
    local_gaps, national_gaps = quarters.missing(local["quarter"]), quarters.missing(country["quarter"])
    report["newest"] = newest
    report["gaps"] = [
        *(f"There is no count of asylum support for {quarters.words(q)}." for q in local_gaps),
        *(f"There are no national figures for {quarters.months(q)}." for q in national_gaps),
    ]
    bench.json(
        "refugees/report.json", report, _origin("how the refugees tables were made", last, ()), len(files.accounts)
    )
    return report


def _support(
    held: dict[str, pd.DataFrame | None], country: pd.DataFrame, files: Files, bench: Workbench
) -> pd.DataFrame:
    frame = held["asylum_support"]
    tidy = pd.DataFrame(columns=["place", "quarter", "section", "kind", "people"])
    if frame is not None:
        tidy, aside = support(frame)
        files.notes += [f"Asylum support: {n:,} rows set aside, {reason}." for reason, n in aside.items()]
    tidy = pd.concat([tidy, *_copies(held, tidy, files)], ignore_index=True)
    supported = country[country["measure"] == "supported"].set_index("quarter")["people"]
    tidy = pd.concat([tidy, copies.elsewhere(tidy, supported)], ignore_index=True)
    if not tidy["place"].str.startswith("E09").any():
        raise DataError("The table of asylum support has no people in a London borough; give the one by authority.")
    tidy = tidy.sort_values(["quarter", "place", "section", "kind"], ignore_index=True).astype({"people": int})
    last = quarters.last_day(str(tidy["quarter"].max())).isoformat()
    made_from = files.used(*SUPPORT)
    what = "people in asylum support by borough, section and accommodation"
    what += "; quarters with section “all” were read in a copy" * bool((tidy["section"] == copies.ALL).any())
    bench.table("refugees/support.csv", tidy, _origin(what, last, made_from))
    bench.table(
        "refugees/breaks.csv", breaks(tidy), _origin("where the series of support change meaning", last, made_from)
    )
    return tidy


def _copies(held: dict[str, pd.DataFrame | None], own: pd.DataFrame, files: Files) -> list[pd.DataFrame]:
    """What the copies hold beyond the table itself: types before totals."""
    found: list[pd.DataFrame] = []
    for kind in (schema.SUPPORT_TYPES, schema.SUPPORT_TOTALS):
        if (frame := held[kind.name]) is not None:
            copy = copies.placed(frame)
            why, said = copies.beside(pd.concat([own, *found]), copy)
            files.set_aside(copy, why)
            files.notes += [f"{kind.what[:1].upper()}{kind.what[1:]} {said}."] if said else []
            found.append(copies.rows(copy[why.eq("")]))
    return found


def _national(held: dict[str, pd.DataFrame | None], files: Files, bench: Workbench) -> pd.DataFrame:
    """quarter, measure, people of the country: what the Home Office's own tables hold, and what a copy has later."""
    parts = [pd.DataFrame(columns=["quarter", "measure", "people"])]
    if (frame := held["asylum_claims"]) is not None:
        parts.append(national.claims(frame))
    for kind, make, what in (
        ("asylum_decisions", national.decisions, "Decisions"),
        ("asylum_awaiting", national.awaiting, "Claims awaiting a decision"),
    ):
        if (frame := held[kind]) is not None:
            table, aside = make(frame)
            parts.append(table)
            files.notes += [f"{what}: {n:,} rows set aside, {reason}." for reason, n in aside.items()]
    if (frame := held["family_reunion"]) is not None:
        parts.append(national.family_reunion(frame))
    whole = pd.concat(parts, ignore_index=True)
    if (frame := held["asylum_national_quarters"]) is not None:
        whole = national.newest(whole, national.copied(frame))
    last = quarters.last_day(str(whole["quarter"].max())).isoformat()
    bench.table(
        "refugees/national.csv",
        whole,
        _origin("claims, decisions and claims awaiting one", last, files.used(*COUNTRY)),
    )
    return whole


def _routes(held: dict[str, pd.DataFrame | None], bench: Workbench) -> None:
    """The tables that the theme can do without, where their files are held."""
    made: dict[str, tuple[str, str, Callable[[pd.DataFrame], pd.DataFrame], str]] = {
        "resettlement": ("resettlement", "people resettled by borough and scheme", routes.resettlement, "Home Office"),
        "ukraine_duties": (
            "ukraine", "Ukrainian households owed a homelessness duty by borough", routes.ukraine, schema.HOUSING,
        ),
        "asylum_cohorts": ("cohorts", "outcomes by year of claim, main applicants", routes.cohorts, "Home Office"),
        "grant_rates": ("grant_rates", "initial decisions by nationality", routes.grant_rates, "Home Office"),
        "support_applications": (
            "applications", "applications granted asylum support by group", routes.applications, "Home Office",
        ),
    }  # fmt: skip
    for kind, (name, what, make, publisher) in made.items():
        frame = held[kind]
        if frame is not None:
            table = make(frame)
            if table.empty:
                continue
            time = next(c for c in ("quarter", "date", "year") if c in table)
            latest = str(table[time].max())
            as_of = f"{latest}-12-31" if time == "year" else latest
            as_of = quarters.last_day(latest).isoformat() if time == "quarter" else as_of
            bench.table(f"refugees/{name}.csv", table, Origin(what, publisher, schema.OGL, as_of))


def _last(frame: pd.DataFrame | None) -> str:
    return "" if frame is None else str(frame["quarter"].max())


def _origin(what: str, as_of: str, files: Sequence[str]) -> Origin:
    return Origin(what, schema.HOME_OFFICE, schema.OGL, as_of, made_from=tuple(files))
