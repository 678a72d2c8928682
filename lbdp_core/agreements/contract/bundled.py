"""Bundled: the contracts that come with the suite, as files that a borough could send."""

from __future__ import annotations

import functools
from pathlib import Path

from lbdp_core.agreements.contract.document import read
from lbdp_core.agreements.contract.record import Contract
from lbdp_core.sources import DataError

FILES = Path(__file__).resolve().parent / "files"
BUNDLED = (
    "withheld",
    "bins",
    "allowance",
    "placebo",
    "eight",
    "old_codes",
    "own",
)  # in the order of the bench's datasets


@functools.cache
def bundled(name: str) -> Contract:
    """A bundled contract by name.

    Raises:
        DataError: there is none of that name.
    """
    if name not in BUNDLED:
        raise DataError(f"There is no bundled contract {name[:60]!r}; there are {', '.join(BUNDLED)}.")
    return read((FILES / f"{name}.yaml").read_bytes(), name)
