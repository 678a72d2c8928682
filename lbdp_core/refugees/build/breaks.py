"""Breaks: where a series of support changes its meaning. They are found in the table itself, and are kept as data."""

from __future__ import annotations

import pandas as pd

from lbdp_core import quarters
from lbdp_core.refugees.build.copies import ALL
from lbdp_core.refugees.places import REST, UNALLOCATED

MOVED = 0.5  # of a section's people: so many fewer in a quarter, and about as many more in another, did not move


def breaks(support: pd.DataFrame) -> pd.DataFrame:
    """quarter, series, what: where a line must not be drawn through.

    support: as `support.support` makes it, the whole country.
    """
    local = support[~support["place"].isin((REST, UNALLOCATED))]
    held = sorted(local["quarter"].unique())
    found = []
    if first := _first(local[local["section"] == "s98"]):
        found.append(
            (first, "total", "Section 98 and hotels are given by borough from here on; before, they were not.")
        )
    sections = support.pivot_table(index="quarter", columns="section", values="people", aggfunc="sum").fillna(0.0)
    for before, after in zip(sections.index[:-1], sections.index[1:], strict=True):
        if {"s95", "s98"} <= set(sections.columns) and before >= (first or after):
            fall = sections.loc[before, "s98"] - sections.loc[after, "s98"]
            rise = sections.loc[after, "s95"] - sections.loc[before, "s95"]
            if fall > MOVED * sections.loc[before, "s98"] and MOVED * fall < rise < fall / MOVED:
                words = (
                    f"{fall:,.0f} fewer people under Section 98 and {rise:,.0f} more under Section 95: reclassified."
                )
                found.append((str(after), "sections", words))
    given = set(local.loc[local["kind"] == "subsistence", "quarter"])
    bare = sorted(local.loc[local["kind"] == ALL, "quarter"].unique())
    for start, end in runs(bare):
        words = f"Only totals are held to {quarters.words(end)} (a copy): sections and accommodation are not known."
        found.append((start, "detail", words))
    for quarter in held:
        if first and quarter >= first and quarter not in given and quarter not in bare:
            words = "People on subsistence only are not given by borough in this quarter: totals leave them out."
            found.append((quarter, "subsistence", words))
    frame = pd.DataFrame(found, columns=["quarter", "series", "what"])
    return frame.sort_values(["quarter", "series"], ignore_index=True)


def runs(labels: list[str]) -> list[tuple[str, str]]:
    """Quarters in a row as first and last.

    >>> runs(["2023Q4", "2024Q1", "2024Q4"])
    [('2023Q4', '2024Q1'), ('2024Q4', '2024Q4')]
    """
    out: list[tuple[str, str]] = []
    for label in labels:
        if out and quarters.index(label) == quarters.index(out[-1][1]) + 1:
            out[-1] = (out[-1][0], label)
        else:
            out.append((label, label))
    return out


def _first(rows: pd.DataFrame) -> str:
    return str(rows["quarter"].min()) if len(rows) else ""
