"""Totals: rows of a table of counts that hold other rows again, which would be counted twice if all were added up.

A total row has no code of an area. A total category ("All" beside "M" and "F", "All years", "Total" beside tenures) is
the sum of its siblings in the same area. A copy is a row that stands twice. Each is left out, and said.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lbdp_core.door import letters, numbers
from lbdp_core.door.kinds import Kind
from lbdp_core.door.lines import Lines
from lbdp_core.door.parsing import Sheet, called
from lbdp_core.formatting import joined
from lbdp_core.sources import DataError

Mask = NDArray[np.bool_]
WIDEST = 60  # columns that are looked at
WORDS = 60  # of a column of categories, at most
CODE = re.compile(r"[EWSN]\d{8}", re.IGNORECASE)
WIDER = re.compile(r"(E(0[6-9]|1[0-3]|92)|K0\d)\d+", re.IGNORECASE)  # a district, a region, a country
NAMED = re.compile(
    r"(grand |sub-?)?totals?|all( \w+){0,2}|both( sexes)?|any|(total |all )?(persons|people)|sum|overall|everyone"
    r"|combined|(greater |inner |outer )?london|england|.* total|total .*",
    re.IGNORECASE,
)
AGREE = 0.9  # share of areas in which a category with the name of a total must be the sum of its siblings
PROOF = 5  # areas in which one without such a name must be, in every one, beside two siblings or more
ROUNDED = 2.5  # what rounding to 5 can move each count by


def left_out(sheet: Sheet, kind: Kind, at: dict[str, int], label: str) -> Sheet:
    """The sheet of a kind whose rows are added up, without rows that hold others again.

    at: where the columns of the kind stand; the first of the kind is of areas.

    Raises:
        DataError: a category is called a total and is not the sum of its siblings.
    """
    area = str(at[kind.columns[0].name])
    values = [str(i) for name, i in at.items() if kind.column(name).holds == "number"]
    headers = {str(i): called(name.strip()) for i, name in enumerate(sheet.headers)}
    by = [str(i) for name, i in at.items() if kind.column(name).holds == "period"]
    drop, said = again(sheet.cells, area, values, headers, sheet.lines, label, by)
    if not drop.any():
        return replace(sheet, repaired=[*sheet.repaired, *said])
    cells = sheet.cells[~drop].reset_index(drop=True)
    return replace(sheet, cells=cells, lines=sheet.lines.kept(~drop), repaired=[*sheet.repaired, *said])


def again(
    cells: pd.DataFrame,
    area: str,
    values: Sequence[str],
    headers: dict[str, str],
    lines: Lines,
    label: str,
    by: Collection[str] = (),
    only: Collection[str] | None = None,
) -> tuple[Mask, list[str]]:
    """Rows (n,) that hold other rows again, and what is said of them, as clauses.

    cells: columns of text. values: those of counts; the others beside the area may tell rows of an area apart.
    by: columns that the counts stay apart by, such as a year.
    only: columns of which a category may be a total; all where None.

    >>> rows = pd.DataFrame({"lsoa": ["E01000001"] * 3, "sex": ["M", "F", "All"], "n": ["4", "5", "9"]})
    >>> again(rows, "lsoa", ["n"], {"sex": "sex"}, Lines(), "a.csv", only=["sex"])
    (array([False, False,  True]), ['left out the rows for “All” in sex, the sum of the others'])
    """
    text = pd.DataFrame({str(c): cells[c].fillna("").str.strip() for c in cells.columns}).reset_index(drop=True)
    codes, areas = pd.factorize(text[area])
    text[area] = letters.codes(letters.seen(pd.Series(areas, dtype="str"))).take(codes).to_numpy()
    counts = np.column_stack([_numbers(text[v]) for v in values]) if values else np.zeros((len(text), 0))
    drop, said = _total_rows(text, area, counts, lines)
    parts = _categories(text[~drop], area, values)
    for column in parts if only is None else [c for c in parts if c in only]:
        group = np.asarray(text.groupby([area, *(c for c in parts if c != column)]).ngroup(), dtype=np.int64)
        words = _likeliest(text.loc[~drop, column])
        for word in words:
            # a year beside its quarters is their sum, and not that of other years
            within = [other for other in words if re.match(rf"{re.escape(word)}\W", other)]
            others = text[column].isin(within) if within else text[column].ne(word) & text[column].ne("")
            mine = ~drop & text[column].eq(word).to_numpy()
            rows = _sums(group, counts, mine, ~drop & others.to_numpy(), word, headers.get(column, column), label)
            if rows.any():
                drop |= rows
                what = f"those that begin with “{called(word)}”" if within else "the others"
                said.append(
                    f"left out the rows for “{called(word)}” in {headers.get(column, column)}, the sum of {what}"
                )
    copies, told = _copies(text, counts, drop, area, [*parts, *values], parts, lines)
    if only is not None:
        return drop | copies, [*said, *told]
    kept = text[~drop]
    if not told and (first := _first(kept.duplicated([area, *by]), lines)):
        over = [headers.get(c, c) for c in parts if c not in by and kept[c].duplicated().sum() < len(kept) - 1]
        told = [f"rows of one area are added up{f' over {joined(over)}' if over else ''}, the first in row {first:,}"]
    return drop | copies, [*said, *told]


def _is_total(text: str) -> bool:
    """Whether a word is what totals are called.

    >>> _is_total("TOTAL *"), _is_total("Barnet total:"), _is_total("Totteridge")
    (True, True, False)
    """
    return bool(NAMED.fullmatch(text.strip(" :*.†–-")))


def _numbers(text: pd.Series) -> NDArray[np.float64]:
    codes, values = pd.factorize(text)
    return numbers.read(pd.Series(values, dtype="str")).values[codes]


def _total_rows(text: pd.DataFrame, area: str, counts: NDArray[np.float64], lines: Lines) -> tuple[Mask, list[str]]:
    """Rows without the code of an area that are called a total, or whose counts are the sum of all the others."""
    areas = text[area]
    coded = (areas.str.fullmatch(CODE) & ~areas.str.fullmatch(WIDER)).to_numpy(dtype=bool)
    rest = np.flatnonzero(~coded) if coded.any() else np.array([], dtype=int)
    drop = np.zeros(len(text), dtype=bool)
    whole = np.nansum(counts[coded], axis=0)
    for n in rest if len(rest) <= WORDS else ():
        named = WIDER.fullmatch(areas.iloc[n]) or any(map(_is_total, text.iloc[n]))
        summed = whole.any() and not areas.iloc[n] and np.array_equal(counts[n], whole)
        drop[n] = bool(named or summed)
    first = _first(pd.Series(drop), lines)
    many = int(drop.sum())
    what = "the total" if many == 1 else f"{many} totals, the first"
    return drop, [f"left out {what} in row {first:,}"] if first else []


def _categories(text: pd.DataFrame, area: str, values: Sequence[str]) -> list[str]:
    """Columns of a few words that tell rows of one area apart."""
    beside = [c for c in text.columns if c != area and c not in values]
    few = [c for c in beside if 2 <= text[c].nunique() <= WORDS]
    return [c for c in few if text.drop_duplicates([area, c])[area].duplicated().any()]


def _likeliest(column: pd.Series) -> list[str]:
    """The words of a column, those that are called totals first, then those of most rows."""
    words = [str(word) for word in column.value_counts().index if word]
    return sorted(words, key=lambda word: not _is_total(word))


def _sums(
    group: NDArray[np.int64], counts: NDArray[np.float64], mine: Mask, others: Mask, word: str, header: str, label: str
) -> Mask:
    """The rows of a category, where they are the sum of its siblings in the same group; else none.

    group (n,): rows that only the category tells apart. mine, others (n,): rows of the category and of its siblings.
    """
    none = np.zeros(len(group), dtype=bool)
    if not counts.shape[1]:
        return none
    size = int(group.max()) + 1
    siblings = np.bincount(group[others], minlength=size)
    both = (np.bincount(group[mine], minlength=size) > 0) & (siblings > 0)
    if not both.any():
        return none
    named = _is_total(word)
    hidden = np.isnan(counts).any(axis=1)
    known = both & (np.bincount(group[hidden & (mine | others)], minlength=size) == 0)
    total, parts_of = (
        np.column_stack([np.bincount(group[rows], np.nan_to_num(v[rows]), size) for v in counts.T])
        for rows in (mine, others)
    )
    slack = np.maximum(ROUNDED * (siblings + 1), 0.03 * total.max(axis=1))[:, None] if named else 1e-9
    agrees = (np.abs(total - parts_of) <= slack).all(axis=1)
    exact = (np.abs(total - parts_of) <= 1e-9).all(axis=1)
    rows = mine & both[group]
    if not named:
        proof = known & (siblings > 1) & (total > 0).all(axis=1)
        return rows if proof.sum() >= PROOF and exact[known].all() else none
    if not known.any() or agrees[known].mean() >= AGREE:
        return rows
    raise DataError(
        f"{label} has rows for “{called(word)}” in column {header} that are not the sum of the other rows; keep either "
        "those rows or the others."
    )


def _copies(
    text: pd.DataFrame,
    counts: NDArray[np.float64],
    drop: Mask,
    area: str,
    said: Sequence[str],
    parts: Sequence[str],
    lines: Lines,
) -> tuple[Mask, list[str]]:
    """Rows that stand twice: every area that is there again is there with the same counts, and not with ones alone.

    said: columns of categories (parts) and of counts, which are never running numbers.
    """
    none = np.zeros(len(text), dtype=bool)
    kept = text[~drop]
    twice = kept.duplicated([area, *parts], keep=False)
    copied = counts[~drop][twice.to_numpy()]
    several = int(kept.loc[twice, area].nunique()) >= PROOF  # then a running number does not make a copy another row
    if not twice.any() or not copied.size or not np.nanmax(np.nan_to_num(copied)) > 1:
        return none, []
    if several and len(np.unique(copied)) == 1:
        return none, []  # one number in every row is of records
    alike = [c for c in kept if c in (area, *said) or not (several and kept[c].is_unique)]
    same = kept.duplicated(alike, keep=False)
    if not same[twice].all():
        return none, []
    none[kept.index[kept.duplicated(alike)]] = True
    first = _first(pd.Series(none), lines)
    return none, [f"left out rows that repeat a row above them word for word, the first in row {first:,}"]


def _first(mask: pd.Series, lines: Lines) -> int:
    """The row of the file of the first of some rows; 0 where there are none. mask: by position."""
    at = mask.index[mask.to_numpy(dtype=bool)]
    return lines[int(at[0])] if len(at) else 0
