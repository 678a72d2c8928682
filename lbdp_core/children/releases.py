"""Release: what a file in the Explore Education Statistics layout says of the indicators, row by row.

Every such file names a time, a place and then its own measures: as columns (a count a column) or as categories in rows
(one column of counts). A measure is known by its words (`column_matching.py`), in either form.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lbdp_core import door
from lbdp_core.children.column_matching import Meaning, meaning, same
from lbdp_core.children.indicators import CHILDREN, Indicator, Words, indicators, terms
from lbdp_core.door import marks, numbers
from lbdp_core.sources import DataError

STANDARD = ("time_period", "level", "country_code", "region_code", "dfe", "ons", "name", "region")  # of every file
ENGLAND, LONDON = "England", "London"  # as places, beside the numbers of councils
LONDON_CODE = "E12000007"
REGION, NOWHERE = "a region other than London", "a place or a year that is not named"
UNUSED = "figures that no indicator uses"
ALL = frozenset({"total", "all", "person", "both", "sex", "gender"})
FOR_ALL = frozenset({"child", "age", "0", "17"})  # children aged 0 to 17, as the population file calls them
COLUMNS = ["place", "year", "indicator", "n", "of", "value", "why"]
Counts = tuple[pd.Series, pd.Series]  # by place and year: the number (NaN where there is none), and why there is none


def years(time_period: pd.Series) -> pd.Series:
    """The year in which each period ends; missing where it is no period.

    >>> years(pd.Series(["2024", "202324", "soon"])).tolist()
    [2024.0, 2024.0, nan]
    """
    text = time_period.fillna("").astype("str").str.strip().str.removesuffix(".0")
    plain = pd.to_numeric(text.where(text.str.fullmatch(r"(19|20)\d{2}")), errors="coerce")
    double = pd.to_numeric(text.where(text.str.fullmatch(r"(19|20)\d{4}")).str[:4], errors="coerce") + 1
    return plain.fillna(double).astype(float)


def places(frame: pd.DataFrame) -> pd.Series:
    """For each row the council's number as the Department for Education counts them, England or London, or ""."""
    level = frame["level"].fillna("").astype("str").str.casefold()
    number = pd.to_numeric(frame["dfe"], errors="coerce") if "dfe" in frame else pd.Series(np.nan, index=frame.index)
    place = number.astype("Int64").astype("str").where(level.str.startswith("local") & number.between(100, 999), "")
    place = place.mask(level.str.startswith("national"), ENGLAND)
    region = frame.get("region_code", pd.Series("", index=frame.index)).fillna("").astype("str")
    return place.mask(level.str.startswith("region") & region.eq(LONDON_CODE), LONDON).fillna("")


def unused(frame: pd.DataFrame) -> pd.Series:
    """For each row why no indicator is read from it, or ""."""
    return Release(frame).unused


