"""`lbdp brief`: two pages for a meeting, as a web page, a Word document, a slide or a PDF."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import Any

from apps.commands.asking import chosen_levers
from apps.commands.common import command, data_option, say
from lbdp_core import address, sources
from lbdp_core.formatting import joined
from lbdp_core.sources import DataError, Shelf, write_whole

ADDRESS = "http://127.0.0.1:8501"  # where `lbdp demo` serves unless it is told otherwise


def add(commands: Any) -> None:
    brief = command(commands, "brief", _brief, "two pages for a meeting: answer, map, where to start, how sure")
    brief.add_argument("slug", metavar="SLUG")
    brief.add_argument("--preset", metavar="P", help="start from a named scenario; without it, from today")
    brief.add_argument("--set", metavar="LEVER=VALUE", action="append", default=[], dest="settings")
    brief.add_argument("--borough", metavar="B", help="look at one borough: its name or its code")
    brief.add_argument("--out", metavar="FILE", required=True, type=Path, help="ends in .html, .docx, .pptx or .pdf")
    brief.add_argument("--public-url", metavar="URL", help="where others reach the suite: the link opens there")
    data_option(brief)


def _brief(options: argparse.Namespace) -> int:
    from lbdp_core import brief, pipeline, themes

    form = options.out.suffix.lower().removeprefix(".")
    if form not in brief.MIME:
        raise DataError(
            f"--out {options.out} is no kind of brief; end its name in {joined((f'.{f}' for f in brief.MIME), 'or')}."
        )
    theme = themes.by_slug(options.slug)
    levers = chosen_levers(theme, options.preset, options.settings, options.borough)
    it = pipeline.opened(theme.slug, Shelf(sources.find("sample_data", options.data)))
    page = address.public(f"{ADDRESS}/{theme.slug}", options.public_url)
    told = brief.compose(it, levers, theme.run(it.model, levers), brief.Setting(page, date.today()))
    write_whole(options.out, brief.write(told, form))
    say(f"{options.out} holds the brief.")
    return 0
