"""The assumption log: everything a figure rests on, made from where the levers stand."""

from __future__ import annotations

import pandas as pd

from lbdp_core.refugees.model import settings as s
from lbdp_core.refugees.places import LONDON
from lbdp_core.refugees.scenario.levers import RefugeesLevers
from lbdp_core.refugees.scenario.world import World

Row = tuple[str, str, str, str, str]  # assumption, value, default, source, quality
PUBLISHED, DERIVED, SECOND_HAND, JUDGED = "published", "derived here", "read second-hand", "judgement"
HOME_OFFICE = "Home Office"
QUALITY = {  # of what a lever is set to by default; those that are not here are what a person chooses to look at
    "decisions": DERIVED, "claims": DERIVED, "grant_rate": DERIVED, "appeals": JUDGED, "notice": SECOND_HAND,
    "duties": DERIVED, "dispersal": JUDGED, "school": JUDGED, "gp": JUDGED, "esol": JUDGED, "tariff": PUBLISHED,
    "duty_cost": JUDGED, "school_cost": JUDGED, "esol_cost": JUDGED,
}  # fmt: skip


def log(world: World) -> pd.DataFrame:
    """One row an assumption: value, what it would be by default, whether it was changed, source and quality."""
    rows = [*_data(world), *_settings(), *_levers(world.levers)]
    frame = pd.DataFrame(rows, columns=["assumption", "value", "default", "source", "quality"])
    frame.insert(3, "changed", (frame["value"] != frame["default"]).map({True: "yes", False: "no"}))
    return frame


def _data(world: World) -> list[Row]:
    f, ahead = world.fitted, world.fitted.claims_ahead
    shared = "H-CLIC since December 2022, by share of people in support"
    found = [
        ("Course without a change", f.rule, "Back-test on this page", DERIVED),
        ("Last count", world.base, "Home Office, Asy_D11", PUBLISHED),
        ("Quarters ahead with published claims and decisions", f"{f.known} of {len(ahead)}", HOME_OFFICE, PUBLISHED),
        (f"Claims a quarter after these ({f.run_rate})", f"{f.claims:,.0f} people", "Asy_D01", PUBLISHED),
        (f"Decisions a quarter after these ({f.run_rate})", f"{f.decisions:,.0f} people", "Asy_D02", PUBLISHED),
        ("Decisions in the latest of these quarters", f"{f.latest_decisions:,.0f} people", "Asy_D02", PUBLISHED),
        ("Share of decisions that grant", f"{100 * f.granted:.0f} %", "Asy_D02", PUBLISHED),
        ("Withdrawn a quarter, first ahead", f"{100 * f.withdrawn_ahead[0]:.1f} % of the queue", HOME_OFFICE, DERIVED),
        ("Claims awaiting a decision at the start", f"{f.queue:,.0f} people", "Asy_D03", PUBLISHED),
        ("Queue beyond all of these, first ahead", f"{f.residual_ahead[0]:+,.0f} a quarter", HOME_OFFICE, DERIVED),
        ("Claimants who are supported", f"{100 * f.take_up:.0f} %", "Applications granted over claims", DERIVED),
        ("People in support who wait for an appeal", f"{100 * f.appeal_share:.0f} %", "Refusals carried on", JUDGED),
        ("Duties here over England's", f"{_factor(world):.2f} times", shared, DERIVED),
        ("Duties beyond a place's share", "follow its grants", "This suite", JUDGED),
        ("Owed a duty a quarter, of those on the way", f"{100 * f.duty_lag:.0f} %", "H-CLIC and grants", DERIVED),
        ("On the way to a council at the start", f"{f.on_the_way:,.0f} in the country", "H-CLIC and grants", DERIVED),
        (
            "Doubt of claims, decisions, share granted",
            f"{100 * f.claims_sd:.0f} %, {100 * f.decisions_sd:.0f} %, {100 * f.granted_sd:.0f} points (one sd)",
            "How far run rates were from the eight quarters after",
            DERIVED,
        ),
        (
            "Doubt of duties for each grant, and of places",
            f"{100 * f.duty_sd:.0f} %, {100 * f.duty_own_sd:.0f} % (one sd)",
            "How H-CLIC varies from quarter to quarter",
            DERIVED,
        ),
        ("Pace of decisions", "the same everywhere", "This suite", JUDGED),
    ]
    return [(name, value, value, source, quality) for name, value, source, quality in found]


def _factor(world: World) -> float:
    """Duties here over what England's would give: London's own, or the borough's."""
    if world.where == LONDON:
        return world.fitted.london_factor
    return float(world.fitted.duty_factor[world.here][0])


def _settings() -> list[Row]:
    allowed, heard = f"{100 * s.APPEAL_ALLOWED:.1f} %", f"{100 * s.APPEAL_CLEARED:.0f} % of those waiting"
    found = [
        ("Appeals decided a quarter", heard, "This suite", JUDGED),
        ("Appeals allowed", allowed, "2022, as read by others; the series ended", SECOND_HAND),
        ("Dismissed who go on to Section 4", f"{100 * s.TO_SECTION_4:.0f} %", "This suite", JUDGED),
        ("Seen rough sleeping for each person granted", f"{s.STREET:.2f}", "17 % of 7,974 new in 2023/24", DERIVED),
        ("Rented homes among those left", f"{100 * s.RENTED:.0f} %", "This suite", JUDGED),
        ("People to a household", f"{s.HOUSEHOLD:.2f}", "83 % single adults; families of 3.3 are judged", JUDGED),
        ("Children of school age", f"{100 * s.SCHOOL_AGE:.0f} % of those under 18", "This suite", JUDGED),
    ]
    return [(name, value, value, source, quality) for name, value, source, quality in found]


def _levers(levers: RefugeesLevers) -> list[Row]:
    today = RefugeesLevers()
    rows = []
    for name, spec in levers.specs().items():
        value, default = spec.words(getattr(levers, name)), spec.words(getattr(today, name))
        rows.append((spec.label, value, default, spec.why, QUALITY.get(name, "chosen")))
    return rows
