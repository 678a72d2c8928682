"""The scenario in sentences: the answer, and what not to conclude."""

from __future__ import annotations

import numpy as np

from lbdp_core import quarters
from lbdp_core.homelessness import published
from lbdp_core.homelessness.model import settings
from lbdp_core.homelessness.scenario import lists
from lbdp_core.homelessness.scenario.evidence import BY_LEVER, CAUTIOUS
from lbdp_core.homelessness.scenario.levers import LONDON
from lbdp_core.homelessness.scenario.money import UNITS
from lbdp_core.homelessness.scenario.world import World
from lbdp_core.result import Headline
from lbdp_core.written import significant

SMALL = 0.5
FAR = 3  # quarters ahead from which the method is little or no better than the seasonal-naive rule
SCORED = 4  # quarters ahead up to which forecasts were scored
SYNTHETIC = (
    "Borough figures of rough sleeping are synthetic: of London's published totals Westminster has its published part "
    "of a year, {westminster:.0f} %, and the others share the rest as in the autumn snapshot of {first} to {last}. "
    "CHAIN publishes boroughs; its file, once given, takes over."
)
COSTS = (
    "Unit costs are illustrative or read second-hand and have no doubt of their own: the range of a cost is that of "
    "people and of what is spared."
)
NOT_IN_RANGE = "Their ranges have no doubt about how London's totals were dealt out."


def figure(value: float, signed: bool = False) -> str:
    """A count in a sentence: whole, to three significant figures, with a real minus (and a plus, if `signed`).

    >>> figure(73_288.4), figure(-204.2), figure(12.4, signed=True)
    ('73,300', '−204', '+12')
    """
    whole = round(significant(value)) if value else 0
    return f"{whole:+,}".replace("-", "−") if signed and whole else f"{whole:,}".replace("-", "−")


def answer(world: World, people: Headline, living: Headline) -> str:
    """The result in one sentence, with its range and how soon."""
    where = "London" if world.levers.borough == LONDON else world.levers.borough
    kind = "synthetic borough figures; " if world.fitted.synthetic and where != "London" else ""
    scenario, change = people.scenario or 0.0, people.change or 0.0
    start = (
        f"In {world.when} about {figure(scenario)} people are expected to be seen rough sleeping in {where} "
        f"({kind}80 % interval {figure(people.low or 0)} to {figure(people.high or 0)}), and "
        f"{figure(living.scenario or 0)} to live on the streets at its end"
    )
    if world.scenario is world.today:
        return f"{start}, if nothing changes."
    if abs(change) < SMALL:
        return f"{start}; the change moves next to nobody by then."
    low, high = people.change_low or 0.0, people.change_high or 0.0
    if low * high < 0:
        return f"{start}; the change means {figure(change, True)} ({figure(low, True)} to {figure(high, True)})."
    ends = sorted((abs(low), abs(high)))
    word = "fewer" if change < 0 else "more"
    soon = lists.soonest((world.scenario.seen - world.today.seen)[..., world.here].sum(axis=-1).mean(axis=1))
    return (
        f"{start}; the change means {figure(abs(change))} {word} ({figure(ends[0])} to {figure(ends[1])}), and "
        f"most of what it does within two years is there after {soon} {'quarter' if soon == 1 else 'quarters'}."
    )


def caveats(world: World) -> tuple[str, ...]:
    """What not to conclude at these levers: what holds for them first, then what always holds."""
    levers, lines = world.levers, [*not_reported(world)]
    if world.fitted.synthetic:
        lines.append(synthetic(world))
    moved = [name for name in levers.moved() if name in BY_LEVER]
    for name in moved[:3]:
        it = BY_LEVER[name]
        lines.append(f"{it.label}: {it.caution}.")
    if "asylum_days" in moved:
        lines.append(
            "Notice is set against the rule in force; in the quarters that the forecasts go on from it was 28 days."
        )
    if levers.evidence == CAUTIOUS:
        lines.append("The cautious findings are in use: for four of the six levers that is no effect, in every draw.")
    if any(name in UNITS for name in levers.moved()):
        lines.append(COSTS)
    if levers.lha:
        lines.append("Closing the allowance gap is paid by central government; a net cost does not say who saves.")
    lines += _rule(world)
    return (
        *lines,
        "Households and people are never added, and neither are a quarter's flow and what is there at its end.",
        "CHAIN is not the snapshot, and neither is H-CLIC: each counts other people in another way.",
        "Rates of the street chain are judgements but for those that published totals pin down; the do-nothing future "
        "is level by construction, with its doubt.",
        "The levers act as if London's services could take them up at once everywhere; nothing here says who is "
        "helped.",
        "No figure is about a person, and none should be used to decide about one.",
        "Boroughs that did not report a quarter stand at their last figure, scaled to London's own row.",
    )


def _rule(world: World) -> list[str]:
    """What the seasonal-naive rule says of temporary accommodation, where forecasts were hardly better."""
    if world.levers.horizon < FAR:
        return []
    at = -1 if world.levers.borough == LONDON else int(np.flatnonzero(world.here)[0])
    homes = float(world.fitted.naive[settings.TARGETS.index("ta_households")][world.step, at])
    beyond = "; beyond four quarters nobody has measured either" if world.levers.horizon > SCORED else ""
    return [
        f"From {FAR} quarters ahead, forecasts of duties and of temporary accommodation were little or no better than "
        "last "
        f"year's quarter, which would mean {figure(homes)} households in temporary accommodation{beyond}."
    ]


def not_reported(world: World) -> tuple[str, ...]:
    """That the borough looked at did not report the last quarter, when it last did, and what is shown instead."""
    if world.levers.borough == LONDON:
        return ()
    fitted, borough, end = world.fitted, world.levers.borough, len(world.fitted.quarters) - 1
    at = int(fitted.last_reported("ta_households")[world.here][0])
    owed = min(int(fitted.last_reported(target)[world.here][0]) for target in ("owed_prevention", "owed_relief"))
    duties = f"{borough} last reported duties owed in {_quarter(world, owed)}; later ones are estimates."
    if at == end:
        return (duties,) if owed < end else ()
    shown = (
        f"{figure(float(world.at(world.scenario, 'held').mean()))} is this page's estimate, scaled to London's own row"
    )
    if at < 0:
        return (f"{borough} never reported households in temporary accommodation; {shown}.",)
    last = float(lists.observed(world)[at])
    line = (
        f"{borough} last reported temporary accommodation in {_quarter(world, at)} ({last:,.0f} households); {shown}."
    )
    return (f"{line} {duties}" if owed < end else line,)


def _quarter(world: World, at: int) -> str:
    return quarters.months(str(world.fitted.quarters[at])) if at >= 0 else "no quarter held"


def synthetic(world: World) -> str:
    """That boroughs' people are made up, and how; of a borough, what its range leaves out."""
    years = world.fitted.snapshot_years[-published.SNAPSHOTS :]
    said = SYNTHETIC.format(westminster=100 * published.WESTMINSTER, first=years[0], last=years[-1])
    return said if world.levers.borough == LONDON else f"{said} {NOT_IN_RANGE}"
