"""The assumption log: everything a figure rests on, made from where the levers stand."""

from __future__ import annotations

import numpy as np
import pandas as pd

from lbdp_core.refugees.model import settings as s
from lbdp_core.refugees.scenario.levers import RefugeesLevers
from lbdp_core.refugees.scenario.world import World

Row = tuple[str, str, str, str, str]  # assumption, value, default, source, quality
JUDGED = "judgement"


def log(world: World) -> pd.DataFrame:
    """One row an assumption: value, what it would be by default, whether it was changed, source and quality."""
    rows = [*_data(world), *_settings(), *_levers(world.levers)]
    frame = pd.DataFrame(rows, columns=["assumption", "value", "default", "source", "quality"])
    frame.insert(3, "changed", (frame["value"] != frame["default"]).map({True: "yes", False: "no"}))
    return frame


def _data(world: World) -> list[Row]:
    f = world.fitted
    found = [
        ("Course without a change", f.rule, "Back-test on this page", "derived here"),
        ("Last count", world.base, "Home Office, Asy_D11", "published"),
        (f"Claims a quarter, {f.run_rate}", f"{f.claims:,.0f} people", "Home Office, Asy_D01", "published"),
        (f"Decisions a quarter, {f.run_rate}", f"{f.decisions:,.0f} people", "Home Office, Asy_D02", "published"),
        ("Share of them that grant", f"{100 * f.granted:.0f} %", "Home Office, Asy_D02", "published"),
        (
            "Withdrawn or ended otherwise a quarter",
            f"{100 * f.withdrawn:.1f} % of the queue",
            "Home Office",
            "published",
        ),
        ("Claims awaiting a decision at the start", f"{f.queue:,.0f} people", "Home Office, Asy_D03", "published"),
        ("Growth of the queue beyond all of these", f"{f.residual:+,.0f} a quarter", "Home Office", "derived here"),
        ("Claimants who are supported", f"{100 * f.take_up:.0f} %", "Applications granted over claims", "derived here"),
        ("People in support who wait for an appeal", f"{100 * f.appeal_share:.0f} %", "Refusals carried on", JUDGED),
        (
            "Duties here over England's",
            f"{np.average(f.duty_factor[world.here], weights=np.maximum(f.seen[-1][world.here], 1e-9)):.2f} times",
            "H-CLIC since December 2022, by share of people in support",
            "derived here",
        ),
        (
            "Doubt of claims, decisions, share granted",
            f"{100 * f.claims_sd:.0f} %, {100 * f.decisions_sd:.0f} %, {100 * f.granted_sd:.0f} points (one sd)",
            "How far run rates were from the eight quarters after",
            "derived here",
        ),
        (
            "Doubt of duties for each grant, and of places",
            f"{100 * f.duty_sd:.0f} %, {100 * f.duty_own_sd:.0f} % (one sd)",
            "How H-CLIC varies from quarter to quarter",
            "derived here",
        ),
        ("Everybody is decided at one pace", "everywhere alike", "This suite", JUDGED),
    ]
    return [(name, value, value, source, quality) for name, value, source, quality in found]


def _settings() -> list[Row]:
    found = [
        ("Appeals decided a quarter", f"{100 * s.APPEAL_CLEARED:.0f} % of those waiting", "This suite", JUDGED),
        (
            "Appeals allowed",
            f"{100 * s.APPEAL_ALLOWED:.1f} %",
            "2022, as read by others; the series ended",
            "read second-hand",
        ),
        ("Dismissed who go on to Section 4", f"{100 * s.TO_SECTION_4:.0f} %", "This suite", JUDGED),
        (
            "Seen rough sleeping for each person granted",
            f"{s.STREET:.2f}",
            "17 % of 7,974 new in 2023/24",
            "derived here",
        ),
        ("Rented homes among those left", f"{100 * s.RENTED:.0f} %", "This suite", JUDGED),
        ("People to a household", f"{s.HOUSEHOLD:.2f}", "83 % single adults; families of 3.3", "partly judgement"),
        ("Children of school age", f"{100 * s.SCHOOL_AGE:.0f} % of those under 18", "This suite", JUDGED),
    ]
    return [(name, value, value, source, quality) for name, value, source, quality in found]


def _levers(levers: RefugeesLevers) -> list[Row]:
    today = RefugeesLevers()
    rows = []
    for name, spec in levers.specs().items():
        quality = JUDGED if "judgement" in spec.why else "published" if "published" in spec.why else "chosen"
        rows.append(
            (spec.label, spec.words(getattr(levers, name)), spec.words(getattr(today, name)), spec.why, quality)
        )
    return rows
