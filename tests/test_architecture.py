"""The house: what the import contracts in pyproject.toml cannot see."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from lbdp_core.themes import THEMES

ROOT = Path(__file__).resolve().parents[1]
SLUGS = {theme.slug for theme in THEMES}
SHARED_FOLDERS = {
    "agreements",
    "areas",
    "brief",
    "charts",
    "door",
    "geography",
    "hclic",
    "pipeline",
    "protect",
}  # too large for one file
BINARY = {".png", ".gz", ".npz", ".ttf", ".woff2", ".ico"}


@cache
def parsed(folder: str) -> list[tuple[Path, ast.Module]]:
    """Every module of a folder; they are read by many laws."""
    paths = sorted((ROOT / folder).rglob("*.py"))
    return [(path.relative_to(ROOT), ast.parse(path.read_text("utf-8"))) for path in paths]


def sources(*folders: str) -> Iterator[tuple[Path, ast.Module]]:
    for folder in folders:
        yield from parsed(folder)


def tracked() -> list[Path]:
    """The project's own files: what git holds or would hold; without git, all but caches."""
    listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    done = subprocess.run(listing, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode == 0:
        return [ROOT / name for name in done.stdout.split("\0") if name and (ROOT / name).is_file()]
    skip = re.compile(r"(\.(?!ci|gitignore).*|build|dist|__pycache__|.*\.egg-info)")
    return [p for p in ROOT.rglob("*") if p.is_file() and not any(map(skip.fullmatch, p.relative_to(ROOT).parts))]


def loaded_by(statement: str, *blocked: str) -> set[str]:
    """Packages imported by a statement, in a process of its own where `blocked` cannot be imported."""
    block = "".join(f"sys.modules[{name!r}] = None; " for name in blocked)
    code = f"import sys; {block}{statement}; print(*{{m.partition('.')[0] for m in sys.modules}})"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split())


def test_a_folder_is_a_theme_and_a_line_of_the_register():
    folders = {path.parent.name for path in (ROOT / "lbdp_core").glob("*/__init__.py")} - SHARED_FOLDERS
    tests = {path.name for path in (ROOT / "tests").iterdir() if path.is_dir()} & (folders | SLUGS)
    assert folders == tests == SLUGS


def test_the_core_knows_no_screen_and_no_tool_of_a_build():
    modules = [".".join(path.with_suffix("").parts).removesuffix(".__init__") for path, _ in sources("lbdp_core")]
    everything = f"import importlib; [importlib.import_module(m) for m in {modules}]"
    loaded_by(everything, "streamlit", "apps", "pandera", "shap")


def test_starting_does_not_pay_for_what_only_a_build_or_a_picture_needs():
    slow = {"pandera", "pydantic", "shapely", "pyproj", "shap", "numba", "altair", "pydeck", "openpyxl"}
    slow |= {"docx", "pptx", "vl_convert", "ibis", "duckdb", "pyspark"}
    paid = slow & loaded_by("import lbdp_core.themes")
    assert not paid


def test_running_a_theme_does_not_pay_for_it_either():
    opened = (
        "from lbdp_core import pipeline, sources; "
        "t, m, _ = pipeline.open_theme('fire', sources.Shelf(sources.find('sample_data'))); "
        "t.run(m, t.presets[t.opening])"
    )
    paid = {"pandera", "pydantic", "shap", "numba", "altair", "pydeck", "streamlit"} & loaded_by(opened)
    assert not paid


def test_architecture_is_one_screen_and_every_shared_file_has_a_line_in_the_register():
    lines = (ROOT / "ARCHITECTURE.md").read_text("utf-8").splitlines()
    assert len(lines) <= 60 and max(map(len, lines)) <= 120
    register = (ROOT / "docs/register.md").read_text("utf-8")
    files = {path.name for path in (ROOT / "lbdp_core").glob("*.py")} - {"__init__.py"}
    missing = {name for name in {*files, *(f"{folder}/" for folder in SHARED_FOLDERS)} if f"`{name}`" not in register}
    assert missing == set(), "give each a line in docs/register.md"


