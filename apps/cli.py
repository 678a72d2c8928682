"""`lbdp`: demo starts the suite; everything else is headless and never imports Streamlit."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NoReturn

from apps import words
from lbdp_core import sources
from lbdp_core.levers import Levers
from lbdp_core.sources import DataError, Shelf
from lbdp_core.theme import Theme


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command: an error is one sentence on stderr and exit code 2 (LBDP_TRACEBACK=1 shows where)."""
    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if reconfigure:
        reconfigure(encoding="utf-8")
    options = parser().parse_args(argv)
    try:
        return options.command(options)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # the reader left; not worth a word
        return 0
    except KeyboardInterrupt:
        return 130
    except Exception as fault:
        if os.environ.get("LBDP_TRACEBACK"):
            raise
        print(words.sentence(fault), file=sys.stderr)
        return 2


class Parser(argparse.ArgumentParser):
    """An argument parser whose complaint is one sentence."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{message[:1].upper()}{message[1:].rstrip('.')}; see `{self.prog} --help`.\n")


def parser() -> Parser:
    """The command line of docs/json.md and README.md."""
    top = Parser("lbdp", description="The questions of a London Borough Data Partnership meeting.", allow_abbrev=False)
    commands = top.add_subparsers(metavar="COMMAND", required=True, parser_class=Parser)

    demo = command(commands, "demo", run_demo, "start the suite and open it in a browser")
    demo.add_argument("--port", type=port, help="default: the first free one from 8501; 0 takes any free one")
    demo.add_argument("--theme", metavar="SLUG", help="open on this theme's page")
    data_option(demo)
    demo.add_argument("--no-browser", action="store_true", help="do not open a browser")
    demo.add_argument("--dev", action="store_true", help="reload when a file changes, and show errors in full")

    run = command(commands, "run", run_run, "the Result of a scenario")
    run.add_argument("slug", metavar="SLUG")
    run.add_argument("--preset", metavar="P", help="start from a named scenario; without it, from today")
    run.add_argument("--set", metavar="LEVER=VALUE", action="append", default=[], dest="settings")
    run.add_argument("--borough", metavar="B", help="look at one borough: its name or its code")
    data_option(run)
    json_option(run)

    evaluate = command(commands, "evaluate", run_evaluate, "how wrong the method was on years it had not seen")
    evaluate.add_argument("slug", metavar="SLUG")
    evaluate.add_argument("--stored", action="store_true", help="the scorecard that the data folder holds, at once")
    evaluate.add_argument("--into", metavar="FILE", type=Path, help="write the figures into a methods page (Markdown)")
    data_option(evaluate)
    json_option(evaluate)

    data = commands.add_parser("data", help="make a data folder, or check a file", allow_abbrev=False)
    tasks = data.add_subparsers(metavar="TASK", required=True, parser_class=Parser)
    build = command(tasks, "build", run_build, "publishers' files -> tables, models and scorecards")
    build.add_argument("--raw", metavar="DIR", type=Path, required=True)
    build.add_argument("--out", metavar="DIR", type=Path, required=True)
    build.add_argument("--publish-static", action="store_true", help="copy the geometry to apps/static too")
    check = command(tasks, "check", run_check, "which of the known layouts a file has, and what is wrong with it")
    check.add_argument("file", metavar="FILE", type=Path)
    check.add_argument("--as", metavar="KIND", dest="kind", help="the layout that it should have")
    json_option(check)

    bench = command(commands, "bench", run_bench, "times, bytes and memory")
    json_option(bench)
    return top


def command(group: Any, name: str, task: Callable[[argparse.Namespace], int], what: str) -> Parser:
    made: Parser = group.add_parser(name, help=what, description=what[0].upper() + what[1:] + ".", allow_abbrev=False)
    made.set_defaults(command=task)
    return made


def data_option(to: Parser) -> None:
    to.add_argument("--data", metavar="DIR", help="a folder that `lbdp data build` made; default: LBDP_DATA, then ours")


def json_option(to: Parser) -> None:
    to.add_argument("--json", action="store_true", help="as JSON; docs/json.md says what is in it")


def port(text: str) -> int:
    if not text.isdecimal() or int(text) > 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is not a port; give a number from 0 to 65535")
    return int(text)


def show(as_json: bool, value: dict[str, Any], told: Callable[[dict[str, Any]], str]) -> int:
    clean = words.plain(value)
    print(json.dumps(clean, indent=1, ensure_ascii=False, allow_nan=False) if as_json else told(clean))
    return 0


def say(line: str) -> None:
    """Progress, beside what is printed."""
    print(line, file=sys.stderr, flush=True)


def run_demo(options: argparse.Namespace) -> int:
    from apps import launch  # the only way to Streamlit

    slug = known_theme(options.theme).slug if options.theme else ""
    return launch.serve(options.port, slug, options.data, browser=not options.no_browser, dev=options.dev)


def run_run(options: argparse.Namespace) -> int:
    from lbdp_core import pipeline

    theme = known_theme(options.slug)
    levers = chosen_levers(theme, options.preset, options.settings, options.borough)
    shelf = Shelf(sources.find("sample_data", options.data))
    theme, model, _ = pipeline.open_theme(theme.slug, shelf)
    result = theme.run(model, levers)
    return show(options.json, words.result(theme, result, shelf), words.result_text)


def run_evaluate(options: argparse.Namespace) -> int:
    from lbdp_core import methods, pipeline

    slug = known_theme(options.slug).slug
    shelf = Shelf(sources.find("sample_data", options.data))
    if options.stored:
        card = pipeline.open_theme(slug, shelf)[2]
    else:
        say(f"Fitting and scoring {slug} afresh on each year it had not seen: a minute or two")
        card = pipeline.evaluate(slug, shelf)
    if options.into:
        page = methods.with_figures(options.into.read_text("utf-8"), card)
        sources.write_whole(options.into, page.encode())
    return show(options.json, card.as_dict(), words.scorecard_text)


def run_build(options: argparse.Namespace) -> int:
    from lbdp_core import pipeline

    if not options.raw.is_dir():
        raise DataError(f"The folder {options.raw} is not there; give --raw a folder of publishers' files.")
    static = sources.find("apps/static") if options.publish_static else None
    report = pipeline.build(options.raw, options.out, static, say)
    return show(False, dict(report), words.report_text)


def run_check(options: argparse.Namespace) -> int:
    from lbdp_core import door, pipeline

    if not options.file.is_file():
        raise DataError(f"The file {options.file} is not there; give `lbdp data check` a publisher's file.")
    report = door.check(options.file, pipeline.kinds(), options.kind, known=known_codes())
    return show(options.json, report.as_dict(), checked_text)


def checked_text(report: dict[str, Any]) -> str:
    warnings = (f"Warning: {said}" for said in report["warnings"])
    return "\n".join([words.check_text(report), *(f"{said}." for said in (*report["areas"], *warnings))])


def known_codes() -> dict[str, frozenset[str]] | None:
    """Codes of the areas of the data folder in use, by geography; None when no folder can be read."""
    lists = {"lsoa21": ("lsoa", "code"), "lsoa11": ("lsoa11_to_21", "lsoa11"), "borough": ("boroughs", "code")}
    lists["ward"] = ("lsoa", "ward_code")
    try:
        shelf = Shelf(sources.find("sample_data"))
        return {
            name: frozenset(shelf.table(f"areas/{at}.csv")[column].dropna()) for name, (at, column) in lists.items()
        }
    except DataError:
        return None


def run_bench(options: argparse.Namespace) -> int:
    from apps import bench

    return show(options.json, bench.measure(), words.bench_text)


def known_theme(slug: str) -> Theme[Any, Any, Any]:
    """The theme called `slug`.

    Raises:
        DataError: there is none, and the sentence names those that exist.
    """
    from lbdp_core.themes import THEMES

    for theme in THEMES:
        if theme.slug == slug:
            return theme
    raise DataError(f"There is no theme “{slug}”; there is {words.series([theme.slug for theme in THEMES])}.")


def chosen_levers(
    theme: Theme[Any, Any, Any], preset: str | None, settings: Sequence[str], borough: str | None
) -> Levers:
    """The levers that the options ask for.

    Raises:
        DataError: an unknown preset, lever or borough; the sentence names what exists.
        ValueError: a value outside its range.
    """
    start = theme.levers() if preset is None else named_preset(theme, preset)
    specs = theme.levers.specs()
    values: dict[str, Any] = {}
    for setting in settings:
        name, given, text = setting.partition("=")
        if not given:
            raise DataError(f"--set “{setting}” has no value; write it as lever=value.")
        if name not in specs:
            raise DataError(f"{theme.slug} has no lever “{name}”; it has {words.series(specs)}.")
        try:
            values[name] = specs[name].read(text)
        except ValueError:
            raise DataError(f"--set {name} cannot be “{text}”; it must be a number.") from None
    if borough is not None:
        values["borough"] = borough_choice(theme, borough)
    return type(start)(**(start.as_dict() | values))


def named_preset(theme: Theme[Any, Any, Any], asked: str) -> Levers:
    for name, levers in theme.presets.items():
        if asked.casefold() == name.casefold():
            return levers
    raise DataError(f"{theme.slug} has no preset “{asked}”; it has {words.series(f'“{p}”' for p in theme.presets)}.")


def borough_choice(theme: Theme[Any, Any, Any], asked: str) -> str:
    spec = theme.levers.specs().get("borough")
    if spec is None:
        raise DataError(f"{theme.slug} has no borough to choose; leave --borough out.")
    for value, name in spec.choices.items():
        if asked.casefold() in (value.casefold(), name.casefold()):
            return value
    raise DataError(f"There is no borough “{asked}”; there is {words.series(spec.choices.values())}.")


if __name__ == "__main__":
    sys.exit(main())
