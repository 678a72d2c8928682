"""What it asks for: money beside funding, the other routes side by side, and everything the figures rest on."""

from __future__ import annotations

import pandas as pd

from lbdp_core.assumptions import in_words
from lbdp_core.formatting import number, people, spans
from lbdp_core.refugees.model import Fitted
from lbdp_core.refugees.scenario.levers import DUTY, ENGLISH, SCHOOL
from lbdp_core.refugees.views import scope
from lbdp_core.result import Result
from lbdp_core.scene import Picks, Scene, Shown


def money(model: Fitted, result: Result, picks: Picks) -> Shown:
    """Costs and what is received, without the change and with it."""
    frame = result.extras["money"]
    table = pd.DataFrame(
        {
            "What": frame["line"],
            "Without the change": [number(v, 0, "£") for v in frame["today"]],
            "With it": [number(v, 0, "£") for v in frame["scenario"]],
            "80 % range": [
                f"{number(a, 0, '£')} to {number(b, 0, '£')}" for a, b in zip(frame["low"], frame["high"], strict=True)
            ],
        }
    )
    text = (
        f"{scope.where(result)}, {scope.base(model)} to {scope.when(model, result)}. Gross cost at the unit values "
        "set, less the asylum grant at the tariff chosen, carried on. Prices are of different years, which the "
        f"assumptions name: {_prices()}."
    )
    return Shown((text,), sheets=(("", table),))


def _prices() -> str:
    """Each unit cost with its price year, as the table has it: what a lever is set to may differ."""
    return "; ".join(f"{cost.label[:1].lower()}{cost.label[1:]}, {cost.price_year}" for cost in (DUTY, SCHOOL, ENGLISH))


def routes(model: Fitted, result: Result, picks: Picks) -> Shown:
    """Every route by itself."""
    frame = result.extras["routes"]
    table = pd.DataFrame(
        {
            "Route": frame["route"],
            "What is counted": frame["what"],
            "Expected": frame["expected"].map(people),
            "80 % range": spans(frame["low"], frame["high"]),
            "Unit": frame["unit"],
            "Basis": frame["basis"],
            "Note": frame["note"],
        }
    )
    text = (
        f"{scope.where(result)}, {scope.base(model)} to {scope.when(model, result)}. Routes count different people in "
        "different units, and some people come by two of them: these rows may never be added."
    )
    return Shown(
        (text,),
        sheets=(("", table),),
        notes=("Only asylum moves with the levers; the other routes go on at their pace.",),
    )


def assumptions(model: Fitted, result: Result, picks: Picks) -> Shown:
    """The log, made from where the levers stand."""
    text, log = in_words(result.extras["assumptions"])
    return Shown((text,), sheets=(("The assumption log, as the levers stand", log),))


def cannot(model: Fitted, result: Result, picks: Picks) -> Shown:
    """What the published data cannot say, as plain lines."""
    return Shown(
        ("These are limits of what is published, or of what is held here: no model can make up for them.",),
        sheets=(("", pd.DataFrame(CANNOT, columns=["Question", "Why it cannot be said", "What would say it"])),),
    )


CANNOT = (
    (
        "How many people in hotels lived here before December 2022?",
        "Section 98 and hotels had no local figures.",
        "Nothing public",
    ),
    (
        "How did Section 95 grow in spring 2023?",
        "People were moved to it from Section 98 by a change of label.",
        "Totals only",
    ),
    (
        "How many people on subsistence only live here, in the quarters that leave them out?",
        "They are not given by borough then; How sure lists the quarters.",
        "Home Office, by request",
    ),
    (
        "How long do people of this borough wait?",
        "Claims and decisions are published for the country.",
        "Home Office, by request",
    ),
    (
        "Who of them will be granted?",
        "Grants are by nationality and country, not by place of support.",
        "Home Office, by request",
    ),
    (
        "How many people in this borough wait for an appeal?",
        "Tribunal statistics count appeals of the country every quarter, not by place of support.",
        "Home Office, by request",
    ),
    (
        "Where do people go after a grant?",
        "Only those owed a duty or seen rough sleeping are counted anywhere.",
        "Borough's own records",
    ),
    ("Which hotel will close, and when?", "No list is public, and none is kept here.", "The provider, in confidence"),
    (
        "How many who came by family reunion live here?",
        "Visas are published for the country.",
        "School and GP registers",
    ),
    (
        "Does longer notice mean fewer duties?",
        "The evaluation of the 56-day pilot was promised for spring 2026; it was not found here.",
        "The evaluation",
    ),
)
MONEY = Scene("What does it cost, beside what is paid for it?", money, folded=False)
ROUTES = Scene("What about the other routes?", routes)
ASSUMPTIONS = Scene("What do these figures rest on?", assumptions)
CANNOT_SAY = Scene("What can the published data not say?", cannot)
