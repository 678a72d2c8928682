"""Plain JSON: the one way in which values become JSON text; a figure that does not exist is null, never NaN."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd


def text(value: Any, **layout: Any) -> str:
    """Values as JSON text that every reader of the standard (RFC 8259) takes.

    Args:
        value: what `plain` can make plain. layout: `indent`, `separators`, `ensure_ascii`, `sort_keys` of `json.dumps`.

    >>> text({"skill": float("nan"), "years": np.array([2021])})
    '{"skill": null, "years": [2021]}'
    """
    try:
        return json.dumps(value, allow_nan=False, **layout)
    except (TypeError, ValueError):  # only what is not plain already pays for being walked through
        return json.dumps(plain(value), allow_nan=False, **layout)


def plain(value: Any) -> Any:
    """Values as JSON has them: tables as lists of rows, and null for what is not a number.

    >>> plain((np.float64("inf"), pd.NA, pd.DataFrame({"n": [1]})))
    [None, None, [{'n': 1}]]
    """
    if isinstance(value, pd.DataFrame):
        return [plain(row) for row in value.to_dict("records")]
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, np.ndarray):
        return plain(value.tolist())
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(item) for item in value]
    if isinstance(value, np.generic):
        return plain(value.item())
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if value is None or isinstance(value, str | int):
        return value
    return None if pd.isna(value) else str(value)
