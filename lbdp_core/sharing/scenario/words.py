"""The scenario in sentences: the answer with its verdict, and what not to conclude."""

from __future__ import annotations

from functools import partial

from lbdp_core.formatting import between, fewer_or_more, fine, likely, number, spelt
from lbdp_core.places import LONDON
from lbdp_core.result import Answer, Headline
from lbdp_core.sharing.model import FEWEST
from lbdp_core.sharing.scenario.figures import Gain
from lbdp_core.sharing.scenario.levers import ALL, MAIN, NOTHING, SMALLEST
from lbdp_core.sharing.scenario.world import World
from lbdp_core.sharing.schema import OWN

PLANTED, RETROSPECTIVE = "Planted: ", "retrospective association"
VERDICTS = {"adds": "adds", "adds nothing": "adds nothing", "cannot tell": "we cannot tell"}
LONGEST = 25  # words of an answer's first sentence


def percent(share: float, decimals: int = 2, sign: bool = False) -> str:
    """A share in per cent with a real minus.

    >>> percent(0.0161, 1), percent(-0.0002, sign=True)
    ('1.6%', '−0.02%')
    """
    return f"{number(100 * share, decimals, sign=sign)}%"


def label(world: World) -> str:
    """What stands before a verdict: that it was planted."""
    return PLANTED if world.dataset.kind == "synthetic" else ""


def retrospective(world: World) -> bool:
    """Whether the data are of a year that was not over before the first unseen year looked at began."""
    return world.dataset.year >= int(world.fitted.unseen[world.chosen[0]])


def answer(world: World, prevented: Headline, found: Gain) -> Answer:
    """What the model gains, what the same visits would prevent, and what the ask costs in risk."""
    if not world.fields:
        return _nothing(world, prevented)
    change, low, high = (value or 0.0 for value in (prevented.change, prevented.change_low, prevented.change_high))
    say = partial(number, decimals=fine(1, change, low, high))
    where = "" if world.levers.borough == LONDON else f" in {world.levers.borough}"
    most = fewer_or_more(change, say) if change else "no more"
    known = f" ({between(low, high, say)})" if low != high else ""
    tested = (
        f"It was tested on fires{where} of {years(world)} that the model had not seen{_retrospective(world)}."
        if world.seen.any()
        else ""
    )
    shared = f"{ask_words(world)} of {spelt(world.sharing)} borough{_s(world.sharing)}"
    why = f"The ask is {shared}, at {number(world.risk, 1)} points of privacy risk. {tested}".strip()
    change_said = f"The same visits would prevent {most} fires a year{where}{known}."
    return Answer(_lead(world, found), change_said, why)


def _lead(world: World, found: Gain) -> str:
    """The verdict with the gain, of the dataset by name where that leaves the sentence short."""
    name = world.dataset.words
    for it in (f"{name[:1].lower()}{name[1:]}", "this data"):
        text = f"{label(world)}{_verdict(world, found, it)}"
        if len(text.split()) <= LONGEST:
            break
    return f"{text[:1].upper()}{text[1:]}"


def _verdict(world: World, found: Gain, it: str) -> str:
    where = world.levers.borough
    if not world.seen.any():
        return f"we cannot tell whether adding {it} helps in {where}, which does not share it."
    known = likely(*_ends(found), "19 chances in 20")
    if found.says == "adds":
        return f"adding {it} would improve the forecast by {percent(found.skill)} {known}."
    if found.says == "cannot tell" and where != LONDON:
        return f"{where} alone cannot show whether this data improves the forecast: {_better(found.skill)} {known}."
    if found.says == "cannot tell":
        return f"we cannot tell whether adding {it} would improve the forecast: {_better(found.skill)} {known}."
    enough = " enough to matter" if round(100 * found.skill, 2) > 0 else ""
    return f"adding {it} would not improve the forecast{enough}: {_better(found.skill)} {known}."


def _ends(found: Gain) -> tuple[str, str]:
    """The ends of the gain's range: with words where they differ, or where both are a loss."""
    if found.low >= 0:
        return percent(found.low), percent(found.high)
    return _better(found.low), _better(found.high)


def _better(skill: float) -> str:
    """How much better or worse fires are predicted.

    >>> _better(0.0161), _better(-0.0002), _better(-0.00001)
    ('1.61% better', '0.02% worse', 'no change')
    """
    return fewer_or_more(skill, percent, ("worse", "better")) if round(100 * skill, 2) else "no change"


def _retrospective(world: World) -> str:
    """That the data are of a later year than the fires, which is then no forecast."""
    return f", with data of {world.dataset.year}: a {RETROSPECTIVE}" if retrospective(world) else ""


