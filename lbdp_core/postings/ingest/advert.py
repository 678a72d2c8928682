"""Advert: one typed frame for adverts of any form, and what became of the records of each file."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from lbdp_core.postings.ingest import formats, location
from lbdp_core.postings.ingest.fields import Fields
from lbdp_core.postings.ingest.outlines import Outlines
from lbdp_core.postings.ingest.salary import NO_TEXT
from lbdp_core.row_accounts import RowAccount

NO_TITLE, AGAIN = "an advert without a title", "the same advert again, word for word"
TOO_DEEP = "an advert whose fields lie too deep inside one another"
COLUMNS: Mapping[str, str] = {
    "hash": "str",  # of what the advert says: the same advert has the same, wherever and whenever it is read
    "ident": "str",  # what its source calls it
    "source": "str",
    "form": "str",  # schema.org, adzuna, records or csv
    "title": "str",
    "text": "str",  # the description without its HTML
    "employer": "str",
    "posted": "datetime64[s]",  # missing where it is not said
    "contract": "str",
    "place": "str",  # as said
    "borough": "str",  # "" where it is not known
    "place_confidence": "float64",  # 0 to 1
    "place_reason": "str",  # why there is no borough
    "pay_low": "float64",  # pounds for a full-time year; missing where there is no such end
    "pay_high": "float64",
    "pay_period": "str",  # in which it was said
    "pay_reason": "str",  # why there is no figure
    "pro_rata": "bool",
    "on_target": "bool",  # more is promised on target, and left out
    "period_inferred": "bool",  # no word says the period: it follows from the size of the figure
}


def read(raw: bytes, label: str, source: str = "", outlines: Outlines | None = None) -> tuple[pd.DataFrame, RowAccount]:
    r"""The adverts of a file, and what became of its records.

    source: what the file's adverts are said to come from; its form where nothing is said. outlines: what places
    coordinates; without them words alone count.

    Raises:
        DataError: nothing of the file could be an advert.

    >>> frame, account = read(b"title,location,salary\nNurse,Camden,20 an hour\n,Brent,\n", "a.csv")
    >>> frame[["title", "borough", "pay_low"]].values.tolist(), account.used, account.set_aside
    ([['Nurse', 'Camden', 39000.0]], 1, {'an advert without a title': 1})
    """
    held = formats.read(raw, label)
    frame, aside = adverts(held.records, source, outlines)
    return frame, RowAccount(label, "adverts", held.rows, dict(held.set_aside + aside))


def adverts(
    records: Iterable[tuple[str, Mapping[str, Any]]], source: str = "", outlines: Outlines | None = None
) -> tuple[pd.DataFrame, Counter[str]]:
    """Records (form, record) as adverts, in their order, and those set aside by reason."""
    rows: list[tuple[Any, ...]] = []
    aside: Counter[str] = Counter()
    seen: set[str] = set()
    for form, record in records:
        fields = Fields(record)
        try:
            row = _row(fields, title, form, source or form, outlines) if (title := fields.title) else None
        except RecursionError:
            aside[TOO_DEEP] += 1
            continue
        if row is None:
            aside[NO_TITLE] += 1
            continue
        if row[0] in seen:
            aside[AGAIN] += 1
            continue
        seen.add(row[0])
        rows.append(row)
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype(dict(COLUMNS)), aside


def _row(fields: Fields, title: str, form: str, source: str, outlines: Outlines | None) -> tuple[Any, ...]:
    text, employer, posted, ident = fields.text, fields.employer, fields.posted, fields.ident
    places, pay = fields.places(), fields.pay(text)
    place = location.find(*places)
    if outlines and (point := fields.point()):
        place = outlines.settle(place, *point)
    said = "\x1f".join((title, employer, text, str(posted), "|".join(places), ident))
    low, high = pay.annual
    return (
        hashlib.blake2b(said.encode("utf-8", "replace"), digest_size=16).hexdigest(),
        ident,
        source,
        form,
        title,
        text,
        employer,
        pd.NaT if posted is None or not 1990 <= posted.year <= 2200 else posted,
        fields.contract,
        ", ".join(places),
        place.borough,
        place.confidence,
        place.reason,
        low,
        high,
        pay.period,
        pay.reason,
        pay.pro_rata,
        pay.target,
        pay.inferred,
    )


def losses(frame: pd.DataFrame) -> dict[str, dict[str, int]]:
    """For borough, pay and day: how many adverts lack it, by reason."""
    undated = int(frame["posted"].isna().sum())
    return {
        "borough": _counted(frame["place_reason"]),
        "pay": _counted(frame["pay_reason"]),
        "day": {"no day that can be read": undated} if undated else {},
    }


def _counted(reasons: pd.Series) -> dict[str, int]:
    return {str(reason): int(n) for reason, n in reasons[reasons.ne("")].value_counts().items()}


__all__ = ["AGAIN", "COLUMNS", "NO_TEXT", "NO_TITLE", "adverts", "losses", "read"]
