"""`lbdp`: the command line. What each command does stands in `apps/commands`, a file a command."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from apps import commands, words
from apps.commands.common import Parser


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
        print(words.sentence(fault), *getattr(fault, "faults", ()), sep="\n", file=sys.stderr)
        return 2


def parser() -> Parser:
    """The command line of docs/json.md and README.md."""
    top = Parser(
        "lbdp", description="Answers the questions of a London Borough Data Partnership meeting.", allow_abbrev=False
    )
    group = top.add_subparsers(metavar="COMMAND", required=True, parser_class=Parser)
    for command in commands.ALL:
        command.add(group)
    return top


if __name__ == "__main__":
    sys.exit(main())
