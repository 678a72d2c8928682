"""What the figures do not tell you at these levers."""

from __future__ import annotations

from lbdp_core import move_on, quarters
from lbdp_core.formatting import people, plural
from lbdp_core.places import LONDON
from lbdp_core.provenance import COPY
from lbdp_core.refugees.scenario.levers import NONE, NOTHING, RefugeesLevers
from lbdp_core.refugees.scenario.world import World

FEW = 50  # people in a borough below which a forecast says next to nothing
SCORED = (1, 2, 4, 8)  # quarters ahead that are scored once so many have passed since December 2022


def caveats(world: World) -> tuple[str, ...]:
    """What the figures do not tell you: what holds at these levers first, then what always holds."""
    levers = world.levers
    return (
        *_about(world, levers),
        *_length(world),
        "Homelessness duties are our least reliable figure: real counts fell outside our range too often (see “How "
        "sure”).",
        "People granted asylum who live here without support are not in any figure.",
        _pace(world),
        "Asylum support leaves out people on other routes, and claimants without support. Do not add the routes.",
        "Claims, decisions and appeals are published for the country only. We assume that every borough shares their "
        "pace.",
        "Where people go after a grant is our judgement, except for duties and people seen rough sleeping.",
        "Costs are gross and come from different price years. This page does not say who pays in the end."
        + (" The grant shown has ended: we did not find this year's." * (levers.tariff != NOTHING)),
        "Do not read a single site into the hotel figures. They are the Home Office's borough totals, with other "
        "contingency accommodation.",
    )


def _length(world: World) -> list[str]:
    """How far ahead this is, and how old the count."""
    scored = max((h for h in SCORED if h < len(world.fitted.quarters)), default=0)
    far = (
        f"Totals {3 * world.step} months ahead have not been tested. Hotels were first counted by borough in December "
        f"2022, so forecasts can be checked at most {3 * scored} months ahead."
    )
    how = f" ({COPY} of the Home Office's table)" if world.fitted.copied else ""
    old = f"The last count in this folder is {world.base}{how}. Add later releases as they come out."
    return [*([far] if world.step > scored else []), old, *_rules(world)]


def _rules(world: World) -> list[str]:
    """The notice that held in these quarters, where it was not the one that is used."""
    held = {round(move_on.days(quarters.last_day(str(q)), world.fitted.single)) for q in world.fitted.ahead}
    if held == {round(world.levers.notice)}:
        return []
    low, high = min(held), max(held)
    said = f"{low} days" if low == high else f"{low} to {high} days"
    return [
        f"The model uses {world.levers.notice:.0f} days of notice throughout. The real rules in these quarters gave "
        f"{said}, averaged over single adults and families."
    ]


def _pace(world: World) -> str:
    """What no change means for decisions."""
    f = world.fitted
    said = f"as published for {plural(f.known, 'quarter')}, then " if f.known else ""
    return (
        f"If nothing changes, we assume the country decides {said}{people(f.decisions)} claims a quarter, the average "
        f"of {f.run_rate}. It was {people(f.most_decisions)} at most and {people(f.latest_decisions)} in the last "
        "quarter."
    )


def _about(world: World, levers: RefugeesLevers) -> list[str]:
    lines = []
    if world.where != LONDON and world.seen() < FEW:
        lines.append(
            f"Too few to forecast: {world.where} had {people(world.seen())} people in support at the last count. One "
            "family may change the figure as much as everything shown here."
        )
    if levers.decisions < 0 or levers.grant_rate < 0 or levers.notice > RefugeesLevers().notice:
        lines.append(
            "Fewer duties do not mean fewer people in need. Slower decisions, longer notice and fewer grants delay "
            "duties, or leave people without support."
        )
    if levers.hotel_borough != NONE:
        lines += _hotel(world, levers)
    return lines


def _hotel(world: World, levers: RefugeesLevers) -> list[str]:
    held = float(world.fitted.hotel[world.fitted.place == levers.hotel_borough].sum())
    if not held:
        return [f"{levers.hotel_borough} had nobody in hotels {_when(world)}, so nobody moves."]
    if levers.hotel_quarter > world.step:
        return ["The hotel closes after the quarter you look at, so nobody has moved yet."]
    lines = []
    if levers.hotel_beds > held:
        lines.append(
            f"{levers.hotel_borough} had {held:,.0f} people in hotels {_when(world)}, so no more than these move."
        )
    if world.where not in (LONDON, levers.hotel_borough):
        lines.append(f"The hotel is in {levers.hotel_borough}. {world.where} sees only the people who move there.")
    return lines


def _when(world: World) -> str:
    """When people in hotels were last counted by borough."""
    when = world.fitted.hotel_when
    return f"in {quarters.words(when)}" if when else "in any count in this folder"
