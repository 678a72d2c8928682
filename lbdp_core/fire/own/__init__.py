"""A borough's own file in the fire theme: visits that lower the homes left, or fires to compare with the model."""

from __future__ import annotations

from lbdp_core.door import Kind
from lbdp_core.fire.model import Fitted
from lbdp_core.fire.own.fires import fires
from lbdp_core.fire.own.kinds import KINDS, OF_VISITS, RECORDS
from lbdp_core.fire.own.visits import effect, visits
from lbdp_core.own import Rows, Taken, of_kinds
from lbdp_core.sources import Shelf

__all__ = ["KINDS", "OWN"]


def _take(fitted: Fitted, shelf: Shelf, kind: Kind, rows: Rows) -> Taken[Fitted]:
    return (visits if kind.name in OF_VISITS else fires)(fitted, shelf, rows)


OWN = of_kinds(
    KINDS,
    _take,
    heading="Your own file",
    asks="Use a log of home visits or of dwelling fires, with a date and a small area (LSOA) or coordinates in each "
    "row. "
    "Or use counts by LSOA.",
    upload="A log or counts, CSV or Excel",
    columns={
        "Visits": "date_of_visit and lsoa21_code (or easting and northing); or lsoa21_code and visits",
        "Fires": "date_of_fire and lsoa21_code (or easting and northing); or lsoa21_code, year and fires; or "
        "London Fire Brigade's published incidents, without the address columns",
    },
    records=RECORDS,
    effect=effect,
)
