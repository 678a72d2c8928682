"""Lines: which row of the file, as its user sees it, each row that was read comes from."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray


@dataclass(frozen=True)
class Lines:
    """Rows of a file by position of what was read: row = position + lag, with the lag from each `start` on.

    >>> lines = Lines.of([4, 5, 9])
    >>> [lines[n] for n in range(3)], lines.kept([True, False, True])[1]
    ([4, 5, 9], 9)
    """

    starts: tuple[int, ...] = (0,)
    lags: tuple[int, ...] = (2,)  # the header is row 1

    @classmethod
    def of(cls, rows: Iterable[int] | NDArray[np.int64]) -> Lines:
        """The rows of a file (n,), rising."""
        lag = np.asarray(rows, dtype=np.int64)
        lag = lag - np.arange(len(lag))
        starts = np.flatnonzero(np.diff(lag, prepend=-1))
        return cls(tuple(starts.tolist()), tuple(lag[starts].tolist())) if len(starts) else cls()

    def __getitem__(self, position: int) -> int:
        return int(position) + self.lags[bisect_right(self.starts, position) - 1]

    def at(self, positions: Iterable[int]) -> Lines:
        """Those of these positions, rising."""
        return Lines.of([self[n] for n in positions])

    def kept(self, keep: Iterable[bool]) -> Lines:
        """Those of the positions that are kept."""
        at = np.flatnonzero(np.asarray(keep, dtype=bool))
        lags = np.asarray(self.lags)[np.searchsorted(self.starts, at, side="right") - 1]
        return Lines.of(at + lags)


def row_of(frame: pd.DataFrame, position: int) -> int:
    """The row of the file that a row of a frame which came through the door was read from."""
    lines: Lines = frame.attrs.get("lines", Lines())
    return lines[position]
