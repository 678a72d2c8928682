"""Building: from a folder of publishers' files to a data folder that the app only has to load.

Build, fit and evaluate happen here, once; the app restores what this stored and never fits while somebody waits. A
theme that fails is left out with its reason, and the others are kept (docs/decisions/0017).
"""

from __future__ import annotations

import math
import os
import traceback
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, TypeVar

from lbdp_core import store
from lbdp_core.catalogue import readme
from lbdp_core.door import Inventory, Kind, inventory
from lbdp_core.pipeline import changes, openings
from lbdp_core.pipeline.kept import AnyTheme, card_path, model_path, owner, study_path
from lbdp_core.pipeline.staging import earlier, staged, take_over
from lbdp_core.pipeline.steps import Say, Steps
from lbdp_core.sources import MANIFEST, DataError, Origin, Shelf, Workbench, write_whole
from lbdp_core.themes import THEMES, by_slug

T = TypeVar("T")
HCLIC = "hclic"
OF_A_THEME = {"areas/postings_by_occupation.csv"}  # for all themes, but made by one: another one's build keeps it


@dataclass(frozen=True)
class Built:
    """What a build says. report: as in the manifest. seconds: of the processor, by step."""

    report: dict[str, Any]
    seconds: dict[str, float]


@dataclass
class Job:
    """One build under way. faults: by slug (or HCLIC), why it failed; what it had written is taken back."""

    held: Inventory
    bench: Workbench
    steps: Steps
    report: dict[str, Any]
    faults: dict[str, str] = field(default_factory=dict)

    def attempt(self, slug: str, task: Callable[[], T]) -> T | None:
        """What the task returns; None where it failed, and then nothing that it wrote is kept."""
        entries = dict(self.bench.entries)
        try:
            return task()
        except Exception as fault:
            self.bench.entries = entries
            self.faults[slug] = self._reason(fault)
            return None

    def _reason(self, fault: Exception) -> str:
        """One sentence: the fault's own where it is meant for people, otherwise that the suite is at fault."""
        text = " ".join(str(fault).split())
        if isinstance(fault, DataError):
            return text
        if os.environ.get("LBDP_TRACEBACK"):
            self.steps.say("".join(traceback.format_exception(fault)))
        if isinstance(fault, OSError) and fault.strerror:
            return f"{fault.filename or 'A file'} cannot be used: {fault.strerror.lower()}."
        return (
            f"{self.steps.now} failed by a fault of the suite ({type(fault).__name__}: {text}); build again with "
            "LBDP_TRACEBACK=1 to see where, and report it."
        )


def kinds() -> tuple[Kind, ...]:
    """Every kind of file that some part of the suite has a use for."""
    from lbdp_core import areas, geography, hclic  # the app never builds, so it does not pay for shapely

    return (*geography.KINDS, *areas.KINDS, *hclic.KINDS, *(kind for theme in THEMES for kind in theme.kinds))


def build(raw: Path, out: Path, static: Path | None = None, say: Say = lambda line: None, only: str = "") -> Built:
    """Make a data folder from publishers' files as they are, with models and scorecards.

    Args:
        raw: folder of publishers' files. out: the data folder to write. static: where to publish map shapes, if at all.
        only: the slug of the one theme to make again in a folder that is whole; the manifest's other rows are kept.

    Returns:
        The report: what was recognised, rows used and set aside, what each theme says of its tables, `left_out` (slug
        -> why a theme could not be made), `stale` (slug -> what changed under its model) and `changes`.

    Raises:
        DataError: no theme can be made, or not the one that was asked for; the folder is left as it was.
    """
    from lbdp_core import geography

    themes = (by_slug(only),) if only else THEMES
    if not raw.is_dir():
        raise DataError(f"The folder {raw} is not there; give --raw the folder of publishers' files.")
    before, steps = earlier(out), Steps(say)
    kept = _kept(out, before, themes[0]) if only else {}
    with steps.step(f"Recognising the files in {raw}"):
        held = inventory(raw, kinds())
    with staged(out, kept) as folder:
        bench = Workbench(folder)
        bench.entries.update(kept)
        job = Job(held, bench, steps, deepcopy(before.report) if only and before else {})
        _shared(job, themes)
        for theme in themes:
            _tables(job, theme)
        shelf = bench.shelf(job.report)
        for theme in themes:
            if theme.slug not in job.faults:
                job.attempt(theme.slug, lambda theme=theme: _learn(theme, shelf, job))  # type: ignore[misc]
        _judged(job, themes, before, {str(folder): str(out), str(raw): raw.name})
        bench.finish(job.report)
        write_whole(folder / "README.md", readme("The suite's data", bench.entries.values()).encode())
        take_over(folder, out, [*bench.entries, "README.md"], before, MANIFEST)
    if static is not None:
        geography.publish(out, static)
    return Built(job.report, steps.seconds)


