"""A file of counts of one's own: columns proposed by what they hold, confirmed by a person, then tried on the bench.

Whatever the columns are called, one is of LSOA codes and one of counts. A file whose header or values are about
addresses
or people is refused: `lbdp aggregate` makes counts of it where it is held. Counts pass disclosure control before the
model sees them (docs/decisions/0008).
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from lbdp_core import door, locate, own, protect
from lbdp_core.door import UPLOAD, Column, Kind, private, walking
from lbdp_core.own import Plug, Taken
from lbdp_core.sharing.load import per_home
from lbdp_core.sharing.model import Fitted, looked_at
from lbdp_core.sharing.model.bench import Say, silent
from lbdp_core.sharing.scenario.words import VERDICTS, percent
from lbdp_core.sharing.schema import OWN
from lbdp_core.sources import DataError, Shelf
from lbdp_core.written import number

MOST = 100_000  # records that one area may hold; the largest LSOA has some 3,000 homes
ROWS_SEEN = 2_000  # rows that a proposal looks at
WHOLE = 0.9  # share of whole numbers from which a column is one of counts: areas that were split give parts
CODES, PRIVATE = 0.5, 0.2  # share of values from which a column is one of codes, or one about homes or people
SUPPRESSED = ("c", "*", "..", "-", "x", "suppressed", "")
TELLING = re.compile(
    r"[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}"  # a postcode
    r"|[^@\s]+@[^@\s]+\.\w+|0\d{9,10}|\+44\d{9,10}"  # an e-mail address, a telephone number
    r"|\d{10,12}"  # a UPRN
    r"|.*\d+[a-z]?,? +\w.*\b(road|rd|street|st|avenue|ave|lane|close|court|gardens?|house|square|terrace|way)\b.*",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Proposal:
    """What the columns of a file seem to be, for a person to confirm.

    code, count: the likeliest headers ("" where none is). codes, counts: all headers that may be one.
    rows: how many there are, as disclosure control says them.
    """

    label: str
    headers: tuple[str, ...]
    code: str
    count: str
    codes: tuple[str, ...]
    counts: tuple[str, ...]
    rows: str


def propose(raw: bytes, label: str, shelf: Shelf) -> Proposal:
    """Look at a file: which column holds LSOA codes, by its values, and which may hold counts, by their type.

    Raises:
        DataError: it cannot be read, is about addresses or people, or has no column of codes or of counts.
    """
    label = door.called(label)
    cells = _cells(raw, label)
    known = frozenset(locate.code_table(shelf)["code"])
    head = cells.head(ROWS_SEEN)
    for header, column in head.items():
        told = column.dropna()
        text = told.str.strip()
        if len(text) and float(text.str.fullmatch(TELLING).mean()) > PRIVATE:
            raise DataError(
                f"{label} has a column “{door.called(str(header))}” of addresses or identifiers, {private.WHY}"
            )
    share = {str(h): float(c.str.strip().str.upper().isin(known).mean()) for h, c in head.items()}
    codes = sorted((h for h in share if share[h] >= CODES), key=lambda h: -share[h])
    if not codes:
        raise DataError(
            f"{label} has no column of LSOA codes of London (2021 or 2011); give counts by LSOA, such as "
            "`lbdp aggregate` writes."
        )
    counts = [str(h) for h, c in head.items() if str(h) not in codes and _like_counts(c)]
    if not counts:
        raise DataError(
            f"{label} has no column of counts beside its LSOA codes; if its rows are records, `lbdp aggregate` makes "
            "counts of them on your own machine."
        )
    return Proposal(
        label,
        tuple(map(str, cells.columns)),
        codes[0],
        counts[0],
        tuple(codes),
        tuple(counts),
        protect.said(len(cells)),
    )


def _cells(raw: bytes, label: str) -> pd.DataFrame:
    """Every column of the file as text, once its header tells nothing of addresses or people."""
    with door.parsing.guarded(label):
        tables, is_geo = walking.headers_in(raw, label, UPLOAD)
    headers = [h.strip() for h in max(tables, key=len, default=[]) if h.strip()]
    if is_geo or len(headers) < 2:
        raise DataError(
            f"{label} is not a table with at least two columns; give counts by LSOA as CSV, Excel or Parquet."
        )
    private.refuse([h for table in tables for h in table], label)
    kind = Kind(
        "counts", "counts by LSOA", "your own", "your own", tuple(Column(f"c{n}", (h,)) for n, h in enumerate(headers))
    )
    frame = door.read(raw, kind, label, UPLOAD)
    return frame.rename(columns={f"c{n}": h for n, h in enumerate(headers)}).astype("str")


def _like_counts(column: pd.Series) -> bool:
    """Whether a column holds whole numbers, but for symbols of suppression, and is no year or position."""
    text = column.fillna("").str.strip().str.lower()
    bare = text[~text.isin((*SUPPRESSED, "nan"))].str.replace(",", "", regex=False)
    found = pd.to_numeric(bare, errors="coerce")
    if len(found) == 0 or found.isna().any() or (found < 0).any() or (found > MOST).any():
        return False
    if float((found % 1 == 0).mean()) < WHOLE:
        return False
    return not (found.between(1990, 2100).all() and found.nunique() < 40)


def take(
    model: Fitted, shelf: Shelf, raw: bytes, label: str, code: str, count: str, year: int, say: Say = silent
) -> Taken[Fitted]:
    """Try a file on the bench: the stored model with one more dataset, and what was read of the file.

    Args:
        code, count: the headers that a person confirmed. year: of the counts.

    Raises:
        DataError: a value is not a count, or no row is of London.
    """
    label = door.called(label)
    _cells(raw, label)  # refuses what is about addresses or people, whatever was confirmed
    kind = Kind(
        "own_counts", "counts by LSOA", "the borough (its own records)", "the borough's own; not published",
        (Column("lsoa", (code,)), Column("count", (count,), holds="number", low=0, high=MOST)), unit="row of counts",
        summed=True,
    )  # fmt: skip
    say("Reading the file", 0.01)
    rows = own.placed(door.read(raw, kind, label, UPLOAD), kind, shelf, label)
    given = rows.frame["count"].to_numpy(dtype=float)
    there = np.zeros(len(model.code), dtype=bool)
    there[rows.area] = True
    whole = rows.by_area(len(model.code), np.nan_to_num(given))
    blank = rows.by_area(len(model.code), np.isnan(given).astype(float)) > 0  # hidden before it came here
    safe = np.where(blank, np.nan, released(whole, there, model.borough))
    boroughs = len(np.unique(model.borough[np.isfinite(safe)]))
    if not boroughs:
        raise DataError(
            f"{label} has no count above 7 in any LSOA of London: nothing is left after disclosure control."
        )
    told = {"words": f"Your file “{label}”", "year": year, "field": count, "made": _made(boroughs)}
    column = per_home(safe[:, None], model.households).astype(np.float32)
    mine = model.value_of != OWN
    bare = replace(
        model,
        values=np.column_stack([model.values[:, mine], column]),
        value_of=np.append(model.value_of[mine], OWN),
        value_name=np.append(model.value_name[mine], "count"),
        own=json.dumps(told),
    )
    found = looked_at(bare, OWN, say)
    full = replace(bare, found=json.dumps(model.says | {OWN: found}))
    trial = found["trial"]
    hidden = int((there & ~np.isfinite(safe)).sum())
    said = (
        *own.told(rows.account),
        f"“{door.called(code)}” was read as LSOA codes and “{door.called(count)}” as counts of {year}, as confirmed.",
        f"{protect.said(hidden)} areas of it hold counts that are hidden; the model knows them as hidden, not as none.",
        f"Verdict on {boroughs} borough{'s' * (boroughs != 1)}: {VERDICTS[trial['verdict']]} (gain "
        f"{percent(trial['skill'], sign=True)}, 95 % {percent(trial['low'], sign=True)} to "
        f"{percent(trial['high'], sign=True)}; {percent(trial['p_placebo'], 1)} of shuffled copies did as well).",
    )
    return Taken(f"counts of {number(boroughs)} borough{'s' * (boroughs != 1)}", full, said, (CAVEAT,))


CAVEAT = "Your own file is counted here for this session alone; nobody has checked what it counts."


def _made(boroughs: int) -> str:
    return f"Your own file: {boroughs} borough{'s' * (boroughs != 1)}, after disclosure control."


def released(whole: np.ndarray, there: np.ndarray, borough: np.ndarray) -> np.ndarray:
    """Counts (n,) as they may go on, NaN where hidden or not given; a borough's total is taken as known.

    >>> released(np.array([3.0, 40.0, 12.0, 8.0]), np.ones(4, bool), np.zeros(4, int)).tolist()
    [nan, 40.0, 10.0, nan]
    """
    at = np.flatnonzero(there)
    table = pd.DataFrame({"borough": borough[at], "n": whole[at]})
    found = np.full(len(whole), np.nan)
    found[at] = protect.release(table, "protected", ["n"], ["borough"])["n"].to_numpy(dtype=float)
    return found


PLUG: Plug[Fitted] = Plug(
    asks="Give counts by LSOA (2021 or 2011) of whatever you think would help: a column of codes and one of counts, "
    "whatever they are called. CSV, Excel or Parquet. It is tried as the bundled datasets are.",
    year=("Year that the counts are of", 2016),
    propose=propose,
    take=take,
    after={"dataset": OWN, "ask": "all", "place": "lsoa", "age": "band"},
)
