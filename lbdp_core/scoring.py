"""Scoring: what a stored model says of any number of rows, a batch at a time: rate, tenth, reason and contributions.

A theme declares its model once (`Theme.scorer`); the command `lbdp score`, DuckDB and Spark all call `RowModel.score`.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lbdp_core import columns, explain
from lbdp_core.formatting import joined
from lbdp_core.sources import DataError

Array = NDArray[np.float64]
RATE, TENTH, REASON, ADDS = "rate", "decile", "reason", "contribution_"  # columns of a scored row, and of each feature
TENTHS = np.linspace(0.1, 0.9, 9)
LINKS: dict[str, Callable[[Array], Array]] = {
    "poisson": np.exp,
    "regression": lambda raw: raw,
    "binary": lambda raw: 1 / (1 + np.exp(-raw)),
}


def of_area(name: str, value: float, typical: float) -> str:
    """A feature of an area in words, beside London's: "38% of homes are socially rented (London: 23%)"."""
    return columns.BY_NAME[name].says(value, typical)


class RowModel:
    """A stored model that scores rows, and what makes a score readable.

    names: (k,) its features: columns of numbers. adds: (t,) what contributions are of.
    unit:  of the rate. edges: (9,) the rates from which the second to the tenth tenth begin.
    """

    names: tuple[str, ...]
    adds: tuple[str, ...]
    unit: str
    edges: Array

    @property
    def sha256(self) -> str:
        """The hash of all that the model's figures rest on."""
        raise NotImplementedError

    def judged(self, values: Array, fast: bool) -> tuple[Array, Array, list[str]]:
        """Rates (n,), contributions (n, t) and reasons of rows (n, k)."""
        raise NotImplementedError

    def behind(self, values: Array, at: int) -> Array:
        """(n,) the values that the clause of a contribution names."""
        return values[:, at]

    def clause(self, at: int, value: float) -> str:
        """What a contribution is of, in words."""
        raise NotImplementedError

    def reasons(self, values: Array, added: Array) -> list[str]:
        """For each row the feature that moves it most in the direction in which it differs from the average, in words.

        The typical row has a reason as well, although it is small: `contribution_` says how much.
        """
        higher = added.sum(axis=1) >= 0
        most = np.where(higher, added.argmax(axis=1), added.argmin(axis=1))
        found = np.empty(len(values), dtype=object)
        for k in np.unique(most):
            rows = np.flatnonzero(most == k)
            seen, at = np.unique(self.behind(values[rows], k), return_inverse=True)
            words = [self.clause(k, float(value)) for value in seen]
            found[rows] = np.array(words, dtype=object)[at]
        return [f"{'Higher' if up else 'Lower'}: {words}" for up, words in zip(higher, found, strict=True)]

    def score(self, batch: Any, fast: bool = False) -> Any:
        """A batch with its other columns as they are, then rate, tenth (10 the highest), reason, contributions.

        batch: a pyarrow.RecordBatch that has the model's features as numbers.

        Raises:
            DataError: a feature is missing or no number, or a column has the name of one that is added.
        """
        import pyarrow as pa

        schema = self.schema(batch.schema)
        rate, added, reasons = self.judged(np.column_stack([number(batch, name) for name in self.names]), fast)
        tenth = 1 + np.searchsorted(self.edges, rate, side="right")
        made = [rate, tenth.astype(np.int8), reasons, *np.ascontiguousarray(added.T)]
        kept = [batch.column(name) for name in schema.names if name in batch.schema.names]
        return pa.RecordBatch.from_arrays([*kept, *map(pa.array, made)], schema=schema)

    def schema(self, schema: Any) -> Any:
        """The pyarrow schema of a scored batch, from that of its input.

        Raises:
            DataError: the input lacks a feature, or has a column that a score would hide.
        """
        import pyarrow as pa

        given = set(schema.names)
        if lacking := [name for name in self.names if name not in given]:
            more = f" and {len(lacking) - 3} more" if len(lacking) > 3 else ""
            raise DataError(f"The input lacks {joined(lacking[:3])}{more}; add them as columns of numbers.")
        if taken := sorted(given & {RATE, TENTH, REASON, *(ADDS + name for name in self.adds)}):
            raise DataError(f"The input has a column “{taken[0]}”, which scoring adds; rename it.")
        made = {RATE: pa.float64(), TENTH: pa.int8(), REASON: pa.string()}
        made |= {ADDS + name: pa.float64() for name in self.adds}
        kept = [column for column in schema if column.name not in self.names]
        return pa.schema([*kept, *(pa.field(name, kind) for name, kind in made.items())])

    def each(self, batches: Iterable[Any], fast: bool = False) -> Iterator[Any]:
        """Batches scored as they come; nothing is kept of the ones before."""
        return (self.score(batch, fast) for batch in batches if batch.num_rows)


