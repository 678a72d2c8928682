"""A sweep of every lever on every page: of what is released at any levers, nothing tells a small count.

Pages without files of somebody's own are made of tables that were published or pass disclosure control as they are
built; those that take files are tried with two files that differ in small counts alone.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd
import pytest

from apps.shell import state
from lbdp_core import own
from lbdp_core.levers import Levers
from lbdp_core.protect import THRESHOLD
from lbdp_core.scene import BETWEEN, Scene, Shown
from lbdp_core.themes import THEMES, by_slug
from tests.alike import apart
from tests.attack.hostile import many
from tests.laws.test_every_disclosure import FILES, passed_on, two_files

SEEDS = range(many(1, 5))
NO_PEOPLE = {  # columns in which a whole number of 7 or fewer is of nobody
    "all": ("value", "default", "lag", "soonest", "quarters", "season", "count", "tries", "years", "boroughs", "was",
            "now", "rank_by_fires", "rank_by_harm", "Rank with", "Rank without", "Rank", "Chance above", "above"),
}  # fmt: skip
PUBLISHED = {  # figures that somebody published or that a model made, rounded to a few by chance
}


def between(rng: np.random.Generator, spec: Any) -> Any:
    """A value of a lever, at any of its steps."""
    if spec.choices:
        return str(rng.choice(list(spec.choices)))
    return spec.low + spec.step * rng.integers(0, int((spec.high - spec.low) / spec.step) + 1)


def sweep(theme: Any) -> Iterator[Levers]:
    """The opening, each lever at its ends and through its choices, the others as they open, then any combination."""
    start, specs = theme.presets[theme.opening].as_dict(), theme.levers.specs()
    kinds = {name: type(value) for name, value in start.items()}
    yield theme.levers(**start)
    for name, spec in specs.items():
        values = list(spec.choices) if spec.choices else list(np.linspace(spec.low, spec.high, many(3, 9)))
        for value in values[:: max(1, len(values) // many(3, 40))]:
            stepped = value if spec.choices else spec.low + spec.step * round((value - spec.low) / spec.step)
            yield theme.levers(**start | {name: kinds[name](value if spec.choices else min(stepped, spec.high))})
    rng = np.random.default_rng(len(specs))
    for _ in range(many(4, 60)):
        yield theme.levers(**{name: kinds[name](between(rng, spec)) for name, spec in specs.items()})


def first_picks(scene: Scene, model: Any, result: Any) -> Mapping[str, str]:
    """A scene's choices as it opens."""
    offered = dict(scene.choices(model, result))
    picks = {words: BETWEEN.join(ways) if words in scene.several else ways[0] for words, ways in offered.items()}
    return picks | {words: ways[0] for words, ways in scene.then(model, result, picks).items()}


def released(it: Any, model: Any, result: Any) -> dict[str, object]:
    """All that the page makes its tables, charts and maps of."""
    made = {f.name: getattr(result, f.name) for f in result.__dataclass_fields__.values()}
    made["measures"] = [(m.key, m.values) for m in it.page.measures(model, result)]
    made["first"] = it.page.first_rows(result, 20) if len(result.shortlist) else None
    made["over time"] = it.page.over_time(model, result, 12).table if not result.over_time.empty else None
    made["start"] = it.page.where_to_start(model, result)
    for name, scene in {**it.page.below, **it.page.scenes, **it.page.why}.items():
        if scene.tables is None and scene.papers is None:
            made[name] = scene.show(model, result, first_picks(scene, model, result))
    return made


def tables(made: Mapping[str, object]) -> Iterator[tuple[str, pd.DataFrame]]:
    """Every table among what is released, by the part that it is of."""
    for name, part in made.items():
        if isinstance(part, pd.DataFrame):
            yield name, part
        elif isinstance(part, Mapping):
            yield from tables(part)
        elif isinstance(part, Shown):
            yield from ((name, picture.table) for picture in part.pictures)
            yield from ((name, table) for _, table in (*part.sheets, *part.tables))


def small(column: pd.Series) -> bool:
    """Whether a column of whole numbers has one from 1 to 7."""
    found = pd.to_numeric(column.astype(str).str.replace(",", ""), errors="coerce").dropna().to_numpy(float)
    return bool(len(found) and (found == np.round(found)).all() and ((found > 0) & (found <= THRESHOLD)).any())
