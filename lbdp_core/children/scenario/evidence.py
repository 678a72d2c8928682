"""Evidence: what evaluations found of the two levers that rest on it, null results beside (`evidence.yaml`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import yaml

from lbdp_core.provenance import Status

MAIN, CAUTIOUS = "main", "cautious"
CHOICES = {MAIN: "The main finding for each", CAUTIOUS: "The most cautious finding (no effect)"}


@dataclass(frozen=True)
class Finding:
    """An effect with the 95% range it is drawn from, the year and design of the study, and how the figure is known."""

    effect: float
    low: float
    high: float
    year: int
    design: str
    found: str
    source: str
    status: Status


@dataclass(frozen=True)
class Evidence:
    """What is known of a lever. does: what the effect is a share of. caution: what speaks against it, as a clause."""

    label: str
    does: str
    caution: str
    findings: Mapping[str, Finding]


ROWS = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text("utf-8"))
BY_LEVER = {
    lever: Evidence(row["label"], row["does"], row["caution"], {kind: Finding(**row[kind]) for kind in CHOICES})
    for lever, row in ROWS["levers"].items()
}


def table() -> pd.DataFrame:
    """about, year, design, effect, interval, found, source, status: every finding, then what bears on other levers."""
    rows = [
        {"about": f"{known.label}: {kind} finding", "year": one.year, "design": one.design,
         "effect": f"{one.effect:.0%} fewer" if one.effect else "none",
         "interval": f"{one.low:.0%} to {one.high:.0%}" if one.effect else "–",
         "found": one.found, "source": one.source, "status": one.status}
        for known in BY_LEVER.values()
        for kind, one in known.findings.items()
    ]  # fmt: skip
    return pd.DataFrame([*rows, *ROWS["context"]])
