"""The scenario in sentences: the answer, and what it does not tell you."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from lbdp_core import scenarios
from lbdp_core.children.scenario.evidence import BY_LEVER, CAUTIOUS
from lbdp_core.children.scenario.world import World
from lbdp_core.formatting import fewer_or_more, likely, people
from lbdp_core.places import LONDON
from lbdp_core.result import Answer, Headline


def _change(what: str) -> Callable[[Any], str]:
    return lambda v: f"{fewer_or_more(v, '{:g}%'.format)} {what}"


RIDERS = ("evidence",)
PHRASES: Mapping[str, Callable[[Any], str]] = {
    "referrals": _change("referrals"),
    "early_help": lambda v: f"early help instead of {v:g}% of referrals",
    "assessed": _change("assessments after a referral"),
    "enquiries": _change("section 47 enquiries"),
    "conferences": _change("conferences after an enquiry"),
    "planned": _change("plans after a conference"),
    "plan_length": lambda v: f"plans {abs(v):g}% {'longer' if v > 0 else 'shorter'}",
    "conferences_offered": lambda v: f"family group conferences for {v:g}% of families before court",
    "edge_of_care": lambda v: f"intensive support for {v:g}% of families at the edge of care",
    "reunification": lambda v: f"{v:g}% more children who leave care and go home",
    "to_foster": lambda v: f"moving {v:g}% of children in homes to foster care",
    "to_kinship": lambda v: f"moving {v:g}% of foster children to relatives",
    "target": lambda v: f"{v:g} cases for each social worker",
    "more": _change("children"),
}
CAVEATS = (
    "A forecast is not a target: no rate of children in care is right for every council.",
    "Do not use any figure to decide about a child or a family.",
    "Fewer referrals, plans or children in care are not better by themselves. Check that children are safe.",
    "Most levers are arithmetic: they show what a change would do, not how to bring it about.",
    "Costs are averages of 2024-25 spending. At first a council saves less, because buildings and teams stay.",
    "How children come to care, from a plan or without one, is our judgement. The range allows for it.",
    "The mix of placements is England's, because no council's is in the data.",
    "Check the last published year for gaps before you quote a borough: councils with missing years are less certain.",
)


def answer(world: World, counted: Headline) -> Answer:
    """How many children will be looked after, and what the change does to that."""
    where = world.levers.borough
    scenario, low, high = (value or 0.0 for value in (counted.scenario, counted.low, counted.high))
    lead = (
        f"About {people(scenario)} children will be looked after in {where} in March {world.year} "
        f"{likely(people(low), people(high))}."
    )
    change = scenarios.changed(world.levers, counted, PHRASES, RIDERS, people)
    cautious = "This uses the most cautious evidence. " if change and world.levers.evidence == CAUTIOUS else ""
    return Answer(lead, change, f"{cautious}The forecast follows each council's past and similar councils.")


def caveats(world: World) -> tuple[str, ...]:
    """What holds at these levers first, then what always holds."""
    moved = [BY_LEVER[name] for name in world.levers.moved() if name in BY_LEVER]
    lines = [f"{known.label}: {known.caution}." for known in moved]
    if moved:
        lines.append("What conferences and intensive support cost was not found, so it is not in the cost.")
    if world.levers.reunification:
        lines.append("Support for children who go home is not in the cost.")
    if (
        world.levers.borough != LONDON
        and world.here.any()
        and world.scenario.base.stock["care"][0][0][world.here].sum() < 20
    ):
        lines.append("Very few children are looked after here. Use London's figures instead.")
    return (*lines, *CAVEATS)
