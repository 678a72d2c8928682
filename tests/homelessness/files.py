"""Small files of the published layouts beside H-CLIC: the snapshot long and wide, and CHAIN."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from lbdp_core import door, hclic
from lbdp_core.boroughs import CODES, NAMES
from lbdp_core.homelessness.schema import KINDS
from tests import hclic_books as books


def snapshot_long(path: Path, people: int = 10) -> Path:
    """Every borough, a region, and counts by sex; `people` found in each borough in 2021 and 2022."""
    rows = [("E00000000", "No relevant LA", "London", "E12000007", "total-2022", 33 * people)]
    for code, name in zip(CODES, NAMES, strict=True):
        for year in (2021, 2022):
            rows.append((code, name, "London", "E12000007", f"total-{year}", people))
            rows.append((code, name, "London", "E12000007", f"female-{year}", 1))
    columns = ["Local authority ONS code", "Local authority", "Region", "Region ONS code", "Period", "Numerical"]
    pd.DataFrame(rows, columns=columns).to_csv(path, index=False)
    return path


def snapshot_wide(path: Path, people: int = 10) -> Path:
    """The same with years across, a region, notes below, and a comma too many in every row."""
    head = (
        "Local authority ONS code,Local authority,Region,Region ONS code,Female 2021,Total 2021,Female 2022,Total 2022,"
    )
    lines = [head, f"---,---,London,E12000007,1,{33 * people},1,{33 * people},"]
    for code, name in zip(CODES, NAMES, strict=True):
        lines.append(f'{code},"{name}",London,E12000007,1,{people},1,{people},')
    lines += [",,,,,,,,", '"Notes: an autumn night",,,,,,,,']
    path.write_text("\n".join(lines) + "\n", "utf-8-sig")
    return path


def chain(
    path: Path, quarters: tuple[str, ...] = ("2024Q3", "2024 Q4"), header: str = "area,period,measure,people"
) -> Path:
    """CHAIN by borough in the documented layout: 20 new, 5 living on the streets, 15 intermittent in every borough."""
    lines = [header]
    for name in (*NAMES, "Greater London"):
        for quarter in quarters:
            for state, count in (("New rough sleepers", 20), ("Living on the streets", 5), ("Intermittent", 15)):
                lines.append(f'"{name}",{quarter},{state},{count}')
            lines.append(f'"{name}",{quarter},Number of contacts,99')
    path.write_text("\n".join(lines) + "\n")
    return path


def quarters(raw: Path, count: int = 2) -> None:
    """Books of H-CLIC."""
    for n in range(count):
        quarter = ("2024Q4", "2024Q3", "2024Q2")[n]
        books.write(raw / f"book{n}.xlsx", books.new(quarter, f"2025-0{9 - n}-01"))


def inventory(raw: Path) -> door.Inventory:
    return door.inventory(raw, (*hclic.KINDS, *KINDS))
