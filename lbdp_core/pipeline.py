"""Pipeline: from a folder of publishers' files to a data folder that the app only has to load.

Build, fit and evaluate happen here, once; the app restores what this stored and never fits while somebody waits.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

from lbdp_core import store
from lbdp_core.catalogue import readme
from lbdp_core.door import Inventory, Kind, inventory
from lbdp_core.result import Scorecard
from lbdp_core.sources import DataError, Origin, Shelf, Workbench, write_whole
from lbdp_core.theme import Theme
from lbdp_core.themes import THEMES, by_slug

Say = Callable[[str], None]


def kinds() -> tuple[Kind, ...]:
    """Every kind of file that some part of the suite has a use for."""
    from lbdp_core import areas, geography, hclic  # the app never builds, so it does not pay for shapely

    return (*geography.KINDS, *areas.KINDS, *hclic.KINDS, *(kind for theme in THEMES for kind in theme.kinds))


def build(
    raw: Path, out: Path, static: Path | None = None, say: Say = lambda line: None, only: str = ""
) -> dict[str, Any]:
    """Make a data folder from publishers' files as they are, with models and scorecards.

    Args:
        raw: folder of publishers' files. out: the data folder to write. static: where to publish map shapes, if at all.
        only: the slug of the one theme to make again in a folder that is whole; the manifest's other rows are kept.

    Returns:
        The report: what was recognised, rows used and set aside, and what each theme says of its tables.

    Raises:
        DataError: a theme is left without data, or a file it needs cannot be read.
    """
    from lbdp_core import areas, geography, hclic

    if not raw.is_dir():
        raise DataError(f"The folder {raw} is not there; give --raw the folder of publishers' files.")
    say(f"Recognising the files in {raw}")
    held = inventory(raw, kinds())
    bench, report = _begun(out) if only else (Workbench(out), {})
    themes = (by_slug(only),) if only else THEMES
    say("Building areas and shapes")
    report["areas"] = areas.build(held, bench)
    say("Building quarters of statutory homelessness")
    report["hclic"] = hclic.build(held, bench)
    for theme in themes:
        say(f"Building {theme.slug}")
        report[theme.slug] = theme.build(held, bench)
    report["files"] = _files(held, raw, report)
    shelf = bench.shelf(report)
    for theme in themes:
        _learn(theme, shelf, bench, say)
    bench.finish(report)
    write_whole(out / "README.md", readme("The suite's data", bench.entries.values()).encode())
    if static is not None:
        geography.publish(out, static)
    return report


def _begun(out: Path) -> tuple[Workbench, dict[str, Any]]:
    """A workbench that goes on from a whole data folder, and the report of its last build."""
    shelf, bench = Shelf(out), Workbench(out)
    bench.entries.update(shelf.entries)
    return bench, dict(shelf.report)


def _files(held: Inventory, raw: Path, report: dict[str, Any]) -> dict[str, Any]:
    """Which files were used, and which set aside and why; a theme may set aside what was recognised."""
    idle = {file for theme in THEMES for file in report[theme.slug].get("unused_files", ())}
    used = {name: [p.relative_to(raw).as_posix() for p in paths] for name, paths in held.found.items()}
    kept = {name: [file for file in files if file not in idle] for name, files in used.items()}
    aside = [(file, reason) for file, reason in held.set_aside] + [
        (f, "it holds no dwelling fire") for f in sorted(idle)
    ]
    return {
        "used": {name: files for name, files in kept.items() if files},
        "set_aside": [{"file": str(file), "reason": reason} for file, reason in aside],
    }


def _learn(theme: Theme[Any, Any, Any], shelf: Shelf, bench: Workbench, say: Say) -> None:
    evidence = theme.load(shelf)
    say(f"Fitting {theme.slug}")
    origin = _learnt(theme, shelf, "Model fitted to the tables of this folder")
    model = theme.fit(evidence)
    store.save(bench, model_path(theme.slug), model, origin)
    say(f"Evaluating {theme.slug} on years it has not seen")
    card = theme.evaluate(evidence).as_dict()
    for name, study in theme.studies.items():
        say(f"Studying {theme.slug}: {name}")
        bench.table(study_path(theme.slug, name), study(evidence, model), _learnt(theme, shelf, f"Study: {name}"))
    bench.json(card_path(theme.slug), card, _learnt(theme, shelf, "Scorecard: how wrong the method was"))


def model_path(slug: str) -> str:
    """Where a theme's fitted model is kept in a data folder."""
    return f"models/{slug}.npz"


def card_path(slug: str) -> str:
    """Where a theme's scorecard is kept in a data folder."""
    return f"models/{slug}.scorecard.json"


def study_path(slug: str, name: str) -> str:
    """Where the table of a study is kept in a data folder."""
    return f"studies/{slug}/{name}.csv"


def open_theme(slug: str, shelf: Shelf) -> tuple[Theme[Any, Any, Any], Any, Scorecard]:
    """A theme with its stored model and scorecard; nothing is fitted."""
    theme = by_slug(slug)
    model = store.restore(shelf, model_path(slug), theme.model)
    return theme, model, scorecard(slug, shelf)


def scorecard(slug: str, shelf: Shelf) -> Scorecard:
    """A theme's stored scorecard, without its model."""
    return Scorecard.from_dict(json.loads(shelf.bytes(card_path(slug))))


def findings(slug: str, shelf: Shelf, card: Scorecard) -> list[str]:
    """What a theme's methods page quotes of its scorecard and of the studies that are held, as Markdown."""
    theme = by_slug(slug)
    paths = {name: study_path(slug, name) for name in theme.studies}
    tables = {name: shelf.table(path) for name, path in paths.items() if shelf.has(path)}
    return theme.findings(card, tables) if theme.findings else []


def evaluate(slug: str, shelf: Shelf) -> Scorecard:
    """Score a theme afresh on whatever years the data folder holds."""
    theme = by_slug(slug)
    return theme.evaluate(theme.load(shelf))


def _learnt(theme: Theme[Any, Any, Any], shelf: Shelf, what: str) -> Origin:
    """Provenance of what was learnt: the tables it was learnt from, and the latest date among them."""
    mine = {path: shelf.origin(path) for path in theme.tables if shelf.has(path)}
    kind: Literal["real", "synthetic"] = "real" if all(o.kind == "real" for o in mine.values()) else "synthetic"
    publishers = "; ".join(dict.fromkeys(o.publisher for o in mine.values()))
    licences = "; ".join(dict.fromkeys(o.licence for o in mine.values()))
    return Origin(what, publishers, licences, max(o.as_of for o in mine.values()), kind, "released", tuple(mine))
