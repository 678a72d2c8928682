"""What the health tests share: a made-up London, and the publishers' files where they are there, each built once."""

from __future__ import annotations

from pathlib import Path

import pytest

from lbdp_core import door
from lbdp_core.health.build import build
from lbdp_core.health.load import Evidence, load
from lbdp_core.sources import Workbench
from tests.health import files


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Evidence, Workbench]:
    """Mid-2020 is 1.1 times the round; the census is the round of mid-2021."""
    root = tmp_path_factory.mktemp("health")
    bench = Workbench(root / "data")
    build(files.inventory(files.folder(root / "raw")), bench)
    return load(bench.shelf({})), bench


@pytest.fixture(scope="session")
def published(raw: Path, tmp_path_factory: pytest.TempPathFactory) -> Evidence:
    parts = [files.inventory(raw / name) for name in ("population_health", "deprivation_census", "geography")]
    found = {kind: [path for part in parts for path in part.found[kind]] for kind in parts[0].found}
    bench = Workbench(tmp_path_factory.mktemp("published"))
    build(door.Inventory(raw, found, []), bench)
    return load(bench.shelf({}))
