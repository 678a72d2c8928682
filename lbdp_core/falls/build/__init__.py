"""From publishers' files to the falls theme's tables."""

from __future__ import annotations

from lbdp_core.door import Inventory
from lbdp_core.sources import Workbench


def build(inventory: Inventory, bench: Workbench) -> dict[str, object]:
    """As `tables.build`, which is imported when a build needs it: the model reads the indices from here too."""
    from lbdp_core.falls.build import tables

    return tables.build(inventory, bench)
