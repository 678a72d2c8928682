"""Uploads: which kind a borough's own file is, before a row of it is read, and that none is about addresses."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from lbdp_core.door import header, private
from lbdp_core.door.header import Top
from lbdp_core.door.kinds import FOLDER, Column, Kind, Limits, ties
from lbdp_core.door.parsing import called, guarded
from lbdp_core.door.reading import read
from lbdp_core.door.walking import kind_by, rows_in, tops_in
from lbdp_core.sources import DataError


class Unclear(DataError):
    """A header that fits several kinds of own records; only a person can tell which."""

    def __init__(self, label: str, kinds: tuple[Kind, ...]):
        ways = " or ".join(f"{kind.what} (--as {kind.name})" for kind in kinds)
        super().__init__(f"{label} may be {ways}; say which.")
        self.kinds = kinds


def recognised(
    source: Path | bytes, kinds: Sequence[Kind], label: str, asked: Kind | None = None, limits: Limits = FOLDER
) -> Kind:
    """The kind of a file: the one asked for, or the one that its header says.

    Raises:
        DataError: an upload, a borough's own file or one of no kind has a column that tells addresses or people; or it
            is of no known kind.
        Unclear: the header fits several kinds of own records.
    """
    label = called(label)
    with guarded(label):
        tops, is_geo = tops_in(source, kinds, label, limits)
        found, reason = (asked, "") if asked else kind_by(tops, is_geo, kinds)
        headers = [header.of(top, found)[0] if found else header.likeliest(top) for top in tops]
    if isinstance(source, bytes) or (found.own if found else not _like_published(tops, is_geo, kinds)):
        told = [cell for top, head in zip(tops, headers, strict=True) for cell in header.cells_to(top, head)]
        names = [name for head in headers for name in head.names]
        private.refuse([*told, *names], label)
        refuse_people(source, label, limits)
        _refuse_doubtful(source, names, label, limits, is_geo)
    if found is None:
        raise DataError(f"{label} {reason}{'' if reason == header.NO_HEADER else f'; {_instead(source)}'}.")
    if asked is None and found.own:
        for head in headers:
            if len(same := ties(head.names, kinds)) > 1 and found in same:
                raise Unclear(label, same)
    return found


def refuse_people(source: Path | bytes, label: str, limits: Limits) -> None:
    """Nothing, when no row of any table tells an address or a person, nor the header of a hidden sheet.

    Raises:
        DataError: one does.
    """
    with guarded(label):
        for hidden, rows in rows_in(source, label, limits):
            if hidden:
                top = rows[: header.LOOK]
                private.refuse(header.cells_to(top, header.likeliest(top)), label)
            where = f"{label} has a hidden sheet that" if hidden else label
            private.refuse_rows((line.cells for line in rows), where, hidden)


def _refuse_doubtful(source: Path | bytes, headers: list[str], label: str, limits: Limits, is_geo: bool) -> None:
    """Nothing, when no column whose header leaves it open holds addresses or telephone numbers."""
    named = dict.fromkeys(h for h in private.doubtful(headers) if headers.count(h) == 1)
    if named and not is_geo:
        columns = tuple(Column(f"c{n}", (header,), needed=False) for n, header in enumerate(named))
        cells = read(source, Kind("columns", "a table", "as given", "as given", columns), label, limits)
        private.refuse_values(cells.rename(columns={f"c{n}": header for n, header in enumerate(named)}), label)


def _instead(source: Path | bytes) -> str:
    """What to give in place of a file that no layout fits; a page has no command line, and lists its columns."""
    if isinstance(source, bytes):
        return "rename its columns as this page lists them, or use a file that has them"
    return "`lbdp data check FILE --as KIND` shows what is missing for a layout (`--as list` names the layouts)"


def _like_published(tops: Sequence[Top], is_geo: bool, kinds: Sequence[Kind]) -> bool:
    """Whether a file of no kind is all but a publisher's: then what it lacks is the better thing to say."""
    form = "geojson" if is_geo else "csv"
    published = [kind for kind in kinds if not kind.own and kind.form == form]
    return any(header.nearly(top, published) for top in tops)
