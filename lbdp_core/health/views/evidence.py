"""Evidence: what stands behind the programme that is chosen, said right under its lever."""

from __future__ import annotations

import pandas as pd

from lbdp_core.health.scenario import programmes

HEADING = "What programmes were found to do"


def beside(lever: str, value: object) -> tuple[str, str, pd.DataFrame] | None:
    """For the programme: a sentence about both findings, and every finding with its heading; null results among it."""
    it = programmes.programme(str(value)) if lever == "programme" else None
    if it is None:
        return None
    main = f"{it.main.risk:g} ({it.main.low:g} to {it.main.high:g}): {it.main.measures}"
    said = f"Relative risk {main}. {it.main.source}. Most cautious: {it.cautious.measures} ({it.cautious.source})."
    return said, HEADING, table()


def table() -> pd.DataFrame:
    """Every finding in words: the main one of each programme and the most cautious."""
    frame = programmes.table()
    ends = frame[["risk", "low", "high"]].itertuples(index=False, name=None)
    return pd.DataFrame(
        {
            "Programme": frame["programme"],
            "Finding": frame["finding"],
            "Relative risk (95 %)": [f"{risk:g} ({low:g} to {high:g})" for risk, low, high in ends],
            "What it measures": frame["measures"],
            "Source": frame["source"],
            "Quality": frame["quality"],
        }
    )
