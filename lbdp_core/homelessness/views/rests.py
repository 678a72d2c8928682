"""Rests: everything that the figures rest on, and the dated rules of asylum notice."""

from __future__ import annotations

from lbdp_core.homelessness.model import Fitted
from lbdp_core.result import Result
from lbdp_core.scene import Picks, Scene, Shown


def assumptions(model: Fitted, result: Result, picks: Picks) -> Shown:
    """The log, made from where the levers stand."""
    log = result.extras["assumptions"]
    changed = int((log["changed"] == "yes").sum())
    shown = log.assign(default=log["default"].mask(log["changed"] == "no", "same")).drop(columns="changed")
    shown = shown.rename(columns={name: str(name).capitalize() for name in shown})
    rules = result.extras["move_on"].rename(columns=lambda c: str(c).capitalize())
    text = (
        f"These figures rest on {len(log)} assumptions; your levers changed {changed} of them. Every file that you "
        "take away has the same list."
    )
    laws = result.extras["policies"].rename(columns=lambda c: str(c).replace("_", " ").capitalize())
    sheets = (
        ("Every assumption, as the levers stand", shown),
        ("Asylum move-on notice, rule by rule", rules),
        ("Changes of law that break a series", laws),
    )
    return Shown((text,), sheets=sheets)


ASSUMPTIONS = Scene("What do these figures rest on?", assumptions)
