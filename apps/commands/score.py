"""`lbdp score`: a folder of Parquet scored by a theme's stored model, on DuckDB or on Spark."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import Any

from apps.commands.common import command, data_option, engine_options, json_option, say, show
from lbdp_core import sources
from lbdp_core.formatting import joined
from lbdp_core.sources import DataError, Shelf


def add(commands: Any) -> None:
    made = command(commands, "score", _run, "score and explain the rows of a folder of Parquet by a theme's model")
    made.add_argument("slug", metavar="SLUG")
    made.add_argument("--input", metavar="DIR", type=Path, required=True, help="a column for each feature; others stay")
    made.add_argument("--output", metavar="DIR", type=Path, required=True, help="a file or folder for each input file")
    engine_options(made)
    made.add_argument("--workers", metavar="N", type=int, default=os.cpu_count() or 1, help="files scored at once")
    made.add_argument("--resume", action="store_true", help="go on with an output that a stop cut short")
    made.add_argument("--fast", action="store_true", help="contributions of many rows, within 1e-5 of the exact ones")
    data_option(made)
    json_option(made)


def _run(options: argparse.Namespace) -> int:
    from lbdp_core import pipeline, score_folder, themes

    theme = themes.by_slug(options.slug)
    if theme.scorer is None:
        having = joined(one.slug for one in themes.THEMES if one.scorer is not None)
        raise DataError(f"{theme.slug} has no model that scores rows; {having} has one.")
    if options.workers < 1:
        raise DataError("--workers must be 1 or more.")
    if not options.input.is_dir():
        raise DataError(f"The folder {options.input} is not there; give --input a folder of Parquet files.")
    _, fitted, _ = pipeline.open_theme(theme.slug, Shelf(sources.find("sample_data", options.data)))
    model = theme.scorer(fitted)
    every = score_folder.parts(options.input)
    ledger = score_folder.Ledger(options.output, model.sha256, options.resume)
    on_spark = options.engine == "spark"
    score = (
        score_folder.on_spark(model, options.master, options.fast)
        if on_spark
        else score_folder.on_duckdb(model, options.fast)
    )

    def told(part: str, done: int, rows: int) -> None:
        say(f"{done:,} of {len(every):,} files, {rows:,} rows: {part}")

    score_folder.run(options.input, ledger, score, options.workers, told)
    rows = sum(ledger.done[part]["rows"] for part in every)
    answer = {"theme": theme.slug, "unit": model.unit, "files": len(every), "rows": rows, "model_sha256": model.sha256}
    return show(options.json, answer, lambda _: f"{options.output}: {len(every):,} files, {rows:,} rows scored.")
