"""Field boxes: the fields of the contract on the page, one at a time; what is filled in, put back or taken out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from lbdp_core.agreements.contract import (
    FIELD_ENTRIES,
    Contract,
    Field,
    field_choices,
    field_form,
    new_field,
    step_words,
    with_field,
    without_field,
)
from lbdp_core.agreements.contract.record import MOST_FIELDS
from lbdp_core.door import called
from lbdp_core.papers import LOOK, Box, Held
from lbdp_core.result import Result
from lbdp_core.sharing.views.current_contract import FILE, LEFT, NO, TERM, YES, as_text, contract_of, left_of
from lbdp_core.sources import DataError

FIELD, AT, NEW, OUT, KEPT = "field.", f"{LOOK}field", "new", "out", "kept"  # parts of the names of boxes
WHICH = "Which field"
FIRST, LAST = 3, "coarsening"  # name, words and class stand before whether it is asked for; steps need the whole width
AS = "as."  # before the step that a field is asked for as
ASKED_FOR = {YES: "Yes, as it is", NO: "No, leave it out"}


def field_boxes(result: Result, held: Held) -> tuple[Box, ...]:
    """Which field, and the boxes of that one; those left out can be put back, and a new one added."""
    contract, out = contract_of(result, held), _left(result, held)
    listed = {str(n): f"{n + 1}. {f.name}" for n, f in enumerate(contract.fields)}
    listed |= {f"{OUT}.{n}": f"Not asked for: {f.name}" for n, f in enumerate(out)} | {NEW: "Add a field"}
    at = held.get(AT, "0")
    at = at if at in listed else "0"
    which = Box(
        AT, WHICH, at, "Choose a field to change, put back one that was left out, or add one.", "", listed, True
    )
    if at == NEW:
        words = (
            "Use small letters, digits and underscores. It counts as a direct identifier until you choose its class."
        )
        return which, Box(f"{FIELD}{NEW}.name", "Name of the new field", "", words)
    if at.startswith(OUT):
        field = out[int(at.partition(".")[2])]
        words = field.description or "You can change it once you ask for it."
        return which, Box(f"{FIELD}{at}.{KEPT}", "Asked for", NO, words, choices=ASKED_FOR)
    texts = field_form(contract.fields[int(at)])
    boxes = [
        Box(f"{FIELD}{at}.{e.name}", e.label, texts[e.name], e.help, "", field_choices(e), e.name == LAST)
        for e in FIELD_ENTRIES
    ]
    steps = {f"{AS}{step.name}": f"As {step_words(step)}" for step in contract.fields[int(at)].coarsening}
    ways = {YES: ASKED_FOR[YES], **steps, NO: ASKED_FOR[NO]}
    words = "Ask for it as it is, in a coarser form, or not at all."
    return which, *boxes[:FIRST], Box(f"{FIELD}{at}.{KEPT}", "Asked for", YES, words, "", ways), *boxes[FIRST:]


def field_filled(result: Result, held: Held, name: str, text: str) -> Held:
    """What is held once a box of a field says this: from then on a contract that the levers do not change.

    Raises:
        DataError: the contract may not be so.
    """
    if name == AT:
        return {**held, AT: text}
    contract, out = contract_of(result, held), _left(result, held)
    at, _, entry = name.removeprefix(FIELD).rpartition(".")
    try:
        if at == NEW:
            changed, then = new_field(contract, text), str(len(contract.fields))
        elif at.startswith(OUT):
            if text == NO:
                return held
            n = int(at.partition(".")[2])
            changed, then = replace(contract, fields=(*contract.fields, out[n])), str(len(contract.fields))
            out = (*out[:n], *out[n + 1 :])
        elif entry == KEPT:
            if text == YES:
                return held
            if text != NO and not text.startswith(AS):
                raise DataError(f"“Asked for” is {called(text)}; choose one of the listed answers.")
            gone, out = contract.fields[int(at)], _with(out, contract.fields[int(at)])
            if text.startswith(AS):
                every = frozenset(f.name for f in contract.fields)
                changed, then = contract.reduced(every, {gone.name: text.removeprefix(AS)}), at
            else:
                changed, then = without_field(contract, int(at)), str(max(0, int(at) - 1))
        else:
            changed, then = with_field(contract, int(at), {entry: text}), at
    except (IndexError, ValueError) as fault:
        if isinstance(fault, DataError):
            raise
        raise DataError("That field is no longer there; choose another.") from None
    return dict(held) if changed == contract else _apart(held, changed, out) | {AT: then}


def _left(result: Result, held: Held) -> tuple[Field, ...]:
    found = left_of(result, held)
    return found.fields if found else ()


def _with(out: Sequence[Field], gone: Field) -> tuple[Field, ...]:
    """Those left out with one more; one that could be made of a finer one there is no further one."""
    if any(gone.name in _names(f) for f in out):
        return tuple(out)
    return (*(f for f in out if not _names(f) & _names(gone)), gone)[-MOST_FIELDS:]


def _names(field: Field) -> set[str]:
    return {field.name, *(step.name for step in field.coarsening)}


def _apart(held: Held, contract: Contract, out: Sequence[Field]) -> dict[str, str]:
    """The contract by itself, with what was filled in of its terms in it."""
    rest = {name: text for name, text in held.items() if name not in (FILE, LEFT) and not name.startswith(TERM)}
    left = {LEFT: as_text(replace(contract, fields=tuple(out)))} if out else {}
    return rest | {FILE: as_text(contract)} | left
