"""Areas: the tables that every theme shares, one row an LSOA of 2021."""

from lbdp_core.areas import kinds, neighbours, postcodes
from lbdp_core.areas.build import build

KINDS = (*kinds.KINDS, *neighbours.KINDS, postcodes.KIND)

__all__ = ["KINDS", "build"]
