"""Adverts as a store keeps them, drawn in bulk: what the questions of a store are asked of in tests of size."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pyarrow as pa

from lbdp_core import relations
from lbdp_core.boroughs import NAMES
from lbdp_core.postings.store import ADVERTS

SCHEMA = relations.table("adverts", **ADVERTS).schema().to_pyarrow()
FIRST, LAST = 20_300, 20_726  # days since 1970: 1 August 2025 to 30 September 2026


def tables(rows: int, seed: int = 4, each: int = 100_000) -> Iterator[pa.Table]:
    """Adverts by the hundred thousand: some without a day, a borough, pay or an occupation, many of them repeats."""
    rng = np.random.default_rng(seed)
    for first in range(0, rows, each):
        yield _table(rng, first, min(each, rows - first))


def _table(rng: np.random.Generator, first: int, n: int) -> pa.Table:
    low = rng.normal(35_000, 9_000, n).round(2)
    given = {
        "hash": pa.array([f"{first + k:032x}" for k in range(n)]),
        "title": pa.array(rng.choice(["Nurse", "Chef de partie", "Care worker"], n)),
        "borough": pa.array(rng.choice(["", *NAMES], n)),
        "occupation": pa.array(rng.choice(["", *(str(code) for code in range(211, 260))], n)),
        "posted": pa.array(rng.integers(FIRST, LAST, n).astype("int32"), pa.date32(), mask=rng.random(n) < 0.05),
        "pay_low": pa.array(low, mask=rng.random(n) < 0.5),
        "pay_high": pa.array(low * rng.uniform(1, 1.3, n), mask=rng.random(n) < 0.4),
        "likeness": pa.array(np.where(rng.random(n) < 0.4, 0.0, rng.random(n).round(2))),
        "lead": pa.array(rng.random(n)),
    }
    columns = [given[f.name].cast(f.type) if f.name in given else pa.nulls(n, f.type) for f in SCHEMA]
    return pa.Table.from_arrays(columns, schema=SCHEMA)
