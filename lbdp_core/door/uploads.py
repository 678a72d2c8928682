"""Uploads: which kind a borough's own file is, before a row of it is read, and that none is about addresses."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from lbdp_core.door import private
from lbdp_core.door.kinds import FOLDER, Column, Kind, Limits, nearest, ties
from lbdp_core.door.parsing import called, guarded
from lbdp_core.door.reading import read
from lbdp_core.door.walking import headers_in, hidden_headers_in, kind_by
from lbdp_core.sources import DataError


class Unclear(DataError):
    """A header that fits several kinds of own records; only a person can tell which."""

    def __init__(self, label: str, kinds: tuple[Kind, ...]):
        ways = " or ".join(f"{kind.what} (--as {kind.name})" for kind in kinds)
        super().__init__(f"{label} may be {ways}; say which it is.")
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
        tables, is_geo = headers_in(source, label, limits)
        hidden = hidden_headers_in(source, label, limits) if isinstance(source, bytes) else []
    headers = [*(header for table in tables for header in table), *hidden]
    found, reason = (asked, "") if asked else kind_by(tables, is_geo, kinds)
    if isinstance(source, bytes) or (found.own if found else not _like_published(tables, is_geo, kinds)):
        private.refuse(headers, label)
        _refuse_doubtful(source, headers, label, limits, is_geo)
    if found is None:
        raise DataError(f"{label} {reason}; {_instead(source)}.")
    if asked is None and found.own:
        for table in tables:
            if len(same := ties(table, kinds)) > 1 and found in same:
                raise Unclear(label, same)
    return found


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
        return "give a file with the columns that this page lists, or rename its columns to those"
    return "`lbdp data check FILE --as KIND` names what it lacks for a layout, and `--as list` names the layouts"


def _like_published(tables: list[list[str]], is_geo: bool, kinds: Sequence[Kind]) -> bool:
    """Whether a file of no kind is all but a publisher's: then what it lacks is the better thing to say."""
    form = "geojson" if is_geo else "csv"
    return any(nearest(table, [k for k in kinds if not k.own and k.form == form]) for table in tables)
