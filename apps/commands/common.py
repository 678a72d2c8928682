"""What the commands share: how one is declared, the options that many have, and how an answer is printed."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from typing import Any, NoReturn

from lbdp_core import plain_json, spark


class Parser(argparse.ArgumentParser):
    """An argument parser whose complaint is one sentence."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{message[:1].upper()}{message[1:].rstrip('.')}; see `{self.prog} --help`.\n")


def command(group: Any, name: str, task: Callable[[argparse.Namespace], int], what: str) -> Parser:
    made: Parser = group.add_parser(name, help=what, description=what[0].upper() + what[1:] + ".", allow_abbrev=False)
    made.set_defaults(command=task)
    return made


def data_option(to: Parser) -> None:
    to.add_argument(
        "--data",
        metavar="DIR",
        help="a data folder from `lbdp data build`; default: LBDP_DATA, else the one that comes with the suite",
    )


def port_option(to: Parser) -> None:
    to.add_argument("--port", type=_port, help="default: the first free port from 8501; 0 takes any free port")


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is not a port; give a number from 0 to 65535")
    return int(text)


def json_option(to: Parser) -> None:
    to.add_argument("--json", action="store_true", help="print JSON (docs/json.md explains it)")


def engine_options(to: Parser) -> None:
    to.add_argument("--engine", choices=("duckdb", "spark"), default="duckdb", help="default: duckdb")
    to.add_argument("--master", metavar="URL", default=spark.MASTER, help=f"of Spark; default: {spark.MASTER}")


def show(as_json: bool, value: dict[str, Any], told: Callable[[dict[str, Any]], str]) -> int:
    print(plain_json.text(value, indent=1, ensure_ascii=False) if as_json else told(plain_json.plain(value)))
    return 0


def say(line: str) -> None:
    """Progress, beside what is printed."""
    print(line, file=sys.stderr, flush=True)
