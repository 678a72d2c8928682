"""Annex A workbooks of seeded, made-up children, as a case management system would write them."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

import numpy as np
import openpyxl

from lbdp_core.children.annex_a.layout import BY_NUMBER, LISTS, Layout

AS_OF, TODAY = date(2024, 9, 30), date(2024, 10, 15)
Table = list[list[Any]]
GOOD_CODES = {"gender": "b) Female", "ethnicity": "a) WBRI", "source": "q) 6: Police", "need": "N1 - Abuse or neglect"}


def header(layout: Layout) -> list[str]:
    return [column.name for column in layout.columns]


def row(layout: Layout, **given: Any) -> list[Any]:
    """A row in which nothing is wrong, with what is given by key."""
    out = []
    for column in layout.columns:
        if column.key in given:
            value = given[column.key]
        elif column.holds == "code":
            value = GOOD_CODES.get(column.key, column.codes[0]) if column.needed is True else None
        else:
            value = 1 if column.holds == "number" else "Someone" if column.holds == "filled" else None
        out.append(datetime(*value.timetuple()[:3]) if isinstance(value, date) else value)
    return out


def days_before(count: int) -> date:
    return AS_OF - timedelta(days=count)


def made(children: int = 120, seed: int = 1) -> dict[int, Table]:
    """The eleven lists, with the same children going on from list to list, and all dates possible."""
    rng = np.random.default_rng(seed)
    tables: dict[int, Table] = {layout.number: [header(layout)] for layout in LISTS}
    for n in range(children):
        who = {"child": f"C{100_000 + n}", "birth": days_before(int(rng.integers(700, 6_000)))}
        contact = days_before(int(rng.integers(20, 170)))
        add = lambda number, **given: tables[number].append(row(BY_NUMBER[number], **who, **given))  # noqa: B023, E731
        add(1, contact=contact)
        if rng.random() < 0.7:
            referral = min(contact + timedelta(days=int(rng.integers(0, 3))), AS_OF)
            add(3, referral=referral)
            took = int(rng.integers(10, 90))
            ended = referral + timedelta(days=took)
            add(
                4,
                started=referral,
                authorised=ended if ended <= AS_OF else None,
                support="a) Yes" if ended <= AS_OF else None,
            )
            if rng.random() < 0.6:
                strategy = min(referral + timedelta(days=int(rng.integers(1, 15))), AS_OF)
                conference = strategy + timedelta(days=int(rng.integers(5, 30)))
                held = conference <= AS_OF
                add(
                    5,
                    strategy=strategy,
                    unneeded="b) No",
                    conference=conference if held else None,
                    plan="a) Yes" if held else None,
                )
                if held and rng.random() < 0.8:
                    add(7, started=conference, visit=AS_OF, alone="a) Yes")
    for n in range(children, children + 40):
        who = {"child": f"C{100_000 + n}", "birth": days_before(int(rng.integers(700, 6_000)))}
        begun = days_before(int(rng.integers(30, 690)))
        tables[2].append(row(BY_NUMBER[2], **who, started=days_before(60), completed=days_before(30)))
        tables[6].append(row(BY_NUMBER[6], **who, started=begun, seen=days_before(5), status="c) Child in need plan"))
        tables[8].append(
            row(
                BY_NUMBER[8], **who, started=begun, legal_since=begun, placed=begun, provider="PR1",
                visit=days_before(int(rng.integers(0, 60))), placement="d) U4: Foster placement",
                review=max(begun, days_before(int(rng.integers(10, 170)))),
            )
        )  # fmt: skip
        tables[9].append(row(BY_NUMBER[9], **{**who, "birth": days_before(6_900)} | {"child": f"L{n}"}))
        tables[10].append(row(BY_NUMBER[10], **who, entered=begun, decided=max(begun, days_before(20))))
        tables[11].append(row(BY_NUMBER[11], child=f"A{n}", enquiry=days_before(200)))
    return tables


def book(tables: Mapping[str, Table] | Mapping[int, Table], hidden: Sequence[str] = ()) -> bytes:
    """A workbook with a sheet a table; numbers become "List n"."""
    whole = openpyxl.Workbook()
    whole.remove(whole.worksheets[0])
    for name, table in tables.items():
        sheet = whole.create_sheet(f"List {name}" if isinstance(name, int) else name)
        for line in table:
            sheet.append(list(line))
        if name in hidden:
            sheet.sheet_state = "hidden"
    kept = io.BytesIO()
    whole.save(kept)
    return kept.getvalue()
