"""Evidence: what studies found of the levers, null results beside, and everything the what-if rests on."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from lbdp_core.assumptions import in_words
from lbdp_core.children.model import Fitted
from lbdp_core.children.scenario import evidence
from lbdp_core.result import Result
from lbdp_core.scene import Picks, Scene, Shown


def findings() -> pd.DataFrame:
    """Every finding as people read it: the study with its year, the effect with its interval."""
    found = evidence.table()
    span = found["interval"].map(lambda ends: f" ({ends})" if ends[:1].isdigit() else "")
    study = found["design"] + ", " + found["year"].astype("str")
    found = found.assign(study=study, effect=found["effect"] + span)
    shown = found[["about", "study", "effect", "found", "source", "status"]]
    return shown.rename(columns=lambda name: str(name).capitalize())


def ladder(model: Fitted, result: Result, picks: Picks) -> Shown:
    """What was found, and what was not."""
    text = (
        "Two levers rest on studies: family group conferences and intensive support at the edge of care. Choose the "
        "most cautious evidence to see them without effect. Every other lever is arithmetic."
    )
    return Shown((text,), sheets=(("What studies found", findings()),))


def assumed(model: Fitted, result: Result, picks: Picks) -> Shown:
    """The log."""
    text, shown = in_words(result.extras["assumptions"])
    return Shown((text,), sheets=(("Assumptions", shown),))


def beside(lever: str, value: object) -> tuple[str, str, pd.DataFrame] | None:
    """What stands behind the choice of evidence."""
    if lever not in ("evidence", *evidence.BY_LEVER):
        return None
    known = [one for name, one in evidence.BY_LEVER.items() if lever in ("evidence", name)]
    return " ".join(f"{one.label}: {one.caution}." for one in known), "What studies found", findings()


def offer(model: Fitted, result: Result) -> tuple[str, Mapping[str, str]] | None:
    """The cautious evidence, while the main one is in use and one of its levers is set."""
    if any(result.levers[name] for name in evidence.BY_LEVER) and result.levers["evidence"] == evidence.MAIN:
        return "The same on the most cautious evidence", {"evidence": evidence.CAUTIOUS}
    return None


LADDER = Scene("What was found to work?", ladder)
ASSUMPTIONS = Scene("What does the what-if rest on?", assumed)
