"""Load: the theme's tables to evidence."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import pandas as pd

from lbdp_core.postings.schema import ADVERTS, GROUPS, PUBLISHED, REPORT
from lbdp_core.sources import Shelf


@dataclass(frozen=True, eq=False)
class Evidence:
    """adverts: in the order of their days, as `build` writes them. published: text, what, group, unit of SOC 2020.

    groups: group (two or three digits), occupation. report: what was lost why.
    """

    adverts: pd.DataFrame
    published: pd.DataFrame
    groups: pd.DataFrame
    report: dict[str, Any]


def load(data: Shelf) -> Evidence:
    """The adverts and SOC 2020.

    Raises:
        DataError: a table is missing or altered.
    """
    text: dict[str, Any] = {"keep_default_na": False, "na_values": {"low": [""], "high": [""]}}
    codes = {"group": str, "unit": str, "planted_group": str, "skills": str, "borough": str}
    return Evidence(
        data.table(ADVERTS, dtype=codes, **text),
        data.table(PUBLISHED, dtype=codes, keep_default_na=False),
        data.table(GROUPS, dtype=codes),
        json.loads(data.bytes(REPORT)),
    )
