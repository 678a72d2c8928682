"""Score a folder: every Parquet file of it, on DuckDB or on Spark; a stop at any moment loses and repeats nothing.

A part is one file of the input. It is done when the manifest has its line, which is written after its output is whole.
Until then its output is only ever replaced. The manifest has the model's hash first, then a line of JSON for each part
that is done.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lbdp_core import plain_json
from lbdp_core import spark as engine
from lbdp_core.scoring import REASON, RowModel
from lbdp_core.sources import DataError

MANIFEST = "_manifest.jsonl"  # Spark and DuckDB leave out names that begin with _
BATCH = 20_000  # rows at once: about 10 MB of features, and as much of contributions
Part = Callable[[Path, Path], int]  # input and output of one part to its number of rows


@dataclass
class Ledger:
    """Which parts are done.

    Raises:
        DataError: the output folder has something in it and is not to be resumed, or another model scored it.
    """

    output: Path
    sha256: str
    resume: bool = False
    done: dict[str, dict[str, Any]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.output.mkdir(parents=True, exist_ok=True)
        if not self.resume and any(self.output.iterdir()):
            raise DataError(f"{self.output} is not empty; give --resume to go on with it, or another folder.")
        lines = list(self._lines())
        if not lines:
            return self._write({"model_sha256": self.sha256})
        if lines[0].get("model_sha256") != self.sha256:
            raise DataError(f"Another model scored {self.output}; give another folder, or the data that it came from.")
        self.done = {line["part"]: line for line in lines[1:]}

    def has(self, part: str, source: Path) -> bool:
        """Whether a part is done, and is still what was scored."""
        return part in self.done and self.done[part]["stamp"] == stamp(source) and (self.output / part).exists()

    def add(self, part: str, source: Path, rows: int) -> None:
        self.done[part] = {"part": part, "rows": rows, "stamp": stamp(source)}
        self._write(self.done[part])

    def _lines(self) -> Iterator[dict[str, Any]]:
        path = self.output / MANIFEST
        for line in path.read_text("utf-8").splitlines() if path.exists() else ():
            try:
                yield json.loads(line)
            except ValueError:
                continue  # a stop cut it short: its part is not done

    def _write(self, line: dict[str, Any]) -> None:
        with (self.output / MANIFEST).open("a", encoding="utf-8") as f:
            f.write("\n" + plain_json.text(line))  # it begins with the break: the one before may be cut short
            f.flush()
            os.fsync(f.fileno())


def stamp(path: Path) -> str:
    """What tells whether an input file was changed: its size and the time of its last change."""
    about = path.stat()
    return f"{about.st_size}-{about.st_mtime_ns}"


def parts(folder: Path) -> list[str]:
    """The Parquet files of a folder and of those in it, in the order of their names.

    Raises:
        DataError: there are none.
    """
    names = (path.relative_to(folder) for path in folder.rglob("*.parquet") if path.is_file())
    found = sorted(name.as_posix() for name in names if not any(step.startswith(("_", ".")) for step in name.parts))
    if not found:
        raise DataError(f"{folder} holds no Parquet file; give a folder that does.")
    return found


def run(source: Path, ledger: Ledger, score: Part, workers: int, told: Callable[[str, int, int], None]) -> None:
    """Score the parts that are not done, some at once. told: part, parts done, rows done, after each."""
    every = parts(source)
    left = [part for part in every if not ledger.has(part, source / part)]
    with ThreadPoolExecutor(workers) as pool:
        running = {pool.submit(_replace, score, source / part, ledger.output / part): part for part in left}
        try:
            for future in as_completed(running):
                ledger.add(running[future], source / running[future], future.result())
                told(running[future], len(ledger.done), sum(line["rows"] for line in ledger.done.values()))
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _replace(score: Part, source: Path, target: Path) -> int:
    """What a stop left half done is taken away first, by whichever engine it was."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.is_dir():
        shutil.rmtree(target)
    return score(source, target)


def on_duckdb(model: RowModel, fast: bool = False) -> Part:
    """Score a part in this process: DuckDB reads it in batches; the finished file replaces the old one."""
    import duckdb
    import pyarrow.parquet as pq

    def score(source: Path, target: Path) -> int:
        rows, half = 0, target.with_name(f".{target.name}.half")
        with duckdb.connect(config={"threads": 1, "memory_limit": "200MB"}) as connection:
            reader = connection.read_parquet(str(source)).to_arrow_reader(BATCH)
            with pq.ParquetWriter(half, model.schema(reader.schema), use_dictionary=[REASON]) as writer:
                for batch in model.each(reader, fast):
                    writer.write_batch(batch)
                    rows += batch.num_rows
        half.replace(target)
        return rows

    return score


def on_spark(model: RowModel, master: str, fast: bool = False) -> Part:
    """Score a part on Spark: each executor gets the model once, and a worker checks its hash."""
    session = engine.session(master)
    sent, sha256 = session.sparkContext.broadcast(model), model.sha256

    def each(batches: Iterator[Any]) -> Iterator[Any]:
        if sent.value.sha256 != sha256:
            raise DataError("The model was changed on its way to a worker; run the command again with --resume.")
        return sent.value.each(batches, fast)

    def score(source: Path, target: Path) -> int:
        frame = session.read.parquet(str(source))
        made = model.schema(engine.arrow_schema(frame))
        engine.mapped(frame, each, engine.spark_schema(made)).write.mode("overwrite").parquet(str(target))
        return int(session.read.parquet(str(target)).count())

    return engine.in_a_sentence(score)
