"""Effect: the evidence behind the chosen effect of a visit, shown under its lever."""

from __future__ import annotations

import pandas as pd

from lbdp_core.fire.scenario import effect

COLUMNS = {
    "label": "Evidence",
    "figure": "Published figure",
    "design": "Design",
    "source": "Source",
    "year": "Year",
    "chance_not_positive": "Chance of no benefit",
}


def beside(lever: str, value: object) -> tuple[str, str, pd.DataFrame] | None:
    """For a lever with evidence behind it: a sentence about what is chosen, and the whole ladder with its heading."""
    if lever != "effect":
        return None
    if value == effect.OWN:
        said = "You set the value in the box below. No evidence supports it."
    else:
        rung = effect.rung(str(value))
        dated = rung.source if rung.year in rung.source else f"{rung.source}, {rung.year}"
        said = f"{rung.figure}. {rung.design}. {dated}."
    return said, "All the evidence", effect.table()[list(COLUMNS)].rename(columns=COLUMNS)
