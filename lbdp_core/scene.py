"""Scene: what a page may draw of a result as the levers stand: a question, choices, then words, pictures and tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from lbdp_core.charts import Picture
from lbdp_core.maps import Measure
from lbdp_core.result import Result

Picks = Mapping[str, str]  # what is chosen, by the words of the choice
Choices = Mapping[str, tuple[str, ...]]
Tables = Mapping[str, pd.DataFrame]  # the studies' tables by name, others by path


@dataclass(frozen=True)
class Shown:
    """What stands on the page, in this order.

    checks: (whether it holds, name, what was done), for self-tests.
    sheets: heading and a small table to be read in full.
    notes:  how to read it, below.
    file:   a table to take away; empty when there is none.
    """

    sentences: tuple[str, ...]
    measure: Measure | None = None
    pictures: tuple[Picture, ...] = ()
    sheets: tuple[tuple[str, pd.DataFrame], ...] = ()
    checks: tuple[tuple[bool, str, str], ...] = ()
    notes: tuple[str, ...] = ()
    file: pd.DataFrame | None = None


def nothing_to_choose(model: Any, result: Result) -> Choices:
    """No choices."""
    return {}


def nothing_more(model: Any, result: Result, picks: Picks) -> Choices:
    """No further choices."""
    return {}


@dataclass(frozen=True)
class Scene:
    """A part of a page that follows the levers.

    show:    from model, result and what is chosen to what is shown; worked out only while it is in sight.
    choices: words -> options, the first is where it opens.
    links:   words of a choice -> its name in the link, for choices that a person would share.
    then:    further choices that only some of the first ones have.
    folded:  whether it waits behind its heading where it stands among others.
    papers:  None, or: what is chosen holds what the theme's papers hold too, by name of box, and the boxes of this
        group of theirs stand above ("" for none): an answer is one thing wherever it is given.
    """

    question: str
    show: Callable[[Any, Result, Picks], Shown]
    choices: Callable[[Any, Result], Choices] = nothing_to_choose
    links: Mapping[str, str] = field(default_factory=dict)
    then: Callable[[Any, Result, Picks], Choices] = nothing_more
    folded: bool = True
    papers: str | None = None


def no_further(model: Any, tables: Tables, picks: Picks) -> Choices:
    """No further choices."""
    return {}


@dataclass(frozen=True)
class Study:
    """A part of the explanation that rests on studies, or is worked out from the model when it is opened.

    tables:  names of the studies that it reads; without them it is not offered.
    choices: from the tables, the choices that a person has: words -> options, the first is where it opens.
    show:    from model, tables and what is chosen to what is shown.
    then:    further choices that depend on what was chosen, such as the areas of a borough.
    given:   paths of tables in the data folder that it also reads where they are held, as text.
    links:   words of a choice -> its name in the link, for choices that a person would share.
    """

    question: str
    tables: tuple[str, ...]
    choices: Callable[[Tables], Choices]
    show: Callable[[Any, Tables, Picks], Shown]
    given: tuple[str, ...] = ()
    links: Mapping[str, str] = field(default_factory=dict)
    then: Callable[[Any, Tables, Picks], Choices] = no_further
