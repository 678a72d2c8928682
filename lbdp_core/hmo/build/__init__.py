"""From publishers' files to the HMO theme's tables, and the made-up borough."""

from __future__ import annotations

from lbdp_core.door import Inventory
from lbdp_core.sources import Workbench


def build(inventory: Inventory, bench: Workbench) -> dict[str, object]:
    """As `tables.build`, which is imported when a build needs it: the model reads the records' names from here too."""
    from lbdp_core.hmo.build import tables

    return tables.build(inventory, bench)
