"""What it asks for: carers, places, beds, admissions and money; and everything that the figures rest on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from lbdp_core.assumptions import in_words
from lbdp_core.evaluation_page import Columns, table
from lbdp_core.formatting import number, people, span
from lbdp_core.health.model import Fitted
from lbdp_core.health.scenario import programmes
from lbdp_core.health.scenario.needs import OWN
from lbdp_core.health.views import scope
from lbdp_core.result import Result
from lbdp_core.scene import Picks, Scene, Shown

HEADING = "What studies found of each programme"
EVIDENCE = f"{HEADING}, including no effect"


def needs(model: Fitted, result: Result, picks: Picks) -> Shown:
    """Every need that has a unit value: now, without the change and with it."""
    frame, last = result.extras["needs"], scope.when(model, result)
    if frame.empty:
        text = "We found no published unit value for this condition. Choose “Your own, below” under “Unit values”."
        return Shown((text,))
    far = float(result.levers["horizon"]) > scope.SURE and scope.moved(result)  # no far figure without its range
    columns: Columns = {
        "What": lambda row: row["need"],
        str(scope.base(model)): lambda row: _said(row, "base"),
        f"{last}, without the change": lambda row: (
            f"{_said(row, 'today')} ({_range(row, 'today_low', 'today_high')})" if far else _said(row, "today")
        ),
        f"{last}, with it": lambda row: _said(row, "scenario"),
        "80% range": lambda row: _range(row, "low", "high"),
        "Unit value, a person": _each,
    }
    own = result.levers["values"] == OWN
    from_whom = "Your own unit values." if own else "The assumptions name the source of each unit value."
    note = f"{from_whom} The range is for the number of people. It leaves out errors in the unit values."
    return Shown((), sheets=(("", table(frame.to_dict("records"), columns)),), notes=(note,))


def _said(row: Mapping[str, Any], name: str) -> str:
    return number(row[name], 0, row["unit"]) if row["unit"].startswith("£") else people(row[name])


def _range(row: Mapping[str, Any], low: str, high: str) -> str:
    return f"{_said(row, low)} to {_said(row, high)}"


def _each(row: Mapping[str, Any]) -> str:
    money = row["unit"].startswith("£")
    each = number(row["each"], 0, row["unit"], known=True) if money else f"{row['each']:,.3g}"
    return f"{each} ({row['prices']})" if row["prices"] else each


def conditions(model: Fitted, result: Result, picks: Picks) -> Shown:
    """Ten conditions under the same levers, each by itself."""
    first, last = scope.base(model), scope.when(model, result)
    columns: Columns = {
        "Condition": lambda row: row["condition"],
        "What is counted": lambda row: row["counts"],
        str(first): lambda row: people(row["base"]),
        str(last): lambda row: people(row["horizon"]),
        "80% range": lambda row: span(row["low"], row["high"]),
        "Change": lambda row: f"{number(row['rise_percent'], 0, sign=True)}%",
        "Rates": lambda row: row["rates"],
    }
    text = "Do not add these rows: many people have several conditions."
    sheet = table(result.extras["conditions"].to_dict("records"), columns)
    return Shown((text,), sheets=((f"Conditions in {scope.where(result)}, {first} and {last}", sheet),))


def assumptions(model: Fitted, result: Result, picks: Picks) -> Shown:
    """The log, made from where the levers stand, and what programmes were found to do."""
    text, log = in_words(result.extras["assumptions"])
    return Shown((text,), sheets=(("Every assumption at these levers", log), (EVIDENCE, findings())))


def beside(lever: str, value: object) -> tuple[str, str, pd.DataFrame] | None:
    """For the programme: a sentence about both findings, and every finding with its heading; null results among it."""
    it = programmes.PROGRAMMES.get(str(value)) if lever == "programme" else None
    if it is None:
        return None
    main, cautious = it.main, it.cautious
    finding = f"Main finding: relative risk {main.in_words}, {main.measures} ({main.source})."
    return f"{finding} Most cautious finding: {cautious.measures} ({cautious.source}).", HEADING, findings()


def findings() -> pd.DataFrame:
    """Every finding in words: the main one of each programme and the most cautious."""
    columns: Columns = {
        "Programme": lambda row: row["programme"],
        "Finding": lambda row: row["finding"],
        "Relative risk (95% interval)": lambda row: "{risk:g} ({low:g} to {high:g})".format(**row),
        "What it measures": lambda row: row["measures"],
        "Source": lambda row: row["source"],
        "Quality": lambda row: row["quality"],
    }
    return table(programmes.table().to_dict("records"), columns)


NEEDS = Scene("What will people need?", needs, folded=False)
CONDITIONS = Scene("What about the other conditions?", conditions)
ASSUMPTIONS = Scene("What do these figures rest on?", assumptions, part="Model")
