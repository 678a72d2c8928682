"""Extract: a file of homes with keys in place of UPRNs and no column that nobody asked for, where it is held."""

from __future__ import annotations

import os
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from lbdp_core import door, exports
from lbdp_core.door import FOLDER, Column, Kind, private
from lbdp_core.sharing.linkage.keyed import LEAST, Secret, keys
from lbdp_core.sources import DataError, write_whole

UPRN = Column("uprn", ("UPRN", "uprn_number", "property_uprn"))


@dataclass(frozen=True)
class Extract:
    """What is sent: a row a home with its key and the columns kept. rows: of the file; without: those with no UPRN."""

    table: pd.DataFrame
    rows: int
    without: int


def extract(path: Path, project: str, secret: Secret, keep: Sequence[str] = ()) -> Extract:
    """Rows of a file with the key of each home in place of its UPRN, in the order of the keys.

    keep: headers of columns that go with it; none by default, since matching needs the key alone. The file's own order
    would tell which row is whose to somebody who has seen it.

    Raises:
        DataError: no UPRNs, one that is none, a column that is not there, or one that tells an address or a person.
    """
    label = door.called(path.name)
    private.refuse_kept(keep)
    kind = Kind(
        "homes", "rows of homes with UPRNs", "the borough (its own records)", "the borough's own; not published",
        (UPRN, *(Column(f"kept {n}", (header,)) for n, header in enumerate(keep))),
    )  # fmt: skip
    frame = door.read(path, kind, label, FOLDER)
    signed = keys(frame["uprn"], project, secret, label)
    table = pd.DataFrame({"key": signed, **{h: frame[f"kept {n}"] for n, h in enumerate(keep)}})
    there = table.dropna(subset="key").sort_values("key", kind="stable", ignore_index=True)
    return Extract(there, len(table), len(table) - len(there))


def write(found: Extract, to: Path) -> None:
    """The extract as a bare CSV."""
    write_whole(to, exports.bare_csv(found.table))


def secret_of(path: Path) -> Secret:
    """The project's key in a file that its holder keeps.

    Raises:
        DataError: it is not there, or too short.
    """
    if not path.is_file():
        raise DataError(f"The key file {path} is not there; give its place, or make one with --new-secret.")
    return Secret(path.read_bytes())


def new_secret_file(path: Path) -> None:
    """Write a new key of 32 random bytes where its holder asks for it, readable by them alone.

    Raises:
        DataError: a file of that name is there; a key is never overwritten.
    """
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    except FileExistsError:
        raise DataError(f"{path} is there already, and a key is never overwritten; leave --new-secret out.") from None
    with os.fdopen(handle, "wb") as file:
        file.write(secrets.token_bytes(LEAST))
