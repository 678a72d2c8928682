"""The scenario in sentences: the answer, and what it does not tell you."""

from __future__ import annotations

from lbdp_core.formatting import likely, people
from lbdp_core.hmo.model.ranking import AUDITED, BAGGED, CHECKLIST, NAIVE
from lbdp_core.hmo.scenario.world import World
from lbdp_core.places import LONDON
from lbdp_core.result import Answer, Headline

SYNTHETIC = (
    "Every home, address and record is made up, around Newham's published census. Registers and council tax are not "
    "public. Use the page to choose a method, never to judge an address."
)
CAVEATS = (
    "The audit has been made already: its visits and finds are not counted here. “How sure” counts both.",
    "The census counts households that share. Licensing has wider rules, and covers more homes.",
    "A chance is no proof. People decide where to go, with what they know of the street.",
)
LICENCES = (
    "This learns what licensed landlords have in common, not what unlicensed HMOs look like. Its own test on licences "
    "looks far better than what visits find."
)
TRAP = {NAIVE: LICENCES, BAGGED: LICENCES}


def answer(world: World, headlines: tuple[Headline, ...]) -> Answer:
    """What the visits find, against the officers' rules, and what that rests on."""
    figures = {h.key: h for h in headlines}
    model, count = world.model, len(world.visited)
    size = int(world.levers.audit)
    audit = (
        f"A random audit of {size:,} homes found {int(model.audit_hmo[:size].sum())} unlicensed HMOs. It looked more "
        "often at homes that meet officers' rules, and allows for that."
    )
    if not count:
        change = "" if world.levers == world.levers.unchanged() else "Nobody is visited, so no HMO is found."
        left = figures["left"]
        ends = likely(people(left.low), people(left.high))
        lead = f"{_where(world)} has about {people(left.scenario)} unlicensed HMOs {ends}."
        return Answer(lead, change, audit)
    found = figures["found"]
    ends = likely(people(found.low), people(found.high))
    lead = f"{people(count)} inspections would find about {people(found.scenario)} unlicensed HMOs {ends}."
    chance = people(world.access * count * world.got.expected)
    if world.levers.method == CHECKLIST:
        return Answer(lead, f"Chosen at random, they would find {chance}.", audit)
    rules = people(world.beside(CHECKLIST).found)
    return Answer(lead, f"Chosen by officers' rules they would find {rules}, and at random {chance}.", audit)


def _where(world: World) -> str:
    """The made-up borough, and whose share of HMOs it has."""
    borough = world.levers.borough
    return "The made-up borough" if borough == LONDON else f"A made-up borough with {borough}'s share of HMOs"


def caveats(world: World) -> tuple[str, ...]:
    """What holds at these levers first, then what always holds."""
    levers, lines = world.levers, [SYNTHETIC]
    if levers.method in TRAP:
        lines.append(TRAP[levers.method])
    if levers.method == AUDITED and levers.audit < 300:
        lines.append(f"An audit of {levers.audit:,.0f} homes may do no better than officers' rules.")
    if levers.floor and len(world.chosen) < levers.floor * 24:
        lines.append("There are too few visits for the fewest that you want in each ward.")
    if levers.visits and not levers.explore:
        lines.append("Without visits at random, officers never learn about the homes that the model leaves out.")
    return (*lines, *CAVEATS)
