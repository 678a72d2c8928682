"""What it asks for: carers, places, beds, admissions and money; and everything that the figures rest on."""

from __future__ import annotations

import pandas as pd

from lbdp_core.assumptions import in_words
from lbdp_core.formatting import number, people, spans
from lbdp_core.health.model import Fitted
from lbdp_core.health.scenario import valued_needs
from lbdp_core.health.views import evidence, scope
from lbdp_core.result import Result
from lbdp_core.scene import Picks, Scene, Shown


def needs(model: Fitted, result: Result, picks: Picks) -> Shown:
    """Every need that has a unit value: now, without the change and with it."""
    frame, last = result.extras["needs"], scope.when(model, result)
    if frame.empty:
        text = "No published unit value was found for this condition. Choose “Your own, below” under Unit values."
        return Shown((text,))
    own = result.levers["values"] == valued_needs.OWN
    ends = zip(frame["low"], frame["high"], frame["unit"], strict=True)
    ranges = [f"{_said(low, unit)} to {_said(high, unit)}" for low, high, unit in ends]
    without = [_said(v, u) for v, u in zip(frame["today"], frame["unit"], strict=True)]
    if float(result.levers["horizon"]) > scope.SURE and scope.moved(result):  # no far figure without its range
        others = zip(without, frame["today_low"], frame["today_high"], frame["unit"], strict=True)
        without = [f"{said} ({_said(low, unit)} to {_said(high, unit)})" for said, low, high, unit in others]
    table = pd.DataFrame(
        {
            "What": frame["need"],
            str(scope.base(model)): [_said(v, u) for v, u in zip(frame["base"], frame["unit"], strict=True)],
            f"{last}, without the change": without,
            f"{last}, with it": [_said(v, u) for v, u in zip(frame["scenario"], frame["unit"], strict=True)],
            "80 % range": ranges,
            "Unit value, a person": [
                _each(*row) for row in frame[["each", "unit", "prices"]].itertuples(index=False, name=None)
            ],
        }
    )
    from_whom = "your own unit values" if own else "unit values whose source and mark the assumptions name"
    note = f"At {from_whom}. The range is that of the number of people; unit values are taken as they stand."
    return Shown((), sheets=(("", table),), notes=(note,))


def _said(value: float, unit: str) -> str:
    return number(value, 0, unit) if unit.startswith("£") else people(value)


def _each(value: float, unit: str, prices: str) -> str:
    said = number(value, 0, unit, known=True) if unit.startswith("£") else f"{value:,.3g}"
    return f"{said} ({prices})" if prices else said


def conditions(model: Fitted, result: Result, picks: Picks) -> Shown:
    """Ten conditions under the same levers, each by itself."""
    frame, first, last = result.extras["conditions"], scope.base(model), scope.when(model, result)
    table = pd.DataFrame(
        {
            "Condition": frame["condition"],
            "What is counted": frame["counts"],
            str(first): frame["base"].map(people),
            str(last): frame["horizon"].map(people),
            "80 % range": spans(frame["low"], frame["high"]),
            "Change": [f"{number(v, 0, sign=True)}%" for v in frame["rise_percent"]],
            "Rates": frame["rates"],
        }
    )
    text = "Each condition stands alone: many people have several, so these rows may never be added."
    return Shown((text,), sheets=((f"Conditions in {scope.where(result)}, {first} and {last}", table),))


def assumptions(model: Fitted, result: Result, picks: Picks) -> Shown:
    """The log, made from where the levers stand, and what programmes were found to do."""
    text, log = in_words(result.extras["assumptions"])
    return Shown((text,), sheets=(("The assumption log, as the levers stand", log), (EVIDENCE, evidence.table())))


EVIDENCE = "What programmes were found to do, null results among it"


NEEDS = Scene("What it asks for", needs, folded=False)
CONDITIONS = Scene("The other conditions, each by itself", conditions)
ASSUMPTIONS = Scene("What do these figures rest on?", assumptions)
