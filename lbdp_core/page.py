"""Page: what a theme shows beside what every theme shows; each field has a default, so silence costs nothing.

The shell draws every page alike: question, levers, answer, headlines, a picture or a map, where to start, the course
over time, why, how sure, the data. A theme fills in a field where it has something of its own to show.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lbdp_core import charts, evaluation_page
from lbdp_core.boroughs import CODES
from lbdp_core.charts import Picture
from lbdp_core.evaluation_page import Detail, Fact
from lbdp_core.formatting import joined, percent
from lbdp_core.levers import Levers
from lbdp_core.maps import Measure, quantile_edges
from lbdp_core.papers import Papers
from lbdp_core.player import Player
from lbdp_core.result import Result, Scorecard
from lbdp_core.scene import Scene

NAMED = 3  # rows of the list that a sentence names
M = TypeVar("M")
PictureOf = Callable[[M, Result], Picture]
SizedPictureOf = Callable[[M, Result, int], Picture]  # the size of its words, in pixels


@dataclass(frozen=True)
class Listed:
    """One column of the list of where to start.

    column:   of `Result.shortlist`. words: its heading. width: on the page, in pixels.
    decimals: to which it is rounded; None for text.
    form:     how the page writes its numbers: "localized" (1,234), "percent" (of a share of one) or a printf format.
    """

    column: str
    words: str
    width: int = 120
    decimals: int | None = None
    form: str = ""

    def said(self, value: Any) -> str:
        """A value of the column as people write it; a dash where there is none.

        >>> Listed("rate", "Rate", decimals=1).said(1234.56), Listed("p", "P", 90, 2, "percent").said(0.931)
        ('1,234.6', '93%')
        """
        if value is None or value != value:
            return "–"
        if self.decimals is None:
            return str(value)
        return percent(value, 0) if self.form == "percent" else f"{value:,.{self.decimals}f}".replace("-", "−")


@dataclass(frozen=True)
class Extra:
    """A further table of a result, folded away below the list: its heading, and its columns with their words."""

    heading: str
    columns: Mapping[str, str]
    decimals: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Start:
    """Where to start.

    sentence: what to do, with the levers' own numbers. rows: of the list, those that are left to act on, best first.
    stops:    why the list ends there, where rows were left out.
    """

    sentence: str
    rows: pd.DataFrame
    stops: str = ""


@dataclass(frozen=True)
class Wards:
    """The map and the list of a meeting by ward, for a theme of small areas.

    chosen: (wards,) outlined. first: a row a ward, as a meeting reads it; `nothing` is said where there is none.
    """

    measure: Measure
    chosen: NDArray[np.bool_]
    first: pd.DataFrame
    nothing: str


# model, result, (lsoas,) ward of each area, (wards,) names and boroughs
WardsOf = Callable[[M, Result, NDArray[np.int64], NDArray[Any], NDArray[Any]], Wards]


@dataclass(frozen=True)
class OneArea(Generic[M]):
    """How a theme explains a single small area; `i` is its position among the areas.

    priority:  (n,) which areas come first. as_it_is: title, sentence and picture of one.
    sliders:   what may be imagined otherwise, at most `most` at once. value: what one is now, in published units.
    imagined:  the area with the values wanted, by name.
    curve:     one driver over its range.
    """

    priority: Callable[[M], NDArray[np.float64]]
    as_it_is: Callable[[M, int], Any]
    sliders: Callable[[M], Sequence[Any]]
    value: Callable[[M, int, str], float]
    most: int
    imagined: Callable[[M, int, Mapping[str, float]], Any]
    association: str
    curve: Callable[[M, int, str], tuple[str, Picture]]


def _nothing(*_: Any) -> None:
    return None


def _none(*_: Any) -> tuple[Any, ...]:
    return ()


def _no_words(levers: Mapping[str, Any]) -> Mapping[str, str]:
    return {}


def over_time(model: Any, result: Result, size: int = charts.LABEL) -> Picture:
    """The course of the figure that places add up to."""
    return charts.over_time(result.over_time, result.additive.unit, {}, size)


def measures(model: Any, result: Result) -> tuple[Measure, ...]:
    """The map of a theme of boroughs: the figure that places add up to."""
    figure = result.additive
    values = result.places.set_index("code")["scenario"].reindex(CODES).to_numpy(dtype=float)
    edges = quantile_edges(result.places["today"].to_numpy(dtype=float), 7)
    return (Measure(figure.key, figure.label, figure.unit, values, edges, "", max(figure.decimals, 0), "borough"),)


def chosen(model: Any, result: Result) -> NDArray[np.bool_]:
    """No area is outlined."""
    return np.zeros(len(CODES), dtype=bool)


def rows_used(report: Mapping[str, Any]) -> tuple[str, ...]:
    """The plain figures of the build's report."""
    return tuple(f"{name.replace('_', ' ')}: {value}" for name, value in report.items() if isinstance(value, int | str))


