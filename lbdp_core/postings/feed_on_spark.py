"""Feed on Spark: files are read, coded and compared by workers, then kept file by file, as `Feed` keeps them.

The functions are those of one machine, over batches of Arrow. Adverts are compared across partitions: those with an
equal band of minima meet in one partition, in the order in which one machine would read them. An advert's turn is that
order: the number of its file, then its number within the file.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from lbdp_core import plain_json
from lbdp_core import spark as engine
from lbdp_core.postings.coder import Coder
from lbdp_core.postings.feed import KNOWN, coded, content, keep, refused
from lbdp_core.postings.ingest import advert
from lbdp_core.postings.ingest.duplicates import (
    BANDS,
    DAYS,
    FLOOR,
    LATEST,
    day_numbers,
    title_words,
    titles_alike,
    unpacked,
)
from lbdp_core.postings.ingest.outlines import Outlines
from lbdp_core.postings.store import ADVERTS, Store
from lbdp_core.row_accounts import RowAccount
from lbdp_core.sources import DataError

FILE = 1 << 32  # turns that a file may have
ROWS = 5_000  # adverts in a batch
BAND = ["band", "one", "other"]  # which band, and its four minima as two numbers
Batches = Iterator[Any]


def take(
    store: Store,
    path: Path,
    coder: Coder,
    files: Sequence[Path],
    source: str,
    master: str,
    least: float,
    outlines: Outlines | None = None,
) -> Iterator[dict[str, object]]:
    """Keep the new adverts of files; the line of each, in their order, once its adverts are in the store.

    path: of the store; what workers make lies beside it until the end, so all machines must see that folder.

    Raises:
        DataError: Spark cannot be started, or stopped.
    """
    work = path.with_name(f".{path.name}.spark").absolute()
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir()
    try:
        accounts = engine.in_a_sentence(_work)(store, work, coder, files, source, master, least, outlines)
        for n, file in enumerate(files):
            account = json.loads(accounts[n])
            if "refused" in account:
                yield refused(file, DataError(account["refused"]))
                continue
            kept = store.read(work / "kept", n * FILE, (n + 1) * FILE)
            whole = RowAccount(file.name, "adverts", **account)
            known = whole.used - len(kept)
            yield keep(store, kept, whole.less({KNOWN: known}) if known else whole)
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _work(
    store: Store,
    work: Path,
    coder: Coder,
    files: Sequence[Path],
    source: str,
    master: str,
    least: float,
    outlines: Outlines | None,
) -> Mapping[int, str]:
    """Write the new adverts to `work/kept` in the order of their turns; the account of each file, as JSON."""
    from pyspark import StorageLevel
    from pyspark.sql import functions as f

    session = engine.session(master)
    sent, corrections = session.sparkContext.broadcast((coder, outlines)), store.corrections()

    def read(batches: Batches) -> Batches:
        model, shapes = sent.value
        for batch in batches:
            for n, name in zip(*map(list, batch.to_pydict().values()), strict=True):
                yield from _read(n, Path(name), source, model, shapes, corrections, least)

    known, recent = (session.read.parquet(str(one)) for one in store.export(work))
    listed = session.createDataFrame([(n, str(file.absolute())) for n, file in enumerate(files)], "n long, name string")
    spread = listed.repartition(min(len(files) or 1, 8 * session.sparkContext.defaultParallelism))
    engine.mapped(spread, read, engine.spark_schema(_schema())).write.parquet(str(work / "read"))
    every = session.read.parquet(str(work / "read"))
    found = every.where("account IS NULL").drop("account")
    first = (
        found.select("hash", "turn").join(known, "hash", "left_anti").groupBy("hash").agg(f.min("turn").alias("turn"))
    )
    new = found.join(first.select("turn"), "turn", "left_semi")
    compared = new.select(recent.columns).unionByName(recent).persist(StorageLevel.DISK_ONLY)
    bands = engine.mapped(
        compared, _bands, "band byte, one long, other long, turn long, day int, borough string, title string"
    )
    met = bands.repartition(*BAND).sortWithinPartitions(*BAND, "turn")
    pairs = engine.mapped(met, _pairs, "new long, old long").distinct()
    minima = compared.select("turn", "minima")
    both = pairs.join(minima.toDF("new", "mine"), "new").join(minima.toDF("old", "its"), "old")
    like = (
        engine.mapped(both, _likeness, "turn long, likeness double")
        .groupBy("turn")
        .agg(f.max("likeness").alias("likeness"))
    )
    new.join(like, "turn", "left").fillna(0.0, ["likeness"]).orderBy("turn").write.parquet(str(work / "kept"))
    compared.unpersist()
    return {
        row.turn // FILE: row.account for row in every.where("account IS NOT NULL").select("turn", "account").collect()
    }


def _schema() -> Any:
    """What workers make of a file: its adverts, and a row with its account."""
    import pyarrow as pa

    kinds = {
        "VARCHAR": pa.string(),
        "DOUBLE": pa.float64(),
        "BOOLEAN": pa.bool_(),
        "DATE": pa.date32(),
        "BLOB": pa.binary(),
    }
    fields = [(name, kinds[kind]) for name, kind in ADVERTS.items() if name != "likeness"]
    return pa.schema([("turn", pa.int64()), ("account", pa.string()), *fields])


def _read(
    n: int,
    path: Path,
    source: str,
    coder: Coder,
    outlines: Outlines | None,
    corrections: Mapping[str, str],
    least: float,
) -> Iterator[Any]:
    """Batches of a file's adverts and of its account."""
    import pyarrow as pa

    schema, turn = _schema(), n * FILE
    try:
        frame, account = advert.read(content(path), path.name, source, outlines)
        said = {"rows": account.rows, "set_aside": account.set_aside}
    except DataError as fault:
        frame, said = pd.DataFrame(), {"refused": str(fault)}
    yield pa.RecordBatch.from_pylist([{"turn": turn, "account": plain_json.text(said)}], schema)
    if len(frame):
        frame = coded(frame, coder, corrections, least)
        days = frame["posted"].to_numpy("datetime64[D]")
        made = {"turn": turn + np.arange(len(frame)), "account": pa.nulls(len(frame)), "posted": days}
        arrays = [pa.array(made.get(name, frame.get(name)), type=schema.field(name).type) for name in schema.names]
        yield from pa.Table.from_arrays(arrays, schema=schema).to_batches(ROWS)


