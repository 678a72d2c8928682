"""What not to conclude at these levers."""

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
    """What not to conclude at these levers: what holds for them first, then what always holds."""
    levers = world.levers
    return (
        *_about(world, levers),
        *_length(world),
        "Homelessness duties are the least reliable figure here: real counts fell outside the range too often (see How "
        "sure). People granted asylum who still live here without support are in no figure of need.",
        _pace(world),
        "Asylum support is not all refugees: people on other routes, and claimants without support, are not in it. "
        "Routes are shown side by side and never added.",
        "Claims, decisions and appeals are known for the country only; each borough is taken to share their pace.",
        "Where people go after a grant is our judgement, except for duties and people seen rough sleeping; some of "
        "those are owed a duty too.",
        "Money is gross cost at unit values of different price years; who pays in the end is not decided here."
        + (" The grant shown is of a year that is over; this year's was not found." * (levers.tariff != NOTHING)),
        "Hotel figures are the Home Office's borough totals, with other contingency accommodation. No site is held "
        "here, and none should be inferred.",
    )


def _length(world: World) -> list[str]:
    """How far ahead this is, and how old the count."""
    scored = max((h for h in SCORED if h < len(world.fitted.quarters)), default=0)
    far = (
        f"Totals {world.step} quarters ahead are unscored: since hotels were first counted by borough, forecasts could "
        f"be scored at most {scored} quarters ahead. "
    )
    how = f", {COPY} of the Home Office's table" if world.fitted.copied else ""
    old = f"Counted to {world.base}{how}, the newest in this data folder. Add later releases to it as they come out."
    return [(far if world.step > scored else "") + old, *_rules(world)]


def _rules(world: World) -> list[str]:
    """The notice that held in these quarters, where it was not the one that is used."""
    held = {round(move_on.days(quarters.last_day(str(q)), world.fitted.single)) for q in world.fitted.ahead}
    if held == {round(world.levers.notice)}:
        return []
    low, high = min(held), max(held)
    said = f"{low} days" if low == high else f"{low} to {high} days"
    return [
        f"{world.levers.notice:.0f} days of notice are used throughout; {said} held at the ends of these quarters, on "
        "the average of single adults and families."
    ]


def _pace(world: World) -> str:
    """What no change means for decisions."""
    f = world.fitted
    said = f"as published for {plural(f.known, 'quarter')} and then " if f.known else ""
    return (
        f"Without a change, the country decides {said}{people(f.decisions)} claims a quarter: the mean of "
        f"{f.run_rate}, when it was {people(f.most_decisions)} at most and {people(f.latest_decisions)} at the end. "
        "Once the queue has run out, nobody is decided faster."
    )


def _about(world: World, levers: RefugeesLevers) -> list[str]:
    lines = []
    if world.where != LONDON and world.seen() < FEW:
        lines.append(
            f"Too few to forecast: {world.where} had {people(world.seen())} people in support at the last count. One "
            "family or one closing house is as much as all that is shown here."
        )
    if levers.decisions < 0 or levers.grant_rate < 0 or levers.notice > RefugeesLevers().notice:
        lines.append(
            "Slower decisions, longer notice and fewer grants put duties off or leave people without support: fewer "
            "duties by this quarter are not fewer people in need."
        )
    if levers.hotel_borough != NONE:
        lines += _hotel(world, levers)
    return lines


def _hotel(world: World, levers: RefugeesLevers) -> list[str]:
    held = float(world.fitted.hotel[world.fitted.place == levers.hotel_borough].sum())
    if not held:
        return [f"{levers.hotel_borough} had nobody in hotels {_when(world)}, so nobody moves."]
    if levers.hotel_quarter > world.step:
        return ["The hotel closes after the quarter looked at, so nobody has moved yet."]
    lines = []
    if levers.hotel_beds > held:
        lines.append(
            f"{levers.hotel_borough} had {held:,.0f} people in hotels {_when(world)}, so no more than these move."
        )
    if world.where not in (LONDON, levers.hotel_borough):
        lines.append(f"The hotel is in {levers.hotel_borough}; {world.where} sees only those who move there.")
    return lines


def _when(world: World) -> str:
    """When people in hotels were last counted by borough."""
    when = world.fitted.hotel_when
    return f"in {quarters.words(when)}" if when else "in any count held here"
