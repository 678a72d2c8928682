"""Places of the refugees theme: the 33 boroughs, people in London whom no borough is given for, and everywhere else."""

from __future__ import annotations

from lbdp_core.boroughs import CODES, NAMES

UNALLOCATED, REST = "unallocated", "rest"
WORDS = {UNALLOCATED: "Not given by borough", REST: "Rest of the United Kingdom"}
IN_LONDON = (*CODES, UNALLOCATED)  # the order of places everywhere: they add up to the published London total
IN_WORDS = (*NAMES, WORDS[UNALLOCATED])
