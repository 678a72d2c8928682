"""From the tables of areas and fires to synthetic datasets with effects planted in the real fires."""

from __future__ import annotations

from typing import Any

import numpy as np

from lbdp_core import fires_by_area
from lbdp_core.door import Inventory
from lbdp_core.sharing import baseline
from lbdp_core.sharing.baseline import Ground
from lbdp_core.sharing.build.planting import Scene
from lbdp_core.sharing.build.tables import SAME_CODES, SEED, old_codes
from lbdp_core.sharing.schema import BUNDLED, OLD, WITHHELD
from lbdp_core.sources import DataError, Origin, Shelf, Workbench

WHO = "LBDP suite (synthetic)"


def build(inventory: Inventory, bench: Workbench) -> dict[str, Any]:
    """The synthetic datasets, made beside the fires that the bench already holds; returns what was planted where."""
    shelf = bench.shelf({})
    ground = baseline.read(shelf)
    model = baseline.fitted(ground)
    scene = Scene.under(model, ground.households)
    _withheld(shelf, ground, bench)
    newest = shelf.origin(fires_by_area.COUNTS).as_of  # what every dataset is held against
    report: dict[str, Any] = {"seed": SEED, "newest": newest, "planted": {}, "residual_shape": scene.shape}
    for number, (key, dataset) in enumerate(d for d in BUNDLED.items() if d[1].kind == "synthetic"):
        rng = np.random.default_rng([SEED, number])
        if key == OLD:
            table = old_codes(ground, shelf.table("areas/lsoa11_to_21.csv"), scene, rng)
        else:
            table = SAME_CODES[key](ground, scene, rng)
        origin = Origin(
            f"{dataset.words.lower()}: synthetic counts by area after disclosure control, planted in real fires",
            WHO,
            "OGL v3.0",
            f"{dataset.year}-12-31",
            "synthetic",
            "released",
            (fires_by_area.COUNTS, "areas/lsoa.csv"),
        )
        bench.table(dataset.table, table, origin)
        report["planted"][key] = dataset.ratio
    return report


def _withheld(shelf: Shelf, ground: Ground, bench: Workbench) -> None:
    """The published figures that the base model is not shown, as a table of their own.

    Raises:
        DataError: the areas lack one of them.
    """
    if gone := [name for name in WITHHELD if name not in ground.areas]:
        raise DataError(
            f"The shared table of areas has no {gone[0]}, which the bench tries as a real dataset; add the indicators "
            "of the Indices of Deprivation 2019 to the folder."
        )
    table = ground.areas[["code", *WITHHELD]].rename(columns={"code": "lsoa21_code"})
    origin = Origin(
        "disability, overcrowding and older people on low income: published shares by area, withheld from the model",
        "ONS (Census 2021); MHCLG (Indices of 2019)",
        shelf.origin("areas/lsoa.csv").licence,
        "2021-03-21",
        made_from=("areas/lsoa.csv",),
    )
    bench.table(BUNDLED["withheld"].table, table, origin)
