"""Reopen: a pack's JSON back to what it was built from, so that somebody else sees the same page."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from lbdp_core.agreements.contract import Contract, from_document
from lbdp_core.agreements.pack.build import FORM, WHAT, Answers, content, digest
from lbdp_core.door import called
from lbdp_core.sources import DataError

HEAD = ("what", "form", "status", "sha256")  # of the file, beside its content
LARGEST = 2_000_000  # bytes; a pack of the bundled contracts has about 40,000


@dataclass(frozen=True)
class Opened:
    """What a pack was built from; `build` of it makes the same pack, as long as the rules are the same."""

    contract: Contract
    answers: Answers
    findings: dict[str, str]
    versions: dict[str, str]


def opened(raw: bytes, label: str = "The file") -> Opened:
    """A pack from its JSON.

    Raises:
        DataError: it is not a pack, or not as it was written.
    """
    label = called(label)
    held = _held(raw, label)
    if held.get("what") != WHAT or held.get("form") != FORM:
        raise DataError(f"{label} is not an evidence pack of this suite (form {FORM}); give the JSON that it wrote.")
    parts = {name: held.get(name) for name in ("contract", "answers", "findings", "versions")}
    if not all(isinstance(part, dict) for part in parts.values()):
        raise DataError(f"{label} lacks its contract, answers, findings or versions; give the JSON as it was written.")
    if not all(isinstance(text, str) for name in ("findings", "versions") for text in held[name].values()):
        raise DataError(f"{label} has findings or versions that are not text; give the JSON as it was written.")
    try:
        same = digest({name: part for name, part in held.items() if name not in HEAD}) == held.get("sha256")
    except (ValueError, RecursionError):  # a figure that is not a number
        same = False
    if not same:
        raise DataError(
            f"{label} does not match its hash, so it was changed after it was written; build the pack again."
        )
    found = Opened(from_document(held["contract"], label), held["answers"], held["findings"], held["versions"])
    content(found.contract, found.answers, found.findings, found.versions)  # refuses an answer that nothing asks for
    return found


def _held(raw: bytes, label: str) -> dict[str, Any]:
    if len(raw) > LARGEST:
        raise DataError(f"{label} has {len(raw):,} bytes; a pack of at most {LARGEST:,} is read.")
    try:
        held = json.loads(raw.decode("utf-8-sig"))
    except (ValueError, RecursionError):  # not UTF-8, not JSON, or nested without end
        raise DataError(f"{label} is not JSON that can be read; give the JSON that the suite wrote.") from None
    if not isinstance(held, dict):
        raise DataError(f"{label} is not an evidence pack; give the JSON that the suite wrote.")
    return held
