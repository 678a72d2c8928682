"""The scenario in sentences: the answer with its verdict, and what it does not tell you."""

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

PLANTED, RETROSPECTIVE = "Made-up data: ", "comparison with hindsight"
REAL = {False: "These are real published figures, not made-up examples.", True: "These are your own file's figures."}
VERDICTS = {"adds": "helps", "adds nothing": "does not help", "cannot tell": "we cannot tell"}
LONGEST = 25  # words of an answer's first sentence
SURE, SAME = "19 chances in 20", "no change"


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
    """Whether the data helps, what the same visits would prevent, how it was tested and what it risks."""
    if not world.fields:
        return _nothing(world, prevented)
    change, low, high = (value or 0.0 for value in (prevented.change, prevented.change_low, prevented.change_high))
    say = partial(number, decimals=fine(1, change, low, high))
    where = "" if world.levers.borough == LONDON else f" in {world.levers.borough}"
    most = fewer_or_more(change, say) if change else "no more"
    known = f" ({between(low, high, say)})" if low != high else ""
    shared = (
        f"{spelt(world.sharing)} borough{_s(world.sharing)} share{'' if world.sharing > 1 else 's'} {ask_words(world)}"
    )
    risk = f"In this scenario {shared}, at {number(world.risk, 1)} points of privacy risk."
    why = f"{_test(world, found)} {risk}".strip()
    change_said = f"The same visits would prevent {most} fires a year{where}{known}."
    return Answer(_lead(world, found), change_said, why)


def _lead(world: World, found: Gain) -> str:
    """The verdict, with the dataset's name where the sentence stays short."""
    name = world.dataset.words
    for it in (f"{name[:1].lower()}{name[1:]}", "this data"):
        text = f"{label(world)}{_verdict(world, found, it)}"
        if len(text.split()) <= LONGEST:
            break
    return f"{text[:1].upper()}{text[1:]}"


def _verdict(world: World, found: Gain, it: str) -> str:
    where = world.levers.borough
    if not world.seen.any():
        return f"we cannot tell whether adding {it} helps in {where}, because {where} does not share it."
    if found.says == "adds":
        known = likely(*_ends(found), SURE)
        return f"adding {it} would improve the forecast by {percent(found.skill)} {known}."
    if found.says == "cannot tell" and where != LONDON:
        return f"{where} alone cannot show whether this data would improve the forecast."
    if found.says == "cannot tell":
        return f"we cannot tell whether adding {it} would improve the forecast."
    enough = " enough to matter" if round(100 * found.skill, 2) > 0 else ""
    return f"adding {it} would not improve the forecast{enough}."


def _test(world: World, found: Gain) -> str:
    """What the verdict was tested on, and where the lead does not say it, the gain with its range."""
    if not world.seen.any():
        return ""
    where = "" if world.levers.borough == LONDON else f" in {world.levers.borough}"
    on = f"We tested it on fires{where} in {years(world)} that the model had not seen"
    if found.says == "adds":
        return f"{on}."
    by = _better(found.skill) if _better(found.skill) != SAME else "as good"
    return f"{on}. Predictions were {by} {likely(*_ends(found), SURE)}."


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
    return fewer_or_more(skill, percent, ("worse", "better")) if round(100 * skill, 2) else SAME


def _nothing(world: World, prevented: Headline) -> Answer:
    """What visits prevent with the data that the model has now, and why nothing is added to it."""
    say, where = partial(number, decimals=fine(1, prevented.scenario)), world.levers.borough
    lead = f"{number(world.levers.visits)} home visits would prevent"
    if prevented.scenario:
        about = f"about {say(prevented.scenario)} fires a year in {where} with today's data"
        lead = f"{lead} {about} {likely(say(prevented.low), say(prevented.high))}."
    else:
        lead = f"{lead} no fires in {where}: no visit reaches an area that had one."
    if world.dataset.key == OWN and not world.dataset.fields:
        return Answer(lead, why="You have not given a file yet.")
    if world.levers.ask == SMALLEST:
        none = "You do not need to ask for any of these fields. None of them improves the forecast enough."
        return Answer(lead, f"{label(world)}{none}")
    return Answer(lead, why="Nothing is shared, so there is no privacy risk.")


