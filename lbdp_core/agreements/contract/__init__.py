"""Contract: what is asked for, of whom, with which law, as a record, a file and a form that say the same."""

from __future__ import annotations

from lbdp_core.agreements.contract.bundled import BUNDLED, bundled
from lbdp_core.agreements.contract.document import API, as_document, from_document, read, write
from lbdp_core.agreements.contract.facts import Facts, facts
from lbdp_core.agreements.contract.fields import (
    FIELD_ENTRIES,
    field_choices,
    field_filled,
    field_form,
    new_field,
    step_words,
    with_field,
    without_field,
)
from lbdp_core.agreements.contract.form import ENTRIES, Entry, filled, form
from lbdp_core.agreements.contract.record import CLASSIFICATIONS, GRAVITY, LADDERS, Contract, Field, Step, class_words
from lbdp_core.agreements.contract.terms import Term, bases, checked, terms

__all__ = [
    "API", "BUNDLED", "CLASSIFICATIONS", "ENTRIES", "FIELD_ENTRIES", "GRAVITY", "LADDERS", "Contract", "Entry", "Facts",
    "Field", "Step", "Term", "as_document", "bases", "bundled", "checked", "class_words", "facts", "field_choices",
    "field_filled", "field_form", "filled", "form", "from_document", "new_field", "read", "step_words", "terms",
    "with_field", "without_field", "write",
]  # fmt: skip
