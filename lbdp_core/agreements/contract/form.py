"""Form: the contract's terms as boxes that a person fills in; the same record as the file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from lbdp_core.agreements.contract.record import ROLES, ROWS, STATUSES, Contract, plain
from lbdp_core.agreements.contract.terms import bases, terms
from lbdp_core.door import called
from lbdp_core.sources import DataError

BETWEEN = ";"  # parts of a list in one box


@dataclass(frozen=True)
class Entry:
    """One box. holds: "text", "list" (parted by semicolons), "whole" or "day"; kind: the terms that it chooses from."""

    name: str
    label: str
    help: str = ""
    holds: str = "text"
    kind: str = ""
    options: tuple[str, ...] = ()

    def choices(self, day: date) -> dict[str, str]:
        """Value -> words, for a box that chooses; empty for one to write in.

        day: the law as it stood then. Public authorities are offered what they may use for their tasks.
        """
        if self.options:
            return {value: value for value in self.options}
        if not self.kind:
            return {}
        held = bases(day) if self.kind == "lawful_bases" else {i: t for i, t in terms(self.kind).items() if t.on(day)}
        return {"": "not answered"} | {id: f"{term.words} ({term.source})" for id, term in held.items()}


ENTRIES = (
    Entry("name", "Name"),
    Entry("version", "Version"),
    Entry("id", "Identifier", "One for each contract, such as lbdp-assisted-bins."),
    Entry("table", "Name of the table", "Small letters, digits and underscores."),
    Entry("status", "Status", options=STATUSES),
    Entry("rows", "A row is about", options=ROWS),
    Entry("purpose", "Purpose", "What it is for, in one sentence."),
    Entry("usage", "Use", "What will be done with it."),
    Entry("limitations", "Limits", "What it may not be used for."),
    Entry("controller", "Controller", "Who holds the data now."),
    Entry("role", "Its role", options=ROLES),
    Entry("recipients", "Recipients", "Who would get them; part several by semicolons.", "list"),
    Entry("lawful_basis", "Lawful basis", "Article 6.", kind="lawful_bases"),
    Entry("legal_power", "Legal power", "The power to do it, apart from the lawful basis."),
    Entry("article_9", "Article 9 condition", "Only where a field is a special category.", kind="article_9"),
    Entry(
        "schedule_1", "Schedule 1 condition", "Data Protection Act 2018; where Article 9 needs one.", kind="schedule_1"
    ),
    Entry("compatibility", "Compatibility", "Why this purpose is compatible with the one they were collected for."),
    Entry("privacy_notice", "Privacy notice", "Where people are told."),
    Entry("objections", "Objections", "How somebody objects, and what happens then."),
    Entry("retention_months", "Kept for", "Months; then deleted.", "whole"),
    Entry("geography", "Geography", "Which area it covers."),
    Entry("since", "From", "A day such as 2026-04-01.", "day"),
    Entry("until", "To", "A day such as 2027-03-31.", "day"),
    Entry("subjects", "Whom it is about"),
    Entry("people", "About how many people", "", "whole"),
    Entry("linked_with", "Linked with", "Other data that it would be matched to; part several by semicolons.", "list"),
)


def form(contract: Contract) -> dict[str, str]:
    """Every box with its text; an empty one is not answered."""
    return {entry.name: _said(getattr(contract, entry.name)) for entry in ENTRIES}


def filled(contract: Contract, texts: Mapping[str, str]) -> Contract:
    """The contract with the boxes that are given.

    Raises:
        DataError: a box holds what it may not; one sentence that names it.
    """
    known = {entry.name: entry for entry in ENTRIES}
    if odd := [name for name in texts if name not in known]:
        raise DataError(f"The form has no box {called(odd[0])}.")
    return replace(contract, **{name: _meant(known[name], text) for name, text in texts.items()})


def _said(value: Any) -> str:
    if isinstance(value, tuple):
        return f"{BETWEEN} ".join(value)
    return "" if value is None else value.isoformat() if isinstance(value, date) else str(value)


def _meant(entry: Entry, text: str) -> Any:
    text = plain(text)
    if entry.holds == "list":
        return tuple(part for each in text.split(BETWEEN) if (part := plain(each)))
    if entry.holds == "text" or not text:
        return text if entry.holds == "text" else None
    try:
        return int(text.replace(",", "")) if entry.holds == "whole" else date.fromisoformat(text)
    except ValueError:
        due = "a whole number" if entry.holds == "whole" else "a day such as 2026-04-01"
        raise DataError(f"{entry.label} is {called(text)}; it should be {due}.") from None
