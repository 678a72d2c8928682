"""Tables: what the refugees theme loads, and the report of how it was made."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pandas as pd

from lbdp_core import door, quarters
from lbdp_core.refugees import schema, tariffs
from lbdp_core.refugees.build import national, routes
from lbdp_core.refugees.build.breaks import breaks
from lbdp_core.refugees.build.reading import Account
from lbdp_core.refugees.build.support import support
from lbdp_core.sources import DataError, Origin, Workbench

CITED = "single figures, cited"


def build(inventory: door.Inventory, bench: Workbench) -> dict[str, Any]:
    """Write refugees/*.csv and refugees/report.json; returns the report.

    Raises:
        DataError: a file cannot be read, or one that the theme cannot do without is not in the folder.
    """
    account = Account()
    held = {kind.name: account.read(inventory, kind) for kind in schema.KINDS}
    if gone := [kind for kind in schema.NEEDED if held[kind.name] is None]:
        raise DataError(f"The folder {inventory.raw} does not hold {gone[0].what}; add it.")
    local = _support(held, account, bench)
    national_quarters = _national(held, account, bench)
    _routes(held, bench)
    policy = Origin("grants and tariffs by financial year", "Home Office", CITED, tariffs.READ.isoformat())
    bench.table("refugees/tariffs.csv", tariffs.table(tariffs.READ), policy)
    report = {
        "files": account.files,
        "notes": account.notes,
        "not_in_the_folder": [kind.what for kind in schema.KINDS if held[kind.name] is None],
        "support_quarters": int(local["quarter"].nunique()),
        "last_support_quarter": str(local["quarter"].max()),
        "last_national_quarter": str(_last(held["asylum_claims"])),
    }
    newest = max(str(report["last_support_quarter"]), str(report["last_national_quarter"]))
    report["newest"] = quarters.last_day(newest).isoformat()
    local_gaps, national_gaps = quarters.missing(local["quarter"]), quarters.missing(national_quarters)
    report["gaps"] = [
        *(f"There is no count of asylum support for {quarters.words(q)}; later ones are used." for q in local_gaps),
        *(f"There are no national figures for {quarters.months(q)}." for q in national_gaps),
    ]
    bench.json("refugees/report.json", report, _origin("how the refugees tables were made", "", ()), len(account.files))
    return report


def _support(held: dict[str, pd.DataFrame | None], account: Account, bench: Workbench) -> pd.DataFrame:
    frame = held["asylum_support"]
    assert frame is not None
    tidy, aside = support(frame)
    account.notes += [f"Asylum support: {n:,} rows set aside, {reason}." for reason, n in aside.items()]
    if tidy.empty or not tidy["place"].str.startswith("E09").any():
        raise DataError("The table of asylum support has no people in a London borough; give the one by authority.")
    last = quarters.last_day(str(tidy["quarter"].max())).isoformat()
    files = _files(account, "asylum_support")
    what = "people in asylum support by borough, section and accommodation"
    bench.table("refugees/support.csv", tidy, _origin(what, last, files))
    bench.table("refugees/breaks.csv", breaks(tidy), _origin("where the series of support change meaning", last, files))
    return tidy


def _national(held: dict[str, pd.DataFrame | None], account: Account, bench: Workbench) -> set[str]:
    """Write the national figures; returns their quarters."""
    claims, made, waiting = (held[name] for name in ("asylum_claims", "asylum_decisions", "asylum_awaiting"))
    assert claims is not None and made is not None and waiting is not None
    decided, aside = national.decisions(made)
    queue, further = national.awaiting(waiting)
    account.notes += [f"Decisions: {n:,} rows set aside, {reason}." for reason, n in aside.items()]
    account.notes += [f"Claims awaiting a decision: {n:,} rows set aside, {reason}." for reason, n in further.items()]
    parts = [national.claims(claims), decided, queue]
    reunion = held["family_reunion"]
    if reunion is not None:
        parts.append(national.family_reunion(reunion))
    whole = pd.concat(parts, ignore_index=True)
    last = quarters.last_day(str(_last(claims))).isoformat()
    files = _files(account, "asylum_claims", "asylum_decisions", "asylum_awaiting", "family_reunion")
    bench.table("refugees/national.csv", whole, _origin("claims, decisions and claims awaiting one", last, files))
    return set(whole["quarter"])


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
            as_of = str(table[time].max())
            as_of = quarters.last_day(as_of).isoformat() if time == "quarter" else as_of
            bench.table(f"refugees/{name}.csv", table, Origin(what, publisher, schema.OGL, as_of))


def _last(frame: pd.DataFrame | None) -> str:
    return "" if frame is None else str(frame["quarter"].max())


def _files(account: Account, *kinds: str) -> tuple[str, ...]:
    return tuple(str(f["file"]) for f in account.files if f["kind"] in kinds and f["used"])


def _origin(what: str, as_of: str, files: Sequence[str]) -> Origin:
    return Origin(what, schema.HOME_OFFICE, schema.OGL, as_of, made_from=tuple(files))
