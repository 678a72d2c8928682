"""A sweep of every lever, on every page that takes a file of somebody's own: no table that is released, and nothing
else that a page makes of it, tells one deal of small counts from another.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from apps.shell import state
from lbdp_core import own
from lbdp_core.levers import Levers
from lbdp_core.themes import by_slug
from tests.alike import apart
from tests.attack.hostile import many
from tests.laws.test_every_disclosure import FILES, two_files

SEEDS = range(many(1, 5))


def sweep(theme) -> Iterator[Levers]:
    """The opening, then each lever at its ends and through its choices, the others as they open."""
    start = theme.presets[theme.opening].as_dict()
    yield theme.levers(**start)
    for name, spec in theme.levers.specs().items():
        values = list(spec.choices) if spec.choices else list(np.linspace(spec.low, spec.high, many(3, 9)))
        for value in values[:: max(1, len(values) // many(3, 40))]:
            stepped = value if spec.choices else spec.low + spec.step * round((value - spec.low) / spec.step)
            yield theme.levers(
                **start | {name: type(start[name])(min(stepped, spec.high) if not spec.choices else value)}
            )


def released(it, model, result) -> dict[str, object]:
    """All that the page makes its tables, charts and maps of."""
    made = {f.name: getattr(result, f.name) for f in result.__dataclass_fields__.values()}
    made["measures"] = [(m.key, m.values) for m in it.page.measures(model, result)]
    made["first"] = it.page.first_rows(result, 20) if len(result.shortlist) else None
    made["over time"] = it.page.over_time(model, result, 12).table if not result.over_time.empty else None
    return made


@pytest.mark.parametrize("file", FILES.values(), ids=FILES)
@pytest.mark.parametrize("seed", SEEDS)
def test_no_lever_tells_one_deal_of_small_counts_from_another(file, seed, shelf):
    slug, *given = file
    theme, it = by_slug(slug), state.opened(slug)
    models = [theme.own.take(it.model, shelf, raw, "own.csv", {}, own.silent).model for raw in two_files(seed, *given)]
    swept = 0
    for levers in sweep(theme):
        one, other = (released(it, model, theme.run(model, levers)) for model in models)
        assert apart(one, other) == [], levers
        swept += 1
    assert swept > 2 * len(theme.levers.specs())
