"""Three small themes over the small London, to try what a build does with one that fails.

Each counts what stands in a text file of its own name; `gamma` is worked out from `alpha`'s table.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from lbdp_core import areas, geography, pipeline, themes
from lbdp_core.door import Inventory
from lbdp_core.levers import Levers, number
from lbdp_core.manifest import Entry
from lbdp_core.pipeline import building, changes, inputs, kept
from lbdp_core.pipeline.steps import TIMES
from lbdp_core.result import Answer, Headline, Result, Scorecard
from lbdp_core.sources import DataError, Origin, Shelf, Workbench
from lbdp_core.theme import Theme
from tests import small_london

SLUGS = ("alpha", "beta", "gamma")
AREAS = areas.build
SHARED: dict[tuple[tuple[str, bytes], ...], tuple[dict[str, Any], list[tuple[Entry, bytes]]]] = {}


@dataclass(frozen=True)
class SmallLevers(Levers):
    more: float = number(0, "More", unit="things", range=(0, 10, 1))


@dataclass(frozen=True)
class Model:
    things: int


def tables(slug: str) -> tuple[str, ...]:
    return (f"{slug}/things.csv", "areas/lsoa.csv", *(("alpha/things.csv",) if slug == "gamma" else ()))


def build(slug: str, inventory: Inventory, bench: Workbench) -> Mapping[str, object]:
    path = inventory.raw / f"{slug}.txt"
    if not path.is_file():
        raise DataError(f"The folder has no {slug}.txt; add it.")
    things, day = path.read_text().split()
    frame = pd.DataFrame({"things": [int(things)] * int(things)})
    bench.table(f"{slug}/things.csv", frame, Origin(f"things of {slug}", "ONS", "OGL v3.0", day))
    return {"things": int(things)}


def run(slug: str, model: Model, levers: Levers) -> Result:
    n = float(model.things)
    line = Headline("things", "Things", "things", "up", n, n, n, n, 0.0, 0.0, 0.0, additive=True)
    empty = pd.DataFrame()
    return Result(slug, levers.as_dict(), Answer(f"{n:.0f} things."), (line,), empty, empty, empty, empty, (), {})


def score(slug: str, evidence: pd.DataFrame) -> Scorecard:
    return Scorecard(slug, "things", "error", "things", "naive", ({"origin": "2020"},), 0.1, {"odd": float("nan")})


def theme(slug: str) -> Theme[Any, Any, Any]:
    return Theme(
        slug=slug,
        strand="Small",
        title=slug.title(),
        question=f"How many {slug}?",
        tables=tables(slug),
        kinds=(),
        levers=SmallLevers,
        presets={"Now": SmallLevers()},
        opening="Now",
        model=Model,
        build=lambda inventory, bench: build(slug, inventory, bench),
        load=lambda shelf: shelf.table(f"{slug}/things.csv"),
        fit=lambda evidence: Model(int(np.asarray(evidence["things"])[0])),
        run=lambda model, levers: run(slug, model, levers),
        evaluate=lambda evidence: score(slug, evidence),
        studies={"rows": lambda evidence, model: evidence},
    )


@dataclass
class Town:
    """Raw files, the data folder, and a way to build it with themes changed."""

    monkeypatch: pytest.MonkeyPatch
    raw: Path
    out: Path

    def themes(self, **changed: Mapping[str, Any]) -> None:
        made = tuple(replace(theme(slug), **changed.get(slug, {})) for slug in SLUGS)
        for module in (themes, building, changes, inputs, kept):
            self.monkeypatch.setattr(module, "THEMES", made)

    def build(self, only: str = "", force: bool = True) -> dict[str, Any]:
        """force: make every part again, since a test may have changed a theme where no hash of code can see it."""
        return pipeline.build(self.raw, self.out, only=only, force=force).report

    def files(self) -> dict[str, bytes]:
        found = (path for path in self.out.rglob("*") if path.is_file() and path.name != TIMES)
        return {path.relative_to(self.out).as_posix(): path.read_bytes() for path in found}

    @property
    def shelf(self) -> Shelf:
        return Shelf(self.out)


def shared(inventory: Inventory, bench: Workbench) -> dict[str, Any]:
    """The tables that themes share, worked out once for the same files: `test_areas` and `test_geography` try them."""
    paths = sorted(path for kind in (*geography.KINDS, *areas.KINDS) for path in inventory.paths(kind.name))
    files = tuple((inventory.label(path), path.read_bytes()) for path in paths)
    if files not in SHARED:
        aside, others = len(inventory.set_aside), set(bench.entries)
        report = AREAS(inventory, bench)
        assert len(inventory.set_aside) == aside, "what is set aside would be set aside once alone"
        new = (entry for path, entry in bench.entries.items() if path not in others)
        SHARED[files] = report, [(entry, (bench.root / entry.path).read_bytes()) for entry in new]
        return deepcopy(report)
    report, made = SHARED[files]
    for entry, raw in made:
        bench.bytes(entry.path, raw, entry.origin, entry.rows)
    return deepcopy(report)


def town(monkeypatch: pytest.MonkeyPatch, folder: Path) -> Town:
    raw = small_london.write(folder / "raw")
    monkeypatch.setattr(areas, "build", shared)
    for n, slug in enumerate(SLUGS, 3):
        (raw / f"{slug}.txt").write_text(f"{n} 2021-12-31")
    made = Town(monkeypatch, raw, folder / "out")
    made.themes()
    return made


BUILT: dict[str, bytes] = {}


def built(monkeypatch: pytest.MonkeyPatch, folder: Path) -> Town:
    """A town with its data folder: built for the first that asks, and written from memory for each later one."""
    made = town(monkeypatch, folder)
    if not BUILT:
        made.build()
        files = [path for path in made.out.rglob("*") if path.is_file()]
        BUILT.update({path.relative_to(made.out).as_posix(): path.read_bytes() for path in files})
        return made
    for path, raw in BUILT.items():
        (made.out / path).parent.mkdir(parents=True, exist_ok=True)
        (made.out / path).write_bytes(raw)
    return made