def calls(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield node.func.attr


@pytest.mark.parametrize("writer", ["to_csv", "to_excel", "to_parquet", "to_html"])
def test_tables_leave_through_one_module(writer):
    writers = {path.as_posix() for path, tree in sources("apps", "lbdp_core") if writer in calls(tree)}
    assert writers <= {"lbdp_core/exports.py", "lbdp_core/sources.py"}


ONE_PLACE = {
    "download_button": {"apps/shell/download_button.py"},  # a file leaves by one button
    "dataframe": {"apps/shell/parts.py"},  # a table reaches the screen by two functions, which release it
    "table": {"apps/shell/parts.py"},
    "data_editor": set(),
    "vega_lite_chart": {"apps/shell/parts.py", "apps/shell/where.py"},  # a picture, and the key of a map
    "pydeck_chart": {"apps/shell/where.py"},
}


@pytest.mark.parametrize(("way", "places"), ONE_PLACE.items(), ids=list(ONE_PLACE))
def test_what_leaves_by_the_page_leaves_by_one_place(way, places):
    found = {
        path.as_posix()
        for path, tree in sources("apps")
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and (node.func.attr == way if way != "table" else ast.unparse(node.func) == "st.table")
    }
    assert found == places


def test_tables_on_the_screen_are_released_first():
    """In `parts`, what goes to `st.dataframe` and `st.table` is what `protect.release` gave back."""
    (tree,) = (tree for path, tree in sources("apps") if path.as_posix() == "apps/shell/parts.py")
    drawing = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and any(f"st.{w}(" in ast.unparse(node) for w in ("dataframe", "table"))
    ]
    assert {node.name for node in drawing} == {"table", "sheet"}
    assert all("protect.release(" in ast.unparse(node) for node in drawing)


def test_a_protected_table_is_opened_in_one_place():
    opening = {
        path.as_posix()
        for path, tree in sources("apps", "lbdp_core")
        for node in ast.walk(tree)
        if isinstance(node, ast.keyword) and node.arg == "protected" and ast.unparse(node.value) == "True"
    }
    assert opening == {"lbdp_core/protect/releasing.py"}


def test_own_files_reach_a_model_through_disclosure_control_alone():
    """Whoever places or reads the rows of somebody's file also releases what comes of them."""
    releasing = ("protect.release(", "own.released(", "released(")
    at_home = {"lbdp_core/own.py", "apps/commands/data.py"}  # places them; counts them on their holder's own machine
    for path, tree in sources("lbdp_core", "apps"):
        text = ast.unparse(tree)
        if path.as_posix() not in at_home and ("own.placed(" in text or "rows.by_area(" in text):
            assert any(f in text for f in releasing), path


def test_nothing_on_the_page_is_raw_markup_and_nothing_is_unpickled():
    for path, tree in sources("apps", "lbdp_core"):
        options = [node for node in ast.walk(tree) if isinstance(node, ast.keyword)]
        set_true = {o.arg for o in options if not (isinstance(o.value, ast.Constant) and o.value.value is False)}
        imported = {a.name for node in ast.walk(tree) if isinstance(node, ast.Import) for a in node.names}
        imported |= {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module}
        assert not {"unsafe_allow_html", "unsafe_allow_javascript", "allow_pickle"} & set_true, path
        assert not {"html", "iframe"} & set(calls(tree)), path
        assert not {"pickle", "joblib", "dill", "shelve", "marshal", "cloudpickle"} & imported, path


def test_only_the_static_folder_s_own_files_are_served():
    served = {path.name for path in (ROOT / "apps/static").rglob("*") if path.is_file()}
    assert served <= {"lsoa.json", "wards.json", "boroughs.json", "codes.json", "icon.png", "README.md"}


HOSTS = re.compile(
    "|".join(["py" + "pi.org", "python" + "hosted", "npm" + "js", "deb." + "debian", "artifact" + "ory"])
)
MACHINE = re.compile(r"(^|[^.\w])/(" + "|".join(["work", "tmp", "root", "home"]) + r")/", re.M)


def test_no_file_names_a_registry_or_a_place_on_somebody_s_machine():
    for path in tracked():
        if path.suffix in BINARY or path == Path(__file__).resolve():
            continue
        text = path.read_text("utf-8", errors="replace")
        assert not HOSTS.search(text), path
        assert not MACHINE.search(text), path


def test_no_publisher_s_file_is_copied_into_the_project(raw):
    theirs = {p.read_bytes() for p in raw.rglob("*") if p.is_file() and 2_000 < p.stat().st_size < 5_000_000}
    assert not [path for path in tracked() if path.read_bytes() in theirs]


def test_a_theme_file_says_what_it_is():
    for path, tree in sources("apps", "lbdp_core"):
        if tree.body:
            assert ast.get_docstring(tree), f"{path} has no first sentence"