def _nothing(world: World, prevented: Headline) -> Answer:
    """What is prevented with what is held already, and why nothing is added to it."""
    say, where = partial(number, decimals=fine(1, prevented.scenario)), world.levers.borough
    lead = f"Without this data, {number(world.levers.visits)} home visits would prevent"
    if prevented.scenario:
        about = f"about {say(prevented.scenario)} fires a year in {where}"
        lead = f"{lead} {about} {likely(say(prevented.low), say(prevented.high))}."
    else:
        lead = f"{lead} no fires in {where}: no visit reaches an area that had one."
    if world.dataset.key == OWN and not world.dataset.fields:
        return Answer(lead, why="No file of your own has been given yet.")
    if world.levers.ask == SMALLEST:
        none = "none of them improves the forecast enough."
        return Answer(lead, f"You do not need to ask for any of these fields{_of_planted(world)}: {none}")
    return Answer(lead, why="Nothing is shared, so privacy risk stays as it is.")


def _of_planted(world: World) -> str:
    return " (planted)" if world.dataset.kind == "synthetic" else ""


def years(world: World) -> str:
    """The unseen years looked at."""
    seen = [int(world.fitted.unseen[o]) for o in world.chosen]
    return f"{seen[0]} to {seen[-1]}" if len(seen) > 1 else str(seen[0])


def ask_words(world: World) -> str:
    """What is shared, for a sentence."""
    if world.levers.ask == ALL:
        return "every field"
    if world.levers.ask == MAIN:
        return "its first field"
    return f"{len(world.fields)} field{_s(len(world.fields))} (the smallest ask that is as good)"


def _s(count: int) -> str:
    return "" if count == 1 else "s"


def _tested(world: World, found: Gain) -> list[str]:
    """How the smallest ask was judged, and where a verdict is more than its power would make one expect."""
    if not world.fields:
        return []
    lines, held = [], world.fitted.says[world.dataset.key]["trial"]
    if world.levers.ask == SMALLEST and len(world.chosen) > 1:
        lines.append(f"Each year is judged with the smallest ask that the other years chose{_elsewhere(world)}.")
    if world.sharing >= FEWEST and world.levers.borough == LONDON and found.low > 0 and found.says != "adds":
        lines.append(
            f"Its interval lies above nothing, but {percent(found.p, 0)} of copies shuffled within boroughs did as "
            "well: too many to say that it adds."
        )
    if found.says == "adds" and held["needed"] and held["needed"] > world.sharing:
        lines.append(
            f"It was seen here, but an effect of this size would be seen four times in five only with {held['needed']} "
            f"boroughs; {world.sharing} share."
        )
    return lines


def _elsewhere(world: World) -> str:
    """In which of the years looked at that was another ask than the one shown."""
    other = [str(int(world.fitted.unseen[o])) for o in world.chosen if world.judged[o] != world.fields]
    years_ = " and ".join(filter(None, (", ".join(other[:-1]), *other[-1:])))
    return f" (in {years_} another than the one shown)" if other else ""


def caveats(world: World, found: Gain) -> tuple[str, ...]:
    """What not to conclude at these levers: what holds for them first, then what always holds."""
    levers, lines = world.levers, []
    if world.dataset.kind == "synthetic":
        lines.append(
            f"“{world.dataset.words}” is synthetic here and planted in real fires: it shows how the bench works, not "
            "what such records would really add."
        )
    elif world.fields:
        lines.append(f"“{world.dataset.words}” is no invention: these figures are published, or your own file's.")
    lines += _tested(world, found)
    if world.fields and retrospective(world):
        lines.append(
            f"The data are of {world.dataset.year}, and fires of {years(world)} are judged: nobody could have had them "
            f"before. It is a {RETROSPECTIVE}, not a forecast."
        )
    if world.fields and world.sharing < FEWEST:
        lines.append(
            f"With fewer than {FEWEST} boroughs nothing is concluded: a borough alone cannot show that anything holds "
            "elsewhere."
        )
    if world.fields and levers.borough != LONDON:
        lines.append(f"{levers.borough} alone is no evidence for or against the dataset: look at London for a verdict.")
    if levers.place in ("uprn", "postcode") and levers.ask != NOTHING:
        lines.append(
            "The model counts by LSOA: what is given by home or postcode helps it no more than counts by LSOA would. "
            "Targeting homes is another question, with another model and another legal test."
        )
    if found.says == "adds nothing":
        lines.append("That a dataset adds nothing here does not make it useless: it may serve another purpose.")
    return (
        *lines,
        "A dataset that helps predict fires need not cause them, and changing what it counts need not prevent any.",
        "The number of datasets tried stands beside the verdict: among many, some look good by luck.",
        "Risk points order asks by a judged scale; they do not measure harm, and a screening is not a DPIA. A data "
        "protection officer decides.",
        f"{number(levers.visits)} visits a year, a quarter of an area's homes at most, and what a visit prevents are "
        "assumptions; the evidence on visits ranges from a null trial to a fifth fewer fires.",
    )
