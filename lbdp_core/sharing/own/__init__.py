"""A file of counts of one's own: columns proposed by what they hold, confirmed by a person, then tried on the bench.

Whatever the columns are called, one is of LSOA codes and one of counts. A file whose rows are about addresses or people
is refused by its form and by what it says: `lbdp aggregate` makes counts of it where it is held. Counts pass disclosure
control before the model sees them (docs/decisions/0008).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lbdp_core.own import Own, Proposal, Question, Say, Taken
from lbdp_core.sharing.model import Fitted
from lbdp_core.sharing.own.detect_columns import propose
from lbdp_core.sharing.own.evaluate_file import CAVEAT, released, take
from lbdp_core.sharing.schema import OWN
from lbdp_core.sources import Shelf

__all__ = ["CAVEAT", "OWN_COUNTS", "propose", "released", "take"]


def _propose(raw: bytes, label: str, shelf: Shelf) -> Proposal:
    found = propose(raw, label, shelf)
    return Proposal(
        f"{found.rows[:1].upper()}{found.rows[1:]} rows.",
        (
            Question("code", "LSOA codes", {header: header for header in found.codes}),
            Question("count", "Counts", {header: header for header in found.counts}),
            Question("year", "Year of the counts", first=2016),
        ),
    )


def _take(model: Fitted, shelf: Shelf, raw: bytes, label: str, answers: Mapping[str, Any], say: Say) -> Taken[Fitted]:
    return take(model, shelf, raw, label, answers["code"], answers["count"], int(answers["year"]), say)


OWN_COUNTS = Own(
    heading="Test your own file",
    asks="Use a file with counts by small area (LSOA, 2021 or 2011): one column of codes and one of counts, with any "
    "names. It can be CSV, Excel or Parquet. The page tests it like the other datasets.",
    upload="Counts by LSOA",
    templates={"counts-template.csv": lambda: b"lsoa21_code,count\r\n"},
    propose=_propose,
    take=_take,
    after={"dataset": OWN, "ask": "all", "place": "lsoa", "age": "band"},
)
