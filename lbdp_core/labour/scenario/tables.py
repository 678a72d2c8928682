"""Tables: boroughs, years, occupations, what moves openings, and what the figures rest on."""

from __future__ import annotations

import numpy as np
import pandas as pd

from lbdp_core import assumptions, doubt
from lbdp_core.boroughs import CODES, NAMES
from lbdp_core.labour.model.fitting import quotients
from lbdp_core.labour.scenario.levers import SECTORS, LabourLevers
from lbdp_core.labour.scenario.world import EXPOSURE_OFF, LEAVERS_OFF, NET_OFF, World
from lbdp_core.provenance import JUDGEMENT, WORKED_OUT


def places(world: World) -> pd.DataFrame:
    """code, place, borough, today, scenario (people), rate, low, high (% of residents aged 16 to 64)."""
    before, _ = world.claimants(False)
    after, drawn = world.claimants(True)
    share = 100 / world.model.people
    low, high = doubt.intervals(drawn * share, after * share)
    names, here = np.array(NAMES), world.here
    frame = pd.DataFrame(
        {"code": CODES, "place": names, "borough": names, "today": before, "scenario": after, "rate": after * share,
         "low": low, "high": high}
    )  # fmt: skip
    return frame[here].reset_index(drop=True)


def over_time(world: World) -> pd.DataFrame:
    """Claimants by year: as published, and expected one and two years on."""
    model, here = world.model, world.here
    people = model.people[here] / 100
    seen = model.rate[:, here] @ people
    rows: list[dict[str, object]] = [
        {"period": str(year), "observed": float(value)} for year, value in zip(model.years, seen, strict=True)
    ]
    for horizon in ("1", "2"):
        values = {**world.levers.as_dict(), "horizon": horizon}
        one = World.of(model, LabourLevers(**values))
        before, _ = one.claimants(False)
        after, drawn = one.claimants(True)
        low, high = doubt.interval(drawn[:, here].sum(axis=1), float(after[here].sum()))
        facts = {"today": float(before[here].sum()), "scenario": float(after[here].sum()), "low": low, "high": high}
        rows.append({"period": str(int(model.years[-1]) + int(horizon)), **facts})
    return pd.DataFrame(rows, columns=["period", "observed", "today", "scenario", "low", "high"])


def occupations(world: World) -> pd.DataFrame:
    """occupation, jobs, net, replacement, openings, added, supply, gap, quotient: thousand; hidden ones are left out.

    Where the folder has adverts, their count is beside: `adverts`, or `synthetic_adverts` where they are made up.
    """
    model = world.model
    lq = quotients(model.jobs, model.england_jobs, model.all_jobs)[:, -1]
    frame = pd.DataFrame(
        {
            "occupation": [str(name)[3:] for name in model.occupations],
            "code": [str(name)[:2] for name in model.occupations],
            "jobs": model.jobs[:, -1],
            "net": model.net,
            "replacement": model.replacement,
            "openings": model.net + model.replacement + world.more,
            "added": world.more,
            "supply": world.supply,
            "gap": world.gap,
            "quotient": lq,
        }
    )
    if adverts := dict(zip(map(str, model.advert_soc), model.adverts, strict=True)):
        name = "synthetic_adverts" if model.synthetic.any() else "adverts"
        frame[name] = [adverts.get(str(code), 0.0) for code in frame["code"]]
    return frame.dropna(subset=["jobs", "net", "replacement"]).reset_index(drop=True)


def shortlist(world: World) -> pd.DataFrame:
    """Occupations by openings a year for each hundred jobs: where training is needed first."""
    frame = occupations(world)
    rate = 100 * frame["openings"] / world.years / frame["jobs"]
    told = frame.assign(a_year=frame["openings"] / world.years, per_100=rate)
    return told.sort_values("per_100", ascending=False, ignore_index=True)


def drivers(world: World) -> pd.DataFrame:
    """What each lever adds to openings, largest first."""
    levers = world.levers
    rows = []
    for name in (*SECTORS, "replacement", "automation"):
        if getattr(levers, name):
            alone = World.of(world.model, LabourLevers(**{name: getattr(levers, name), "exposed": levers.exposed}))
            rows.append((LabourLevers.specs()[name].label, 1_000 * float(alone.more.sum()), "jobs"))
    net, leavers, _ = world.model.total
    rows += [("People who leave their occupation, as published", 1_000 * leavers, "jobs"),
             ("More jobs, as published", 1_000 * net, "jobs")]  # fmt: skip
    rows.sort(key=lambda row: -abs(row[1]))
    return pd.DataFrame(rows, columns=["driver", "contribution", "unit"])


def assumptions_log(world: World) -> pd.DataFrame:
    """Every assumption at these levers."""
    fixed = (
        ("How far openings may be off", f"{NET_OFF:.0%} of jobs and {LEAVERS_OFF:.0%} of people who leave",
         "The publisher gives no margin of error; past projections of London's jobs were too low (GLA Economics, "
         "Current Issues Note 61, 2020)", JUDGEMENT),
        ("How far jobs taken by AI or automation may be off", f"{EXPOSURE_OFF:.0%}",
         "One standard deviation. The two indices differ twofold in how many jobs they expose", JUDGEMENT),
        ("How exposed each occupation is to AI", "The AI applicability score, averaged over US occupations",
         "Microsoft Research, July 2025 (arXiv 2507.07935), CC BY 4.0; we matched US occupations by title", WORKED_OUT),
        ("How exposed each occupation is to automation", "The probability of computerisation, averaged in the same way",
         "Frey and Osborne, Oxford Martin School, September 2013; the paper states no licence", WORKED_OUT),
        ("Skills Imperative 2035", world.model.span, "Warwick IER and Cambridge Econometrics for the DfE, 2023",
         "published"),
    )  # fmt: skip
    rows = assumptions.of_levers(world.levers, {}, lambda name: LabourLevers.specs()[name].kind == "change")
    return assumptions.log([*rows, *assumptions.fixed(*fixed)])