def years(world: World) -> str:
    """The unseen years looked at."""
    seen = [int(world.fitted.unseen[o]) for o in world.chosen]
    return f"{seen[0]} to {seen[-1]}" if len(seen) > 1 else str(seen[0])


def ask_words(world: World) -> str:
    """What is shared, as a sentence says it."""
    if world.levers.ask == ALL:
        return "every field"
    if world.levers.ask == MAIN:
        return "the first field"
    return f"{spelt(len(world.fields))} field{_s(len(world.fields))} (the fewest that help as much)"


def _s(count: int) -> str:
    return "" if count == 1 else "s"


def _tested(world: World, found: Gain) -> list[str]:
    """How the fewest fields were chosen, and where the test was too small to be sure of the verdict."""
    if not world.fields:
        return []
    lines, held = [], world.fitted.says[world.dataset.key]["trial"]
    if world.levers.ask == SMALLEST and len(world.chosen) > 1:
        lines.append(f"For each year, the fewest fields that help were chosen on the other years{_elsewhere(world)}.")
    if world.sharing >= FEWEST and world.levers.borough == LONDON and found.low > 0 and found.says != "adds":
        lines.append(
            f"The range is above zero, but {percent(found.p, 0)} of shuffled copies of the data did as well. That is "
            "too many to say that it helps."
        )
    if found.says == "adds" and held["needed"] and held["needed"] > world.sharing:
        lines.append(
            f"{world.sharing} boroughs share, but a reliable test of an effect this small needs {held['needed']}. "
            "Treat this result with caution."
        )
    return lines


def _elsewhere(world: World) -> str:
    """The years for which other fields were chosen than those shown."""
    other = [str(int(world.fitted.unseen[o])) for o in world.chosen if world.judged[o] != world.fields]
    years_ = " and ".join(filter(None, (", ".join(other[:-1]), *other[-1:])))
    return f" (for {years_}, not those shown)" if other else ""


def caveats(world: World, found: Gain) -> tuple[str, ...]:
    """What the answer does not tell you: what holds for this ask first, then what always holds."""
    levers, lines = world.levers, []
    if world.dataset.kind == "synthetic":
        lines.append(
            f"“{world.dataset.words}” is made up, with an effect that we built in. It shows how the test works, not "
            "what real records would add."
        )
    elif world.fields:
        lines.append(REAL[world.dataset.key == OWN])
    lines += _tested(world, found)
    if world.fields and retrospective(world):
        lines.append(
            f"The data are for {world.dataset.year} and the fires for {years(world)}. Nobody had the data before all "
            f"of these fires, so this is a {RETROSPECTIVE}, not a forecast."
        )
    if world.fields and world.sharing < FEWEST:
        lines.append(
            f"Fewer than {FEWEST} boroughs are too few for a verdict: one borough cannot show what holds in others."
        )
    if world.fields and levers.borough != LONDON:
        lines.append(f"{levers.borough} alone cannot show whether the dataset helps. Look at London for a verdict.")
    if levers.place in ("uprn", "postcode") and levers.ask != NOTHING:
        lines.append(
            "The model counts by small area (LSOA), so homes or postcodes help it no more than counts by LSOA. "
            "Choosing single homes needs another model and another legal test."
        )
    if found.says == "adds nothing":
        lines.append("A dataset that does not help here may still be useful for another purpose.")
    return (
        *lines,
        "Data that help to predict fires may not explain their cause. Changing what the data count may prevent none.",
        "If you test many datasets, some look useful by luck. The page counts how many you have tested.",
        "Use risk points only to compare one ask with another: they are our judgement and do not measure harm.",
        "Ask your data protection officer to decide. This screening is not a data protection impact assessment (DPIA).",
        f"We assume {number(levers.visits)} visits a year, to at most a quarter of an area's homes. The evidence on "
        "what visits prevent ranges from nothing to a fifth of fires.",
    )
