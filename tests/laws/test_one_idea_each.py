"""One idea each: one cache that is tied to a model, no clock in a result, and colours from the palette alone."""

from __future__ import annotations

import ast
import gc
import re
import weakref
from collections.abc import Iterator

import pytest

from lbdp_core import pipeline
from lbdp_core import sources as sources_of
from lbdp_core.sources import Shelf
from lbdp_core.themes import THEMES
from tests.test_architecture import SLUGS, sources

CACHES = {"cache", "lru_cache"}
OF_A_MODEL = re.compile(r"\b(Fitted|Model|Evidence|Contract)\b")
CLOCK = re.compile(r"(.*\.)?(date|datetime|Timestamp)\.(today|now|utcnow)|time\.(time|time_ns|localtime|gmtime)")
AT_THE_DOOR = {
    "lbdp_core/aggregate.py",  # a date after today is a slip of the pen: rows are checked as they come in
    "lbdp_core/audit.py",  # when something was done
    "lbdp_core/children/own/__init__.py",
    "lbdp_core/fire/schema.py",
    "lbdp_core/hmo/own.py",
}


def keyed_by_a_model(tree: ast.Module) -> Iterator[str]:
    """Functions with a cache of the process and a model, its evidence or a contract among their arguments."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.FunctionDef):
            continue
        named = {n.id for d in node.decorator_list for n in ast.walk(d) if isinstance(n, ast.Name)}
        named |= {n.attr for d in node.decorator_list for n in ast.walk(d) if isinstance(n, ast.Attribute)}
        given = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
        of_a_model = any(
            a.arg in ("model", "fitted") or (a.annotation and OF_A_MODEL.search(ast.unparse(a.annotation)))
            for a in given
        )
        if named & CACHES and of_a_model:
            yield node.name


def test_what_is_worked_out_of_a_model_goes_with_the_model():
    """A cache of the process would keep a session's own model, and with it what came of that session's file."""
    found = {
        f"{path.as_posix()}:{name}" for path, tree in sources("lbdp_core", "apps") for name in keyed_by_a_model(tree)
    }
    assert found == set()


@pytest.mark.parametrize(
    "code",
    [
        "@lru_cache(maxsize=2)\ndef f(it: Fitted): ...",
        "@functools.cache\ndef f(model): ...",
        "@cache\ndef f(n, *, e: 'Evidence | None'): ...",
    ],
)
def test_the_law_of_caches_can_fail(code):
    assert list(keyed_by_a_model(ast.parse(code))) == ["f"]
    assert not list(
        keyed_by_a_model(ast.parse(code.replace("lru_cache(maxsize=2)", "remembered(2)").split("\n", 1)[1]))
    )


def clocks(tree: ast.Module) -> Iterator[str]:
    """Calls that ask what time it is."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and CLOCK.fullmatch(ast.unparse(node.func)):
            yield ast.unparse(node)


def test_no_result_depends_on_the_clock():
    """Same levers, same result: dates come from the data or from a dated rule."""
    for path, tree in sources("lbdp_core"):
        asked = set(clocks(tree))
        assert not asked or path.as_posix() in AT_THE_DOOR, (path, asked)


def test_the_law_of_clocks_can_fail():
    assert list(clocks(ast.parse("x = move_on.table(date.today())"))) == ["date.today()"]
    assert list(clocks(ast.parse("x = pd.Timestamp.now().normalize()"))) == ["pd.Timestamp.now()"]
    assert list(clocks(ast.parse("x = time.time(), datetime.min.time()"))) == ["time.time()"]


def test_colours_stand_in_the_palette_alone():
    for path, tree in sources("lbdp_core", "apps"):
        if path.name == "palette.py":
            continue
        found = [
            node.value
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and re.fullmatch(r"#([0-9a-fA-F]{3,4}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})", node.value)
        ]
        assert not found, (path, found)


SHARED_TABLES = {"lbdp_core/fires_by_area.py"}  # tables that several themes count, declared once


def test_no_file_names_a_path_of_another_theme():
    """Themes never meet, not through the data folder either; shared code and the shell know no theme's path."""
    for path, tree in sources("lbdp_core", "apps"):
        own = path.parts[1] if path.parts[0] == "lbdp_core" else ""
        theirs = re.compile(rf"(studies/)?({'|'.join(SLUGS - {own})})/\w")
        docs = {id(d) for d in ast.walk(tree) if isinstance(d, ast.Expr) for d in [d.value]}
        found = [
            node.value
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in docs
            and theirs.match(node.value)
        ]
        assert not found or path.as_posix() in SHARED_TABLES, (path, found)


@pytest.mark.parametrize("theme", THEMES, ids=[theme.slug for theme in THEMES])
def test_a_model_that_nobody_holds_is_gone_with_all_that_was_worked_out_of_it(theme):
    """As a session's own model is when its file is forgotten; an answer that is remembered may not hold its model."""
    _, model, _ = pipeline.open_theme(theme.slug, Shelf(sources_of.find("sample_data")))
    gone = weakref.ref(model)
    drawn(theme, model)
    assert gone() is model
    del model
    gc.collect()
    assert gone() is None


def drawn(theme, model) -> None:
    """What a page works out of a model at its opening levers."""
    page, result = theme.page(), theme.run(model, theme.presets[theme.opening])
    page.measures(model, result)
    page.over_time(model, result)
    for picture in page.beside.values():
        picture(model, result)
    for scene in (*page.below.values(), *page.scenes.values(), *page.why.values()):
        if scene.tables is None:
            picks = {words: options[0] for words, options in scene.choices(model, result).items()}
            picks |= {words: options[0] for words, options in scene.then(model, result, picks).items()}
            scene.show(model, result, picks)
