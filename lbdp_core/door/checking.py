"""Checking: what `lbdp data check FILE` says about one file."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from lbdp_core.door import codes
from lbdp_core.door.kinds import FOLDER, UPLOAD, Kind, Limits
from lbdp_core.door.parsing import called, guarded
from lbdp_core.door.reading import read
from lbdp_core.door.uploads import recognised
from lbdp_core.sources import DataError


@dataclass(frozen=True)
class CheckReport:
    """One file: rows = used + the sum of set_aside (reason -> rows); missing: column -> reason -> values.

    areas: what its area codes are, a clause each; warnings: what of London is not in it, likewise.
    told: what a book says of itself, and how many values are missing and why, likewise.
    """

    file: str
    kind: str
    what: str
    publisher: str
    licence: str
    rows: int
    used: int
    set_aside: dict[str, int]
    repaired: tuple[str, ...]
    missing: dict[str, dict[str, int]]
    areas: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    told: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def check(
    path: Path,
    kinds: Sequence[Kind],
    as_kind: str | None = None,
    limits: Limits = FOLDER,
    known: codes.Known | None = None,
) -> CheckReport:
    """Read one file as a build would, and say what of it could be used; see `checked`."""
    return checked(path, kinds, as_kind, limits, known)[0]


def checked(
    path: Path,
    kinds: Sequence[Kind],
    as_kind: str | None = None,
    limits: Limits = FOLDER,
    known: codes.Known | None = None,
) -> tuple[CheckReport, Kind, pd.DataFrame]:
    """What is said of one file, its kind, and its rows as `read` gives them.

    known: codes of London's areas by geography ("lsoa21", "lsoa11", "ward", "borough"), to compare the file's with.

    Raises:
        DataError: it is of no known kind or tells addresses (see `recognised`), it is refused by `read`, no row of it
            can be used, most of its areas are unknown, or an area is there twice.
    """
    label = called(path.name)
    if not path.is_file():
        raise DataError(f"{label} is not a file that can be read; check its name.")
    with guarded(label):
        kind = recognised(path, kinds, label, _named(as_kind, kinds) if as_kind else None)
    if kind.own and limits is FOLDER:
        limits = UPLOAD  # as a page would take it
    kind, frame, set_aside = _read_for_most(path, kind, kinds, label, limits)
    used = len(frame) - sum(set_aside.values())
    if not used:
        words = ", ".join(f"{n:,} {reason}" for reason, n in set_aside.items())
        raise DataError(
            f"{label} has no {kind.unit} that can be used (rows: {words}); correct the rows or give another file."
        )
    areas, warnings = _areas(frame, kind, known, label)
    missing, repaired = frame.attrs["missing"], tuple(frame.attrs["repaired"])
    facts = (kind.name, kind.what, kind.publisher, kind.licence)
    report = CheckReport(
        label,
        *facts,
        len(frame),
        used,
        set_aside,
        repaired,
        missing,
        areas,
        warnings,
        (*frame.attrs.get("told", ()), *(_gaps(frame) if kind.form != "book" else ())),
    )
    return report, kind, frame


def _read_for_most(
    path: Path, kind: Kind, kinds: Sequence[Kind], label: str, limits: Limits
) -> tuple[Kind, pd.DataFrame, dict[str, int]]:
    """The file and the rows set aside, as read by the theme that uses most of it: several may read one layout (kinds of
    one name), each for rows of its own.

    Raises:
        DataError: it is refused by `read`.
    """
    best = _sifted(path, kind, label, limits)
    for other in kinds:
        if other.name == kind.name and other != kind:
            with suppress(DataError):  # it lacks a column that only this theme needs
                best = max(
                    best, _sifted(path, other, label, limits), key=lambda read: len(read[1]) - sum(read[2].values())
                )
    return best


def _sifted(path: Path, kind: Kind, label: str, limits: Limits) -> tuple[Kind, pd.DataFrame, dict[str, int]]:
    frame = read(path, kind, label, limits)
    return kind, frame, tally(kind.sift(frame)) if kind.sift else {}


def _gaps(frame: pd.DataFrame) -> list[str]:
    """How many values of each column are missing, and why."""
    said = []
    for name, header in frame.attrs["headers"].items():
        reasons = dict(frame.attrs["missing"].get(name, {}))
        if pd.api.types.is_float_dtype(frame[name]) and (
            blank := int(frame[name].isna().sum()) - sum(reasons.values())
        ):
            reasons["left blank"] = blank
        if total := sum(reasons.values()):
            told = [f"{reason} ({n:,})" if len(reasons) > 1 else reason for reason, n in reasons.items()]
            many = f"{total:,} values of {header} are" if total > 1 else f"1 value of {header} is"
            said.append(f"{many} missing: {', '.join(told)}")
    return said


def _areas(
    frame: pd.DataFrame, kind: Kind, known: codes.Known | None, label: str
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    told, warnings = codes.compare(frame, kind, known or {}, label)
    if not known and codes.has_areas(frame, kind):
        warnings.append("area codes were not checked, because no data folder can be read")
    codes.repeated(frame, kind, known or {}, label)
    return tuple(told), tuple(warnings)


def tally(reasons: pd.Series) -> dict[str, int]:
    """How many rows each reason sets aside; rows without a reason are not counted."""
    return {str(reason): int(n) for reason, n in reasons[reasons.ne("")].value_counts(sort=False).items()}


def _named(name: str, kinds: Sequence[Kind]) -> Kind:
    for kind in kinds:
        if kind.name == name:
            return kind
    raise DataError(f"There is no kind {called(name)}; --as may be {', '.join(dict.fromkeys(k.name for k in kinds))}.")
