"""Scenes that are tables: money, other routes, grants, rules, what the data cannot say, and what figures rest on."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

from lbdp_core import move_on
from lbdp_core.assumptions import in_words
from lbdp_core.formatting import number, people, percent, spans
from lbdp_core.refugees import tariffs
from lbdp_core.refugees.model import Fitted
from lbdp_core.refugees.scenario.levers import DUTY, ENGLISH, SCHOOL
from lbdp_core.refugees.views import scope
from lbdp_core.result import Result
from lbdp_core.scene import Picks, Scene, Shown

COHORTS = 8  # years of claims, the latest
NOTICE, PAID = "Notice after a grant, by date", "What central government pays, by financial year"


def money(model: Fitted, result: Result, picks: Picks) -> Shown:
    """Costs and what is received, without the change and with it."""
    frame = result.extras["money"]
    pounds = {name: [number(v, 0, "£") for v in frame[name]] for name in ("today", "scenario", "low", "high")}
    ranges = [f"{low} to {high}" for low, high in zip(pounds["low"], pounds["high"], strict=True)]
    columns = {"Without the change": pounds["today"], "With it": pounds["scenario"], "80% range": ranges}
    prices = ", ".join(f"{c.label[:1].lower()}{c.label[1:]} {c.price_year}" for c in (DUTY, SCHOOL, ENGLISH))
    text = (
        f"{scope.span(model, result)}. This is the gross cost at your unit values, less the asylum grant you chose. "
        f"Prices come from different years: {prices}."
    )
    return Shown((text,), sheets=(("", pd.DataFrame({"What": frame["line"]} | columns)),))


def routes(model: Fitted, result: Result, picks: Picks) -> Shown:
    """Every route by itself."""
    frame = result.extras["routes"]
    columns = {"Expected": frame["expected"].map(people), "80% range": spans(frame["low"], frame["high"])}
    about = {"Unit": frame["unit"], "Basis": frame["basis"], "Note": frame["note"]}
    table = pd.DataFrame({"Route": frame["route"], "What is counted": frame["what"]} | columns | about)
    text = (
        f"{scope.span(model, result)}. Do not add these rows: routes count in different units, and some people come by "
        "two of them."
    )
    note = "The levers change asylum only. The other routes continue at their pace."
    return Shown((text,), sheets=(("", table),), notes=(note,))


def grants(model: Fitted, result: Result, picks: Picks) -> Shown:
    """Whose claims are granted first, and what appeals add later; of the whole country and of main applicants."""
    text = (
        f"In the country, {percent(model.granted, 0)} of decisions granted asylum ({model.run_rate}). The lever moves "
        "this share. Shares differ widely between nationalities, so the mix of nationalities changes it too."
    )
    shares = zip(model.granted_of, model.decided_of, strict=True)
    nationality = {
        "Nationality": model.nationality,
        "Decided": [people(float(v)) for v in model.decided_of],
        "Granted": [people(float(v)) for v in model.granted_of],
        "Share granted": [percent(float(a / b), 0) if b else "–" for a, b in shares],
    }
    cohorts = {
        "Year of claim": [f"{year:.0f}" for year in model.cohort[-COHORTS:]],
        "Claims": [people(float(v)) for v in model.cohort_claims[-COHORTS:]],
        "Granted at first": [percent(float(v), 0) for v in model.cohort_initial[-COHORTS:]],
        "Granted by now": [percent(float(v), 0) for v in model.cohort_latest[-COHORTS:]],
    }
    tables: dict[str, dict[str, Any]] = {
        "First decisions by nationality, main applicants, last four quarters": nationality,
        "Claims by year, main applicants: granted at first, and by now": cohorts,
    }
    sheets = tuple((name, frame) for name, table in tables.items() if len(frame := pd.DataFrame(table)))
    note = (
        "Shares by year cover granted, refused and withdrawn claims with a known outcome. Many recent claims have none "
        "yet. No share is published by borough."
    )
    return Shown((text,), sheets=sheets, notes=(note,))


@cache  # each change of a lever asks for both, and they are of the day that the rules were read
def notice() -> pd.DataFrame:
    """Every rule of notice with its date and whether it is in force."""
    names = {"since": "Granted from", "days": "Days", "for": "For", "standing": "Status", "source": "Source"}
    frame = move_on.table(tariffs.READ)
    frame["since"] = [f"{date.fromisoformat(day):%-d %B %Y}" for day in frame["since"]]
    return frame.rename(columns=names | {"status": "How we know it"}).astype({"Days": str})


@cache
def paid() -> pd.DataFrame:
    """Every tariff with its years and whether it is in force."""
    frame = tariffs.table(tariffs.READ)
    amounts = {"Pounds": [f"£{v:,.0f}" for v in frame["each"]], "Unit": frame["unit"].str.removeprefix("£ ")}
    days = {"From": frame["since"].map(_month), "To": frame["until"].map(_month)}
    about = {"Status": frame["standing"], "Source": frame["source"], "How we know it": frame["status"]}
    return pd.DataFrame({"Route": frame["route"], "What": frame["what"]} | amounts | days | about)


def _month(day: str) -> str:
    return f"{date.fromisoformat(day):%b %Y}" if day else "–"


def beside(lever: str, value: object) -> tuple[str, str, pd.DataFrame] | None:
    """Under the lever of notice and that of the grant: what is in force, and the whole table."""
    if lever == "notice":
        rule = move_on.RULES[-1]
        said = f"In force since {rule.since:%-d %B %Y}: {rule.days} days for {rule.whom}{rule.floor}."
        return said, NOTICE, notice()
    if lever == "tariff":
        return "Each row covers the financial years it names, in the pounds of those years.", PAID, paid()
    return None


def rules(model: Fitted, result: Result, picks: Picks) -> Shown:
    """What holds, and what is paid."""
    text = (
        f"Rules as known on {tariffs.READ:%-d %B %Y}. A rule covers people granted from its date on. This page asks: "
        "what if one rule applied from the first quarter ahead?"
    )
    return Shown((text,), sheets=((NOTICE, notice()), (PAID, paid())))


def cannot(model: Fitted, result: Result, picks: Picks) -> Shown:
    """What the published data cannot say, as plain lines."""
    rows = yaml.safe_load(Path(__file__).with_name("cannot_say.yaml").read_text("utf-8"))
    table = pd.DataFrame(rows).set_axis(["Question", "Why not", "Who knows"], axis=1)
    text = "The published data cannot answer these questions, and no model can make up for that."
    return Shown((text,), sheets=(("", table),))


def assumptions(model: Fitted, result: Result, picks: Picks) -> Shown:
    """The log, made from where the levers stand."""
    text, log = in_words(result.extras["assumptions"])
    return Shown((text,), sheets=(("Every assumption at these levers", log),))


MONEY = Scene("What does it cost, and what does the grant pay?", money, folded=False)
ROUTES = Scene("What about people on other routes?", routes)
GRANTS = Scene("Whose claims are granted?", grants, part="Past")
RULES = Scene("Which rules apply, and what does government pay?", rules, part="Data")
CANNOT_SAY = Scene("What can the published data not tell you?", cannot, part="Data")
ASSUMPTIONS = Scene("What do these figures rest on?", assumptions, part="Model")
