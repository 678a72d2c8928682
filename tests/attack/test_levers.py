"""A sweep of every lever on every page: of what is released at any levers, nothing tells a small count.

Pages without files of somebody's own are made of tables that were published or pass disclosure control as they are
built; those that take files are tried with two files that differ in small counts alone.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from itertools import product
from typing import Any

import numpy as np
import pandas as pd
import pytest

from apps.shell import state
from lbdp_core import own
from lbdp_core.levers import Levers
from lbdp_core.protect import THRESHOLD
from lbdp_core.scene import BETWEEN, Scene
from lbdp_core.themes import THEMES, by_slug
from tests.alike import apart
from tests.attack.hostile import DEEP, many
from tests.laws.test_every_disclosure import FILES, enfield, passed_on, two_files

SEEDS = range(many(1, 5))
COUNTS, FALLS = (partial(two_files, log=False, counted=counted) for counted in ("visits", "falls"))


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
        values = list(spec.choices) if spec.choices else list(np.linspace(spec.low, spec.high, many(2, 9)))
        for value in values[:: max(1, len(values) // many(2, 40))]:
            stepped = value if spec.choices else spec.low + spec.step * round((value - spec.low) / spec.step)
            yield theme.levers(**start | {name: kinds[name](value if spec.choices else min(stepped, spec.high))})
    rng = np.random.default_rng(len(specs))
    for _ in range(many(2, 60)):
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


def deals_of_fires(seed: int) -> list[bytes]:
    """Fires by LSOA of a year that the model knew; its small counts dealt in two ways."""
    rng, codes = np.random.default_rng(seed), enfield()
    counts = np.where(rng.uniform(size=len(codes)) < 0.1, rng.integers(8, 14, len(codes)), 0)
    at, made = np.flatnonzero(counts == 0), []
    for small in (first := rng.integers(1, THRESHOLD + 1, len(at)), passed_on(first, rng)):
        counts[at] = small
        made.append(pd.DataFrame({"lsoa21_code": codes, "year": 2020, "fires": counts}).to_csv(index=False).encode())
    return made


OWN: dict[str, tuple[str, dict[str, str], Callable[[int], list[bytes]]]] = {
    name: (slug, {}, partial(two_files, log=log, counted=counted)) for name, (slug, log, counted) in FILES.items()
} | {
    "falls-of-women-at-80": ("falls", {"years": "3", "ages": "80", "sex": "female"}, FALLS),
    "fire-fires": ("fire", {}, deals_of_fires),
    "sharing-counts": ("sharing", {"code": "lsoa21_code", "count": "visits", "year": "2016"}, COUNTS),
}


# Of the others `test_every_disclosure` compares what a session keeps.
SWEPT = OWN if DEEP else {name: case for name, case in OWN.items() if name not in ("fire-counts", "falls-counts")}


@pytest.mark.parametrize("case", SWEPT.values(), ids=SWEPT)
@pytest.mark.parametrize("seed", SEEDS)
def test_no_lever_tells_one_deal_of_small_counts_from_another(case, seed, shelf, monkeypatch):
    slug, answers, deals = case
    for module, name in product(("bench", "placebo"), ("SHUFFLES", "FEWER")):  # fewer copies of the same
        monkeypatch.setattr(sys.modules[f"lbdp_core.sharing.model.{module}"], name, 20, raising=False)
    theme, it = by_slug(slug), state.opened(slug)
    taken = [theme.own.take(it.model, shelf, raw, "own.csv", answers, own.silent) for raw in deals(seed)]
    assert apart(*taken) == []
    models = [one.model or it.model for one in taken]
    swept = 0
    for levers in sweep(theme):
        one, other = (released(it, model, theme.run(model, levers)) for model in models)
        assert apart(one, other) == [], levers
        swept += 1
    assert swept > len(theme.levers.specs())


@pytest.mark.parametrize("theme", THEMES, ids=lambda t: t.slug)
def test_every_table_behind_a_page_at_any_levers_may_leave(theme, shelf):
    """Published, or made up with its counts protected as it is built; so what a page makes of them tells nobody."""
    it = state.opened(theme.slug)
    paths = {path for levers in sweep(theme) for path in it.page.tables(levers)} | set(theme.tables)
    assert [path for path in paths if shelf.has(path) and shelf.origin(path).release != "released"] == []
