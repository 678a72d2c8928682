"""Store: adverts of somebody's own, kept in one DuckDB file, added to and never changed.

A batch is written whole or not at all, so a crash loses no batch that was said to be kept. An advert that is there
already, by the hash of what it says, is not written again. Questions are Ibis expressions of a table, so that the same
ones can run where adverts lie on Spark. DuckDB and Ibis are imported when a store is opened: a page does not pay.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lbdp_core import plain_json, relations
from lbdp_core.postings.ingest.advert import COLUMNS
from lbdp_core.postings.ingest.duplicates import DAYS, unpacked
from lbdp_core.row_accounts import RowAccount
from lbdp_core.sources import DataError

SQL = {"string": "VARCHAR", "float64": "DOUBLE", "boolean": "BOOLEAN", "date": "DATE", "binary": "BLOB"}
KINDS = {"str": "string", "float64": "float64", "bool": "boolean", "datetime64[s]": "date"}
CODED = {"occupation": "string", "lead": "float64", "likeness": "float64", "skills": "string", "minima": "binary"}
RECENT = f"(SELECT rowid, * FROM adverts WHERE posted IS NULL OR posted >= (SELECT max(posted) FROM adverts) - {DAYS})"
ADVERTS = {name: KINDS[kind] for name, kind in COLUMNS.items()} | CODED  # column -> Ibis type


class Store:
    """One file of adverts. As a context it closes the file.

    Raises:
        DataError: the file is in use by another process, or is none of ours.
    """

    def __init__(self, path: Path, read_only: bool = False):
        import duckdb

        try:
            self.connection: Any = duckdb.connect(path, read_only=read_only)
        except (duckdb.Error, OSError) as fault:
            why = "another process has it open" if "lock" in str(fault).casefold() else "it is not a store of adverts"
            raise DataError(f"{path} cannot be opened: {why}; close that process, or give another file.") from None
        if not read_only:
            columns = ", ".join(f"{name} {SQL[kind]}" for name, kind in ADVERTS.items())
            self._run(f"CREATE TABLE IF NOT EXISTS adverts ({columns})")
            self._run("ALTER TABLE adverts ADD COLUMN IF NOT EXISTS period_inferred BOOLEAN")  # of a store made before
            self._run("CREATE TABLE IF NOT EXISTS corrections (title VARCHAR, code VARCHAR)")
            self._run("CREATE TABLE IF NOT EXISTS files (label VARCHAR, rows BIGINT, new BIGINT, set_aside VARCHAR)")

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.connection.close()

    def _run(self, statement: str, values: Sequence[Any] = ()) -> Any:
        return self.connection.execute(statement, list(values))

    @property
    def adverts(self) -> Any:
        """The adverts as an Ibis table that is bound to no place: its expressions can run anywhere."""
        return relations.table("adverts", **ADVERTS)

    def ask(self, expression: Any) -> pd.DataFrame:
        """The answer to an Ibis expression."""
        return relations.ask(self.connection, expression)

    def unknown(self, hashes: Sequence[str]) -> NDArray[np.bool_]:
        """(n,) those that are not in the store."""
        frame = pd.DataFrame({"hash": list(hashes)})
        self.connection.register("asked", frame)
        known = self._run("SELECT DISTINCT adverts.hash FROM adverts JOIN asked USING (hash)").fetchall()
        self.connection.unregister("asked")
        return ~frame["hash"].isin([one for (one,) in known]).to_numpy()

    def add(self, frame: pd.DataFrame, account: RowAccount) -> None:
        """Keep adverts that are new, and what became of the rows of their file; both or neither."""
        self.connection.register("arrived", frame[list(ADVERTS)])
        self._run("BEGIN")
        try:
            self._run("INSERT INTO adverts BY NAME SELECT * FROM arrived WHERE hash NOT IN (SELECT hash FROM adverts)")
            facts = (account.file, account.rows, len(frame), plain_json.text(dict(account.set_aside)))
            self._run("INSERT INTO files VALUES (?, ?, ?, ?)", facts)
            self._run("COMMIT")
        except BaseException:
            self._run("ROLLBACK")
            raise
        finally:
            self.connection.unregister("arrived")

    def read(self, folder: Path, first: int, end: int) -> pd.DataFrame:
        """Adverts that another engine made as Parquet, of the turns from `first` to `end`, in their order."""
        found = f"SELECT {', '.join(ADVERTS)} FROM read_parquet({_quoted(folder / '*.parquet')})"
        frame: pd.DataFrame = self._run(f"{found} WHERE turn >= ? AND turn < ? ORDER BY turn", (first, end)).df()
        return frame

    def correct(self, title: str, code: str) -> None:
        """Keep what a person says of a title; the last word counts."""
        self._run("INSERT INTO corrections VALUES (?, ?)", (title, code))

    def corrections(self) -> Mapping[str, str]:
        """Title -> code, as people said."""
        return dict(self._run("SELECT title, code FROM corrections ORDER BY rowid").fetchall())

    def recent(self) -> tuple[pd.DataFrame, NDArray[np.uint32]]:
        """title, borough, posted and minima of the adverts that a new one may repeat."""
        frame = self._run(f"SELECT title, borough, posted, minima FROM {RECENT} ORDER BY rowid").df()
        return frame, unpacked(frame["minima"])

    def export(self, folder: Path) -> tuple[Path, Path]:
        """Two Parquet files for another engine: the hashes, and what `recent` gives, with a `turn` below nought."""
        known, recent = folder / "known.parquet", folder / "recent.parquet"
        self._run(f"COPY (SELECT hash FROM adverts) TO {_quoted(known)}")
        turn = "rowid - (SELECT max(rowid) + 1 FROM adverts)"
        self._run(f"COPY (SELECT {turn} AS turn, title, borough, posted, minima FROM {RECENT}) TO {_quoted(recent)}")
        return known, recent


def _quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"


def distinct(adverts: Any, alike: float = 0.6) -> Any:
    """The adverts that repeat no earlier one."""
    return adverts.filter(adverts.likeness < alike)


def by_month(adverts: Any) -> Any:
    """month, borough, occupation, adverts: of those with all three."""
    dated = adverts.posted.notnull()  # noqa: PD004
    whole = adverts.filter(dated, adverts.borough != "", adverts.occupation != "")
    return whole.group_by([whole.posted.truncate("M").name("month"), "borough", "occupation"]).agg(
        adverts=whole.count()
    )


def open_on(adverts: Any, day: Any, weeks: int = 6) -> Any:
    """The adverts first posted in the weeks up to a day."""
    import ibis

    last = ibis.literal(day).cast("date")
    return adverts.filter(adverts.posted <= last, adverts.posted > last - ibis.interval(days=7 * weeks))


def pay(adverts: Any) -> Any:
    """occupation, adverts, stated, lower, median, upper: quartiles of the middle of what is stated."""
    import ibis

    middle = (ibis.coalesce(adverts.pay_low, adverts.pay_high) + ibis.coalesce(adverts.pay_high, adverts.pay_low)) / 2
    known = adverts.mutate(middle=middle)
    return known.group_by("occupation").agg(
        adverts=known.count(),
        stated=known.middle.count(),
        lower=known.middle.quantile(0.25),
        median=known.middle.quantile(0.5),
        upper=known.middle.quantile(0.75),
    )
