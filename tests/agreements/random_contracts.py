"""Contracts made at random, for the laws: any that the record itself would take."""

from __future__ import annotations

from hypothesis import strategies as st

from lbdp_core.agreements.contract import CLASSIFICATIONS, GRAVITY, LADDERS, Contract, Field, Step, terms
from lbdp_core.agreements.contract.record import ROLES, ROWS, STATUSES, TYPES, plain


def printed(text: str) -> str:
    return plain("".join(c for c in text if c.isprintable()))


# words of all sorts, and what YAML could take for something else
TEXT = st.text(max_size=40).map(printed) | st.sampled_from(
    ["no", "1.0", "2026-01-01", "~", "a: b", "- a", "# a", "'", '"', "%a", "&a"]
)
NAMED = TEXT.map(lambda text: plain(f"n{text}"))
ENTRY = NAMED.map(lambda text: plain(text.replace(";", "")))


@st.composite
def fields(draw: st.DrawFn, most: int = 6) -> tuple[Field, ...]:
    found = []
    for n in range(draw(st.integers(1, most))):
        held = draw(st.sampled_from(CLASSIFICATIONS))
        category = draw(st.sampled_from([*terms("categories")])) if held == "special_category" else ""
        steps, now, ladder = [], held, draw(st.sampled_from(["", *LADDERS]))
        for m in range(draw(st.integers(0, 3))):
            lower = [c for c in CLASSIFICATIONS if all(a <= b for a, b in zip(GRAVITY[c], GRAVITY[now], strict=True))]
            now = draw(st.sampled_from(lower))
            rows = "area" if steps and steps[-1].rows else draw(st.sampled_from(["", "area"]))
            steps.append(Step(f"f{n}_{m}", now, rows if ladder == "place" else ""))
        kind, needed = draw(st.sampled_from(TYPES)), draw(st.booleans())
        found.append(Field(f"f{n}", held, draw(TEXT), kind, needed, category, ladder, tuple(steps)))
    return tuple(found)


@st.composite
def contracts(draw: st.DrawFn, most: int = 6) -> Contract:
    days = sorted(draw(st.lists(st.dates(), min_size=2, max_size=2)))
    texts = ("purpose", "usage", "limitations", "controller", "legal_power", "compatibility", "privacy_notice")
    return Contract(
        id=draw(NAMED),
        name=draw(NAMED),
        version=draw(NAMED),
        table="t",
        fields=draw(fields(most)),
        status=draw(st.sampled_from(STATUSES)),
        rows=draw(st.sampled_from(ROWS)),
        role=draw(st.sampled_from(ROLES)),
        recipients=tuple(draw(st.lists(ENTRY, max_size=3))),
        linked_with=tuple(draw(st.lists(ENTRY, max_size=2))),
        lawful_basis=draw(st.sampled_from(["", *terms("lawful_bases")])),
        article_9=draw(st.sampled_from(["", *terms("article_9")])),
        schedule_1=draw(st.sampled_from(["", *terms("schedule_1")])),
        objections=draw(TEXT),
        geography=draw(TEXT),
        subjects=draw(TEXT),
        since=draw(st.sampled_from([None, days[0]])),
        until=draw(st.sampled_from([None, days[1]])),
        retention_months=draw(st.none() | st.integers(0, 1_200)),
        people=draw(st.none() | st.integers(0, 100_000_000)),
        **{name: draw(TEXT) for name in texts},
    )


@st.composite
def asked(draw: st.DrawFn) -> tuple[Contract, frozenset[str], dict[str, str]]:
    """A contract, fields kept of it, and how far each field is coarsened."""
    contract = draw(contracts())
    kept = frozenset(f.name for f in contract.fields if draw(st.booleans()))
    ways = {f.name: [f.name, *(s.name for s in f.coarsening)] for f in contract.fields}
    return contract, kept, {name: draw(st.sampled_from(names)) for name, names in ways.items()}
