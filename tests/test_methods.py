"""The methods pages say what the stored scorecards and studies say."""

from pathlib import Path

import pandas as pd
import pytest

from lbdp_core import methods, pipeline
from lbdp_core.fire.findings import STUDIES
from lbdp_core.fire.findings import findings as of_fire
from lbdp_core.sources import DataError, Shelf
from lbdp_core.themes import THEMES

ROOT = Path(__file__).parents[1]


def tables(shelf: Shelf) -> dict[str, pd.DataFrame]:
    """The studies that are quoted and held."""
    paths = {name: pipeline.study_path("fire", name) for name, _, _ in STUDIES}
    return {name: shelf.table(path) for name, path in paths.items() if shelf.has(path)}


@pytest.mark.parametrize("theme", THEMES, ids=lambda t: t.slug)
def test_the_figures_are_those_of_the_stored_scorecard_and_studies(theme, shelf):
    page = (ROOT / f"docs/methods/{theme.slug}.md").read_text("utf-8")
    card = pipeline.scorecard(theme.slug, shelf)
    assert methods.with_figures(page, card, pipeline.findings(theme.slug, shelf, card)) == page, "run `make methods`"


def test_a_stale_figure_of_any_study_is_found(shelf):
    """Were a finding to change, the page would no longer be the one that the command makes."""
    card, held = pipeline.scorecard("fire", shelf), tables(shelf)
    now = of_fire(card, held)
    changes = {
        "replay": lambda t: t.assign(fires_met=t["fires_met"] + 1),
        "misses": lambda t: t.assign(p=t["p"].clip(lower=0.06)),
        "audit": lambda t: t.assign(ratio=t["ratio"] + 0.02),
        "trends": lambda t: t.assign(expected=t["expected"] - 0.1),
        "buildings": lambda t: t.assign(figure=t["figure"] + 0.1),
        "leaks": lambda t: t.assign(passed=False),
    }
    assert set(changes) == {name for name, _, _ in STUDIES}
    for name, table in held.items():
        assert of_fire(card, held | {name: changes[name](table)}) != now, name


def test_a_stale_figure_of_the_scorecard_is_found(shelf):
    card = pipeline.scorecard("fire", shelf)
    page = (ROOT / "docs/methods/fire.md").read_text("utf-8")
    line = next(row for row in methods.figures(card).splitlines() if row.startswith("| `model`"))
    assert line in page
    figure = line.split(" | ")[1]
    stale = page.replace(line, line.replace(figure, "9.999"))
    assert methods.with_figures(stale, card, pipeline.findings("fire", shelf, card)) != stale


def test_what_a_study_says_is_in_the_table_by_hand():
    study = pd.DataFrame({"p": [0.01, 0.2, 0.5, 0.9], "flag": ["more", "", "", ""], "years": "2019-2021"})
    (said,) = {n: say for n, _, say in STUDIES}["misses"](study)
    assert "Of 4 areas in 2019-2021, 1 lie" in said
    assert "1 pass" in said
    audit = pd.DataFrame(
        {"dimension": "age", "group": ["1", "2"], "ratio": [1.2, 0.99], "low": [1.1, 0.9], "high": [1.3, 1.1]}
    )
    rows = list({n: say for n, _, say in STUDIES}["audit"](audit))
    assert rows[-1] == "| age | 1 of 2 | 0.99 to 1.20 | 1: 1.20 (1.10 to 1.30) |"


def test_a_page_without_the_markers_is_refused():
    with pytest.raises(DataError, match="end of figures"):
        methods.with_figures("# A page", None)  # type: ignore[arg-type]
