"""What the refugees tests share: a made-up country, and the publishers' files where they are there, each built once."""

from __future__ import annotations

from pathlib import Path

import pytest

from lbdp_core.refugees.build import build
from lbdp_core.refugees.load import Evidence, load
from lbdp_core.refugees.model import Fitted
from lbdp_core.refugees.scenario import run
from lbdp_core.result import Result
from lbdp_core.sources import Workbench
from tests.refugees import engine, files, tables


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Workbench, dict]:
    """The made-up country as a data folder, and the report of how it was made."""
    root = tmp_path_factory.mktemp("refugees")
    bench = Workbench(root / "data")
    report = build(files.inventory(files.folder(root / "raw")), bench)
    return tables.lay(bench), report


@pytest.fixture(scope="session")
def evidence(made: tuple[Workbench, dict]) -> Evidence:
    return load(made[0].shelf({}))


@pytest.fixture(scope="session")
def fitted() -> Fitted:
    return engine.fitted()


@pytest.fixture(scope="session")
def published(raw: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Workbench, dict]:
    """The publishers' files as a data folder, with the made-up shared tables."""
    bench = Workbench(tmp_path_factory.mktemp("published"))
    report = build(files.inventory(raw / "refugees"), bench)
    return tables.lay(bench), report


@pytest.fixture(scope="session")
def unsure() -> Fitted:
    """The same, with doubts of the size that the published figures have."""
    return engine.unsure()


@pytest.fixture(scope="session")
def model(unsure: Fitted) -> Fitted:
    """What the views draw."""
    return unsure


@pytest.fixture(scope="session")
def result(model: Fitted) -> Result:
    """What the views draw of it: a third more decisions."""
    return run(model, engine.MOVED)
