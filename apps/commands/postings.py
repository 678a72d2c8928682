"""`lbdp postings`: job adverts of somebody's own into one file, counted, and the code of a title corrected."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from apps.commands.common import Parser, command, data_option, engine_options, json_option, say, show
from lbdp_core import sources
from lbdp_core.sources import DataError, Shelf

SLUG, EVERY = "postings", 1.0  # s between two looks at a watched folder


def add(commands: Any) -> None:
    whole: Parser = commands.add_parser(SLUG, help="read, count and correct job adverts", allow_abbrev=False)
    group = whole.add_subparsers(metavar="ACTION", required=True, parser_class=Parser)
    ingest = command(group, "ingest", _ingest, "read adverts from files, a folder or standard input into a store")
    ingest.add_argument("paths", metavar="PATH", nargs="+", help="a file, a folder, or - for standard input")
    ingest.add_argument("--watch", action="store_true", help="go on watching the folder for files that arrive")
    ingest.add_argument(
        "--sure",
        type=float,
        metavar="LEAD",
        help="the lead that a code needs; default: that of 80% of unseen titles, 0 codes all",
    )
    ingest.add_argument("--source", default="", metavar="NAME", help="what the adverts come from")
    engine_options(ingest)
    counted = command(group, "count", _count, "count the distinct adverts of a store by month, borough and occupation")
    counted.add_argument("--by", choices=("month", "occupation"), default="month", help="default: month")
    corrected = command(group, "correct", _correct, "keep the occupation that a title really has")
    corrected.add_argument("title", metavar="TITLE")
    corrected.add_argument("code", metavar="CODE", help="a SOC 2020 minor group, such as 223")
    for each in (ingest, counted, corrected):
        each.add_argument("--store", metavar="FILE", type=Path, required=True, help="the file that holds the adverts")
        json_option(each)
    data_option(ingest)
    data_option(corrected)


def _coder(options: argparse.Namespace) -> tuple[Any, float]:
    """The coder, and the lead that a code needs: what is asked for, or what most unseen titles have."""
    from lbdp_core import pipeline

    _, model, card = pipeline.open_theme(SLUG, _shelf(options))
    asked: float | None = getattr(options, "sure", None)
    return model.coder, card.more["sure_lead"] if asked is None else asked


def _shelf(options: argparse.Namespace) -> Shelf:
    return Shelf(sources.find("sample_data", options.data))


def _ingest(options: argparse.Namespace) -> int:
    from lbdp_core.postings.feed import Feed
    from lbdp_core.postings.ingest.outlines import outlines
    from lbdp_core.postings.store import Store

    paths = [Path(path) for path in options.paths if path != "-"]
    if options.watch and (len(paths) != 1 or not paths[0].is_dir()):
        raise DataError("--watch takes one folder; give it alone.")
    if options.engine == "spark" and (options.watch or "-" in options.paths):
        raise DataError("Spark reads files and folders; leave out --watch and -, or leave out --engine spark.")
    lines = []
    with Store(options.store) as store:
        feed = Feed(store, *_coder(options), outlines(_shelf(options)))
        for line in (_on_spark if options.engine == "spark" else _here)(feed, options, paths):
            lines.append(line)
            say(_told(line))
    return show(options.json, {"store": str(options.store), "files": lines}, lambda said: _total(said["files"]))


def _here(feed: Any, options: argparse.Namespace, paths: list[Path]) -> Iterator[dict[str, Any]]:
    """Adverts read by this process."""
    from lbdp_core.postings.feed import content, files, refused, watched

    if "-" in options.paths:
        yield feed.take(sys.stdin.buffer.read(), "standard input", options.source)
    for path in watched(paths[0], _wait) if options.watch else files(paths):
        try:
            yield feed.take(content(path), path.name, options.source)
        except DataError as fault:
            yield refused(path, fault)


def _on_spark(feed: Any, options: argparse.Namespace, paths: list[Path]) -> Iterator[dict[str, Any]]:
    """Adverts read by Spark's workers."""
    from lbdp_core.postings import feed_on_spark
    from lbdp_core.postings.feed import files

    yield from feed_on_spark.take(feed, options.store, list(files(paths)), options.source, options.master)


def _wait() -> bool:
    try:
        time.sleep(EVERY)
    except KeyboardInterrupt:
        return False
    return True


def _told(line: dict[str, Any]) -> str:
    if "refused" in line:
        return str(line["refused"])
    aside = "".join(f"; {count:,} set aside: {reason}" for reason, count in line["set_aside"].items())
    return f"{line['file']}: {line['rows']:,} records, {line['used']:,} kept{aside}."


def _total(lines: list[dict[str, Any]]) -> str:
    rows, used = (sum(line[name] for line in lines) for name in ("rows", "used"))
    return f"Read {len(lines):,} files with {rows:,} records and kept {used:,} new adverts."


def _count(options: argparse.Namespace) -> int:
    from lbdp_core.postings import store as held

    if not options.store.is_file():
        raise DataError(f"The store {options.store} is not there; make it with `lbdp postings ingest`.")
    with held.Store(options.store, read_only=True) as store:
        new = held.distinct(store.adverts)
        frame = store.ask(held.by_month(new) if options.by == "month" else held.pay(new))
    rows = frame.assign(month=frame["month"].astype(str).str[:7]) if "month" in frame else frame
    table = rows.astype(object).where(rows.notna(), None).to_dict("records")
    return show(options.json, {"rows": table}, lambda said: rows.to_string(index=False))


def _correct(options: argparse.Namespace) -> int:
    from lbdp_core.postings.store import Store

    known = _coder(options)[0].groups.tolist()
    if options.code not in known:
        raise DataError(f"{options.code[:20]} is not a SOC 2020 minor group; give three digits, such as {known[0]}.")
    with Store(options.store) as store:
        store.correct(options.title, options.code)
    said = {"title": options.title, "code": options.code}
    return show(options.json, said, lambda _: f"“{options.title}” will be coded to {options.code} from now on.")
