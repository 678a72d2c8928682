"""One writer of JSON: what is no figure is null, and nothing else writes JSON out."""

from __future__ import annotations

import ast
import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from lbdp_core import exports, plain_json
from lbdp_core.sources import Origin, Workbench

ROOT = Path(__file__).resolve().parents[1]
WRITER = ROOT / "lbdp_core" / "plain_json.py"
ODD = {"nan": float("nan"), "inf": np.float64("-inf"), "na": pd.NA, "in": [{"deep": np.float32("nan")}], "one": 1.5}
PLAIN = {"nan": None, "inf": None, "na": None, "in": [{"deep": None}], "one": 1.5}


def read(text: str | bytes) -> object:
    return json.loads(text, parse_constant=lambda name: pytest.fail(f"{name} in JSON"))


def test_plain_values_are_json_without_nan():
    frame = pd.DataFrame({"n": np.array([1, 2]), "x": [np.nan, np.inf], "s": ["a", None]})
    assert plain_json.plain({"t": frame, "v": np.float32(0.5), "d": pd.Timestamp("2021-12-01"), "n": pd.NA}) == {
        "t": [{"n": 1, "x": None, "s": "a"}, {"n": 2, "x": None, "s": None}],
        "v": 0.5,
        "d": "2021-12-01 00:00:00",
        "n": None,
    }


def test_what_is_plain_is_written_as_the_standard_library_writes_it():
    value = {"a": [1, 2.5, "é", None, True], "b": {"c": ()}}
    assert plain_json.text(value, indent=1, sort_keys=True) == json.dumps(value, indent=1, sort_keys=True)


def test_no_way_out_lets_through_what_is_no_figure(tmp_path):
    assert read(plain_json.text(ODD)) == PLAIN
    bench = Workbench(tmp_path)
    bench.json("a.json", ODD, Origin("x", "x", "x", "2021"))
    bench.finish({"odd": ODD})
    assert read((tmp_path / "a.json").read_bytes()) == PLAIN
    assert read((tmp_path / "manifest.json").read_bytes())["report"] == {"odd": PLAIN}
    parcel = exports.Parcel({"rows": pd.DataFrame({"x": [np.nan]})}, {}, {"odd": ODD})
    assert read(exports.export(parcel, "json")) == {"odd": PLAIN, "rows": [{"x": None}], "about": {}}


def test_nothing_but_the_writer_turns_values_into_json():
    """A shape handed from JSON to shapely in memory is read at once, and written nowhere."""
    found = []
    for path in sorted([*(ROOT / "lbdp_core").rglob("*.py"), *(ROOT / "apps").rglob("*.py")]):
        tree = ast.parse(path.read_text("utf-8"))
        read_at_once = {
            id(inner)
            for call in ast.walk(tree)
            if isinstance(call, ast.Call) and ast.unparse(call.func).endswith("from_geojson")
            for inner in ast.walk(call)
        }
        for node in ast.walk(tree):
            name = ast.unparse(node) if isinstance(node, ast.Attribute) else ""
            imported = isinstance(node, ast.ImportFrom) and node.module == "json"
            writes = name in ("json.dumps", "json.dump", "json.JSONEncoder") or imported
            if writes and id(node) not in read_at_once and path != WRITER:
                found.append(f"{path.relative_to(ROOT)}:{node.lineno}")
    assert not found
