"""The methods pages say what the stored scorecards say."""

from pathlib import Path

import pytest

from lbdp_core import methods, pipeline
from lbdp_core.sources import DataError, Shelf, find
from lbdp_core.themes import THEMES

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize("theme", THEMES, ids=lambda t: t.slug)
def test_the_figures_are_those_of_the_stored_scorecard(theme):
    page = (ROOT / f"docs/methods/{theme.slug}.md").read_text("utf-8")
    card = pipeline.open_theme(theme.slug, Shelf(find("sample_data")))[2]
    assert methods.with_figures(page, card) == page, "run `make methods`"


def test_a_page_without_the_markers_is_refused():
    with pytest.raises(DataError, match="end of figures"):
        methods.with_figures("# A page", None)  # type: ignore[arg-type]
