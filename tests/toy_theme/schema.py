"""Visits to libraries by borough and year: the layout of the one file that this theme reads."""

from lbdp_core.door import Column, Kind

VISITS = Kind(
    "toy_visits",
    "visits to libraries by borough and year",
    "Nobody: a made-up table",
    "none",
    (
        Column("code", ("borough_code",), filled=True),
        Column("year", holds="number", filled=True),
        Column("visits", holds="number", low=0, filled=True),
    ),
    unit="borough and year",
)
KINDS = (VISITS,)
