"""Scene: a part of a page: a question, choices, then words, pictures and tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

import pandas as pd

from lbdp_core.charts import Picture
from lbdp_core.maps import Measure
from lbdp_core.result import Result

Picks = Mapping[str, str]  # what is chosen, by the words of the choice
Choices = Mapping[str, tuple[str, ...]]
Tables = Mapping[str, pd.DataFrame]  # the studies' tables by name, others by path
Part = Literal["Why here", "How sure", "What if", "Fair", "Past", "Data", "Model"]
PARTS: tuple[Part, ...] = get_args(Part)


@dataclass(frozen=True)
class Shown:
    """What stands on the page, in this order.

    cards:  label, a short answer, and a sentence on it.
    checks: (whether it holds, name, what was done), for self-tests.
    sheets: heading and a small table to be read in full.
    notes:  how to read it, below.
    file:   a table to take away; empty when there is none.
    stays:  whether it may only be looked at, as a list of addresses may; then no file is made of it.
    """

    sentences: tuple[str, ...]
    cards: tuple[tuple[str, str, str], ...] = ()
    measure: Measure | None = None
    pictures: tuple[Picture, ...] = ()
    sheets: tuple[tuple[str, pd.DataFrame], ...] = ()
    tables: tuple[tuple[str, pd.DataFrame], ...] = ()
    checks: tuple[tuple[bool, str, str], ...] = ()
    notes: tuple[str, ...] = ()
    file: pd.DataFrame | None = None
    stays: bool = False


BETWEEN = "\n"  # what no name of an option holds


def chosen(picks: Picks, words: str) -> tuple[str, ...]:
    r"""What is chosen where several may be.

    >>> chosen({"Places": "London\nEngland"}, "Places"), chosen({"Places": ""}, "Places")
    (('London', 'England'), ())
    """
    return tuple(filter(None, picks[words].split(BETWEEN)))


def nothing_to_choose(model: Any, basis: Any) -> Choices:
    """No choices."""
    return {}


def nothing_more(model: Any, basis: Any, picks: Picks) -> Choices:
    """No further choices."""
    return {}


@dataclass(frozen=True)
class Scene:
    """A part of a page that follows the levers, or one that describes the published model at any levers.

    Its functions take the model and a basis: the result at the levers of the page, or the tables that it reads.

    show:    from model, basis and what is chosen to what is shown; worked out only while it is in sight.
    choices: words -> options, the first is where it opens.
    links:   words of a choice -> its name in the link, for choices that a person would share.
    then:    further choices that only some of the first ones have.
    several: words of a choice of which any number can be chosen, all to begin with; `chosen` says which.
    typed:   words of a choice for which something else than its options may be typed; `show` says what is wrong.
    folded:  whether it waits behind its heading where it stands among others.
    papers:  None for most scenes. Otherwise the scene also sees the texts of the theme's papers, and shows the boxes of
        this group above itself ("" shows none). Example: an answer to a screening question can be typed in the
        scene or in the papers, and both show it.
    tables:  None for a scene that follows the levers. Otherwise the scene describes the published model, and these are
        the studies that it reads (maybe none); without them it is not offered.
    given:   paths of tables in the data folder that it also reads, as text, where the folder has them.
    part:    the part of Explain that it stands in.
    """

    question: str
    show: Callable[[Any, Result, Picks], Shown] | Callable[[Any, Tables, Picks], Shown]
    choices: Callable[[Any, Result], Choices] | Callable[[Any, Tables], Choices] = nothing_to_choose
    links: Mapping[str, str] = field(default_factory=dict)
    then: Callable[[Any, Result, Picks], Choices] | Callable[[Any, Tables, Picks], Choices] = nothing_more
    several: tuple[str, ...] = ()
    typed: tuple[str, ...] = ()
    folded: bool = True
    papers: str | None = None
    tables: tuple[str, ...] | None = None
    given: tuple[str, ...] = ()
    part: Part = "Why here"
