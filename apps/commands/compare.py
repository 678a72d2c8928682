"""`lbdp compare`: two scenarios side by side, with the difference and its interval."""

from __future__ import annotations

import argparse
from typing import Any

from apps import words
from apps.commands.asking import borough_choice
from apps.commands.common import command, data_option, json_option, show
from lbdp_core import compare, formatting, scenarios, sources
from lbdp_core.sources import Shelf


def add(commands: Any) -> None:
    made = command(commands, "compare", _run, "compare two scenarios, with the range of the difference")
    made.add_argument("slug", metavar="SLUG")
    for name in ("a", "b"):
        text = "a preset's name, or lever=value,lever=value"
        made.add_argument(f"--{name}", metavar="SCENARIO", default="", help=f"{text}; default: as today")
    made.add_argument("--borough", metavar="B", help="show one borough in both, by name or code")
    data_option(made)
    json_option(made)


def _run(options: argparse.Namespace) -> int:
    from lbdp_core import pipeline, themes

    theme = themes.by_slug(options.slug)
    view = theme.levers(**({"borough": borough_choice(theme, options.borough)} if options.borough else {}))
    a, b = (scenarios.read(text, theme.levers, theme.presets, view) for text in (options.a, options.b))
    theme, model, _ = pipeline.open_theme(theme.slug, Shelf(sources.find("sample_data", options.data)))
    named = scenarios.names(a, b, theme.presets)
    goal = next(iter(theme.goals), None)
    results, where = (theme.run(model, a), theme.run(model, b)), scenarios.looked_at(view)
    return show(options.json, compare.document(goal, *results, compare.apart(a, b), where, named), _told)


def _told(found: dict[str, Any]) -> str:
    moved = [f"  {x['label']}: {x['a']} in A, {x['b']} in B" for x in found["levers"]]
    return "\n".join(
        [
            found["answer"],
            "\nWhat differs",
            *(moved or ["  (none)"]),
            "\nFigures",
            *map(_line, found["figures"]),
            "\nBy borough",
            words.table(found["boroughs"]),
        ]
    )


def _line(d: dict[str, Any]) -> str:
    if d["difference"] is None:
        return f"  {d['label']}: no difference ({d['reason']})"
    a, b, difference, low, high = (
        formatting.number(d[name], d["decimals"], d["unit"]) for name in ("a", "b", "difference", "low", "high")
    )
    chance = d["chance_better"]
    better = "" if chance is None else f", chance that B is better {formatting.fraction(chance)}"
    return f"  {d['label']} ({d['unit']}): A {a}, B {b}; B - A {difference} {formatting.likely(low, high)}{better}"
