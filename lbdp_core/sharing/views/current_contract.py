"""Current contract: the one that the levers make, or the one in the papers once somebody has filled them in.

The papers' boxes, the scenes and the evidence pack all read it here. Example: share "Every field", and the contract has
all fields; then change a field under "The papers", and from then on the levers no longer change the contract.
"""

from __future__ import annotations

import json
from dataclasses import replace

from lbdp_core import plain_json
from lbdp_core.agreements.contract import ENTRIES, Contract, as_document, bundled, filled, from_document
from lbdp_core.agreements.screening import Screening, questions, screen
from lbdp_core.papers import Held
from lbdp_core.result import Result
from lbdp_core.sources import DataError

# how what is held is named: a contract that the levers no longer change, the fields taken out of it, terms, answers
FILE, LEFT, TERM, ANSWER = "file", "left", "term.", "answer."
YES, NO = "yes", "no"
APART = (
    "The levers no longer change this contract, because you filled in its fields or opened it from a file. The figures "
    "above are for the dataset and fields that the levers choose."
)
OF_WHAT = "These figures are for the dataset and fields that the levers chose. This contract has other fields."
TERMS_APART = "You filled in terms here. The privacy risk above is for the contract without them."


def whole(result: Result) -> Contract:
    """The contract of the dataset that the levers choose."""
    return bundled(str(result.levers["dataset"]))


def coarsened(result: Result) -> dict[str, str]:
    """How coarse the levers make it."""
    return {"place": str(result.levers["place"]), "age": str(result.levers["age"])}


def kept(result: Result) -> frozenset[str]:
    """The fields of the contract that the levers share."""
    ask = result.extras["ask"]
    return frozenset(str(name) for name in ask.loc[ask["shared"] == "yes", "field"])


def asked(result: Result) -> Contract:
    """The contract as the levers would share it; the whole of it where nothing is asked for."""
    mine = kept(result)
    return whole(result).reduced(mine, coarsened(result)) if mine else whole(result)


def contract_of(result: Result, held: Held) -> Contract:
    """The contract at these levers, or the one that was opened or changed, with the boxes that were filled in."""
    return fitted(result, held)[0]


def fitted(result: Result, held: Held) -> tuple[Contract, tuple[str, ...]]:
    """The same, and the labels of terms that were filled in for another dataset and cannot be said of this one."""
    contract = from_text(held[FILE]) if FILE in held else asked(result)
    terms = {name.removeprefix(TERM): text for name, text in held.items() if name.startswith(TERM)}
    try:
        return filled(contract, terms), ()
    except DataError:
        unfit = []
        for entry in (e for e in ENTRIES if e.name in terms):
            try:
                contract = filled(contract, {entry.name: terms[entry.name]})
            except DataError:
                unfit.append(entry.label)
        return contract, tuple(unfit)


def left_of(result: Result, held: Held) -> Contract | None:
    """The fields that are not asked for, as a contract of their own; None where there are none."""
    if FILE in held:
        return from_text(held[LEFT]) if LEFT in held else None
    contract, mine = whole(result), kept(result)
    out = {f.name for f in contract.fields if f.name not in mine and f.ladder != "place"} if mine else set()
    return replace(contract, fields=tuple(f for f in contract.fields if f.name in out)) if out else None


def answers_of(held: Held) -> dict[str, bool | str]:
    """Yes or no to the screening, words to the headings."""
    told = {name.removeprefix(ANSWER): text for name, text in held.items() if name.startswith(ANSWER) and text}
    return {id: text == YES if id in questions() else text for id, text in told.items()}


def marked(held: Held) -> dict[str, bool]:
    """The questions of the screening that are answered."""
    return {id: value for id, value in answers_of(held).items() if isinstance(value, bool)}


def screened(result: Result, held: Held) -> Screening:
    """The screening of the contract as it stands."""
    return screen(contract_of(result, held), marked(held))


def apart(result: Result, held: Held) -> tuple[str, ...]:
    """What must be said where the papers are not what the levers made."""
    _, unfit = fitted(result, held)
    more = (f"Left out, because it does not fit this dataset: {', '.join(unfit)}.",) if unfit else ()
    if FILE in held:
        return (APART, *more)
    return (TERMS_APART, *more) if any(name.startswith(TERM) for name in held) else ()


def other_fields(result: Result, held: Held) -> bool:
    """Whether the contract asks for other fields than the levers do, of which no figure of the bench is."""
    return FILE in held and contract_of(result, held).fields != asked(result).fields


def as_text(contract: Contract) -> str:
    """A contract as a session holds it: quick to read again, and in no cache."""
    return plain_json.text(as_document(contract))


def from_text(text: str) -> Contract:
    """The contract that a session holds."""
    return from_document(json.loads(text))
