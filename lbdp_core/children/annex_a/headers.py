"""Headers: which of the eleven lists a sheet is, and which of its columns is which, however they are spelt.

The columns decide; the name of the sheet settles a tie. A header has to share most of its words with a column's name,
after abbreviations are written out: "ICPC Date" is the date of the initial child protection conference.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from lbdp_core import door
from lbdp_core.children.annex_a.layout import LISTS, Layout
from lbdp_core.door import header
from lbdp_core.door.header import Header
from lbdp_core.door.kinds import plain

MISSPELT = 0.92  # of the letters, in their order
ALIKE = 0.65  # of the words of a header and of a column's name together that both must have
SHORT = {
    "dob": "date birth", "icpc": "initial child protection conference", "cp": "child protection", "uid": "unique id",
    "cpp": "child protection plan", "s47": "section 47", "cin": "children need", "lac": "looked after child",
    "cla": "looked after child", "la": "local authority", "iro": "independent reviewing officer", "no": "number",
    "uasc": "unaccompanied asylum seeking child", "ffa": "fostering adoption", "nfa": "no further action",
    "epo": "emergency protection order", "identifier": "id", "started": "start", "ended": "end", "begin": "start",
    "completed": "completion", "authorised": "authorisation", "yrs": "years",
}  # fmt: skip
ASIDE = frozenset(
    ("a", "an", "and", "been", "did", "does", "for", "from", "has", "have", "in", "is", "of", "or", "s", "that", "the",
     "their", "this", "to", "was", "were", "what", "y")
)  # fmt: skip
NUMBERED = re.compile(r"(?:list|annex\s*a)?[\s_-]*0?(\d{1,2})(?!\d)", re.IGNORECASE)


@dataclass(frozen=True, eq=False)
class Found:
    """A table that was recognised: its list, its header, where its columns stand, and headers that mean none."""

    table: door.Table
    layout: Layout
    header: Header
    columns: dict[str, int]

    @property
    def strange(self) -> list[str]:
        return [name for i, name in enumerate(self.header.names) if name and i not in self.columns.values()]


def recognise(tables: Sequence[door.Table]) -> tuple[list[Found], list[door.Table]]:
    """The lists among the tables, in the order of the file, and the tables that are none or repeat one."""
    found: list[Found] = []
    for table in tables:
        exact = [fit for layout in LISTS if (fit := _fit(table, layout, loosely=False))]
        near = max(exact, key=_strength, default=None)
        tried = [near.layout] if near is not None and _is_list(near) else LISTS
        fits = [fit for layout in tried if (fit := _fit(table, layout)) and _is_list(fit)]
        if fits:
            found.append(max(fits, key=_strength))
    best = {of: max((f for f in found if f.layout is of), key=_strength) for of in {f.layout for f in found}}
    kept = [f for f in found if best[f.layout] is f]
    return kept, [table for table in tables if all(f.table is not table for f in kept)]


def columns(names: Sequence[str], layout: Layout, loosely: bool = True) -> dict[str, int]:
    """Where the columns of a list stand among headers: the same letters first, then (loosely) the most alike.

    >>> from lbdp_core.children.annex_a.layout import BY_NUMBER
    >>> columns(["Child ID", "DoB", "S47 strategy discussion start date", "ICPC date", "Notes"], BY_NUMBER[5])
    {'child': 0, 'birth': 1, 'strategy': 2, 'conference': 3}
    """
    shown = [plain(name) for name in names]
    at: dict[str, int] = {}
    for column in layout.columns:
        spelt = [plain(said) for said in (column.name, *column.also)]
        place = next((i for word in spelt for i, name in enumerate(shown) if name == word), None)
        if place is not None and place not in at.values():
            at[column.key] = place
    left = [i for i, name in enumerate(names) if loosely and name and i not in at.values()]
    pairs = [
        (alike, -i, column.key)
        for column in layout.columns
        if column.key not in at
        for i in left
        if (alike := max(_alike(names[i], name) for name in (column.name, *column.also))) >= ALIKE
    ]
    for _, place, key in sorted(pairs, reverse=True):
        if key not in at and -place not in at.values():
            at[key] = -place
    return {column.key: at[column.key] for column in layout.columns if column.key in at}


def words(name: str) -> frozenset[str]:
    """The words of a header that tell: small, written out, without endings of plurals."""
    parts = re.findall(r"[a-z]+\d*|\d+", re.sub(r"['’‘]s?\b", " ", name.casefold()))
    whole = " ".join(SHORT.get(part, part) for part in parts).split()
    return frozenset(word.removesuffix("s") if len(word) > 3 else word for word in whole) - ASIDE


def _alike(one: str, other: str) -> float:
    """How much of two headers is the same: of their words, or of their letters where a word is misspelt."""
    both, each = (words(one), words(other)), (plain(one), plain(other))
    if {w for w in both[0] if w.isdecimal()} != {w for w in both[1] if w.isdecimal()}:
        return 0.0
    shared = len(both[0] & both[1]) / max(len(both[0] | both[1]), 1)
    letters = SequenceMatcher(None, *each, autojunk=False).ratio()
    return max(shared, letters if letters >= MISSPELT else 0.0)


def _fit(table: door.Table, layout: Layout, loosely: bool = True) -> Found | None:
    if not table.top:
        return None
    head, _ = header.of(table.top, layout.kind)
    found = columns(head.names, layout, loosely)
    for band in (way for way in header.bands(table.top) if way.at == head.at):
        more = columns(band.names, layout, loosely)
        found |= {key: i for key, i in more.items() if key not in found and i not in found.values()}
    return Found(table, layout, head, found)


def _is_list(fit: Found) -> bool:
    """Half of the columns of its own, or of all of them where its sheet says so too."""
    own = fit.layout.own & fit.columns.keys()
    return "child" in fit.columns and len(own) >= (1 if _named(fit) else max(len(fit.layout.own) / 2, 1))


def _named(fit: Found) -> bool:
    number = NUMBERED.search(fit.table.name)
    return int(number[1]) == fit.layout.number if number else words(fit.layout.title) <= words(fit.table.name)


def _strength(fit: Found) -> tuple[float, bool]:
    own = len(fit.layout.own & fit.columns.keys())
    return own / max(len(fit.layout.own), 1) + own / 20, _named(fit)
