"""The assumption log: everything a figure rests on, made from where the levers stand (words: `assumptions.yaml`)."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import yaml

from lbdp_core import assumptions
from lbdp_core.assumptions import Row, fixed, of_levers
from lbdp_core.homelessness import cited
from lbdp_core.homelessness.model import Fitted, settings
from lbdp_core.homelessness.scenario import draws
from lbdp_core.homelessness.scenario.evidence import BY_LEVER, MAIN, UNITS
from lbdp_core.homelessness.scenario.levers import HomelessnessLevers
from lbdp_core.homelessness.scenario.world import World
from lbdp_core.provenance import JUDGEMENT
from lbdp_core.unit_costs import unit_cost

ROWS = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text("utf-8"))


def log(world: World) -> pd.DataFrame:
    """One row an assumption: value, what it would be by default, whether it was changed, source and quality."""
    units = [unit_cost("temporary_accommodation"), *UNITS.values()]
    costs = fixed(*((f"Cost: {unit.label}", unit.in_words, unit.source, unit.status) for unit in units))
    chains, levers = [*_rates(world.fitted), *_set("standing")], of_levers(world.levers, {})
    return assumptions.log([*chains, *levers, *_effects(world.levers), *costs, *_set("widths")])


def _rates(fitted: Fitted) -> list[Row]:
    rates = dict(zip(fitted.rate_names, fitted.rates, strict=True)) | {"leaving": fitted.leaving}
    known = ((words, rates[name], source, mark) for name, (words, source, mark) in ROWS["rates"].items())
    return fixed(*((words, f"{100 * rate:.1f}% a quarter", source, mark) for words, rate, source, mark in known))


def _set(name: str) -> list[Row]:
    """Rows of the file whose values are settings of the model or cited figures."""
    values = vars(settings) | vars(cited)
    return fixed(*((words, value.format_map(values), source, mark) for words, value, source, mark in ROWS[name]))


def _effects(levers: HomelessnessLevers) -> list[Row]:
    rows: list[Row] = []
    for known in BY_LEVER.values():
        used, main = (
            f"{found.effect:g} ({found.low:g} to {found.high:g}; mean {draws.effect(known.lever, kind).mean():.2f}) "
            f"of {known.does}"
            for kind in (levers.evidence, MAIN)
            for found in [known.findings[kind]]
        )
        found = known.findings[levers.evidence]
        rows.append((f"{known.label}: effect", used, main, found.source, found.status))
        lag = f"{known.lag} quarters" if known.lag != 1 else "one quarter"
        rows += fixed((f"{known.label}: lag", lag, known.why_lag, JUDGEMENT))
    return rows
