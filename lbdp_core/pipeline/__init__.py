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
from lbdp_core.pipeline.opened import Opened, opened, origins
from lbdp_core.pipeline.openings import Opening, opening

__all__ = [
    "Built",
    "LeftOut",
    "Opened",
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
    "opened",
    "opening",
    "origins",
    "scorecard",
    "study_path",
    "themes_in",
]
