"""Headings: what each paper asks for, as rows of `headings.yaml`."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lbdp_core.agreements.contract.terms import rows

PAPERS = ("isp", "dpia")  # those with headings of their own; the third is the ATRS record


@dataclass(frozen=True)
class Step:
    """One heading: its level (2 or 3), what it asks for (id -> words), and the table that stands under it, if any."""

    heading: str
    level: int
    asks: dict[str, str]
    table: str = ""


@functools.cache
def _held() -> dict[str, Any]:
    return rows(Path(__file__).resolve().parent / "headings.yaml")


def title(paper: str) -> str:
    """The paper's name."""
    return str(_held()[paper]["title"])


def source(paper: str) -> str:
    """Whose headings they are, and how they were read."""
    return f"{_held()[paper]['source']} ({_held()[paper]['read']})"


@functools.cache
def steps(paper: str) -> tuple[Step, ...]:
    """The headings of a paper in order; ids are the paper's own: "dpia.aim"."""
    found = []
    for row in _held()[paper]["steps"]:
        asks = {f"{paper}.{ask['id']}": ask["words"] for ask in row["asks"]}
        found.append(Step(row["heading"], row.get("level", 2), asks, row.get("table", "")))
    return tuple(found)


@functools.cache
def asked() -> dict[str, str]:
    """Everything that a person may answer in words: id -> words."""
    return {id: words for paper in PAPERS for step in steps(paper) for id, words in step.asks.items()}
