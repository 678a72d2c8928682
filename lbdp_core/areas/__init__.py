"""Areas: the tables that every theme shares, one row an LSOA of 2021."""

from lbdp_core.areas.build import build
from lbdp_core.areas.kinds import KINDS

__all__ = ["KINDS", "build"]
