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
from lbdp_core.door.codes import LONDON
from lbdp_core.pipeline import changes, openings, staging, steps
from lbdp_core.pipeline.inputs import AREAS, HCLIC, OF_A_THEME, Inputs, part_of, unchanged
from lbdp_core.pipeline.kept import AnyTheme, card_path, model_path, owner, study_path
from lbdp_core.pipeline.steps import Say, Steps
from lbdp_core.sources import MANIFEST, DataError, Origin, Shelf, Unwritten, Workbench
from lbdp_core.themes import THEMES, by_slug

T = TypeVar("T")
LEFT_OUT = "the theme that reads it is left out"  # why a file is set aside


@dataclass(frozen=True)
class Built:
    """What a build says. report: as in the manifest. seconds: of the processor, by step."""

    report: dict[str, Any]
    seconds: dict[str, float]


@dataclass
class Job:
    """One build under way.

    before: the folder as it was; None where there is none. again: parts are made again even if nothing changed.
    faults: by slug (or HCLIC), why it failed; what it had written is taken back. kept: parts that are as they were.
    """

    held: Inventory
    inputs: Inputs
    bench: Workbench
    steps: Steps
    report: dict[str, Any]
    before: Shelf | None
    again: bool
    faults: dict[str, str] = field(default_factory=dict)
    kept: set[str] = field(default_factory=set)

    def attempt(self, slug: str, task: Callable[[], T]) -> T | None:
        """What the task returns; None where it failed, and then nothing that it wrote is kept."""
        entries = dict(self.bench.entries)
        try:
            return task()
        except Unwritten:
            raise
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
    shared = (kind for kinds in _shared_kinds().values() for kind in kinds)
    return (*shared, *(kind for theme in THEMES for kind in theme.kinds))


def _shared_kinds() -> dict[str, tuple[Kind, ...]]:
    """The kinds of file that are read for all themes, by the part that reads them."""
    from lbdp_core import areas, geography, hclic  # the app never builds, so it does not pay for shapely

    return {AREAS: (*geography.KINDS, *areas.KINDS), HCLIC: hclic.KINDS}


def build(
    raw: Path,
    out: Path,
    static: Path | None = None,
    say: Say = lambda line: None,
    only: str = "",
    force: bool = False,
    within: tuple[str, ...] = LONDON,
) -> Built:
    """Make a data folder from publishers' files as they are, with models and scorecards.

    Args:
        raw: folder of publishers' files. out: the data folder to write. static: where to publish map shapes, if at all.
        only: the slug of the one theme to make again in a folder that is whole; the manifest's other rows are kept.
        force: make every part again; otherwise a part is kept whose files, code and libraries are the same.
        within: what the codes of the local authorities begin with whose areas are read. For others than London's, the
            themes are those that can be built anywhere; the areas are kept even where none of these can be made.

    Returns:
        The report: what was recognised, rows used and set aside, what each theme says of its tables, `left_out` (slug
        -> why a theme could not be made), `stale` (slug -> what changed under its model), `changes` and `inputs` (part
        -> the hash of what it is made from).

    Raises:
        DataError: no theme can be made, or not the one that was asked for; `raw` changed meanwhile; or `out` cannot be
            written. The folder is left as it was.
    """
    from lbdp_core import geography

    themes = (by_slug(only),) if only else tuple(t for t in THEMES if within == LONDON or t.anywhere)
    if not raw.is_dir():
        raise DataError(f"The folder {raw} is not there; give --raw the folder of publishers' files.")
    if out.resolve().is_relative_to(raw.resolve()):
        raise DataError(f"The folder {out} lies in {raw}, which is only read; give --out a folder outside it.")
    with staging.claimed(out):
        with unchanged(raw):
            folder, job = _made(raw, out, themes, Steps(say, earlier=steps.earlier(out)), only, force, within)
        staging.take_over(folder, out)
    if static is not None:
        geography.publish(out, static)
    job.steps.remember(out)
    return Built(job.report, job.steps.seconds)


def _made(
    raw: Path,
    out: Path,
    themes: tuple[AnyTheme, ...],
    plan: Steps,
    only: str,
    force: bool,
    within: tuple[str, ...],
) -> tuple[Path, Job]:
    """A whole data folder inside `out`, made apart from what is there."""
    before, why = staging.earlier(out)
    if why and not only:
        plan.say(f"{why.rstrip('.')}, so every part is made again.")
    kept = _kept(out, before, themes[0]) if only else {}
    first = f"Recognising the files in {raw}"
    plan.ahead = [first, *(step for part in _parts(themes) for step in _steps(part))]
    with plan.step(first):
        held = inventory(raw, kinds(), within)
        inputs = Inputs(held, _shared_kinds())
    folder = staging.staged(out, kept)
    bench = Workbench(folder)
    bench.entries.update(kept)
    job = Job(held, inputs, bench, plan, deepcopy(before.report) if only and before else {"opening": {}}, before, force)
    _shared(job, themes)
    for theme in themes:
        _tables(job, theme)
    shelf = bench.shelf(job.report)
    for theme in themes:
        if theme.slug not in job.faults and theme.slug not in job.kept:
            job.attempt(theme.slug, lambda theme=theme: _learn(theme, shelf, job))  # type: ignore[misc]
    _judged(job, themes, {str(folder): str(out), str(raw): raw.name})
    bench.write(staging.README, readme("The suite's data", bench.entries.values()).encode())
    bench.finish(job.report)
    return folder, job


