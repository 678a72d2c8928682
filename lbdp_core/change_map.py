"""Change map: what an area has less or more of than before, or than London as a whole."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lbdp_core.boroughs import CODES
from lbdp_core.maps import Level, Measure
from lbdp_core.result import Headline

SHADES = (0.1, 0.5, 0.85)  # of the sizes of the differences: where one shade ends and the next begins
AWAY = (-50.0, -25.0, -10.0, 10.0, 25.0, 50.0)  # % from London
LONDON_UNIT = "% from London"
NONE = 1e-9  # a difference that only rounding makes


def label(main: Headline) -> str:
    """What the map of a change is called."""
    return f"Change in {main.label[:1].lower()}{main.label[1:]}"


def london_label(of: Measure) -> str:
    """What a rate set against London's is called."""
    return f"{of.label}, against London"


def measure(before: pd.Series, after: pd.Series, lsoas: NDArray[np.str_], main: Headline) -> Measure | None:
    """How much more or less there is of the figure `main`, by area; None where no area differs.

    before, after: the figure by code of area, of boroughs or of LSOAs. lsoas: every LSOA in the order of the map.
    Areas that are in neither have no value.
    """
    level: Level = "lsoa" if set(CODES).isdisjoint(after.index) else "borough"
    gap = (after - before).reindex(codes(level, lsoas)).to_numpy(dtype=float)
    sizes = np.abs(gap[np.isfinite(gap) & (np.abs(gap) > NONE)])
    if not sizes.size:
        return None
    ends = sorted({_below(float(size)) for size in np.quantile(sizes, SHADES)})
    decimals = max(0, int(np.ceil(-np.log10(ends[0]))))
    edges = (*(-end for end in reversed(ends)), *ends)
    note = "Blue: less. Orange: more."
    return Measure(f"change:{main.key}", label(main), main.unit, gap, edges, note, decimals, level, two_ended=True)


def codes(level: Level, lsoas: NDArray[np.str_]) -> list[str]:
    """The codes of the areas of a map of boroughs or of LSOAs, in its order."""
    return list(CODES if level == "borough" else lsoas)


def _below(size: float) -> float:
    """A round number a little below a size, so that areas of that very size are shaded."""
    unit = 10.0 ** np.floor(np.log10(0.95 * size))
    return float(f"{np.floor(0.95 * size / unit) * unit:.1g}")


def against_london(of: Measure, everywhere: Measure, homes: NDArray[np.int64]) -> Measure:
    """How far a rate is from London's, in per cent of it.

    everywhere: the same rate for every area. homes: (n,) of each area; London's rate is the mean weighted by them.
    """
    known = np.isfinite(everywhere.values)
    london = float(np.average(everywhere.values[known], weights=homes[known]))
    rate = f"{london:,.{max(of.decimals, 1)}f}"
    note = f"London: {rate}, the mean of all areas weighted by homes. Blue: below. Orange: above."
    values = 100 * (of.values / london - 1)
    return Measure(f"london:{of.key}", london_label(of), LONDON_UNIT, values, AWAY, note, 0, of.level, two_ended=True)


def is_rate(of: Measure) -> bool:
    """Whether a measure is of so many for each so many, which can be set against London's."""
    return " per 1" in of.unit
