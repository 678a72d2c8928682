"""The folder of a publisher's files that every test of the build starts from."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fire.build.london import BOROUGHS, CODES, SIDE, SOUTH, WEST, borough, draw, place, shape


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Boundaries and lookup of the made-up London, as publishers lay them out."""
    raw = tmp_path / "raw"
    raw.mkdir()
    named = [f"{BOROUGHS[borough(i)]} 00{i}A" for i in range(8)]
    draw(raw / "l.json", [({"LSOA21CD": CODES[i], "LSOA21NM": named[i]}, shape(*place(i))) for i in range(8)])
    west = {"E09000007": WEST, "E09000033": WEST + 2 * SIDE}
    draw(
        raw / "b.json",
        [({"LAD22CD": c, "LAD22NM": n}, shape(west[c], SOUTH, 2 * SIDE, 2 * SIDE)) for c, n in BOROUGHS.items()],
    )
    lookup = [f"{CODES[i]},E0500000{i},Ward {i},{borough(i)}" for i in range(8)]
    (raw / "w.csv").write_text("\n".join(["lsoa21_code,ward24_code,ward24_name,ltla24_code", *lookup]) + "\n")
    return raw
