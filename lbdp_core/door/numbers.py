"""Numbers: texts of a column to numbers, read by evidence from the whole column.

Whether "1,234" is a thousand or a decimal, and 12 a percentage or a share, is decided by what the other values of the
column say; where they do not, the two readings are named. Most values are plain, so that few are looked at one by one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lbdp_core.door import marks

Floats = NDArray[np.float64]
Form = Literal["plain", "english", "either", "european", ""]

SPACES = dict.fromkeys(map(ord, "\u00a0\u202f\u2009\u2007\u2002\u2003"), " ")
MINUS = "-\u2212\u2013\u2012\u2010\u2011"
EXCEL = re.compile(r"-?\d(\.\d+)?E\+\d+")  # as Excel shows a long number, or any in a narrow column: digits are lost
GROUPED = re.compile(r"\d{1,3}([ '’]\d{3})+([.,]\d+)?")
FORMS: tuple[tuple[Form, re.Pattern[str]], ...] = (
    ("plain", re.compile(r"\d+\.?|\d*\.\d+")),
    ("english", re.compile(r"[1-9]\d{0,2}(,\d{3})+\.\d*|[1-9]\d{0,2}(,\d{3}){2,}")),
    ("either", re.compile(r"[1-9]\d{0,2},\d{3}")),
    ("european", re.compile(r"[1-9]\d{0,2}(\.\d{3})+,\d*|[1-9]\d{0,2}(\.\d{3}){2,}|\d*,\d+")),
)
LONGEST = 100  # characters of a text that may be a number: a longer one is none, and is not looked at further
FEW = 0.02  # of the values of a column of percentages may be below 1; more of them are shares among percentages


@dataclass
class Read:
    """Distinct texts as numbers.

    values: NaN where there is none. reasons: why, "" where a text is blank or no number at all.
    bad: texts that are neither a number nor a mark. percent: a percent sign stood there.
    notes: what was done, with {} for the column.
    clash: positions of two texts that use commas in opposite ways, or of one twice that can be read in two ways.
    """

    values: Floats
    reasons: list[str]
    bad: NDArray[np.bool_]
    percent: NDArray[np.bool_]
    notes: list[str] = field(default_factory=list)
    clash: tuple[int, int] | None = None


def read(texts: pd.Series, semicolons: bool = False, decimal: bool = False) -> Read:
    """Distinct texts, stripped, to numbers.

    semicolons: columns are parted by semicolons, so that a comma may part decimals.
    decimal: another column shows that it does.
    """
    size = len(texts)
    none = np.zeros(size, dtype=bool)
    if all(text.isdecimal() and text.isascii() for text in texts):  # most columns
        return Read(texts.to_numpy(dtype=np.float64), [""] * size, none, none.copy())
    blank = texts.str.casefold().isin(marks.EMPTY)
    values = pd.to_numeric(texts.mask(blank), errors="coerce").to_numpy(dtype=np.float64, na_value=np.nan).copy()
    values[texts.str.contains("E+", regex=False).to_numpy(dtype=bool)] = np.nan
    found = Read(values, [""] * size, none, none.copy())
    forms: dict[int, tuple[Form, str]] = {}
    beside: dict[str, None] = {}
    for n in map(int, np.flatnonzero(~np.isfinite(values) & ~blank.to_numpy(dtype=bool))):
        text = texts.iloc[n][:LONGEST].translate(SPACES).strip()
        bare, mark = marks.beside(text)
        found.reasons[n] = marks.reason(text) or (marks.reason(bare) if mark else "")
        if found.reasons[n] or not text:
            continue
        form, digits, found.percent[n] = _form(bare) if len(texts.iloc[n]) < LONGEST else ("", "", False)
        found.bad[n] = not form
        if form:
            forms[n] = form, digits
            beside |= {mark: None} if mark else {}
    _settle(found, texts, forms, semicolons, decimal)
    if beside:
        found.notes.append(f"marks beside numbers of {{}} taken out: {', '.join(beside)}")
    if found.percent.any():
        found.notes.append("percent signs taken out of {}")
    return found


def has_decimal_commas(texts: pd.Series) -> bool:
    """Whether a column has a value whose comma can only part decimals.

    >>> has_decimal_commas(pd.Series(["0,125"])), has_decimal_commas(pd.Series(["1,250"]))
    (True, False)
    """
    return any(_form(text)[0] == "european" for text in texts[texts.str.contains(",", regex=False)])


def _form(text: str) -> tuple[Form, str, bool]:
    """How the separators of a number can be read ("": it is none), the number with them, and if it is a percentage."""
    bare = text.translate(SPACES).strip().removeprefix("'")
    bare, percent = (bare[:-1].strip(), True) if bare.endswith("%") else (bare, False)
    if bare.startswith("(") and bare.endswith(")"):
        bare = f"-{bare[1:-1].strip()}"  # as accountants write what is below nothing
    sign = "-" if bare and bare[0] in MINUS else ""
    bare = (bare[1:] if sign or bare.startswith("+") else bare).strip()
    if GROUPED.fullmatch(bare):
        bare = re.sub(r"[ '’]", "", bare)
        form: Form = "european" if "," in bare else "plain"
        return form, sign + bare, percent
    return next((form for form, pattern in FORMS if pattern.fullmatch(bare)), ""), sign + bare, percent


def _settle(found: Read, texts: pd.Series, forms: dict[int, tuple[Form, str]], semicolons: bool, decimal: bool) -> None:
    """Numbers with separators, by what the whole column shows; or the clash that leaves it open."""
    first: dict[str, int] = {}
    for n, (form, digits) in forms.items():
        first.setdefault("english" if form == "plain" and "." in digits else form, n)
    if {"either", "european"} & first.keys():
        pointed = np.isfinite(found.values) & texts.str.contains(".", regex=False).to_numpy(dtype=bool)
        if pointed.any():
            first.setdefault("english", int(np.argmax(pointed)))
    decimal |= "european" in first
    if decimal and "english" in first and {"either", "european"} & first.keys():
        found.clash = first.get("european", first.get("either", 0)), first["english"]
    elif semicolons and not decimal and "either" in first and "english" not in first:
        found.clash = first["either"], first["either"]
    for n, (form, digits) in forms.items():
        points = form == "european" or (form == "either" and decimal)
        found.values[n] = float(digits.replace(".", "").replace(",", ".") if points else digits.replace(",", ""))
    if {"either", "european"} & first.keys() and decimal:
        found.notes.append("commas in {} read as decimal points")
    elif {"either", "english"} & first.keys() and any("," in digits for _, digits in forms.values()):
        found.notes.append("thousands commas taken out of {}")
    if any(GROUPED.search(texts.iloc[n].translate(SPACES)) for n in forms):
        found.notes.append("spaces between thousands taken out of {}")


def shares(values: Floats, percent: NDArray[np.bool_], header: str) -> tuple[Floats, str, tuple[int, int] | None]:
    """Values (n,) that are shares, as 0 to 1; what was done; and positions of a percentage and a share that clash.

    Percentages are known by their sign, by a header that says so, or by most values above 1.

    >>> shares(np.array([12.0, 30.0]), np.zeros(2, bool), "smoking")[:2]
    (array([0.12, 0.3 ]), 'percentages of {} divided by 100')
    >>> shares(np.array([12.0, 0.3]), np.zeros(2, bool), "smoking")[2]
    (0, 1)
    """
    there = np.isfinite(values)
    above, below = there & (values > 1), there & (values > 0) & (values <= 1)
    signed, plain = there & percent, there & ~percent & (values > 0)
    if signed.any():
        if plain.any():
            return values, "", (int(np.argmax(signed)), int(np.argmax(plain)))
        return values / 100, "percentages of {} divided by 100", None
    if re.search("per ?cent|pct|%", header, re.IGNORECASE):
        return values / 100, "percentages of {} divided by 100", None
    if not above.any() or re.search("share|proportion|fraction", header, re.IGNORECASE):
        return values, "", None  # a share above 1 is refused by its limits
    if below.sum() > FEW * there.sum():
        return values, "", (int(np.argmax(above)), int(np.argmax(below)))
    return values / 100, "percentages of {} divided by 100", None
