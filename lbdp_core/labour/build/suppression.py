"""Suppression: which rows of a published projection are hidden, so that no small cell is shown or can be worked out.

The publisher asks that no figure of fewer than 10,000 people is published. A row with one is hidden (primary
suppression). Totals are published, so what is hidden must add up to 10,000 people too: where it does not, the next
smallest rows are hidden with it (secondary suppression; Hundepool and others 2012, Statistical Disclosure Control).
"""

from __future__ import annotations

import pandas as pd

FEWEST = 10.0  # thousand people: the publisher asks that no smaller cell is published
TOTAL = r"(?i)^(?:all|total)\b"
FLOWS = ("replacement", "requirement")


def suppressed(cells: pd.DataFrame, hidden: pd.Series | None = None) -> pd.Series:
    """Whether each row is hidden.

    cells: thousand people, a row a name and a column a measure, without totals. hidden: rows that are hidden already.

    >>> cells = pd.DataFrame({"2020": [6.0, 30.0, 12.0], "2035": [12.0, 40.0, 12.0]}, index=["a", "b", "c"])
    >>> suppressed(cells).tolist()
    [True, False, True]
    """
    small = (cells.lt(FEWEST) | cells.isna()).any(axis=1)
    hidden = small if hidden is None else small | hidden
    by_size = cells.min(axis=1).sort_values(kind="stable", na_position="first").index
    for name in by_size if hidden.any() else ():
        if hidden.sum() > 1 and cells[hidden].sum().ge(FEWEST).all():
            break
        hidden[name] = True
    return hidden


def hide(rows: pd.DataFrame) -> pd.DataFrame:
    """region, table, row, measure, value: with NaN for what is hidden.

    A row with a small year loses every figure. One with large years, but few people who leave or a small requirement,
    loses these two alone: its net change is the difference of two years that are shown.
    """
    parts = [_hidden(part) for _, part in rows.groupby(["region", "table"], sort=False)]
    return pd.concat(parts) if parts else rows


def _hidden(part: pd.DataFrame) -> pd.DataFrame:
    named = ~part["row"].str.contains(TOTAL)
    cells = part[named].pivot_table(index="row", columns="measure", values="value", aggfunc="first")
    years = suppressed(cells[[measure for measure in cells if str(measure).isdigit()]])
    flows = suppressed(cells[[measure for measure in FLOWS if measure in cells]], years)
    gone = part["row"].isin(years.index[years])
    lost = part["row"].isin(flows.index[flows]) & part["measure"].isin(FLOWS)
    return part.assign(value=part["value"].mask(named & (gone | lost)))
