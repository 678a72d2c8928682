"""The scenario in sentences: the answer, and what not to conclude."""

from __future__ import annotations

from lbdp_core.refugees.places import LONDON
from lbdp_core.refugees.scenario import moves
from lbdp_core.refugees.scenario.levers import NONE, NOTHING, RefugeesLevers
from lbdp_core.refugees.scenario.world import World
from lbdp_core.result import Headline
from lbdp_core.written import significant

SMALL = 0.5  # people below which a change moves next to nobody
SCORED = (1, 2, 4, 8)  # quarters ahead that are scored once so many have passed since December 2022


def figure(value: float, signed: bool = False) -> str:
    """People in a sentence: whole, to three significant figures, with a real minus (and a plus, if `signed`).

    >>> figure(20_154), figure(-56.2), figure(1234, signed=True)
    ('20,200', '−56', '+1,230')
    """
    whole = round(significant(value)) if value else 0
    return f"{whole:+,}".replace("-", "−") if signed and whole else f"{whole:,}".replace("-", "−")


def answer(world: World, people: Headline, duties: Headline) -> str:
    """The result in one sentence, with its range, and what moves it most."""
    text = (
        f"By {world.when}, {_ahead(world)}, about {figure(people.scenario or 0)} people in {world.where} are expected "
        f"in asylum support (80 % interval {figure(people.low or 0)} to {figure(people.high or 0)}; it was "
        f"{figure(world.seen())}) and about {figure(duties.scenario or 0)} households owed a homelessness duty since "
        f"({figure(duties.low or 0)} to {figure(duties.high or 0)})"
    )
    return f"{text}{_change(people, duties)}; {most(world)}."


def _ahead(world: World) -> str:
    """How far after the last count, which may be long ago."""
    spoken = ("one", "two", "three", "four", "five", "six", "seven", "eight")[world.step - 1]
    return f"{spoken} quarter{'s' if world.step > 1 else ''} after the last count here ({world.base})"


def _change(people: Headline, duties: Headline) -> str:
    """What the change does to both figures; nothing where it does nothing."""
    if not people.change and not duties.change:
        return ""
    both = ((people, "people"), (duties, "duties"))
    said = [f"{figure(h.change or 0, signed=True)} {unit}" for h, unit in both if abs(h.change or 0) >= SMALL]
    return f"; the change means {' and '.join(said)}" if said else "; the change moves next to nobody here"


def most(world: World) -> str:
    """Which lever moves people in support most here, over its plausible range."""
    top = moves.table(world).iloc[0]
    low, high = sorted((top["low"], top["high"]))
    label = str(top["words"])
    ends = f"{figure(low, signed=True)} to {figure(high, signed=True)}"
    return f"what moves it most is {label[:1].lower()}{label[1:]} ({ends})"


def caveats(world: World) -> tuple[str, ...]:
    """What not to conclude at these levers: what holds for them first, then what always holds."""
    levers, lines = world.levers, []
    scored = max((h for h in SCORED if h < len(world.fitted.quarters)), default=0)
    if world.step > scored:
        lines.append(
            f"Totals {world.step} quarters ahead are unscored: since hotels were first counted by borough, forecasts "
            "could "
            f"be scored at most {scored} quarters ahead."
        )
    lines.append(
        f"The last count is of {world.base}; later ones are public and go into the data folder as they are. Rules are "
        "those of today."
    )
    lines += _about(world, levers)
    return (
        *lines,
        "Asylum support is not all refugees: people on other routes, and claimants without support, are not in it. "
        "Routes "
        "are shown side by side and never added.",
        "Claims, decisions and appeals are known for the country only; each borough is taken to share their pace.",
        "Longer notice moves the day on which support ends. Whether it leads to fewer duties is not published.",
        "Money is gross cost at unit values, less the Home Office's grant; who pays in the end is not decided here.",
        "No hotel can be told from these figures: they are of all a borough's hotels together.",
    )


def _about(world: World, levers: RefugeesLevers) -> list[str]:
    lines = []
    if levers.hotel_borough != NONE:
        held = float(world.fitted.hotel[world.fitted.place == levers.hotel_borough].sum())
        if levers.hotel_beds > held:
            lines.append(
                f"{levers.hotel_borough} had {held:,.0f} people in hotels at the last count, so no more than these "
                "move."
            )
        elsewhere = world.where not in (LONDON, levers.hotel_borough)
        if elsewhere:
            lines.append(f"The hotel is in {levers.hotel_borough}; {world.where} sees only those who move there.")
    if levers.tariff != NOTHING:
        lines.append("The grant shown is of a year that is over; what is paid now was not read.")
    return lines
