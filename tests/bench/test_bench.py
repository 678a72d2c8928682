"""`lbdp bench` measures what docs/json.md says, and the suite stays light.

Work is counted, not timed: bytes, messages and calls are the same on any machine, and each has its bound in `MOST`.
Times are judged on what `lbdp bench` prints. `make test` runs these after the others, alone.
"""

from __future__ import annotations

import sys
from types import SimpleNamespace

import numpy as np
import pytest

from apps.bench import measuring as bench
from apps.shell import state
from lbdp_core.themes import THEMES

pytestmark = pytest.mark.bench
MOST = {"bytes_per_change": 40_000, "messages_per_change": 140, "calls": 32_000}
# Bytes of those that are not yet at the goal.
OVER = {"fire": 44_500, "falls": 43_300, "health": 43_000, "refugees": 48_000, "children": 41_500}


@pytest.fixture(scope="module")
def figures():
    return bench.measure()


def test_every_theme_is_measured(figures):
    assert set(figures["themes"]) == {theme.slug for theme in THEMES}


@pytest.mark.parametrize("slug", [theme.slug for theme in THEMES])
def test_a_change_of_a_lever_is_light(figures, slug):
    of = figures["themes"][slug]
    assert 0 < of["bytes_per_change"] <= OVER.get(slug, MOST["bytes_per_change"])
    assert 0 < of["messages_per_change"] <= MOST["messages_per_change"]
    assert of["run_p50_ms"] <= of["run_p95_ms"]


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.slug)
def test_a_run_calls_few_functions(theme):
    """Of Python and C, with all levers moved at once; the second time, when what is remembered is there."""
    model, rng = state.opened(theme.slug).model, np.random.default_rng(1)
    events: list[str] = []
    for levers in [bench.any_levers(theme, rng) for _ in range(8)]:
        theme.run(model, levers)
        events.clear()
        sys.setprofile(lambda frame, event, told: events.append(event))
        theme.run(model, levers)
        sys.setprofile(None)
        assert 0 < events.count("call") + events.count("c_call") <= MOST["calls"]


def test_the_first_page_comes_soon_and_memory_is_small(figures):
    assert figures["server"]["first_page_s"] < 2 * 10
    if bench.has_proc():
        assert 50 < figures["server"]["rss_mib"] < 600


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.slug)
def test_levers_are_drawn_from_all_across_their_ranges(theme):
    rng = np.random.default_rng(1)
    drawn = [bench.any_levers(theme, rng).as_dict() for _ in range(50)]
    for name, spec in theme.levers.specs().items():
        seen = {levers[name] for levers in drawn}
        assert len(seen) > 1, name
        assert not any(spec.fault(value) for value in seen), name


def test_a_knob_is_turned_every_time():
    stops = bench.stops(SimpleNamespace(low=0, high=100, step=5))
    assert all(a != b for a, b in zip(stops, stops[1:] + stops[:1], strict=True))
    assert all(0 <= stop <= 100 and stop % 5 == 0 for stop in stops)


def test_without_proc_figures_are_null_and_say_why(monkeypatch):
    monkeypatch.setattr(bench, "has_proc", lambda: False)
    assert bench.cpu_ms(1) is None
    assert bench.resident_mib(1) is None