def _kept(out: Path, before: Shelf | None, theme: AnyTheme) -> dict[str, Any]:
    """What stays of a whole folder when one theme is made again: all that is not its own.

    Raises:
        DataError: the folder is not whole, so that there is nothing to keep.
    """
    from lbdp_core import hclic

    if before is None:
        raise DataError(
            f"The folder {out} holds no whole data folder, and --theme makes one theme again in a whole one; build "
            "without --theme first."
        )
    again = {"areas", "geography"} if _on_areas((theme,)) else set()
    entries = {
        path: entry
        for path, entry in before.entries.items()
        if owner(path) != theme.slug
        and (
            path.split("/")[0] not in again
            or path in OF_A_THEME
            or (path.startswith("areas/hclic") and hclic.PATH not in theme.tables)
        )
    }
    for path in entries:
        before.bytes(path)
    return entries


def _shared(job: Job, themes: tuple[AnyTheme, ...]) -> None:
    """The tables that themes share. Without areas there is no theme; without H-CLIC there are those that need none."""
    from lbdp_core import areas, hclic

    if _on_areas(themes):
        with job.steps.step("Building areas and shapes"):
            job.report["areas"] = areas.build(job.held, job.bench)
    if any(hclic.PATH in theme.tables for theme in themes):
        with job.steps.step("Building quarters of statutory homelessness"):
            job.report[HCLIC] = job.attempt(HCLIC, lambda: hclic.build(job.held, job.bench)) or {}
    if len(themes) == 1 and HCLIC in job.faults:
        raise DataError(job.faults[HCLIC])  # other themes' models rest on the table that would go


def _on_areas(themes: tuple[AnyTheme, ...]) -> bool:
    """Whether one of these themes reads a table of areas (H-CLIC lies among them, and is built apart)."""
    paths = {path for theme in themes for path in theme.tables}
    return len(themes) > 1 or any(path.startswith("areas/") and not path.startswith("areas/hclic") for path in paths)


def _tables(job: Job, theme: AnyTheme) -> None:
    """A theme's tables; where it reads another theme's, those must be there."""
    from lbdp_core import hclic

    job.report.pop(theme.slug, None)
    here = {owner(path) for path in job.bench.entries}
    read = {owner(path) for path in theme.tables} - {theme.slug, ""}
    for slug in sorted(read - here):
        reason = job.faults.get(slug) or job.report.get("left_out", {}).get(slug, "They are not in this folder.")
        job.faults[theme.slug] = f"It is worked out from the tables of {by_slug(slug).title}: {reason}"
        return
    with job.steps.step(f"Building {theme.slug}"):
        made = job.attempt(theme.slug, lambda: theme.build(job.held, job.bench))
    if made is not None:
        job.report[theme.slug] = made
    elif HCLIC in job.faults and hclic.PATH in theme.tables:
        job.faults[theme.slug] = job.faults[HCLIC]  # "there is no book" would mislead: there is one, and it is damaged


def _learn(theme: AnyTheme, shelf: Shelf, job: Job) -> None:
    step, slug, bench = job.steps.step, theme.slug, job.bench
    shelf.entries = bench.entries  # with what was written since the shelf was made
    with step(f"Loading {slug}"):
        evidence = theme.load(shelf)
    with step(f"Fitting {slug}"):
        model = theme.fit(evidence)
        store.save(bench, model_path(slug), model, _learnt(theme, shelf, "Model fitted to the tables of this folder"))
    with step(f"Evaluating {slug} on years it has not seen"):
        card = theme.evaluate(evidence)
        if not (card.origins and math.isfinite(card.skill)):
            raise DataError(f"No forecast of {slug} could be held against what came; add older or later files to it.")
    for name, study in theme.studies.items():
        with step(f"Studying {slug}: {name}"):
            bench.table(study_path(slug, name), study(evidence, model), _learnt(theme, shelf, f"Study: {name}"))
    bench.json(card_path(slug), card.as_dict(), _learnt(theme, shelf, "Scorecard: how wrong the method was"))
    with step(f"Asking {slug} its opening scenario"):
        kept = store.restore(shelf, model_path(slug), theme.model)
        job.report.setdefault("opening", {})[slug] = openings.asked(theme, kept).row()


