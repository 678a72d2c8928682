"""Contract: what is asked for, of whom, with which law, as a record, a file and a form that say the same."""

from __future__ import annotations

from lbdp_core.sharing.contract.bundled import BUNDLED, bundled
from lbdp_core.sharing.contract.document import API, as_document, from_document, read, write
from lbdp_core.sharing.contract.facts import Facts, facts
from lbdp_core.sharing.contract.form import ENTRIES, Entry, filled, form
from lbdp_core.sharing.contract.record import CLASSIFICATIONS, GRAVITY, LADDERS, Contract, Field, Step
from lbdp_core.sharing.contract.terms import Term, bases, checked, terms

__all__ = [
    "API", "BUNDLED", "CLASSIFICATIONS", "ENTRIES", "GRAVITY", "LADDERS", "Contract", "Entry", "Facts", "Field", "Step",
    "Term", "as_document", "bases", "bundled", "checked", "facts", "filled", "form", "from_document", "read", "terms",
    "write",
]  # fmt: skip