@dataclass(frozen=True, kw_only=True)
class Page(Generic[M]):
    """What a theme's page shows.

    only:       the borough that a theme of a single borough is of; its maps look at it.
    lead:       name of the lever that stands first; the first that changes anything where none is named.
    big:        positions of the headlines that a meeting sees.
    offer:      a button's words and the levers that it sets, or None.
    stage:      the picture beside the answer in a meeting; without it, `wards` or the map stand there. acts: further
                pictures that a tour may name by their number.
    told:       what a meeting reads beside the answer in place of the stage's picture, which then stands below: a
                heading, and a sentence each.
    beside:     pictures that may stand in the map's place in Explore, by name; the first is where it opens.
    measures:   what the map may show, first what it opens on. chosen: (n,) areas to outline.
    listed:     columns of the list of where to start; `list_words` says what it lists. first: its first rows as people
                read them. start: what to do in one sentence, and the rows that are left to act on.
    extras:     further tables, by name in `Result.extras`. in_words: those that a sentence says better at these levers.
    below:      scenes below the figures in Explore. scenes: parts of Explain; those that read tables come after "How
                sure". why: further ones beside what all drivers do (`drivers`; `drivers_note` says how to read them).
    under_lever: what stands behind a lever's value: a sentence, a heading and a table of all choices, or None.
    facts, remarks, sure, by_year, by_borough: "How sure", from the scorecard.
    missing:    what would matter and is not in the data. rows_used: what became of the rows of the publishers' files.
    labels:     what the line about the data must also say. tables: paths of the tables behind the page at these levers;
                the theme's own where none is named.
    player:     what can be watched day by day, where there is such a thing.
    attempt, fooled: what counts as a try, and how often nothing would pass for something (`tries`).
    """

    only: str = ""
    lead: str = ""
    big: tuple[int, ...] = (0, 1)
    offer: Callable[[M, Result], tuple[str, Mapping[str, Any]] | None] = _nothing
    stage: SizedPictureOf[M] | None = None
    told: Callable[[M, Result], tuple[str, tuple[str, ...]]] | None = None
    acts: Callable[[M, Result, int], tuple[Picture, ...]] = _none
    wards: WardsOf[M] | None = None
    beside: Mapping[str, PictureOf[M]] = field(default_factory=dict)
    over_time: SizedPictureOf[M] = over_time
    measures: Callable[[M, Result], tuple[Measure, ...]] = measures
    chosen: Callable[[M, Result], NDArray[np.bool_]] = chosen
    listed: tuple[Listed, ...] = ()
    list_words: str = ""
    first: Callable[[Result, int], pd.DataFrame] | None = None
    start: Callable[[M, Result], Start] | None = None
    extras: Mapping[str, Extra] = field(default_factory=dict)
    in_words: Callable[[Mapping[str, Any]], Mapping[str, str]] = _no_words
    below: Mapping[str, Scene] = field(default_factory=dict)
    scenes: Mapping[str, Scene] = field(default_factory=dict)
    why: Mapping[str, Scene] = field(default_factory=dict)
    drivers: Callable[[M], tuple[Picture, ...]] | None = None
    drivers_note: str = ""
    one_area: OneArea[M] | None = None
    under_lever: Callable[[str, Any], tuple[str, str, pd.DataFrame] | None] = _nothing
    facts: Callable[[Scorecard], tuple[Fact, ...]] = evaluation_page.facts
    remarks: Callable[[Scorecard], tuple[str, ...]] = _none
    sure: Callable[[Scorecard], tuple[Picture, ...]] = evaluation_page.sure
    by_year: Callable[[Scorecard], Detail] = evaluation_page.by_year
    by_borough: Callable[[M, Scorecard], Detail] | None = None
    missing: Callable[[M], tuple[str, ...]] = _none
    rows_used: Callable[[Mapping[str, Any]], tuple[str, ...]] = rows_used
    labels: Callable[[M], tuple[str, ...]] = _none
    tables: Callable[[Levers], tuple[str, ...]] = _none
    papers: Papers | None = None
    player: Player[M] | None = None
    attempt: Callable[[M, Result], str] | None = None
    fooled: Callable[[Scorecard], float] | None = None

    def columns(self, frame: pd.DataFrame) -> tuple[Listed, ...]:
        """The columns of the list that a table has; all of its own where the theme names none."""
        named = self.listed or tuple(_as_it_is(frame, str(column)) for column in frame)
        return tuple(one for one in named if one.column in frame)

    def whole_list(self, frame: pd.DataFrame) -> pd.DataFrame:
        """The list with the theme's columns in its words, rounded as people read them."""
        kept = self.columns(frame)
        rounded = frame.round({one.column: one.decimals for one in kept if one.decimals is not None})
        return rounded[[one.column for one in kept]].rename(columns={one.column: one.words for one in kept})

    def first_rows(self, result: Result, count: int) -> pd.DataFrame:
        """The first rows of the list as people read them."""
        if self.first:
            return self.first(result, count)
        frame = result.shortlist.head(count)
        return pd.DataFrame({one.words: [one.said(v) for v in frame[one.column]] for one in self.columns(frame)})

    def where_to_start(self, model: M, result: Result) -> Start:
        """What to do first; where the theme does not say it, the first names of its list."""
        if self.start:
            return self.start(model, result)
        frame = result.shortlist
        if frame.empty:
            return Start("There is nothing to start with at these levers.", frame)
        named = dict.fromkeys(frame[self.columns(frame)[0].column].astype(str))
        return Start(f"Start with {joined([*named][:NAMED])}.", frame)


def _as_it_is(frame: pd.DataFrame, column: str) -> Listed:
    number = pd.api.types.is_numeric_dtype(frame[column])
    return Listed(column, column.replace("_", " ").capitalize(), 120, 2 if number else None, "localized" * number)
