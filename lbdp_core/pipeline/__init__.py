"""Pipeline: publishers' files to a data folder (`build`), and a theme of such a folder, opened."""

from lbdp_core.pipeline.building import Built, build, kinds
from lbdp_core.pipeline.changes import lines
from lbdp_core.pipeline.kept import (
    LeftOut,
    card_path,
    evaluate,
    findings,
    how_old,
    latest,
    left_out,
    model_path,
    newest,
    open_theme,
    scorecard,
    study_path,
    themes_in,
)
from lbdp_core.pipeline.openings import Opening, opening

__all__ = [
    "Built",
    "LeftOut",
    "Opening",
    "build",
    "card_path",
    "evaluate",
    "findings",
    "kinds",
    "how_old",
    "latest",
    "left_out",
    "lines",
    "model_path",
    "newest",
    "open_theme",
    "opening",
    "scorecard",
    "study_path",
    "themes_in",
]
