"""Store: models as arrays and text, never as code.

A model is a frozen record of arrays, numbers and text (a LightGBM model is its text). It is written as one `.npz`
that holds no pickles, and read back only after the manifest's SHA-256 has matched: LightGBM ends the whole process on
an edited model, so nothing unchecked may reach it.
"""

from __future__ import annotations

import io
from dataclasses import fields
from typing import Any, TypeVar

import numpy as np

from lbdp_core.sources import DataError, Origin, Shelf, Workbench

T = TypeVar("T")


def save(bench: Workbench, path: str, record: Any, origin: Origin) -> None:
    """Write a frozen record to `path`; tuples of text and plain numbers become arrays."""
    arrays = {f.name: np.asarray(getattr(record, f.name)) for f in fields(record)}
    objects = [name for name, a in arrays.items() if a.dtype == object]
    if objects:
        raise TypeError(f"{type(record).__name__} holds objects in {', '.join(objects)}; only arrays, numbers and text")
    buffer = io.BytesIO()
    np.savez_compressed(buffer, **arrays)  # type: ignore[arg-type]
    bench.bytes(path, buffer.getvalue(), origin)


def restore(shelf: Shelf, path: str, kind: type[T]) -> T:
    """Read back what `save` wrote, each field in the form that the record declares.

    Raises:
        DataError: the file is not the listed one, or was made by another version of the model.
    """
    with np.load(io.BytesIO(shelf.bytes(path)), allow_pickle=False) as held:
        wanted = [f.name for f in fields(kind)]  # type: ignore[arg-type]
        if set(wanted) != set(held.files):
            raise DataError(f"{shelf.root / path} is from another version; make it again with `lbdp data build`.")
        return kind(**{f.name: _plain(held[f.name], str(f.type)) for f in fields(kind)})  # type: ignore[arg-type]


def _plain(value: np.ndarray, declared: str) -> Any:
    if declared.startswith("tuple"):
        return tuple(value.tolist())
    return value.item() if value.ndim == 0 else value
