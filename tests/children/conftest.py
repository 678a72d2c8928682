"""What the children tests share: made-up files of the published layouts, and the published ones, each built once."""

from __future__ import annotations

from pathlib import Path

import pytest

from lbdp_core import door, pipeline
from lbdp_core.children.build import build
from lbdp_core.children.load import Evidence, load
from lbdp_core.children.model import Fitted, fit
from lbdp_core.sources import Shelf, Workbench
from tests.children import files


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Workbench, dict]:
    root = tmp_path_factory.mktemp("children")
    bench = Workbench(root / "data")
    return bench, build(files.inventory(files.folder(root / "raw")), bench)


@pytest.fixture(scope="session")
def evidence(made: tuple[Workbench, dict]) -> Evidence:
    return load(made[0].shelf({}))


@pytest.fixture(scope="session")
def fitted(evidence: Evidence) -> Fitted:
    return fit(evidence)


@pytest.fixture(scope="session")
def published(raw: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Workbench, dict]:
    """The publishers' files as a data folder."""
    bench = Workbench(tmp_path_factory.mktemp("published_children"))
    return bench, build(door.inventory(raw, pipeline.kinds()), bench)


@pytest.fixture(scope="session")
def real(shelf: Shelf) -> Evidence:
    """The published figures, as the suite ships them."""
    return load(shelf)
