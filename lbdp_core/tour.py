"""Tour: a theme's story for a meeting, a step a screen: a scenario, one sentence, what to look at, a presenter's note.

A tour is data beside its theme (`tour.yaml`). The sentence is a template: its figures come from the result.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, fields
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args

import numpy as np
import yaml

from lbdp_core import scenarios
from lbdp_core.boroughs import CODES
from lbdp_core.formatting import fewer_or_more, fine, number, percent
from lbdp_core.levers import Levers
from lbdp_core.result import Headline, Result, Scorecard
from lbdp_core.theme import Theme

Look = Literal["answer", "figures", "map", "picture", "start", "sure"]
LOOKS: tuple[str, ...] = get_args(Look)
WORDS = 15  # that a step's sentence has at most
LEAST, MOST = 4, 7  # steps of a tour
SURE = 0.1  # a share from which decimals are noise
HERE = Path(__file__).parent
Any_theme = Theme[Any, Any, Any]


@dataclass(frozen=True, kw_only=True)
class Step:
    """One screen.

    say:      the sentence, with {figures} as `sentence` reads them.
    look:     what stands below it. figures: keys of at most two, for "figures". picture: for "picture" and "sure",
              which one: "stage", "time", or its place among the theme's acts or its pictures of errors, from 1.
    columns:  for "start", which columns of the list of where to start, from 1; the first ones where none is named.
    scenario: a preset's name, or lever=value,lever=value; nothing is changed where it is empty.
    view:     the levers that only choose what is looked at, with their values.
    notes:    what only the presenter reads.
    """

    say: str
    look: Look
    notes: str
    scenario: str = ""
    view: Mapping[str, Any] = field(default_factory=dict)
    figures: tuple[str, ...] = ()
    picture: str = "1"
    columns: tuple[int, ...] = (1, 2, 3)

    def __post_init__(self) -> None:
        if self.look not in LOOKS:
            raise ValueError(f"A step looks at “{self.look}”; write one of {', '.join(LOOKS)}.")

    def levers(self, theme: Any_theme) -> Levers:
        """The scenario as the theme's levers.

        Raises:
            DataError: the scenario names no preset and no lever.
            ValueError: a value outside its range.
        """
        start = theme.presets.get(self.scenario) or scenarios.read(self.scenario, theme.levers, theme.presets)
        return type(start)(**(start.as_dict() | dict(self.view)))


@dataclass(frozen=True)
class Slot:
    """A theme's place in the meeting, and the minutes that it is given."""

    theme: str
    minutes: int


@cache
def steps(slug: str) -> tuple[Step, ...]:
    """The steps in `tour.yaml` of a theme's folder; none where it has no such file.

    Raises:
        ValueError: a step has an unknown field, or lacks one.
    """
    path = HERE / slug / "tour.yaml"
    return tuple(map(_step, yaml.safe_load(path.read_text("utf-8")))) if path.is_file() else ()


@cache
def running_order(slugs: Collection[str]) -> tuple[Slot, ...]:
    """The meeting of `meeting.yaml`, without the themes that are not there or have no tour."""
    listed = (Slot(**row) for row in yaml.safe_load((HERE / "meeting.yaml").read_text("utf-8")))
    return tuple(slot for slot in listed if slot.theme in slugs and steps(slot.theme))


def _step(row: Mapping[str, Any]) -> Step:
    if unknown := row.keys() - {f.name for f in fields(Step)}:
        raise ValueError(f"A step of a tour has no field “{min(unknown)}”; `Step` in lbdp_core/tour.py lists them.")
    given: dict[str, Any] = {key: tuple(v) if isinstance(v, list) else v for key, v in row.items()}
    return Step(**given)


def sentence(step: Step, theme: Any_theme, model: Any, result: Result, score: Scorecard) -> str:
    """What the step says of the result.

    {key} is a figure with the change; {key:change} what the change does to it ("46 fewer"); {key:today}, {key:low},
    {key:high}, {key:unit} ("2.3 fires over 5 years") and {key:label}. {levers[name]} is a lever's value in words,
    {first[column]} the first row of where to start, {driver} what moves the figure most, {map[place]} and {map[value]}
    the highest borough on the map, {sure[skill]} the gain over the simple rule ("5% better").

    Raises:
        KeyError: the result has no such figure.
        ValueError: the figure has no value at these levers.
    """
    specs = theme.levers.specs()
    names: dict[str, Any] = {h.key: Said(h) for h in result.figures}
    names["levers"] = {name: specs[name].words(value) for name, value in result.levers.items()}
    names["sure"] = {"skill": fewer_or_more(score.skill, _share, ("worse", "better"))}
    if len(result.shortlist):
        names["first"] = result.shortlist.iloc[0]
    if len(result.drivers):
        names["driver"] = result.drivers["driver"].iloc[0]
    if "{map[" in step.say:
        names["map"] = _highest(theme, model, result)
    return step.say.format_map(names)


def _share(share: float) -> str:
    return percent(share, 0 if share >= SURE else 1)


def _highest(theme: Any_theme, model: Any, result: Result) -> dict[str, str]:
    """The borough with the highest value of what the map opens on."""
    measure = theme.page().measures(model, result)[0]
    best = int(np.nanargmax(measure.values))
    names = result.places.set_index("code")["place"]
    return {"place": str(names[CODES[best]]), "value": number(float(measure.values[best]), measure.decimals)}


@dataclass(frozen=True)
class Said:
    """A figure as a template writes it.

    >>> h = Headline("homes", "Homes", "homes", "up", 5.0, 8.0, 7.0, 9.0, 3.0, 2.0, 4.0)
    >>> "{0} homes, {0:change}; {0:low} to {0:high}".format(Said(h))
    '8 homes, 3 more; 7 to 9'
    """

    headline: Headline

    def __format__(self, what: str) -> str:
        h = self.headline
        if what == "label":
            return h.label
        value = getattr(h, {"": "scenario", "unit": "scenario"}.get(what, what))
        if value is None:
            raise ValueError(f"{h.label} has no {what or 'value'} at these levers: {h.reason}")
        if what == "change":
            decimals = fine(h.decimals, value, h.change_low, h.change_high)
            return fewer_or_more(value, lambda size: number(size, decimals, h.unit))
        shown = number(value, h.decimals, h.unit)
        return f"{shown} {h.unit}" if what == "unit" else shown


def faults(steps: Sequence[Step], theme: Any_theme) -> list[str]:
    """What is wrong with a tour, before anything is worked out: how many steps, levers, figures typed by hand."""
    wrong = [] if LEAST <= len(steps) <= MOST else [f"{len(steps)} steps; a tour has {LEAST} to {MOST}"]
    specs = theme.levers.specs()
    for n, step in enumerate(steps, start=1):
        bare = "".join(part.partition("}")[2] if "}" in part else part for part in step.say.split("{"))
        wrong += [f"step {n} types a figure: “{step.say}”"] * any(c.isdigit() for c in bare + step.notes)
        wrong += [f"step {n} sets {name}, which is no view lever" for name in step.view if specs[name].kind != "view"]
        wrong += [f"step {n} shows {len(step.figures)} figures"] * (len(step.figures) > 2)
    return wrong
