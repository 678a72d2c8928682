"""Theme: a question that a partnership asks, and the five functions that answer it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib import import_module, util
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import pandas as pd

from lbdp_core.card import Card, of_theme
from lbdp_core.door import Inventory, Kind
from lbdp_core.explain import Explained
from lbdp_core.goal import Goal
from lbdp_core.levers import Levers
from lbdp_core.own import Own
from lbdp_core.result import Result, Scorecard
from lbdp_core.scoring import RowModel
from lbdp_core.sources import Shelf, Workbench

if TYPE_CHECKING:
    from lbdp_core.page import Page

E = TypeVar("E")  # evidence: the frames that the tables hold
M = TypeVar("M")  # model: what was learnt from the evidence; a frozen record of arrays, frames and text
L = TypeVar("L", bound=Levers)


def later(module: str, name: str) -> Callable[..., Any]:
    """A function whose module is imported when it is first called: starting pays for nothing that only a build needs.

    >>> later("math", "sqrt")(9)
    3.0
    """

    def call(*args: Any) -> Any:
        return getattr(import_module(module), name)(*args)

    return call


@dataclass(frozen=True)
class Theme(Generic[E, M, L]):
    """build -> load -> fit -> run, and evaluate.

    build:    publishers' files -> the theme's tables, written to the workbench; returns the report's lines.
    load:     the tables -> evidence.
    fit:      evidence -> model, once, before the doors open.
    run:      model and levers -> Result, at every touch of a lever (vectorised, under 50 ms).
    evaluate: evidence -> Scorecard, on years the method had not seen.
    unused:   why its build sets aside a file of a kind that it reads (`unused_files` of its report).
    studies:  name -> evidence and model -> a table of findings too slow for a lever (a replay, where the model misses);
              kept at `studies/<slug>/<name>.csv` and only read by the page.
    goals:    what may be asked the other way round: how much of a lever it takes to get a figure somewhere.
    own:      what a page makes of a file of somebody's own, kept in memory by their session alone; None where nothing.
    findings: scorecard and the studies' tables by name -> Markdown for the methods page, beside the ladder of errors.
    explained: the contributions of its model of drivers, where it has one, for the `shap` package.
    scorer:   a model that scores any number of rows, for `lbdp score`.
    anywhere: whether it can be built for areas outside London.
    opening:  the name of the preset that the page, the home card and a demo start from.
    """

    slug: str
    strand: str
    title: str
    question: str
    tables: tuple[str, ...]  # paths in the data folder that `load` reads, where the folder has them
    kinds: tuple[Kind, ...]  # publishers' files that `build` has a use for
    levers: type[L]
    presets: Mapping[str, L]
    opening: str
    model: type[M]
    build: Callable[[Inventory, Workbench], Mapping[str, object]]
    load: Callable[[Shelf], E]
    fit: Callable[[E], M]
    run: Callable[[M, L], Result]
    evaluate: Callable[[E], Scorecard]
    unused: str = ""
    studies: Mapping[str, Callable[[E, M], pd.DataFrame]] = field(default_factory=dict)
    goals: tuple[Goal, ...] = ()
    own: Own[M] | None = None
    explained: Callable[[M], Explained] | None = None
    scorer: Callable[[M], RowModel] | None = None
    findings: Callable[[Scorecard, Mapping[str, pd.DataFrame]], list[str]] | None = None
    anywhere: bool = False

    @property
    def card(self) -> Card | None:
        """The theme's words for its model card, from its `card.yaml` (`card.document` adds the figures)."""
        return of_theme(self.slug)

    def page(self) -> Page[M]:
        """What its page shows beside what every page shows: `PAGE` of the theme's `views`, where it has any.

        Called only where a page is drawn: charts and maps are imported then.
        """
        from lbdp_core.page import Page

        views = f"lbdp_core.{self.slug}.views"
        if util.find_spec(f"lbdp_core.{self.slug}") is None or util.find_spec(views) is None:
            return Page()
        page: Page[M] = import_module(views).PAGE
        return page
