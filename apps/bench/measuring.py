"""`lbdp bench`: what a change of a lever costs, and how long a visitor waits for the first page."""

from __future__ import annotations

import os
from itertools import cycle, islice
from pathlib import Path
from time import perf_counter, process_time, sleep
from typing import TYPE_CHECKING, Any

import numpy as np

from apps.bench.started import suite
from lbdp_core import pipeline, sources
from lbdp_core.levers import Levers
from lbdp_core.sources import DataError, Shelf
from lbdp_core.theme import Theme

if TYPE_CHECKING:
    from apps.bench.visitor import Knob, Rerun, Visitor

RUNS = 200
CHANGES = 30
UNCOUNTED = 5
RESTING_MS = 50  # of the processor, in a second
SEED = 1


def measure() -> dict[str, Any]:
    """The figures of docs/json.md; what this system cannot tell is null, with the reason beside it.

    Raises:
        DataError: the suite did not start, or a page has no number lever or shows an error.
    """
    shelf = Shelf(sources.find("sample_data"))
    themes = {theme.slug: run_times(theme, shelf) for theme in pipeline.themes_in(shelf)}
    with suite() as started:
        from apps.bench.visitor import visit

        server_figures: dict[str, Any] = {}
        for slug in themes:
            with visit(started.address, slug) as visitor:
                fine(visitor.open(), slug)
                if "first_page_s" not in server_figures:
                    server_figures["first_page_s"] = round(perf_counter() - started.at, 2)
                    rested(started.pid)
                themes[slug] |= change_costs(visitor, slug, started.pid)
        server_figures["rss_mib"] = resident_mib(started.pid)
    report: dict[str, Any] = {"themes": themes, "server": server_figures, "left_out": shelf.report.get("left_out", {})}
    if not has_proc():
        report["reason"] = "cpu_ms_per_rerun and rss_mib are read from /proc, which this system does not have."
    return report


def run_times(theme: Theme[Any, Any, Any], shelf: Shelf) -> dict[str, Any]:
    """CPU milliseconds of `run` over levers all across their ranges: what else runs on the machine does not count."""
    _, model, _ = pipeline.open_theme(theme.slug, shelf)
    rng = np.random.default_rng(SEED)
    theme.run(model, theme.presets[theme.opening])
    times = []
    for _ in range(RUNS):
        levers = any_levers(theme, rng)
        started = process_time()
        theme.run(model, levers)
        times.append(1e3 * (process_time() - started))
    p50, p95 = np.percentile(times, [50, 95])
    return {"run_p50_ms": round(float(p50), 1), "run_p95_ms": round(float(p95), 1)}


def any_levers(theme: Theme[Any, Any, Any], rng: np.random.Generator) -> Levers:
    values: dict[str, Any] = {}
    for name, spec in theme.levers.specs().items():
        if spec.choices:
            values[name] = list(spec.choices)[rng.integers(len(spec.choices))]
        else:
            steps = rng.integers(int((spec.high - spec.low) / spec.step) + 1)
            values[name] = min(spec.high, spec.low + float(steps) * spec.step)
    levers: Levers = theme.levers(**values)
    return levers


def change_costs(visitor: Visitor, slug: str, pid: int) -> dict[str, Any]:
    """CPU of the server and bytes on the websocket for each turn of the page's first number lever."""
    if not visitor.knobs:
        raise DataError(f"The page of {slug} has no number lever to turn; see its levers in lbdp_core/{slug}/scenario.")
    knob = next(iter(visitor.knobs.values()))
    settings = cycle(stops(knob))
    for value in islice(settings, UNCOUNTED):
        fine(visitor.turn(knob, value), slug)
    before = cpu_ms(pid)
    reruns = [fine(visitor.turn(knob, value), slug) for value in islice(settings, CHANGES)]
    spent = None if before is None else round((cpu_ms(pid) or 0) - before, 1) / CHANGES
    return {
        "cpu_ms_per_rerun": None if spent is None else round(spent, 1),
        "bytes_per_change": round(float(np.mean([r.bytes for r in reruns]))),
        "messages_per_change": round(float(np.mean([r.messages for r in reruns]))),
        "rerun_p50_ms": round(1e3 * float(np.median([r.seconds for r in reruns])), 1),
    }


def stops(knob: Knob) -> list[float]:
    """Seven settings across the lever's range, each on a step and none like the one before."""
    steps = (knob.high - knob.low) / knob.step
    return [knob.low + knob.step * int(steps * share) for share in (0.1, 0.5, 0.2, 0.7, 0.3, 0.9, 0.4)]


def fine(rerun: Rerun, slug: str) -> Rerun:
    if rerun.errors:
        raise DataError(f"The page of {slug} failed while it was measured: {rerun.errors[0]}.")
    return rerun


def rested(pid: int) -> None:
    """Wait until the server has made the other themes ready behind the first page, so that no change pays for it."""
    while (before := cpu_ms(pid)) is not None:
        sleep(1)
        if (cpu_ms(pid) or 0) - before < RESTING_MS:
            return


def has_proc() -> bool:
    return Path("/proc/self/stat").exists()


def cpu_ms(pid: int) -> float | None:
    """User and system time of the process so far, in milliseconds; None without /proc."""
    if not has_proc():
        return None
    spent = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return 1e3 * (int(spent[11]) + int(spent[12])) / os.sysconf("SC_CLK_TCK")


def resident_mib(pid: int) -> float | None:
    """Memory that the process holds, in MiB; None without /proc."""
    if not has_proc():
        return None
    line = next(row for row in Path(f"/proc/{pid}/status").read_text().splitlines() if row.startswith("VmRSS"))
    return round(int(line.split()[1]) / 1024, 1)
