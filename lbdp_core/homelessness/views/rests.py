"""Rests: everything that the figures rest on, and the dated rules of asylum notice."""

from __future__ import annotations

from lbdp_core.assumptions import in_words
from lbdp_core.homelessness.model import Fitted
from lbdp_core.result import Result
from lbdp_core.scene import Picks, Scene, Shown


def assumptions(model: Fitted, result: Result, picks: Picks) -> Shown:
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


ASSUMPTIONS = Scene("What do these figures rest on?", assumptions)