@dataclass(frozen=True, eq=False)
class Release:
    """A file as the door read it, with the indicators that it holds.

    frame: the columns of `schema.STATISTICS` and every other one as text.
    """

    frame: pd.DataFrame
    wanted: tuple[Indicator, ...] = ()

    @cached_property
    def place(self) -> pd.Series:
        return places(self.frame)

    @cached_property
    def year(self) -> pd.Series:
        return years(self.frame["time_period"])

    @cached_property
    def known(self) -> pd.Series:
        """Rows of a place and a year that the suite reads."""
        return self.place.ne("") & self.year.notna()

    @cached_property
    def headers(self) -> dict[str, Meaning]:
        """Its own columns, and what they mean."""
        return {str(name): meaning(str(name)) for name in self.frame if name not in STANDARD and name != "identifier"}

    @cached_property
    def numeric(self) -> tuple[str, ...]:
        """Its columns of figures: those whose values are numbers and symbols, and at least one a number."""
        found = []
        for name in self.headers:
            distinct = pd.Series(self.frame[name].dropna().unique()[:400], dtype="str")
            read = numbers.read(distinct)
            if np.isfinite(read.values).any() and read.bad.mean() < 0.1:
                found.append(name)
        return tuple(found)

    @cached_property
    def categories(self) -> dict[str, tuple[NDArray[np.intp], list[Words]]]:
        """Its columns of categories: which one each row has, and their words."""
        found = {}
        for name in (name for name in self.headers if name not in self.numeric):
            codes, texts = pd.factorize(self.frame[name].fillna("").astype("str"))
            found[name] = codes, [meaning(str(text)).words for text in texts]
        return found

    @cached_property
    def figures(self) -> pd.DataFrame:
        """`COLUMNS`: every figure of every indicator that the file holds, a row each."""
        parts = [rows for one in self.wanted or indicators() if (rows := self._figures(one)) is not None]
        if (people := self._children()) is not None:
            parts.append(people)
        return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=COLUMNS)

    @cached_property
    def used(self) -> pd.Series:
        """Rows of which a figure is made."""
        self.figures  # noqa: B018  # it marks the rows
        return self._marks & self.known

    @cached_property
    def unused(self) -> pd.Series:
        """For each row why no indicator is read from it, or ""."""
        why = pd.Series(UNUSED, index=self.frame.index, dtype="str").mask(self.used, "")
        regional = self.frame["level"].fillna("").astype("str").str.casefold().str.startswith("region")
        why = why.mask(~self.known, NOWHERE)
        return why.mask(self.place.eq("") & regional, REGION)

    @cached_property
    def _marks(self) -> pd.Series:
        return pd.Series(False, index=self.frame.index)

    def _children(self) -> pd.DataFrame | None:
        """Residents aged 0 to 17 of a file that is of nothing else: mid-year, so that they are the next year's."""
        column = self._population
        if column is None or len(self.numeric) > 1:
            return None
        rows = self.known & self._in_row(FOR_ALL)
        if not rows.any():
            return None
        n, why = self._count(column, rows)
        self._marks.loc[rows[rows].index] = True
        return _tidy(CHILDREN, n, n, why).assign(year=lambda t: t["year"] + 1)

    @cached_property
    def _population(self) -> str | None:
        """The column of residents, where it has one."""
        return next((c for c in self.numeric if "population" in self.headers[c].words), None)

    def _figures(self, one: Indicator) -> pd.DataFrame | None:
        top, below = terms(one.numerator), () if one.per_child else terms(one.denominator)
        if (columns := [self._column(names) for names in (*top, *below)]) and all(columns):
            rows = self._once(self.known, ())
            counts = [self._count(str(column), rows) for column in columns]
        else:
            found = [self._rows(names, meaning(one.within).words) for names in (*top, *below)]
            column = self._counted
            if column is None or any(each is None for each in found):
                return None
            counts = [self._count(column, each) for each in found if each is not None]
            rows = next(each for each in found if each is not None)
        if not rows.any():
            return None
        n, why = _added(counts[: len(top)])
        of, why_of = _added(counts[len(top) :]) if below else self._residents(rows)
        of, why_of = of.reindex(n.index), why_of.reindex(n.index).fillna("")
        tidy = _tidy(one.key, n, of, why.where(why.ne(""), why_of))
        value = self._published(one, top, rows)
        return tidy.assign(value=value.reindex(n.index).to_numpy() if value is not None else np.nan)

    def _residents(self, rows: pd.Series) -> Counts:
        """Residents that the same row gives, or nothing: they are in another file."""
        if self._population is None:
            return pd.Series(dtype=float), pd.Series(dtype="str")
        return self._count(self._population, rows)

    def _published(self, one: Indicator, top: Sequence[tuple[Words, ...]], rows: pd.Series) -> pd.Series | None:
        """The published percentage or rate of the same rows, where there is a column of it."""
        if len(top) > 1:
            return None
        units = ("percent", "rate") if one.share else ("rate",)
        by_name = [
            c for c in self.numeric for w in top[0] if self.headers[c].unit in units and same(w, self.headers[c].words)
        ]
        alone = [c for c in self.numeric if self.headers[c].unit in units] if self._column(top[0]) is None else []
        column = next(iter(by_name or (alone if len(alone) == 1 else [])), None)
        return None if column is None else self._count(column, rows)[0]

    def _column(self, names: tuple[Words, ...]) -> str | None:
        """The column of counts that means one of these; the first name counts most."""
        counted = [c for c in self.numeric if self.headers[c].unit == "count"]
        return next((c for words in names for c in counted if same(words, self.headers[c].words)), None)

    @cached_property
    def _counted(self) -> str | None:
        """The column of counts of a file whose measures are categories in rows."""
        counted = [c for c in self.numeric if self.headers[c].unit == "count" and c != self._population]
        return counted[0] if len(counted) == 1 and self.categories else None

    def _rows(self, names: tuple[Words, ...], within: Words) -> pd.Series | None:
        """The rows whose category is one of these, one a place and year; None where there is none."""
        rows = self.known & np.logical_or.reduce([self._in_row(words) for words in names])
        if within:
            rows &= self._in_row(within)
        if not rows.any():
            return None
        rows = self._once(rows, (*names, within))
        return rows if rows.any() else None

    def _in_row(self, words: Words) -> pd.Series:
        """Rows that have such a category."""
        found = np.zeros(len(self.frame), dtype=bool)
        for codes, given in self.categories.values():
            found |= np.array([bool(each) and same(words, each) for each in given])[codes]
        return pd.Series(found, index=self.frame.index)

    def _once(self, rows: pd.Series, said: tuple[Words, ...]) -> pd.Series:
        """The rows without those of a breakdown (by age, by sex), so that a place has one a year, or none."""
        at = pd.DataFrame({"place": self.place, "year": self.year})
        if at[rows].duplicated().any():
            for codes, given in self.categories.values():
                if len(np.unique(codes[rows.to_numpy()])) > 1:
                    rows &= np.array([each <= ALL or any(same(words, each) for words in said) for each in given])[codes]
        return rows & ~at[rows].duplicated(keep=False).reindex(rows.index, fill_value=False)

    def _count(self, column: str, rows: pd.Series) -> Counts:
        """The figures of a column in these rows, and why there is none.

        Raises:
            DataError: a text that is neither a number nor a symbol stands there.
        """
        self._marks.loc[rows[rows].index] = True
        codes, distinct = pd.factorize(self.frame.loc[rows, column].fillna("").astype("str"))
        read = numbers.read(pd.Series(distinct, dtype="str"))
        if read.bad.any():
            n = int(np.argmax(np.isin(codes, np.flatnonzero(read.bad))))
            label, lines = self.frame.attrs.get("label", "The file"), self.frame.attrs.get("lines")
            row = lines[int(np.flatnonzero(rows)[n])] if lines is not None else n + 2
            said = door.called(self.frame.loc[rows, column].iloc[n])[:60]
            raise DataError(
                f"{label} has “{said}” in row {row}, column {door.called(column)}; write a number or one of the "
                "symbols c, x, z, u, k and low."
            )
        reasons = pd.Series(read.reasons, dtype="str").mask(
            ~np.isfinite(read.values) & ~_some(read.reasons), marks.ABSENT
        )
        at = pd.MultiIndex.from_arrays([self.place[rows], self.year[rows]], names=["place", "year"])
        return pd.Series(read.values[codes], index=at), pd.Series(reasons.take(codes).to_numpy(), index=at)


def _tidy(key: str, n: pd.Series, of: pd.Series, why: pd.Series) -> pd.DataFrame:
    table = pd.DataFrame({"n": n, "of": of, "why": why}).reset_index()
    return table.assign(indicator=key, value=np.nan)[COLUMNS]


def _some(reasons: Sequence[str]) -> np.ndarray:
    return np.array([bool(reason) for reason in reasons], dtype=bool)


def _added(counts: Sequence[Counts]) -> Counts:
    """Counts added up; where one is missing the sum is, for the first reason."""
    index = counts[0][0].index
    n = sum((count.reindex(index) for count, _ in counts), pd.Series(0.0, index=index))
    why = pd.Series("", index=index, dtype="str")
    for count, reason in counts:
        said = reason.reindex(index).fillna(marks.ABSENT)
        why = why.mask(why.eq("") & count.reindex(index).isna(), said)
    return n, why