def _judged(job: Job, themes: tuple[AnyTheme, ...], before: Shelf | None, called: dict[str, str]) -> None:
    """What the report says once everything was tried: files, themes left out, stale models, changes.

    called: paths of this machine, and what a sentence that is kept calls them.

    Raises:
        DataError: no theme that was asked for could be made.
    """
    report, tried = job.report, {theme.slug for theme in themes}
    left = {t.slug: job.faults[t.slug] for t in themes if t.slug in job.faults}
    if len(left) == len(themes):
        one = len(set(left.values())) == 1
        raise DataError(next(iter(left.values())) if one else f"No theme could be made: {_together(left)}.")
    for path, name in called.items():
        left = {slug: why.replace(path, name) for slug, why in left.items()}
    report["opening"] = {slug: row for slug, row in report.get("opening", {}).items() if slug not in left}
    report["left_out"] = {s: why for s, why in report.get("left_out", {}).items() if s not in tried} | left
    report["stale"] = _stale(report.get("stale", {}), before, job.bench, tried) if len(tried) < len(THEMES) else {}
    report["files"] = _files(
        job.held, report, {file for entry in job.bench.entries.values() for file in entry.origin.made_from}
    )
    report["changes"] = changes.between(before, job.bench.entries, report)


def _together(left: dict[str, str]) -> str:
    return "; ".join(f"{slug}: {why.rstrip('.')}" for slug, why in left.items())


def _stale(known: dict[str, str], before: Shelf | None, bench: Workbench, made: set[str]) -> dict[str, str]:
    """Themes whose models were learnt from tables that are no longer the same, with what to do."""
    old = {path: entry.sha256 for path, entry in before.entries.items()} if before else {}
    differ = {path for path, entry in bench.entries.items() if old.get(path) != entry.sha256}
    differ |= old.keys() - bench.entries.keys()
    found = {slug: why for slug, why in known.items() if slug not in made}
    for theme in THEMES:
        changed = [path for path in theme.tables if path in differ]
        if changed and theme.slug not in made and model_path(theme.slug) in bench.entries:
            found[theme.slug] = (
                f"{theme.title} was worked out before {changed[0]} changed; build it again with --theme {theme.slug} "
                "and the same --raw and --out."
            )
    return found


def _files(held: Inventory, report: dict[str, Any], made_from: set[str]) -> dict[str, Any]:
    """Which files were used, and which set aside and why: a theme may have no use for a file of a kind that it reads.

    made_from: files that some table is made from, whatever another theme says of them.
    """
    idle = {file: theme.unused for theme in THEMES for file in report.get(theme.slug, {}).get("unused_files", ())}
    idle = {file: why for file, why in idle.items() if file not in made_from}
    shared = {kind.name for kind in kinds()} - {kind.name for theme in THEMES for kind in theme.kinds}
    wanted = {kind.name for theme in THEMES if theme.slug in report for kind in theme.kinds} | shared
    used: dict[str, list[str]] = {}
    for name, paths in held.found.items():
        for file in (path.relative_to(held.raw).as_posix() for path in paths):
            if name not in wanted:
                idle[file] = "the theme that reads it is left out"
            elif file not in idle:
                used.setdefault(name, []).append(file)
    aside = [*held.set_aside, *sorted(idle.items())]
    rows = [{"file": str(file), "reason": reason} for file, reason in aside]
    return {"used": used, "set_aside": rows, "unreadable": held.unreadable}


def _learnt(theme: AnyTheme, shelf: Shelf, what: str) -> Origin:
    """Provenance of what was learnt: the tables it was learnt from, and the latest date among them."""
    mine = {path: shelf.origin(path) for path in theme.tables if shelf.has(path)}
    kind: Literal["real", "synthetic"] = "real" if all(o.kind == "real" for o in mine.values()) else "synthetic"
    publishers = "; ".join(dict.fromkeys(o.publisher for o in mine.values()))
    licences = "; ".join(dict.fromkeys(o.licence for o in mine.values()))
    return Origin(what, publishers, licences, max(o.as_of for o in mine.values()), kind, "released", tuple(mine))
