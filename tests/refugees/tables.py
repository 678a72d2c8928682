"""The shared tables that the refugees theme reads beside its own: one small area a borough, and H-CLIC."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from lbdp_core.boroughs import CODES, NAMES
from lbdp_core.sources import Origin, Shelf, Workbench

ORIGIN = Origin("made up", "nobody", "none", "2024-03-31", kind="synthetic")
ENGLAND, REGION = "E92000001", "E12000007"


def areas() -> pd.DataFrame:
    """Residents 10,000 + 100n, a fifth of them under 16; households 4,000 + 10n."""
    rows = [
        (f"E01{n:06d}", name, code, 10_000 + 100 * n, 4_000 + 10 * n, 0.2)
        for n, (code, name) in enumerate(zip(CODES, NAMES, strict=True))
    ]
    return pd.DataFrame(rows, columns=["code", "borough", "borough_code", "residents", "households", "age_0_15"])


def hclic(quarters: tuple[str, ...] = ("2023Q1", "2023Q2", "2023Q3", "2023Q4")) -> pd.DataFrame:
    """A quarter: in England 800 prevention and 1,200 relief duties, in London 90 and 150.

    In a borough 2 and 4 (then 5, 6 and 7), in Camden no relief. Rows that the theme has no use for are there too.
    """
    rows = []
    for k, quarter in enumerate(quarters):
        rows += [(ENGLAND, quarter, "asylum_prevention", 800.0), (ENGLAND, quarter, "asylum_relief", 1_200.0)]
        rows += [(REGION, quarter, "asylum_prevention", 90.0), (REGION, quarter, "asylum_relief", 150.0)]
        for code, name in zip(CODES, NAMES, strict=True):
            rows += [(code, quarter, "assessed", 500.0), (code, quarter, "asylum_prevention", 2.0)]
            if name != "Camden":
                rows.append((code, quarter, "asylum_relief", 4.0 + k))
    return pd.DataFrame(rows, columns=["code", "quarter", "measure", "value"])


def lay(bench: Workbench, duties: pd.DataFrame | None = None) -> Workbench:
    """Both tables put into a data folder."""
    bench.table("areas/lsoa.csv", areas(), ORIGIN)
    bench.table("areas/hclic.csv", hclic() if duties is None else duties, ORIGIN)
    return bench


def again(bench: Workbench, root: Path, changed: dict[str, pd.DataFrame | None]) -> Shelf:
    """The same data folder with some tables changed or (None) left out."""
    other = Workbench(root)
    for path in bench.entries:
        if path not in changed:
            other.bytes(path, (bench.root / path).read_bytes(), ORIGIN)
    for path, table in changed.items():
        if table is not None:
            other.table(path, table, ORIGIN)
    return other.shelf({})
