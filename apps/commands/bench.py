"""`lbdp bench`: times, bytes and memory."""

from __future__ import annotations

import argparse
from typing import Any

from apps import words
from apps.commands.common import command, json_option, show


def add(commands: Any) -> None:
    json_option(command(commands, "bench", _run, "measure times, bytes and memory"))


def _run(options: argparse.Namespace) -> int:
    from apps.bench.measuring import measure  # protobuf and websockets, which no other command should pay for

    return show(options.json, measure(), words.bench_text)
