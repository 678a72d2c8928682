"""Tariffs: what central government pays for whom, by financial year (`tariffs.yaml`); a row that is over says so."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

import pandas as pd
import yaml

from lbdp_core.provenance import Status


@dataclass(frozen=True, kw_only=True)
class Tariff:
    """What is paid: `each` pounds of a `unit`, from `since` to `until` (inclusive; None where no end was read)."""

    key: str
    route: str
    what: str
    each: float
    unit: str
    since: date
    until: date | None = None
    source: str
    status: Status


_TABLE = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text("utf-8"))
READ: date = _TABLE["read"]  # the day on which the table was last gone through
BY_KEY = {key: Tariff(key=key, **row) for key, row in _TABLE["rows"].items()}
ROWS = tuple(BY_KEY.values())


def table(today: date) -> pd.DataFrame:
    """Every row, how it stands on a day, and how it is known (`status`)."""
    rows = [asdict(row) | {"standing": standing(row, today)} for row in ROWS]
    names = ["key", "route", "what", "each", "unit", "since", "until", "standing", "source", "status"]
    days = {name: [row[name].isoformat() if row[name] else "" for row in rows] for name in ("since", "until")}
    return pd.DataFrame(rows)[names].assign(**days)


def standing(row: Tariff, today: date) -> str:
    """How a row stands on a day: in force, expired or not yet in force."""
    if row.until is None:
        return "no end date found"
    return "expired" if today > row.until else "not yet in force" if today < row.since else "in force"
