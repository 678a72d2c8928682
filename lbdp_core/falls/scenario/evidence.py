"""Evidence: what was found of each programme (`evidence.yaml`), for whom, for how long, and what speaks against it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import yaml
from numpy.typing import NDArray

from lbdp_core.provenance import Status
from lbdp_core.unit_costs import UnitCost, unit_cost

Array = NDArray[np.float64]
MAIN, CAUTIOUS = "main", "cautious"
CHOICES = {MAIN: "The main finding for each programme", CAUTIOUS: "The most cautious finding (little or no effect)"}
OTHER = "Shown, not used"
SEED = 19
Z95 = 1.96


@dataclass(frozen=True)
class Finding:
    """A ratio of rates with its 95% range, what was found, where, and how the figure is known."""

    risk: tuple[float, float, float]
    found: str
    source: str
    status: Status

    @classmethod
    def read(cls, row: Mapping[str, Any]) -> Finding:
        """One finding of the file."""
        return cls(**dict(row) | {"risk": tuple(row["risk"])})

    def avoided(self, draws: int, seed: int) -> Array:
        """(draws,) the share of admissions that is avoided: one less the ratio, which is lognormal."""
        middle, low, high = np.log(self.risk)
        spread = (high - low) / (2 * Z95)
        return 1 - np.exp(middle + spread * np.random.default_rng([SEED, seed]).normal(size=draws))


@dataclass(frozen=True)
class Programme:
    """One programme; its fields are explained at the head of `evidence.yaml`."""

    key: str
    label: str
    who: str
    eligible: float
    times: float
    uptake: float
    years: int
    reach: str
    caution: str
    unit: UnitCost
    findings: Mapping[str, Finding]
    others: tuple[Finding, ...]

    @classmethod
    def read(cls, key: str, row: Mapping[str, Any]) -> Programme:
        """One programme of the file."""
        findings = {kind: Finding.read(row[kind]) for kind in CHOICES}
        kept = {name: value for name, value in row.items() if name not in (*CHOICES, "unit_cost", "others")}
        others = tuple(map(Finding.read, row["others"]))
        return cls(key, unit=unit_cost(row["unit_cost"]), findings=findings, others=others, **kept)


ROWS: Mapping[str, Any] = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text("utf-8"))
PROGRAMMES = tuple(Programme.read(key, row) for key, row in ROWS.items())


def table() -> pd.DataFrame:
    """A row a programme and finding: programme, finding, risk, low, high, found, source, status; those that a choice
    uses first.
    """
    found = [(one.label, words, one.findings[kind]) for one in PROGRAMMES for kind, words in CHOICES.items()]
    found += [(one.label, OTHER, each) for one in PROGRAMMES for each in one.others]
    order = [one.label for one in PROGRAMMES]
    rows = [
        (label, words, *each.risk, each.found, each.source, each.status)
        for label, words, each in sorted(found, key=lambda row: order.index(row[0]))
    ]
    names = ["programme", "finding", "risk", "low", "high", "found", "source", "status"]
    return pd.DataFrame(rows, columns=names)
