"""What the suite says on a processor: run here, and in a process that is told to add up as another one does.

`python -m tests.elsewhere` prints it as JSON: `kernels` (of the linear algebra), `bits` (what no processor may change),
`figures` (sums and fits, whose last digits it may) and `ranges` (ends of what was drawn in single precision).
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import re
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from threadpoolctl import threadpool_info

from lbdp_core import scenarios
from lbdp_core.levers import Levers
from lbdp_core.pipeline import open_theme
from lbdp_core.sources import Shelf, Workbench, find
from lbdp_core.themes import THEMES

RANGE = re.compile(r"(^|_)(low|high|chance)(_|$)")  # columns that are quantiles or shares of draws
SLOW = {"fire", "sharing", "children", "hmo", "postings"}  # fits that take long: only what they answer is compared
SIMD = (
    "X86_V3 X86_V4 AVX512_ICL AVX512_SPR AVX2 FMA3 AVX512F"  # of numpy; a name that a build does not know is a warning
)
OTHER = {
    "OPENBLAS_CORETYPE": "Prescott",
    "NPY_DISABLE_CPU_FEATURES": SIMD,
    "GLIBC_TUNABLES": "glibc.cpu.hwcaps=-AVX2,-FMA,-AVX512F",
    "PYTHONHASHSEED": "7",
}


def told() -> dict[str, Any]:
    """All of it, of every theme at its opening preset."""
    shelf = Shelf(find("sample_data"))
    kernels = sorted(str(i.get("architecture")) for i in threadpool_info() if i["internal_api"] == "openblas")
    bits: dict[str, Any] = {"draws": drawn(), "files": written(shelf)}
    figures: dict[str, Any] = {}
    ranges: dict[str, Any] = {}
    for theme in THEMES:
        _, model, _ = open_theme(theme.slug, shelf)
        result = theme.run(model, theme.presets[theme.opening])
        bits[theme.slug] = {
            "answer": result.answer.text,
            "caveats": list(result.caveats),
            "labels": [h.label for h in result.headlines],
            "shortlist": result.shortlist.select_dtypes(exclude="number").astype(str).to_numpy().tolist(),
            "link": [scenarios.write(levers, theme.presets) for levers in theme.presets.values()],
        }
        tables = {"headlines": pd.DataFrame([h.as_dict() for h in result.headlines])}
        tables |= {name: getattr(result, name) for name in ("places", "over_time", "shortlist", "drivers")}
        ends = {name: [c for c in table if RANGE.search(str(c))] for name, table in tables.items()}
        ranges[theme.slug] = {name: numbers(table[ends[name]]) for name, table in tables.items()}
        figures[theme.slug] = {name: numbers(table.drop(columns=ends[name])) for name, table in tables.items()}
        if theme.slug not in SLOW:
            figures[theme.slug]["fit"] = numbers(theme.fit(theme.load(shelf)))
    return {"kernels": kernels, "bits": bits, "figures": figures, "ranges": ranges}


def drawn() -> dict[str, list[float]]:
    """The beginnings of what seeds give."""
    rng = np.random.default_rng(2026)
    kinds = (rng.integers(0, 1_000, 50), rng.random(50), rng.permutation(50), rng.standard_normal(50))
    return {str(n): values.tolist() for n, values in enumerate(kinds)}


def written(shelf: Shelf) -> dict[str, str]:
    """Shared tables, read and written again, by their hashes; and the manifest that lists them."""
    with tempfile.TemporaryDirectory() as root:
        bench = Workbench(Path(root))
        for path, entry in shelf.entries.items():
            if path.startswith("areas/") and path.endswith((".csv", ".csv.gz")) and entry.origin.release != "protected":
                bench.table(path, shelf.table(path), entry.origin)
        bench.finish({"made": "again"})
        return {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted(Path(root).rglob("*.*"))}


def numbers(value: object) -> Any:
    """The numbers of a table or of a record, as JSON keeps them (to the last bit); what is no number is left out."""
    if isinstance(value, pd.DataFrame | pd.Series):
        return numbers({str(n): c.to_numpy() for n, c in pd.DataFrame(value).select_dtypes("number").items()})
    if dataclasses.is_dataclass(value) and not isinstance(value, type) and not isinstance(value, Levers):
        return numbers({f.name: getattr(value, f.name) for f in dataclasses.fields(value)})
    if isinstance(value, Mapping):
        return {str(name): numbers(v) for name, v in value.items()}
    if isinstance(value, np.ndarray):
        return value.tolist() if value.dtype.kind in "fiu" else None
    if isinstance(value, tuple | list):
        return [numbers(v) for v in value]
    return float(value) if isinstance(value, int | float | np.number) else None


if __name__ == "__main__":
    print(json.dumps(told()))
