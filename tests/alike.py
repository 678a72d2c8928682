"""Whether two values are alike: what was read or drawn to the last bit, what a fit or a sum gave within a tolerance.

Another processor runs another kernel of the linear algebra and other vector instructions, which add up in another
order: the last digits of a fitted figure are not the suite's to promise.
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Mapping

import numpy as np
import pandas as pd

FITTED = 1e-9  # of a figure, or of one where it is smaller: what another processor may change
DRAWN = 1e-5  # the same of the ends of ranges: many draws are kept, and added up, in single precision


def apart(one: object, other: object, within: float = 0.0, path: str = "") -> list[str]:
    """Where two values differ by more than `within` of the larger (or than `within`); empty where they do not.

    >>> apart({"a": [1.0, "x"]}, {"a": [1.0 + 1e-12, "x"]}), apart({"a": [1.0]}, {"a": [1.0 + 1e-12]}, FITTED)
    (['.a[0]'], [])
    """
    if isinstance(one, pd.DataFrame | pd.Series) and type(one) is type(other):
        return apart(_columns(one), _columns(other), within, path)
    if (
        isinstance(one, np.ndarray)
        and isinstance(other, np.ndarray)
        and one.dtype.kind == "f"
        and one.dtype == other.dtype
    ):
        same = one.shape == other.shape and np.allclose(one, other, within, within, equal_nan=True)
        return [] if same else [path]
    if isinstance(one, np.ndarray) and isinstance(other, np.ndarray):
        return [] if one.dtype == other.dtype and np.array_equal(one, other) else [path]
    if dataclasses.is_dataclass(one) and type(one) is type(other):
        one, other = ({f.name: getattr(v, f.name) for f in dataclasses.fields(one)} for v in (one, other))
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        if list(one) != list(other):
            return [path]
        return [d for name in one for d in apart(one[name], other[name], within, f"{path}.{name}")]
    if isinstance(one, tuple | list) and isinstance(other, tuple | list):
        if len(one) != len(other):
            return [path]
        return [d for n, pair in enumerate(zip(one, other, strict=True)) for d in apart(*pair, within, f"{path}[{n}]")]
    if isinstance(one, float) and isinstance(other, float) and math.isnan(one) and math.isnan(other):
        return []
    if isinstance(one, float) and isinstance(other, float):
        return [] if math.isclose(one, other, rel_tol=within, abs_tol=within) else [path]
    return [] if one == other else [path]


def _columns(table: pd.DataFrame | pd.Series) -> dict[str, object]:
    """A table as its parts, in order: labels and values of each column."""
    frame = table.to_frame("") if isinstance(table, pd.Series) else table
    columns = {str(name): frame[name].to_numpy() for name in frame}
    return {"rows": list(frame.index)} | {n: v if v.dtype.kind in "fiub" else list(v) for n, v in columns.items()}
