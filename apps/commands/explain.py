"""`lbdp explain`: the contributions of a question's model, as a file that the `shap` package plots."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from apps.commands.common import command, data_option
from lbdp_core import explain, sources
from lbdp_core.sources import DataError, Shelf, write_whole


def add(commands: Any) -> None:
    made = command(commands, "explain", _run, "write what each driver adds in each area, for the shap package")
    made.add_argument("slug", metavar="SLUG")
    made.add_argument("--out", metavar="FILE.npz", type=Path, required=True)
    data_option(made)


def _run(options: argparse.Namespace) -> int:
    from lbdp_core import pipeline, themes

    theme = themes.by_slug(options.slug)
    if theme.explained is None:
        raise DataError(
            f"{theme.slug} has no drivers to explain; see `lbdp run {theme.slug} --json` for what moves it."
        )
    _, model, _ = pipeline.open_theme(theme.slug, Shelf(sources.find("sample_data", options.data)))
    found = theme.explained(model)
    write_whole(options.out, found.as_npz())
    print(f"{options.out}: {len(found.code):,} areas, {len(found.names)} drivers. To plot it:\n")
    print(explain.SNIPPET.format(file=options.out))
    return 0
