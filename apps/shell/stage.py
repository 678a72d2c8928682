"""Stage: what Present and the tours share: two figures that say something, and one picture, in words of 24 pixels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from apps.shell import parts, wording
from lbdp_core import charts
from lbdp_core.charts import Picture
from lbdp_core.formatting import CHANCES, capital, number
from lbdp_core.result import Headline, Result

SIZE = 24  # px of the smallest word: what the back row reads


def two(result: Result, big: Sequence[int]) -> list[Headline]:
    """The figures that a meeting sees: those that the theme names, or the next ones where these say nothing."""
    named = [result.headlines[n] for n in big if n < len(result.headlines)]
    others = [h for h in result.headlines if h not in named]
    return [h for h in (*named, *others) if says_something(h)][: len(big)]


def says_something(h: Headline) -> bool:
    """Whether a headline has a figure that is not nought for certain."""
    return h.scenario is not None and not (h.scenario == 0 and h.low == h.high)


def figures(shown: Sequence[Headline], likely: str = f"{capital(CHANCES)}:") -> None:
    """Each figure large, what it is above, its range in words below; likely: what stands before a range."""
    with st.grid(2, min_column_width=190, gap="small"):
        for h in shown:
            value, unit = number(h.scenario, h.decimals, h.unit), h.unit.removeprefix("£").strip()
            lines = [f"{likely} {wording.span(h.low, h.high, h)}"] if h.low != h.high else []
            lines += [unit] if unit and unit not in h.label.lower() else []
            parts.card(h.label, value, lines)


def picture(made: Picture, height: int, name: str, columns: int = 1) -> None:
    """A chart under its title, its key in columns; the table behind it stands in Explore and Explain."""
    large = replace(made, spec=charts.enlarged(made.spec, SIZE, height, columns), wide=True)
    parts.chart(large, f"stage:{name}")
