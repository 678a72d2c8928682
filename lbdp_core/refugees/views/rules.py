"""Rules: the dated table of notice, and grants and tariffs by financial year; what is over says so."""

from __future__ import annotations

from datetime import date

import pandas as pd

from lbdp_core import move_on
from lbdp_core.refugees import tariffs
from lbdp_core.refugees.model import Fitted
from lbdp_core.result import Result
from lbdp_core.scene import Picks, Scene, Shown

NOTICE, PAID = "Notice after a grant, by date", "What central government pays, by financial year"


def notice() -> pd.DataFrame:
    """Every rule with its date and whether it is in force."""
    frame = move_on.table(tariffs.READ)
    return frame.rename(
        columns={
            "since": "Granted from",
            "days": "Days",
            "for": "For",
            "standing": "Standing",
            "source": "Source",
            "status": "Known",
        }
    ).astype({"Days": str})


def paid() -> pd.DataFrame:
    """Every tariff with its years and whether it is in force."""
    frame = tariffs.table(tariffs.READ)
    return pd.DataFrame(
        {
            "Route": frame["route"],
            "What": frame["what"],
            "Pounds": [f"£{v:,.0f}" for v in frame["each"]],
            "Unit": frame["unit"].str.removeprefix("£ "),
            "From": frame["since"].map(_month),
            "To": frame["until"].map(_month),
            "Standing": frame["standing"],
            "Source": frame["source"],
            "Known": frame["status"],
        }
    )


def _month(day: str) -> str:
    return f"{date.fromisoformat(day):%b %Y}" if day else "–"


def beside(lever: str, value: object) -> tuple[str, str, pd.DataFrame] | None:
    """Under the lever of notice and that of the grant: what is in force, and the whole table."""
    if lever == "notice":
        rule = move_on.RULES[-1]
        return f"In force: {rule.days} days since {rule.since:%d %B %Y}{rule.floor} ({rule.whom}).", NOTICE, notice()
    if lever == "tariff":
        return "Each row holds for the financial years it names, in the pounds of those years.", PAID, paid()
    return None


def show(model: Fitted, result: Result, picks: Picks) -> Shown:
    """Both tables."""
    text = (
        f"Rules as they were known on {tariffs.READ:%d %B %Y}. A rule holds for people granted from its date on; this "
        "page asks what if one of them held from the first quarter ahead."
    )
    return Shown((text,), sheets=((NOTICE, notice()), (PAID, paid())))


RULES = Scene("Which rules hold, and what is paid?", show)
