"""Evidence: what stands behind a lever, said right under it."""

from __future__ import annotations

import pandas as pd

from lbdp_core import move_on
from lbdp_core.homelessness.scenario import assumptions
from lbdp_core.homelessness.scenario.evidence import BY_LEVER

HEADING, RULES = "What studies found of each lever", "The rules, by date"


def beside(lever: str, value: object) -> tuple[str, str, pd.DataFrame] | None:
    """For the choice of evidence and for asylum notice: a sentence, and the table behind it."""
    if lever == "evidence":
        none = [it.label for it in BY_LEVER.values() if it.cautious.effect == 0]
        named = ", ".join(n.lower() if n[1:2].islower() else n for n in none)
        said = f"On the most cautious evidence these have no effect: {named}."
        return said, HEADING, table()
    if lever == "asylum_days":
        now = move_on.in_force(move_on.READ)[0]
        return f"In force: {now.days} days since {now.since:%d %B %Y}.", RULES, move_on.table()
    return None


def table() -> pd.DataFrame:
    """Every finding in words."""
    frame = assumptions.evidence()
    ends = frame[["effect", "low", "high"]].itertuples(index=False, name=None)
    return pd.DataFrame(
        {
            "Lever": frame["lever"],
            "Effect (95%)": [f"{e:g} ({a:g} to {b:g})" for e, a, b in ends],
            "What was found": frame["found"],
            "Source": frame["source"],
            "Status": frame["status"],
        }
    )
