"""`lbdp data`: make a data folder, check a file, or say what every column means."""

from __future__ import annotations

import argparse
import re
from pathlib import Path
from typing import Any

from apps import words
from apps.commands.common import Parser, command, data_option, json_option, say, show
from lbdp_core import sources
from lbdp_core.formatting import number
from lbdp_core.sources import Altered, DataError, Shelf

SOME_LEFT_OUT = 3  # made, but without some of the themes; 2 is for what could not be done at all


def add(commands: Any) -> None:
    data = commands.add_parser(
        "data", help="make a data folder, check a file, or list every column", allow_abbrev=False
    )
    tasks = data.add_subparsers(metavar="TASK", required=True, parser_class=Parser)
    build = command(tasks, "build", _build, "make a data folder from publishers' files")
    build.add_argument("--raw", metavar="DIR", type=Path, required=True, help="the folder of publishers' files")
    build.add_argument("--out", metavar="DIR", type=Path, required=True, help="the data folder to make")
    build.add_argument("--theme", metavar="SLUG", default="", help="build only this theme and keep the others")
    build.add_argument(
        "--areas",
        metavar="CODES",
        default="",
        help="`england`, or how the codes of local authorities begin (E07000065)",
    )
    build.add_argument("--publish-static", action="store_true", help="also copy the map shapes to apps/static")
    build.add_argument("--force", action="store_true", help="make parts again that nothing has changed under")
    check = command(tasks, "check", _check, "say what a file is and what is wrong with it")
    check.add_argument("file", metavar="FILE", type=Path)
    check.add_argument(
        "--as", metavar="KIND", dest="kind", help="check it against this layout (`--as list` names them)"
    )
    json_option(check)
    listed = command(tasks, "dictionary", _dictionary, "what every column of a data folder means, as Markdown")
    listed.add_argument("--into", metavar="FILE", type=Path, help="write it into this file")
    data_option(listed)


def _build(options: argparse.Namespace) -> int:
    from lbdp_core import pipeline

    if not options.raw.is_dir():
        raise DataError(f"The folder {options.raw} does not exist; give --raw a folder of publishers' files.")
    static = sources.find("apps/static") if options.publish_static else None
    within = _within(options.areas)
    built = pipeline.build(options.raw, options.out, static, say, options.theme, options.force, within)
    print(words.built_text(built.report, built.seconds))
    return SOME_LEFT_OUT if built.report["left_out"] else 0


def _within(asked: str) -> tuple[str, ...]:
    """What the codes of the local authorities asked for begin with; London's where none is asked for.

    >>> _within("england"), _within("E07000065,E06000043"), _within("")
    (('E06', 'E07', 'E08', 'E09'), ('E06000043', 'E07000065'), ('E09',))
    """
    from lbdp_core.door.codes import ENGLAND, LONDON

    if not asked or asked == "england":
        return ENGLAND if asked else LONDON
    given = tuple(sorted({code.strip() for code in asked.split(",")}))
    if wrong := [code for code in given if not re.fullmatch(r"E0[6-9]\d{0,6}", code)]:
        raise DataError(
            f"“{wrong[0]}” begins no code of a local authority of England; give `england`, or codes such as E07000065."
        )
    return given


def _check(options: argparse.Namespace) -> int:
    if not options.file.is_file():
        raise DataError(f"The file {options.file} does not exist; check its name.")
    return show(options.json, check_report(options.file, options.kind), _told)


def _dictionary(options: argparse.Namespace) -> int:
    from lbdp_core import dictionary

    page = dictionary.markdown(Shelf(sources.find("sample_data", options.data)))
    if options.into:
        sources.write_whole(options.into, page.encode())
    else:
        print(page, end="")
    return 0


def own_kinds() -> list[Any]:
    """Layouts of files of somebody's own, which a page takes."""
    from lbdp_core.themes import THEMES

    return [kind for theme in THEMES if theme.own for kind in theme.own.kinds]


def check_report(file: Path, as_kind: str | None) -> dict[str, Any]:
    """What `door.check` says of a file; where rows have a place, with those used and set aside as a build and the page
    would, and what the counts of a borough's own come to.
    """
    from lbdp_core import door, own
    from lbdp_core.door import codes

    known = known_codes()
    report, kind, frame = door.checked(file, _kinds(), as_kind, known=known)
    found: dict[str, Any] = report.as_dict()
    mine = kind in own_kinds()
    if not known:
        warned = "rows were not placed in areas, because no data folder can be read"
        return found | ({"warnings": (*found["warnings"], warned)} if mine else {})
    if not mine:
        aside = door.tally(codes.elsewhere(frame, kind, known))
        return found | ({"used": len(frame) - sum(aside.values()), "set_aside": aside} if aside else {})
    rows = own.placed(frame, kind, Shelf(sources.find("sample_data")), report.file, hidden=False)
    account = rows.account
    found |= {"used": account.used, "set_aside": dict(account.set_aside)}
    if kind.summed:
        counts = {c.name: frame[c.name].fillna(0).to_numpy()[rows.row] for c in kind.columns if c.holds == "number"}
        found["totals"] = {name: float(rows.part @ held) for name, held in counts.items()}
    if account.near is not None and kind.own:
        found["warnings"] = (*found["warnings"], own.near_words(account.near).rstrip("."))
    return found


def _kinds() -> tuple[Any, ...]:
    """Every layout that a build or a page takes."""
    from lbdp_core import pipeline

    return tuple(dict.fromkeys((*pipeline.kinds(), *own_kinds())))


def _told(report: dict[str, Any]) -> str:
    warnings = (f"Warning: {said}" for said in report["warnings"])
    told = (f"{said[:1].upper()}{said[1:]}" for said in report["told"])
    totals = (f"Total of {name}: {number(total)}" for name, total in report.get("totals", {}).items())
    return "\n".join(
        [words.check_text(report), *(f"{said}." for said in (*totals, *told, *report["areas"], *warnings))]
    )


def known_codes() -> dict[str, frozenset[str]] | None:
    """Codes of the areas of the data folder in use, by geography; None when there is no folder.

    Raises:
        Altered: the folder is not as it was made.
    """
    lists = {"lsoa21": ("lsoa", "code"), "lsoa11": ("lsoa11_to_21", "lsoa11"), "borough": ("boroughs", "code")}
    lists["ward"] = ("lsoa", "ward_code")
    try:
        shelf = Shelf(sources.find("sample_data"))
        return {
            name: frozenset(shelf.table(f"areas/{at}.csv")[column].dropna()) for name, (at, column) in lists.items()
        }
    except Altered:
        raise
    except DataError:
        return None
