"""Feed on Spark: files are read, coded and compared by workers, then kept file by file, as `Feed` keeps them.

The functions are those of one machine, over batches of Arrow. Adverts are compared across partitions: those with an
equal band of minima meet in one window, in the order in which one machine would read them. An advert's turn is that
order: the number of its file, then its number within the file.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from lbdp_core import plain_json
from lbdp_core import spark as engine
from lbdp_core.postings.feed import Feed, coded, content, refused
from lbdp_core.postings.ingest import advert, duplicates
from lbdp_core.row_accounts import RowAccount
from lbdp_core.sources import DataError

FILE = 1 << 32  # turns that a file may have
ROWS = 5_000  # adverts in a batch
WIDTH = 4 * duplicates.MINIMA // duplicates.BANDS  # bytes of a band
DAY = "coalesce({}posted, DATE'1000-01-01')"  # adverts without a day share one of their own
Batches = Iterator[Any]


def take(feed: Feed, path: Path, files: Sequence[Path], source: str, master: str) -> Iterator[dict[str, object]]:
    """Keep the new adverts of files; the line of each, in their order, once its adverts are in the store.

    path: of the store; what workers make lies beside it until the end, so all machines must see that folder.

    Raises:
        DataError: Spark cannot be started, or stopped.
    """
    work = path.with_name(f".{path.name}.spark").absolute()
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir()
    try:
        engine.in_a_sentence(_work)(feed, work, files, source, master)
        for n, file in enumerate(files):
            account = json.loads((work / f"{n}.json").read_text("utf-8"))
            if "refused" in account:
                yield refused(file, DataError(account["refused"]))
            else:
                kept = feed.store.read(work / "kept", n * FILE, (n + 1) * FILE)
                yield feed.keep(kept, RowAccount(file.name, "adverts", **account))
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _work(feed: Feed, work: Path, files: Sequence[Path], source: str, master: str) -> None:
    """Write the new adverts to `work/kept` in the order of their turns, and the account of each file as JSON."""
    import pyarrow as pa
    from pyspark.sql import functions as f

    session = engine.session(master)
    columns = [column for column in feed.store.adverts.schema().to_pyarrow() if column.name != "likeness"]
    schema = pa.schema([("turn", pa.int64()), *columns])
    sent = session.sparkContext.broadcast((feed.outlines, feed.coder, feed.corrections, feed.least))

    def read(batches: Batches) -> Batches:
        for batch in batches:
            for row in batch.to_pylist():
                yield from _read(work, row["n"], Path(row["name"]), source, schema, *sent.value)

    known, recent = (session.read.parquet(str(one)) for one in feed.store.export(work))
    listed = session.createDataFrame([(n, str(file.absolute())) for n, file in enumerate(files)], "n long, name string")
    spread = listed.repartition(min(len(files) or 1, 8 * session.sparkContext.defaultParallelism))
    engine.mapped(spread, read, engine.spark_schema(schema)).write.parquet(str(work / "read"))
    adverts = session.read.parquet(str(work / "read")).join(known, "hash", "left_anti")
    new = adverts.join(adverts.groupBy("hash").agg(f.min("turn").alias("turn")), ["hash", "turn"], "left_semi")
    like = _likeness(new.select(recent.columns).unionByName(recent))
    new.join(like, "turn", "left").fillna(0.0, ["likeness"]).orderBy("turn").write.parquet(str(work / "kept"))


def _read(work: Path, n: int, path: Path, source: str, schema: Any, outlines: Any, *rules: Any) -> Batches:
    """Batches of a file's adverts; its account is written beside them. rules: what `coded` takes."""
    import pyarrow as pa

    try:
        frame, account = advert.read(content(path), path.name, source, outlines)
        said = {"rows": account.rows, "set_aside": account.set_aside}
    except DataError as fault:
        frame, said = pd.DataFrame(), {"refused": str(fault)}
    (work / f"{n}.json").write_text(plain_json.text(said), "utf-8")
    if len(frame):
        frame = coded(frame, *rules)
        days = pd.Series(frame["posted"].to_numpy("datetime64[D]").tolist(), dtype=object)
        frame = frame.assign(turn=n * FILE + np.arange(len(frame)), posted=days)
        yield from pa.Table.from_pandas(frame, schema, preserve_index=False).to_batches(ROWS)


def _likeness(adverts: Any) -> Any:
    """turn, likeness: of the new adverts that may repeat an earlier one, those of the store (turn below nought) too.

    adverts: turn, title, borough, posted, minima. In each of its bands an advert meets the last ones before it.
    """
    from pyspark.sql import Window
    from pyspark.sql import functions as f

    parts = f"transform(sequence(0, {duplicates.BANDS - 1}), n -> substring(minima, n * {WIDTH} + 1, {WIDTH}))"
    bands = adverts.select("turn", "posted", "borough", f.posexplode(f.expr(parts)).alias("band", "part"))
    before = Window.partitionBy("band", "part").orderBy("turn").rowsBetween(-duplicates.LATEST, -1)
    earlier = bands.withColumn("earlier", f.collect_list(f.struct("turn", "posted", "borough")).over(before))
    met = earlier.withColumn("old", f.explode("earlier"))
    near = met.where(
        f"turn >= 0 AND abs(datediff({DAY.format('')}, {DAY.format('old.')})) <= {duplicates.DAYS} "
        "AND (borough = old.borough OR borough = '' OR old.borough = '')"
    )
    pairs = near.selectExpr("turn", "old.turn AS other").distinct()
    told = adverts.select("turn", "title", "minima")
    both = pairs.join(told, "turn").join(told.toDF("other", "its_title", "its_minima"), "other")
    return (
        engine.mapped(both, _alike, "turn long, likeness double")
        .groupBy("turn")
        .agg(f.max("likeness").alias("likeness"))
    )


def _alike(batches: Batches) -> Batches:
    """The share of equal minima of each pair of adverts whose titles are alike, where it is no chance."""
    import pyarrow as pa

    for batch in batches:
        mine, its = (duplicates.unpacked(batch.column(name).to_pylist()) for name in ("minima", "its_minima"))
        titles = zip(batch.column("title").to_pylist(), batch.column("its_title").to_pylist(), strict=True)
        likeness = (mine == its).mean(axis=1)
        alike = [duplicates.titles_alike(*map(duplicates.title_words, pair)) for pair in titles]
        kept = (likeness >= duplicates.FLOOR) & alike
        yield pa.RecordBatch.from_pydict({"turn": batch.column("turn").to_numpy()[kept], "likeness": likeness[kept]})
