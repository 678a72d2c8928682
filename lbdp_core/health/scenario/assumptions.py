"""The assumption log: everything a figure rests on, made from where the levers stand."""

from __future__ import annotations

from functools import cache
from itertools import groupby
from operator import itemgetter
from pathlib import Path

import pandas as pd

from lbdp_core import assumptions
from lbdp_core.assumptions import Row, fixed, of_levers
from lbdp_core.health.model import settings
from lbdp_core.health.model.settings import GROUPS, MEDIANS
from lbdp_core.health.scenario import needs
from lbdp_core.health.scenario.course import COUNTED
from lbdp_core.health.scenario.figures import unit_value
from lbdp_core.health.scenario.levers import DIAGNOSED, HealthLevers
from lbdp_core.health.scenario.programmes import OWN, PROGRAMMES
from lbdp_core.health.scenario.world import World
from lbdp_core.provenance import JUDGEMENT, PUBLISHED, WORKED_OUT

PERCENT = ("PUBLISHED_MEDIAN", "BASE_MEDIAN", "DRIFT_SD", "ALL_AGES", "ALL_LONDON")  # settings that are said in percent
QUALITY = {  # of what a lever is set to by default; those that are not here are what a person chooses to look at
    "growth": PUBLISHED, "ageing": "experts' answers", "healthy_years": JUDGEMENT, "reach": JUDGEMENT, "lag": JUDGEMENT,
    "trend": "published for dementia, judgement for the others", "evidence": "see the finding",
    "uptake": "published for two programmes",
}  # fmt: skip


def log(world: World) -> pd.DataFrame:
    """One row an assumption: value, what it would be by default, whether it was changed, source and quality."""
    levers = of_levers(world.levers, QUALITY, lambda name: not name.startswith("own_"))
    own = [*_programme(world.levers), *_units(world.levers)]
    return assumptions.log([*_data(world), *_widths(world), *levers, *own])


def _data(world: World) -> list[Row]:
    fitted, c = world.fitted, world.today.condition
    local = str(fitted.factor_source[c])
    factors = fitted.factor[world.here, c]
    span = f"{factors.min():.2f}" if factors.min() == factors.max() else f"{factors.min():.2f} to {factors.max():.2f}"
    factor = span if world.today.local else f"not used (it would be {span})" if local else "not used"
    default = "not used" if world.levers.measure == DIAGNOSED and fitted.factor_basis[c] != COUNTED else factor
    source = local or "no local figure for this condition, so 1 everywhere"
    return [
        *fixed(
            ("People today", str(fitted.base_source), "Build report of the data", WORKED_OUT),
            ("Growth of people", str(fitted.growth_source), "The projection named", PUBLISHED),
            ("Rates by age", str(fitted.what[c]), str(fitted.source[c]), str(fitted.status[c])),
        ),
        ("Local factor", factor, default, source, WORKED_OUT),
    ]


def hard_ages() -> str:
    """How far each age is missed, in words.

    >>> hard_ages()
    '10% at 0 to 39, 7% at 40 to 49, 4% at 50 to 74, 7% at 75 to 84, 10% at 85 and over'
    """
    classes = [(size, next(ages)[1]) for size, ages in groupby(zip(MEDIANS, GROUPS, strict=True), itemgetter(0))]
    names = settings.band_names([first for _, first in classes])
    return ", ".join(f"{100 * size:g}% at {ages}" for (size, _), ages in zip(classes, names, strict=True))


def _widths(world: World) -> list[Row]:
    """What may be wrong and by how much, as `assumptions.yaml` words it."""
    percent = {name: 100 * getattr(settings, name) for name in PERCENT}
    words = percent | {"ages": hard_ages(), "sd": 100 * float(world.fitted.rate_sd[world.today.condition].max())}
    return fixed(*((name, value.format(**words), source, mark) for name, (value, source, mark) in _worded().items()))


@cache
def _worded() -> dict[str, tuple[str, str, str]]:
    import yaml

    rows = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text("utf-8"))
    return {name: (row["value"], row["source"], row["status"]) for name, row in rows.items()}


def _programme(levers: HealthLevers) -> list[Row]:
    it = PROGRAMMES.get(levers.programme)
    if it is None:
        return []
    rows = [
        *fixed(
            *(
                (
                    f"{it.label}: {words}",
                    f"risk {x.risk:g} times ({x.low:g} to {x.high:g}): {x.measures}",
                    x.source,
                    x.status,
                )
                for words, x in (("main finding", it.main), ("most cautious finding", it.cautious))
            )
        )
    ]
    if levers.evidence == OWN:
        own, default = (f"risk {x:g} times" for x in (levers.own_risk, it.main.risk))
        rows.append((f"{it.label}: own value", own, default, "You", "your own"))
    stays = f"{it.label}: years that people live with the condition", f"{it.stays:g} years", "Ours", JUDGEMENT
    return [*rows, *fixed(stays)]


def _units(levers: HealthLevers) -> list[Row]:
    rows: list[Row] = []
    for kind, (label, unit) in needs.KINDS.items():
        published = needs.unit(levers.condition, kind)
        value = published.in_words if published else "not found"
        if levers.values == needs.OWN:
            rows.append((label, f"{unit_value(levers, kind)[0]:,g} {unit} a person", value, "You", "your own"))
        elif published:
            rows += fixed((label, value, published.source, published.status))
        else:
            rows += fixed((label, value, "", "not found"))
    return rows
