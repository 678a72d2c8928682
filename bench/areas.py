"""How fire bears more areas: a country of made-up copies of London, from 5,000 to 190,000 areas, measured.

    python bench/areas.py --copies 1 5 7 38 --out FOLDER

A copy has London's shapes beside the others', its features moved by up to 5% and its fires drawn again, so that no two
areas are alike. Each size is fitted, run, evaluated and served in a process of its own. Nothing here says how well the
model would do elsewhere: it says what many areas cost.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import resource
import shutil
import subprocess
import sys
from pathlib import Path
from time import process_time
from typing import Any

import numpy as np
import pandas as pd

from apps.bench import measuring, started
from lbdp_core import plain_json, static_shapes, store
from lbdp_core.columns import COLUMNS
from lbdp_core.fire.evaluate import origins
from lbdp_core.fire.features import ground
from lbdp_core.pipeline import card_path, model_path
from lbdp_core.sources import CHECKOUT, Shelf, Workbench
from lbdp_core.themes import by_slug

FIRE = by_slug("fire")
ACROSS, EAST, NORTH = 7, 0.86, 0.42  # copies in a row; degrees from one to the next
CODES, NAMES = ("lsoa", "code", "ward_code", "borough_code"), ("borough", "name", "ward")
COPIED = ("geography/", "studies/fire/", card_path("fire"))
INDEXED = ("i", "j", "lives", "recorded")


def country(london: Shelf, copies: int, out: Path) -> None:
    """Write the tables and shapes of a country of copies of London, and publish the shapes beside the pages."""
    bench, areas = Workbench(out), len(london.table("areas/lsoa.csv"))
    rng = np.random.default_rng(copies)
    for path in [p for p in london.entries if p in (*FIRE.tables, "areas/boroughs.csv") or p.startswith(COPIED)]:
        origin = london.origin(path)
        if path.startswith("geography/"):
            bench.bytes(path, shapes(json.loads(london.bytes(path)), copies), origin)
        elif (path in FIRE.tables and ".csv" in path) or path == "areas/boroughs.csv":
            bench.table(path, table(london.table(path), copies, areas, rng), origin)
        else:
            bench.bytes(path, london.bytes(path), origin)
    bench.finish({name: london.report[name] for name in ("areas", "fire", "opening", "files")})


def moved(code: Any, copy: int) -> Any:
    """A code, or a column of them, in a copy; codes sort by copy.

    >>> moved("E01000001", 2), moved("E01000001", 12)
    ('E21000001', 'F21000001')
    """
    rest = code[2:] if isinstance(code, str) else code.str[2:]
    return chr(ord("E") + copy // 10) + str(copy % 10) + rest


def table(frame: pd.DataFrame, copies: int, areas: int, rng: np.random.Generator) -> pd.DataFrame:
    """A table of London once for each copy: codes and positions are the copy's, figures moved, counts drawn again."""
    parts = []
    for copy in range(copies):
        part = frame.copy()
        for column in frame.columns.intersection(CODES):
            part[column] = moved(part[column], copy)
        for column in frame.columns.intersection(NAMES) if copy else ():
            by_code = part[column].str.match("E\\d{8}").all()
            part[column] = moved(part[column], copy) if by_code else part[column] + f" {copy + 1}"
        for column in frame.columns.intersection(INDEXED):
            part[column] += copy * areas
        for column in [c.name for c in COLUMNS if c.name in frame and c.unit == "share" and copy]:
            part[column] = (part[column] * rng.uniform(0.95, 1.05, len(part))).clip(upper=1).round(4)
        if copy and "fires" in frame:
            part["fires"] = rng.poisson(part["fires"])
            part = part[part["fires"] > 0]
        for column, step in (("west", EAST), ("east", EAST), ("south", NORTH), ("north", NORTH)):
            if column in frame:
                part[column] += step * (-(copy % ACROSS) if step == EAST else copy // ACROSS)
        parts.append(part)
    return pd.concat(parts, ignore_index=True)


def shapes(london: dict[str, Any], copies: int) -> bytes:
    """GeoJSON of London's shapes once for each copy, each further west or north."""
    features = []
    for copy in range(copies):
        east, north = -EAST * (copy % ACROSS), NORTH * (copy // ACROSS)
        for feature in london["features"]:
            own = dict(feature["properties"])
            own["i"] += copy * len(london["features"])
            own["code"] = moved(own["code"], copy)
            for name in own.keys() & NAMES if copy else ():
                own[name] += f" {copy + 1}"
            at = feature["geometry"]
            features.append({"type": "Feature", "properties": own, "geometry": shifted(at, east, north)})
    return plain_json.text({"type": "FeatureCollection", "features": features}, separators=(",", ":")).encode()


def shifted(shape: dict[str, Any], east: float, north: float) -> dict[str, Any]:
    """A GeoJSON geometry moved by degrees."""

    def each(part: Any) -> Any:
        if isinstance(part[0], float | int):
            return [round(part[0] + east, 4), round(part[1] + north, 4)]
        return [each(inner) for inner in part]

    return {"type": shape["type"], "coordinates": each(shape["coordinates"])}


def seconds(task: Any) -> tuple[float, Any]:
    """Seconds of the processor that a task takes, and what it returns."""
    before = process_time()
    answer = task()
    return round(process_time() - before, 2), answer


def fitted(out: Path) -> dict[str, Any]:
    """Fit and store the model of a country."""
    shelf = Shelf(out)
    load_s, evidence = seconds(lambda: FIRE.load(shelf))
    fit_s, model = seconds(lambda: FIRE.fit(evidence))
    bench = Workbench(out)
    bench.entries.update(shelf.entries)
    store.save(bench, model_path("fire"), model, shelf.origin("fire/fires.csv"))
    bench.finish(shelf.report)
    return {"areas": len(evidence.areas), "load_s": load_s, "fit_s": fit_s, "fit_mib": peak()}


def evaluated(out: Path) -> dict[str, Any]:
    """Score the last year as an evaluation does each of its seven."""
    evidence = FIRE.load(Shelf(out))
    year_s, _ = seconds(lambda: origins.origin(evidence, ground(evidence), len(evidence.years) - 1))
    return {"evaluate_one_year_s": year_s, "evaluate_mib": peak()}


def ran(out: Path) -> dict[str, Any]:
    """`run` over levers all across their ranges, as `lbdp bench` does, and the memory of a process that only runs."""
    return measuring.run_times(FIRE, Shelf(out)) | {"run_mib": peak()}


def peak() -> int:
    """The most memory that this process has held, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def checkout(out: Path) -> Path:
    """A copy of the suite whose pages have the country's shapes."""
    here = out / "suite"
    shutil.rmtree(here, ignore_errors=True)
    for folder in ("apps", "lbdp_core", "streamlit_config"):
        shutil.copytree(CHECKOUT / folder, here / folder, dirs_exist_ok=True)
    static_shapes.publish(out, here / "apps/static")
    return here


def served(out: Path) -> dict[str, Any]:
    """First page, a change of a lever, memory and the shapes that a browser fetches."""
    here = checkout(out)
    os.environ |= {"PYTHONPATH": str(here)}
    with started.suite("--data", str(out), cwd=str(here)) as suite:
        from apps.bench.visitor import visit

        with visit(suite.address, "fire") as visitor:
            opened = measuring.fine(visitor.open(), "fire")
            first = {"first_page_cpu_s": round((measuring.cpu_ms(suite.pid) or 0) / 1e3, 1), "page_bytes": opened.bytes}
            measuring.rested(suite.pid)
            found = first | measuring.change_costs(visitor, "fire", suite.pid)
        return found | {"server_mib": measuring.resident_mib(suite.pid)} | fetched(here / "apps/static")


def fetched(static: Path) -> dict[str, Any]:
    """Bytes of the largest file of shapes, as it is and as it is sent."""
    largest = max(static.rglob("*.json"), key=lambda path: path.stat().st_size)
    raw = largest.read_bytes()
    return {
        "shapes": largest.name,
        "shapes_mb": round(len(raw) / 1e6, 2),
        "sent_mb": round(len(gzip.compress(raw)) / 1e6, 2),
    }


PARTS = {"fitted": fitted, "ran": ran, "served": served, "evaluated": evaluated}


def main() -> int:
    """Measure each size, or one part of it in this process."""
    options = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    options.add_argument("--copies", type=int, nargs="+", default=[1, 5, 7, 38], help="copies of London's 4,994 areas")
    options.add_argument("--out", type=Path, required=True, help="a folder for the data of each size")
    options.add_argument("--parts", nargs="+", choices=PARTS, default=list(PARTS), help="all of them make the folder")
    options.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    asked = options.parse_args()
    for copies in asked.copies:
        out = asked.out / str(copies)
        if asked.here:
            print(plain_json.text({"copies": copies} | PARTS[asked.parts[0]](out)), flush=True)
            continue
        if "fitted" in asked.parts:
            country(Shelf(CHECKOUT / "sample_data"), copies, out)
        for part in asked.parts:  # each in a process of its own, whose memory is its own
            each = ["--copies", str(copies), "--out", str(asked.out), "--parts", part, "--here"]
            subprocess.run([sys.executable, __file__, *each], check=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
