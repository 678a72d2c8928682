"""From publishers' files to the labour theme's tables."""

from __future__ import annotations

from lbdp_core.door import Inventory
from lbdp_core.sources import Workbench


def build(inventory: Inventory, bench: Workbench) -> dict[str, object]:
    """As `tables.build`, which is imported when a build needs it: the layouts read the workbooks from here too."""
    from lbdp_core.labour.build import tables

    return tables.build(inventory, bench)
