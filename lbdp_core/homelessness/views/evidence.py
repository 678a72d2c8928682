"""Evidence: what stands behind a lever, and everything that the figures rest on."""

from __future__ import annotations

import pandas as pd

from lbdp_core import move_on
from lbdp_core.assumptions import in_words
from lbdp_core.homelessness.model import Fitted
from lbdp_core.homelessness.scenario import assumptions
from lbdp_core.homelessness.scenario.evidence import BY_LEVER
from lbdp_core.result import Result
from lbdp_core.scene import Picks, Scene, Shown

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


def show(model: Fitted, result: Result, picks: Picks) -> Shown:
    """The log, made from where the levers stand."""
    text, log = in_words(result.extras["assumptions"])
    rules = result.extras["move_on"].rename(columns=lambda c: str(c).capitalize())
    laws = result.extras["policies"].rename(columns=lambda c: str(c).replace("_", " ").capitalize())
    sheets = (
        ("Every assumption, as the levers stand", log),
        ("Asylum move-on notice, rule by rule", rules),
        ("Changes of law that break a series", laws),
    )
    return Shown((text,), sheets=sheets)


ASSUMPTIONS = Scene("What do these figures rest on?", show)