def _bands(batches: Batches) -> Batches:
    """A row for each band of each advert."""
    import pyarrow as pa

    for batch in batches:
        frame = batch.to_pandas(date_as_object=False)
        parts = unpacked(frame["minima"]).view(np.int64).reshape(len(frame) * BANDS, -1)
        title = [" ".join(sorted(title_words(one))) for one in frame["title"]]
        each = {
            "turn": frame["turn"],
            "day": day_numbers(frame["posted"]),
            "borough": frame["borough"],
            "title": title,
        }
        repeated = {name: np.repeat(np.asarray(value), BANDS) for name, value in each.items()}
        band = np.tile(np.arange(BANDS, dtype=np.int8), len(frame))
        made = {
            "band": band,
            "one": parts[:, 0],
            "other": parts[:, 1],
            **repeated,
            "day": repeated["day"].astype(np.int32),
        }
        yield pa.RecordBatch.from_pydict(made)


def _pairs(batches: Batches) -> Batches:
    """New adverts and earlier ones that they may repeat, from rows in the order of band and turn."""
    import pyarrow as pa

    last = pd.DataFrame()  # of the batch before: a band may go on in the next
    for batch in batches:
        frame = pd.concat([last, batch.to_pandas()], ignore_index=True)
        rows = np.arange(len(last), len(frame))
        news, olds = [], []
        key, day = frame[BAND].to_numpy(), frame["day"].to_numpy()
        borough = frame["borough"].to_numpy()
        for lag in range(1, LATEST + 1):
            rows = rows[rows >= lag]
            rows = rows[(key[rows] == key[rows - lag]).all(axis=1)]
            mine, its = borough[rows], borough[rows - lag]
            near = (np.abs(day[rows] - day[rows - lag]) <= DAYS) & ((mine == its) | (mine == "") | (its == ""))
            news.append(rows[near])
            olds.append(rows[near] - lag)
        new, old = np.concatenate(news), np.concatenate(olds)
        title, turn = frame["title"].to_numpy(), frame["turn"].to_numpy()
        alike = np.array([_alike(mine, its) for mine, its in zip(title[new], title[old], strict=True)], bool)
        alike &= turn[new] >= 0
        yield pa.RecordBatch.from_pydict({"new": turn[new[alike]], "old": turn[old[alike]]})
        last = frame.tail(LATEST)


@lru_cache(maxsize=1_000_000)
def _alike(title: str, other: str) -> bool:
    return titles_alike(frozenset(title.split()), frozenset(other.split()))


def _likeness(batches: Batches) -> Batches:
    """The share of equal minima of each pair, where it is no chance."""
    import pyarrow as pa

    for batch in batches:
        alike = (unpacked(batch.column("mine").to_pylist()) == unpacked(batch.column("its").to_pylist())).mean(axis=1)
        kept = alike >= FLOOR
        yield pa.RecordBatch.from_pydict({"turn": batch.column("new").to_numpy()[kept], "likeness": alike[kept]})
