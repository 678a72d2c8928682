"""Powers: the highest penalty and the longest rent repayment that the law allows, dated (`powers.yaml`)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import yaml


@dataclass(frozen=True)
class Powers:
    """penalty: pounds at most for an offence. months: of rent that may have to be repaid, at most."""

    since: date
    penalty: int
    months: int
    source: str


@cache
def powers() -> tuple[Powers, ...]:
    """Every edition, the newest last."""
    return tuple(Powers(**row) for row in yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text("utf-8")))
