"""Evidence: what evaluations found of each lever (`evidence.yaml`), its lag, its cost and what speaks against it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

from lbdp_core.provenance import Status
from lbdp_core.unit_costs import UnitCost, unit_cost

MAIN, CAUTIOUS = "main", "cautious"
CHOICES = {MAIN: "The main finding for each lever", CAUTIOUS: "The most cautious finding (little or no effect)"}
KINDS = {MAIN: "The main finding", CAUTIOUS: "The most cautious finding"}


@dataclass(frozen=True)
class Finding:
    """An effect with the 95% range it is drawn from, what was found, where, and how the figure is known."""

    effect: float
    low: float
    high: float
    found: str
    source: str
    status: Status


@dataclass(frozen=True)
class Evidence:
    """What is known of one lever.

    does:   what the effect is a share of.
    lag:    quarters until all of it shows, growing evenly from the quarter in which it starts; why_lag: its grounds.
    caution: what speaks against it, as a clause.
    unit, left_out: what one unit costs, and what that leaves out; a lever without a unit cost is in no sum.
    """

    lever: str
    label: str
    does: str
    lag: int
    why_lag: str
    findings: Mapping[str, Finding]
    caution: str
    unit: UnitCost | None
    left_out: str

    @classmethod
    def read(cls, lever: str, row: Mapping[str, Any]) -> Evidence:
        """One lever of the file."""
        findings = {kind: Finding(**row[kind]) for kind in KINDS}
        unit = unit_cost(row["unit_cost"]) if "unit_cost" in row else None
        named = {name: row[name] for name in ("label", "does", "lag", "why_lag", "caution")}
        return cls(lever, findings=findings, unit=unit, left_out=row.get("left_out", ""), **named)


ROWS = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text("utf-8"))
BY_LEVER = {lever: Evidence.read(lever, row) for lever, row in ROWS["levers"].items()}
UNITS = {lever: known.unit for lever, known in BY_LEVER.items() if known.unit}


def table() -> pd.DataFrame:
    """Every lever's main and cautious finding with its range, source and status: a row a finding."""
    columns = ["effect", "low", "high", "share_of", "found", "source", "status", "lag", "why_lag"]
    rows = [
        {"key": lever, "lever": row["label"], "finding": words, "share_of": row["does"], **row, **row[kind]}
        for lever, row in ROWS["levers"].items()
        for kind, words in KINDS.items()
    ]
    return pd.DataFrame(rows)[["key", "lever", "finding", *columns]]


def context() -> pd.DataFrame:
    """What bears on the whole and on no lever alone: about, found, source, status."""
    return pd.DataFrame(ROWS["context"])


def within(label: str) -> str:
    """A lever's label within a sentence: names of programmes keep their capitals.

    >>> within("Emergency cash"), within("Housing First"), within("No Second Night Out")
    ('emergency cash', 'Housing First', 'No Second Night Out')
    """
    named = any(word[:1].isupper() for word in label.split()[1:])
    return label if named else f"{label[:1].lower()}{label[1:]}"
