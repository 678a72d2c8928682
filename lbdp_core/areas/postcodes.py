"""Postcodes: which LSOA of London a postcode is in, from a lookup of the Office for National Statistics.

The ONS Postcode Directory (ONSPD), the National Statistics Postcode Lookup (NSPL) and the lookup from postcodes to
output areas and LSOAs all have what is needed, in whole or by postcode area, under headers of 2021 or of 2025. The
table holds live postcodes of London alone, in a file that no release of the suite ships.
"""

from __future__ import annotations

from typing import Any

import pandas as pd

from lbdp_core import door, row_accounts
from lbdp_core.door import Column, Inventory, Kind, Limits
from lbdp_core.door.codes import elsewhere
from lbdp_core.geography import OGL, ONS
from lbdp_core.places import POSTCODES
from lbdp_core.row_accounts import RowAccount
from lbdp_core.sources import Origin, Workbench

LIMITS = Limits(size=4_000_000_000, rows=8_000_000)  # the directory of the United Kingdom has 2.7 million rows
ENDED, AGAIN = "no longer in use", "in another file"


def ended(frame: pd.DataFrame) -> pd.Series:
    """For each postcode that has ended that it has, else ""."""
    return pd.Series("", index=frame.index, dtype="str").mask(frame["ended"].notna(), ENDED)


KIND = Kind(
    "postcode_lookup",
    "a lookup from postcodes to LSOAs (ONSPD, NSPL)",
    ONS,
    OGL,
    (
        Column("postcode", ("pcds", "pcd8", "pcd7", "pcd"), filled=True),
        Column("oa", ("oa21cd", "oa21")),
        Column("lsoa", ("lsoa21cd", "lsoa21")),
        Column("ended", ("doterm",)),
        Column("begun", ("dointr",), needed=False),
    ),
    sift=ended,
    unit="live postcode",
)


def build(inventory: Inventory, bench: Workbench, codes: frozenset[str]) -> list[dict[str, Any]]:
    """Write the table where the folder has a lookup; returns what became of the rows of each file.

    codes: LSOAs of London.

    >>> plain("SE1 2QH"), plain("n1  9gu")
    ('SE12QH', 'N19GU')
    """
    frames, accounts = [], []
    for path in inventory.paths(KIND):
        label = inventory.label(path)
        frame = door.read(path, KIND, label, LIMITS)
        frame["why"], frame["file"] = elsewhere(frame, KIND, {"lsoa21": codes}), label
        frames.append(frame)
        accounts.append(RowAccount(label, KIND.name, len(frame)))
    if not frames:
        return []
    rows = pd.concat(frames, ignore_index=True)
    rows["postcode"] = rows["postcode"].str.replace(r"\s", "", regex=True).str.upper()
    live = rows["why"].eq("")
    rows["why"] = rows["why"].mask(live & rows["postcode"].where(live).duplicated(), AGAIN)
    used = rows.loc[rows["why"].eq(""), ["postcode", "lsoa"]].sort_values("postcode", ignore_index=True)
    newest = max((str(v) for name in ("begun", "ended") if name in rows for v in rows[name].dropna()), default="")
    files = tuple(sorted(account.file for account in accounts))
    origin = Origin("Postcodes of London to LSOAs of 2021", ONS, OGL, _month(newest), made_from=files)
    bench.table(POSTCODES, used.astype({"lsoa": "category"}), origin)  # few LSOAs, and postcodes in order: small
    return [account.line(row_accounts.ROWS) for account in row_accounts.less(accounts, rows["file"], rows["why"])]


def plain(postcode: str) -> str:
    """A postcode as the table holds it."""
    return "".join(postcode.split()).upper()


def _month(text: str) -> str:
    """202508 or 2025-08-01 -> 2025-08; "" for another."""
    digits = "".join(c for c in text if c.isdigit())[:6]
    return f"{digits[:4]}-{digits[4:]}" if len(digits) == 6 else ""
