"""Measures: k-anonymity, l-diversity and the share of unique rows, vectorised, and what of them may be shown.

k: Sweeney (2002), the size of the smallest group of rows that are alike in the quasi-identifiers. l: Machanavajjhala
and others (2007), distinct l-diversity, the fewest values of a sensitive field in any such group. A missing value is a
value: somebody who knows that it is missing can use that.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lbdp_core import protect
from lbdp_core.door import called
from lbdp_core.sources import DataError

BANDS = ((1, 1, "alone"), (2, 4, "with 1 to 3 others"), (5, 10, "with 4 to 9"), (11, None, "with 10 or more"))


def class_sizes(frame: pd.DataFrame, quasi: Sequence[str]) -> NDArray[np.int64]:
    """For each row, how many rows (itself among them) are alike in the quasi-identifiers: (rows,).

    Without a quasi-identifier all rows are alike.

    Raises:
        DataError: a column is not there, or there are no rows.
    """
    group = _groups(frame, quasi)
    return np.asarray(np.bincount(group)[group], dtype=np.int64)


def k_anonymity(frame: pd.DataFrame, quasi: Sequence[str]) -> int:
    """Size of the smallest group of rows that are alike."""
    return int(class_sizes(frame, quasi).min())


def l_diversity(frame: pd.DataFrame, quasi: Sequence[str], sensitive: str) -> int:
    """Fewest distinct values of a sensitive field in any group of rows that are alike."""
    group = _groups(frame, quasi)
    value = _groups(frame, [sensitive])
    pairs = np.unique(np.column_stack([group, value]), axis=0)
    return int(np.bincount(pairs[:, 0]).min())


def unique_share(frame: pd.DataFrame, quasi: Sequence[str]) -> float:
    """Share (0 to 1) of rows that no other row is like."""
    return float((class_sizes(frame, quasi) == 1).mean())


@dataclass(frozen=True, eq=False)
class Measured:
    """Privacy figures that may be shown: every count of rows in them has passed disclosure control.

    k:      in words ("7 or fewer", or about how many). unique: in words, as a share. fewest: l of each sensitive field.
    sizes:  how many rows stand alone, with few or with many others: band, rows (in words).
    """

    quasi: tuple[str, ...]
    rows: str
    k: str
    unique: str
    fewest: dict[str, int]
    sizes: pd.DataFrame

    @property
    def sentences(self) -> tuple[str, ...]:
        """What the figures say."""
        same = (
            f" has the same {' and '.join(name.replace('_', ' ') for name in self.quasi)}"
            if self.quasi
            else " is there"
        )
        lines = [f"Of {self.rows} rows, {self.unique} are alone: no other row{same}."]
        lines.append(f"The smallest group of rows that share these values has {self.k} rows (k).")
        for name, n in self.fewest.items():
            end = "one value, so anybody found in it is known in this too" if n == 1 else f"{n} values"
            lines.append(f"In some group {name} has {end} (l = {n}).")
        return tuple(lines)


def measured(frame: pd.DataFrame, quasi: Sequence[str], sensitive: Sequence[str] = ()) -> Measured:
    """The figures of a table of records, as they may leave.

    Raises:
        DataError: a column is not there, or there are no rows.
    """
    sizes = class_sizes(frame, quasi)
    bands = [(words, int(((sizes >= low) & (sizes <= (high or np.inf))).sum())) for low, high, words in BANDS]
    table = pd.DataFrame(bands, columns=["A row stands", "rows"])
    shown = protect.release(table, "protected", ["rows"], [])["rows"]
    said = pd.DataFrame({"A row stands": table["A row stands"], "Rows": [_rows(n) for n in shown]})
    return Measured(
        tuple(quasi),
        protect.said(len(frame)),
        protect.said(float(sizes.min())),
        _share(bands[0][1], len(frame)) or protect.said(bands[0][1]),
        {name: l_diversity(frame, quasi, name) for name in sensitive},
        said,
    )


def _rows(count: float) -> str:
    return "hidden" if np.isnan(count) else f"about {count:,.0f}"


def _share(alone: int, rows: int) -> str:
    """A share from rounded counts alone, so that it tells no more than they do; "" where the count is hidden."""
    if alone <= protect.THRESHOLD or rows <= protect.THRESHOLD:
        return ""
    return f"about {100 * protect.rounded(alone) / protect.rounded(rows):.0f}%"


def _groups(frame: pd.DataFrame, columns: Sequence[str]) -> NDArray[np.int64]:
    """For each row, the number of the group of rows that are alike in these columns: (rows,)."""
    if missing := [name for name in columns if name not in frame.columns]:
        raise DataError(
            f"The records have no column {called(missing[0])}; they have {', '.join(map(str, frame.columns))}."
        )
    if frame.empty:
        raise DataError("There are no records to measure; give a table with rows.")
    if not columns:
        return np.zeros(len(frame), dtype=np.int64)
    groups = frame.groupby(list(columns), sort=False, dropna=False, observed=True)
    return np.asarray(groups.ngroup(), dtype=np.int64)


SYNTHETIC = "These records are made up. They show how the figures work, not how residents of any borough live."
SEED = 20_261_125
ROWS, WARDS, LSOAS, POSTCODES = 4_000, 20, 140, 1_900  # about a borough; LSOAs in wards, postcodes in LSOAs
REASONS = ("mobility", "frailty", "sight", "heart or lungs", "after an operation", "other")
CHANCES = (0.44, 0.27, 0.09, 0.11, 0.02, 0.07)  # invented
AGE_BANDS = (0, 45, 65, 75, 85, 200)  # years
LABELS = ("under 45", "45 to 64", "65 to 74", "75 to 84", "85 and over")


def records(rows: int = ROWS, seed: int = SEED) -> pd.DataFrame:
    """Synthetic records, the same for the same seed.

    Returns:
        A row a home: name, uprn, postcode, lsoa, ward, resident_age (years), age_band, over_75, reason,
        has_health_reason, service_start, start_year, collection_day.
    """
    draw = np.random.default_rng(seed)
    lsoa_ward = np.sort(draw.integers(0, WARDS, LSOAS))
    postcode_lsoa = np.sort(draw.integers(0, LSOAS, POSTCODES))
    postcode = draw.integers(0, POSTCODES, rows)
    lsoa = postcode_lsoa[postcode]
    age = np.clip(np.round(draw.normal(76, 13, rows)), 18, 104).astype(int)
    reason = draw.choice(REASONS, rows, p=CHANCES)
    start = pd.Timestamp("2019-01-01") + pd.to_timedelta(draw.integers(0, 2_500, rows), unit="D")
    return pd.DataFrame(
        {
            "name": [f"Resident {n:04d}" for n in range(rows)],
            "uprn": [f"999{n:09d}" for n in draw.permutation(10 * rows)[:rows]],
            "postcode": [f"ZZ{n // 100 + 1} {n % 10}{chr(65 + n // 10 % 10)}Z" for n in postcode],
            "lsoa": [f"E01999{n:03d}" for n in lsoa],
            "ward": [f"Ward {n + 1}" for n in lsoa_ward[lsoa]],
            "resident_age": age,
            "age_band": pd.cut(pd.Series(age), AGE_BANDS, right=False, labels=LABELS).astype(str),
            "over_75": age >= 75,
            "reason": reason,
            "has_health_reason": reason != "other",
            "service_start": start.strftime("%Y-%m-%d"),
            "start_year": start.year,
            "collection_day": draw.choice(["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"], rows),
        }
    )
