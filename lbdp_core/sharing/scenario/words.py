"""The scenario in sentences: the answer with its verdict, and what not to conclude."""

from __future__ import annotations

from lbdp_core.places import LONDON
from lbdp_core.result import Headline
from lbdp_core.sharing.model import FEWEST
from lbdp_core.sharing.scenario.figures import Gain
from lbdp_core.sharing.scenario.levers import ALL, MAIN, NOTHING, SMALLEST
from lbdp_core.sharing.scenario.world import World
from lbdp_core.sharing.schema import OWN
from lbdp_core.written import fine, number

PLANTED, RETROSPECTIVE = "Planted: ", "retrospective association"
VERDICTS = {"adds": "adds", "adds nothing": "adds nothing", "cannot tell": "we cannot tell"}
SAID = {
    "adds": "sharing {it} adds to what is held",
    "adds nothing": "sharing {it} adds nothing to what is held",
    "cannot tell": "we cannot tell whether sharing {it} adds anything",
}


def percent(share: float, decimals: int = 2, sign: bool = False) -> str:
    """A share in per cent with a real minus.

    >>> percent(0.0161, 1), percent(-0.0002, sign=True)
    ('1.6 %', '−0.02 %')
    """
    return f"{number(100 * share, decimals, sign=sign)} %"


def label(world: World) -> str:
    """What stands before a verdict: that it was planted."""
    return PLANTED if world.dataset.kind == "synthetic" else ""


def retrospective(world: World) -> bool:
    """Whether the data are of a year that was not over before the first unseen year looked at began."""
    return world.dataset.year >= int(world.fitted.unseen[world.chosen[0]])


def answer(world: World, prevented: Headline, found: Gain) -> str:
    """The result in one sentence: verdict, skill, fires prevented, risk."""
    if not world.fields:
        return _nothing(world, prevented)
    shared = f"{ask_words(world)} of {world.sharing} borough{_s(world.sharing)}"
    where = "" if world.levers.borough == LONDON else f" in {world.levers.borough}"
    as_such = f" (a {RETROSPECTIVE})" if retrospective(world) and found.says != "cannot tell" else ""
    change, low, high = (prevented.change or 0.0, prevented.change_low or 0.0, prevented.change_high or 0.0)
    places = fine(1, change, low, high)
    said = [_more(v, places) for v in (change, low, high)]
    name = world.dataset.words
    verdict = SAID[found.says].format(it=f"{name[:1].lower()}{name[1:]}")
    start = f"{label(world)}{verdict}"
    seen = (
        f", fires{where} of {years(world)} that the model had not seen are predicted {_better(found.skill)} (95 % "
        f"interval {percent(found.low, sign=True)} to {percent(found.high, sign=True)})"
        if world.seen.any()
        else f" and not of {world.levers.borough}, there is nothing there to judge it by"
    )
    return (
        f"{start[:1].upper()}{start[1:]}{as_such}: with {shared}{seen}; the same visits would prevent "
        f"{_more(change, places, ' fires')} a year{where} (80 % {said[1]} to {said[2]}), and the ask costs "
        f"{number(world.risk, 1)} points of privacy risk."
    )


def _better(skill: float) -> str:
    """How much better or worse fires are predicted.

    >>> _better(0.0161), _better(-0.0002), _better(-0.00001)
    ('1.61 % better', '0.02 % worse', 'no better and no worse')
    """
    if not round(100 * skill, 2):
        return "no better and no worse"
    return f"{percent(abs(skill))} {'better' if skill > 0 else 'worse'}"


def _more(change: float, decimals: int, what: str = "") -> str:
    """So many more or fewer.

    >>> _more(-0.12, 2, " fires"), _more(2.0, 1)
    ('0.12 fewer fires', '2.0 more')
    """
    return f"{number(abs(change), decimals)} {'fewer' if change < 0 else 'more'}{what}"


def _nothing(world: World, prevented: Headline) -> str:
    where = "London" if world.levers.borough == LONDON else world.levers.borough
    if world.dataset.key == OWN and not world.dataset.fields:
        start = "No file of your own has been given yet"
    elif world.levers.ask == SMALLEST:
        start = f"{label(world)}the smallest ask that is as good is nothing: no field of this dataset adds enough"
        start = start[:1].upper() + start[1:]
    else:
        start = "Nothing is shared"
    return (
        f"{start}; {number(world.levers.visits)} visits a year steered by what is held already would prevent "
        f"{number(prevented.scenario, 1)} fires a year in {where} (80 % interval {number(prevented.low, 1)} to "
        f"{number(prevented.high, 1)}) at no further privacy risk."
    )


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
            f"what "
            "such records would really add."
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
