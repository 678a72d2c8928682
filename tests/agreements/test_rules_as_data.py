"""Rules are files: the wheel ships each, only the safe reader reads them, and each row says where it comes from."""

from __future__ import annotations

import ast
import tomllib
from datetime import date
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted((ROOT / "lbdp_core").rglob("*.yaml"))
# rules are dated; costs and unit values, elsewhere, have years of their own
RULES = [p for p in FILES if "agreements" in p.parts and p.parent.name != "files"]


def test_the_wheel_ships_every_rule_and_contract():
    globs = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["setuptools"]["package-data"]["lbdp_core"]
    shipped = {path for glob in globs for path in (ROOT / "lbdp_core").glob(glob)}
    assert len(FILES) >= 11
    assert set(FILES) <= shipped


def test_yaml_is_only_ever_read_safely():
    for path in sorted([*(ROOT / "lbdp_core").rglob("*.py"), *(ROOT / "apps").rglob("*.py")]):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "yaml":
                allowed = {"safe_load", "safe_dump", "parse", "SafeLoader", "YAMLError"}
                assert node.attr in allowed or node.attr.endswith("Event"), (path, node.attr)
            assert not (isinstance(node, ast.ImportFrom) and node.module == "yaml"), path


@pytest.mark.parametrize("path", RULES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_rule_file_says_when_it_was_checked_and_no_id_stands_twice(path):
    held = yaml.safe_load(path.read_text("utf-8"))
    assert isinstance(held["checked"], date)
    for rows in (part for part in held.values() if isinstance(part, list) and part and isinstance(part[0], dict)):
        ids = [row["id"] for row in rows]
        assert len(ids) == len(set(ids)), path
        for row in rows:
            assert None not in row.values(), f"{row['id']}: a comma in words without quotes makes a key without a value"