def _kept(out: Path, before: Shelf | None, theme: AnyTheme) -> dict[str, Any]:
    """What stays of a whole folder when one theme is made again: all that is not its own.

    Raises:
        DataError: the folder is not whole, so that there is nothing to keep.
    """
    from lbdp_core import hclic

    if before is None:
        if (out / MANIFEST).exists():
            Shelf(out)  # says what is wrong with it
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


def _parts(themes: tuple[AnyTheme, ...]) -> list[str | AnyTheme]:
    """The parts of a build in their order: shared tables that these themes read, then the themes."""
    from lbdp_core import hclic

    shared = [AREAS] if _on_areas(themes) else []
    shared += [HCLIC] if any(hclic.PATH in theme.tables for theme in themes) else []
    return [*shared, *themes]


def _steps(part: str | AnyTheme) -> list[str]:
    """What is done for a part, in words, in the order in which it is done."""
    if isinstance(part, str):
        return ["Building areas and shapes" if part == AREAS else "Building quarters of statutory homelessness"]
    slug = part.slug
    studies = (f"Studying {slug}: {name}" for name in part.studies)
    after = (f"Evaluating {slug} on years it has not seen", *studies, f"Asking {slug} its opening scenario")
    return [f"Building {slug}", f"Loading {slug}", f"Fitting {slug}", *after]


def _as_it_was(job: Job, part: str | AnyTheme) -> bool:
    """Whether a part is kept as the folder has it, since what it is made from is the same and its files are whole."""
    name = part if isinstance(part, str) else part.slug
    made_from = job.inputs.of(part, job.bench.entries)
    job.report["inputs"] = job.report.get("inputs", {}) | {name: made_from}
    before = job.before
    if job.again or before is None or before.report.get("inputs", {}).get(name) != made_from:
        return False
    mine = {path: entry for path, entry in before.entries.items() if part_of(path) == name}
    learnt = () if isinstance(part, str) else (model_path(name), card_path(name))
    if name not in before.report or not {*learnt} <= mine.keys():
        return False
    try:
        for path in mine:
            before.bytes(path)
    except DataError:
        return False
    staging.keep(before.root, job.bench.root, mine.keys() - job.bench.entries.keys())
    job.bench.entries.update(mine)
    job.report[name] = deepcopy(before.report[name])
    if learnt:
        job.report.setdefault("opening", {})[name] = before.report["opening"][name]
    _set_aside_as_before(job, part)
    job.kept.add(name)
    job.steps.skip(
        f"Nothing that {name} is made from has changed, so it is kept (--force makes it again)", _steps(part)
    )
    return True


def _set_aside_as_before(job: Job, part: str | AnyTheme) -> None:
    """The files of a part that is kept which it had set aside, with the reason it gave then."""
    assert job.before is not None
    kinds = job.inputs.shared[part] if isinstance(part, str) else part.kinds
    name = part if isinstance(part, str) else part.slug
    mine = job.inputs.labels(kinds) - {*job.report[name].get("unused_files", ())}
    known = {label for label, _ in job.held.set_aside}
    for row in job.before.report["files"]["set_aside"]:
        if row["file"] in mine - known and row["reason"] != LEFT_OUT:
            job.held.set_aside.append((row["file"], row["reason"]))
            for kind in kinds:
                paths = job.held.found.get(kind.name, [])
                job.held.found[kind.name] = [p for p in paths if job.held.label(p) != row["file"]]


def _shared(job: Job, themes: tuple[AnyTheme, ...]) -> None:
    """The tables that themes share. Without areas there is no theme; without H-CLIC there are those that need none."""
    from lbdp_core import areas, hclic

    for part in (part for part in _parts(themes) if isinstance(part, str)):
        if _as_it_was(job, part):
            continue
        with job.steps.step(*_steps(part)):
            if part == AREAS:
                job.report[AREAS] = areas.build(job.held, job.bench)
            else:
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

    for said in (job.report, job.report.get("opening", {})):
        said.pop(theme.slug, None)
    here = {owner(path) for path in job.bench.entries}
    read = {owner(path) for path in theme.tables} - {theme.slug, ""}
    for slug in sorted(read - here):
        reason = job.faults.get(slug) or job.report.get("left_out", {}).get(slug, "They are not in this folder.")
        job.faults[theme.slug] = f"It is worked out from the tables of {by_slug(slug).title}: {reason}"
        return
    if _as_it_was(job, theme):
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


def _judged(job: Job, themes: tuple[AnyTheme, ...], called: dict[str, str]) -> None:
    """What the report says once everything was tried: files, themes left out, stale models, changes.

    called: paths of this machine, and what a sentence that is kept calls them.

    Raises:
        DataError: no theme that was asked for could be made.
    """
    report, tried = job.report, {theme.slug for theme in themes}
    left = {t.slug: job.faults[t.slug] for t in themes if t.slug in job.faults}
    if len(left) == len(themes) and job.held.within == LONDON:
        one = len(set(left.values())) == 1
        raise DataError(next(iter(left.values())) if one else f"No theme could be made: {_together(left)}.")
    for path, name in called.items():
        left = {slug: why.replace(path, name) for slug, why in left.items()}
    asked = report.get("opening", {})
    report["opening"] = {t.slug: asked[t.slug] for t in THEMES if t.slug in asked.keys() - left.keys()}
    report["left_out"] = {s: why for s, why in report.get("left_out", {}).items() if s not in tried} | left
    report["stale"] = _stale(report.get("stale", {}), job.before, job.bench, tried) if len(tried) < len(THEMES) else {}
    report["files"] = _files(
        job.held, report, {file for entry in job.bench.entries.values() for file in entry.origin.made_from}
    )
    report["changes"] = changes.between(job.before, job.bench.entries, report)


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
                idle[file] = LEFT_OUT
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
