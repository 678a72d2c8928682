"""The assumption log: everything a figure rests on, made from where the levers stand."""

from __future__ import annotations

import pandas as pd

from lbdp_core import assumptions, move_on
from lbdp_core.assumptions import Row, fixed, of_levers
from lbdp_core.formatting import number
from lbdp_core.places import LONDON
from lbdp_core.provenance import COPY, JUDGEMENT, PUBLISHED, WORKED_OUT
from lbdp_core.refugees.model import cited
from lbdp_core.refugees.scenario.levers import BEFORE, DUTY, ENGLISH, LATEST, SCHOOL
from lbdp_core.refugees.scenario.world import World
from lbdp_core.refugees.tariffs import BY_KEY

HOME_OFFICE = "Home Office"
QUALITY = {  # of what a lever is set to by default; those that are not here are what a person chooses to look at
    "decisions": WORKED_OUT, "claims": WORKED_OUT, "grant_rate": WORKED_OUT, "appeals": cited.APPEALED.status,
    "notice": move_on.RULES[-1].status, "duties": WORKED_OUT, "dispersal": JUDGEMENT, "school": JUDGEMENT,
    "gp": JUDGEMENT, "esol": JUDGEMENT, "duty_cost": DUTY.status, "school_cost": SCHOOL.status,
    "esol_cost": ENGLISH.status
}  # fmt: skip


def log(world: World) -> pd.DataFrame:
    """One row an assumption: value, what it would be by default, whether it was changed, source and quality."""
    quality = dict(QUALITY)
    if world.levers.tariff in (LATEST, BEFORE):
        quality["tariff"] = BY_KEY[f"grant_{world.levers.tariff}"].status
    cited_rows = fixed(*((c.label, c.in_words, c.source, c.status) for c in cited.LOGGED))
    return assumptions.log([*_data(world), *cited_rows, *of_levers(world.levers, quality)])


def _data(world: World) -> list[Row]:
    f, ahead = world.fitted, world.fitted.claims_ahead
    national = COPY if f.flows_copied else PUBLISHED
    shared = "H-CLIC since December 2022, by share of people in support"
    before, varies = "How far averages were from the next eight quarters", "How H-CLIC varies from quarter to quarter"
    doubt = f"{100 * f.claims_sd:.0f}%, {100 * f.decisions_sd:.0f}%, {100 * f.granted_sd:.0f} points"
    granted = f"{100 * f.granted:.0f}% ({100 * f.least_granted:.0f} to {100 * f.most_granted:.0f} in single quarters)"
    here = f.london_factor if world.where == LONDON else float(f.duty_factor[world.here][0])
    return fixed(
        ("Forecast if nothing changes", f.rule, "Past forecasts on this page", WORKED_OUT),
        ("Last count", world.base, "Home Office, Asy_D11", COPY if f.copied else PUBLISHED),
        ("Quarters ahead with published claims and decisions", f"{f.known} of {len(ahead)}", HOME_OFFICE, national),
        (f"Claims a quarter after these (as in {f.run_rate})", f"{f.claims:,.0f} people", "Asy_D01", national),
        (f"Decisions a quarter after these (as in {f.run_rate})", f"{f.decisions:,.0f} people", "Asy_D02", national),
        ("Decisions in the latest of these quarters", f"{f.latest_decisions:,.0f} people", "Asy_D02", national),
        ("Share of decisions that grant", granted, "Asy_D02", national),
        ("Withdrawn a quarter, first quarter", f"{100 * f.withdrawn_ahead[0]:.1f}% of the queue", HOME_OFFICE,
         WORKED_OUT),
        ("Claims awaiting a decision at the start", f"{f.queue:,.0f} people", "Asy_D03", national),
        ("Change in the queue not explained, first quarter", f"{number(f.residual_ahead[0], sign=True)} a quarter",
         HOME_OFFICE, WORKED_OUT),
        ("Claimants who are supported", f"{100 * f.take_up:.0f}%", "Applications granted over claims", WORKED_OUT),
        ("People in support who wait for an appeal", f"{100 * f.appeal_share:.0f}%", "From refusals", JUDGEMENT),
        ("Duties here compared with England's", f"{here:.2f} times", shared, WORKED_OUT),
        ("Duties of people from elsewhere", "follow the borough's grants", "Ours", JUDGEMENT),
        ("Owed a duty each quarter, of those on the way", f"{100 * f.duty_lag:.0f}%", "H-CLIC and grants", WORKED_OUT),
        ("On the way to a council at the start", f"{f.on_the_way:,.0f} in the country", "H-CLIC and grants",
         WORKED_OUT),
        ("Standard deviation of claims, decisions, share granted", doubt, before, WORKED_OUT),
        ("Standard deviation of duties for each grant, of a place's own",
         f"{100 * f.duty_sd:.0f}%, {100 * f.duty_own_sd:.0f}%", varies, WORKED_OUT),
        ("Pace of decisions", "the same everywhere", "Ours", JUDGEMENT),
    )  # fmt: skip
