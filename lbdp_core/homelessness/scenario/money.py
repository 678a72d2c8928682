"""Money: unit costs, each with its source; a cost is a sum of units and never an effect."""

from __future__ import annotations

from dataclasses import dataclass

READ, ILLUSTRATIVE, WORKED = "read second-hand", "illustrative", "worked out from published figures"


@dataclass(frozen=True)
class Unit:
    """What one unit costs in a quarter (or once), in pounds."""

    each: float
    per: str
    source: str
    status: str


UNITS = {
    "temporary_accommodation": Unit(
        5_400,
        "a household in temporary accommodation, a quarter",
        "£114 million a month in London in 2023/24, gross (London Councils), over 63,000 households",
        WORKED,
    ),
    "prevention": Unit(
        1_600,
        "a household helped more, once",
        "about $2,000 a household in the Santa Clara trial; staff not counted",
        READ,
    ),
    "nsno": Unit(1_500, "a new person reached more, once", "no published figure was found", ILLUSTRATIVE),
    "move_on": Unit(2_500, "a home, a quarter, with support", "no published figure was found", ILLUSTRATIVE),
    "housing_first": Unit(2_500, "a place, a quarter", "no published figure was read", ILLUSTRATIVE),
    "lha": Unit(
        75_600_000,
        "the gap in London closed wholly, a quarter, paid by central government",
        "£3.3 billion in three years for Great Britain (Crisis, 2019); London's part taken as that of ended private "
        "tenancies in England, 27.5 %",
        WORKED,
    ),
}
