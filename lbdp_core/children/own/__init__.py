"""A council's own child-level files: Ofsted's Annex A, or several years of SSDA903 returns; read, told and let go.

Nothing of a child stays in the session: what is kept are the faults of the file by sheet, row and column, and tables
and charts after the disclosure control of the Department for Education's statistics.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from lbdp_core import door
from lbdp_core.children import care_flows
from lbdp_core.children.annex_a.reading import refuse_unknown
from lbdp_core.children.care_flows.returns import KINDS
from lbdp_core.children.own.annex_a import annex_a, template
from lbdp_core.children.own.returns import returns
from lbdp_core.own import Own, Proposal, Say, Taken
from lbdp_core.sources import Shelf

__all__ = ["OWN", "taken"]


def taken(raw: bytes, label: str, today: date) -> Taken[Any]:
    """What a session keeps of a file, or of a zip file of several: of returns where a file of it is one, else Annex A.

    Raises:
        DataError: nothing can be used; one sentence that says why and what to do.
    """
    files = [(door.called(label), raw)]
    return (returns if care_flows.are_returns(files) else annex_a)(files, today)


def _propose(raw: bytes, label: str, shelf: Shelf) -> Proposal:
    """Nothing to confirm: a file is known by its columns, or refused."""
    files = [(door.called(label), raw)]
    if not care_flows.are_returns(files):
        refuse_unknown(files)
    return Proposal()


def _take(model: Any, shelf: Shelf, raw: bytes, label: str, answers: Mapping[str, Any], say: Say) -> Taken[Any]:
    return taken(raw, label, date.today())


OWN: Own[Any] = Own(
    heading="Your own children's data (Annex A or SSDA903)",
    asks="Use the Annex A workbook that you keep for Ofsted, or the header and episodes files of your SSDA903 returns, "
    "three years or more. First you see what to put right in the file, then the figures.",
    upload="An Annex A workbook, or CSV files together (select them all, or give one zip file)",
    propose=_propose,
    take=_take,
    columns={
        "Annex A": "the eleven lists of Ofsted's guidance, one in each sheet or CSV file; any of them alone will do",
        "SSDA903": "CHILD, SEX, DOB and ETHNIC in a header file; CHILD, DECOM, DEC and PLACE in an episodes file, for "
        "each year",
    },
    several=True,
    notes=(
        "No row about a child is kept or shown. The page keeps tables and charts only, and says in which rows of your "
        "file something is wrong, without its value.",
        "Counts of 5 and under are hidden, as in the Department for Education's statistics, with any other count that "
        "would tell them.",
        "Names of workers and teams, and postcodes, are not read: the page notes only whether they are filled in.",
    ),
    templates={"annex-a.xlsx": template}
    | {f"{kind.name.replace('_', '-')}.csv": kind.template.encode for kind in KINDS},
)