@dataclass(frozen=True, eq=False)
class TreeModel(RowModel):
    """A stored LightGBM model.

    trees:   the model as LightGBM text. names: (k,) its features, in the order in which it was fitted.
    base:    what contributions start from on the model's scale; with them it gives the log of the rate (or the like).
    typical: (k,) what each feature is compared with. says: name, value and typical value to a clause.
    """

    trees: str
    names: tuple[str, ...]
    base: float
    unit: str
    edges: Array
    typical: Array
    says: Callable[[str, float, float], str] = of_area

    @classmethod
    def beside(
        cls, trees: str, names: Sequence[str], base: float, unit: str, values: Array, rate: Array, weight: Array
    ) -> TreeModel:
        """The model with tenths and typical values of the places that it was fitted to: values (n, k), rate, weight."""
        typical = np.average(values, axis=0, weights=weight)
        return cls(trees, tuple(names), base, unit, tenths(rate, weight), typical)

    @property
    def adds(self) -> tuple[str, ...]:  # type: ignore[override]
        return self.names

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.trees.encode()).hexdigest()

    @property
    def link(self) -> Callable[[Array], Array]:
        """From the model's scale to a rate, as the objective in its text says."""
        objective = re.search(r"^objective=(\w+)", self.trees, re.M)
        return LINKS[objective[1] if objective else "regression"]

    def contributions(self, values: Array, fast: bool = False) -> Array:
        """(n, k) what each feature adds on the model's scale: exact, or within 1e-5 of it and faster."""
        if not fast:
            return explain.contributions(self.trees, values)[0]
        return explain.fast_contributions(self.trees, values)

    def judged(self, values: Array, fast: bool) -> tuple[Array, Array, list[str]]:
        added = self.contributions(values, fast)
        return self.link(self.base + added.sum(axis=1)), added, self.reasons(values, added)

    def clause(self, at: int, value: float) -> str:
        return self.says(self.names[at], value, float(self.typical[at]))


def tenths(rate: Array, weight: Array) -> Array:
    """(9,) the rates from which the second to the tenth tenth of all weight begin.

    >>> tenths(np.array([3.0, 1.0]), np.array([3.0, 1.0])).tolist()
    [1.0, 1.0, 3.0, 3.0, 3.0, 3.0, 3.0, 3.0, 3.0]
    """
    order = np.argsort(rate, kind="stable")
    share = np.cumsum(weight[order]) / weight.sum()
    return np.asarray(rate[order][np.searchsorted(share, TENTHS)])


def number(batch: Any, name: str) -> Array:
    """A column as numbers (n,); what is missing is NaN.

    Raises:
        DataError: it holds something else.
    """
    import pyarrow as pa

    try:
        return np.asarray(batch.column(name).cast(pa.float64()).to_numpy(zero_copy_only=False), dtype=float)
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError):
        raise DataError(f"The column “{name}” of the input holds something that is no number; correct it.") from None
