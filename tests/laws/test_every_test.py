"""Laws of the tests themselves: none reads the clock, waits for time to pass, or pins the last digits of a figure.

What is written in a test can be seen here. Whether two figures that it compares were fitted cannot: that answers are
the same on another processor is a law of its own (`test_another_processor`).
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from tests.test_architecture import sources

CLOCKS = {
    "time": {"time", "time_ns", "perf_counter", "perf_counter_ns", "monotonic", "process_time", "thread_time", "sleep"},
    "datetime": {"now", "utcnow", "today"},
    "date": {"today"},
    "timeit": {"timeit", "repeat", "default_timer"},
}
DIGITS = 7  # of a number that somebody copied from a screen; what was read from a file has fewer
WAITS = {"wait_for_timeout"}  # of a browser; its conftest alone looks again and again


def trees(*without: str) -> Iterator[tuple[str, ast.Module]]:
    for path, tree in sources("tests"):
        name = path.relative_to("tests").as_posix()
        if not name.startswith(without):
            yield name, tree


def clocks(tree: ast.Module) -> list[int]:
    """Lines that ask what time it is, or let time pass."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module in CLOCKS:
            found += [node.lineno] * any(name.name in CLOCKS[node.module] for name in node.names)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            owner = node.func.value
            name = owner.id if isinstance(owner, ast.Name) else owner.attr if isinstance(owner, ast.Attribute) else ""
            found += [node.lineno] * (node.func.attr in CLOCKS.get(name, ()))
    return found


def pins(tree: ast.Module) -> list[int]:
    """Lines that compare, digit by digit, with a number of very many digits."""
    asserts = (n for n in ast.walk(tree) if isinstance(n, ast.Assert))
    compared = (n for found in asserts for n in ast.walk(found.test) if isinstance(n, ast.Compare))
    return [n.lineno for n in compared if any(isinstance(op, ast.Eq) for op in n.ops) and _long(n)]


def _long(compared: ast.Compare) -> bool:
    """Whether a side is a long number, alone or in a list; within a call (`approx`) it is that call's to compare."""
    sides = [compared.left, *compared.comparators]
    for side in sides:
        sides += side.elts if isinstance(side, ast.List | ast.Tuple) else []
        sides += [side.operand] if isinstance(side, ast.UnaryOp) else []
    numbers = (side.value for side in sides if isinstance(side, ast.Constant) and isinstance(side.value, float))
    return any(len(repr(n).partition("e")[0].replace(".", "").strip("0")) >= DIGITS for n in numbers)


def test_no_test_but_the_bench_reads_a_clock_or_sleeps():
    """But for certificates and tokens, which have a day, servers that are waited for, and what bombs cost."""
    dated = {"browser/test_sign_in.py", "provider.py", "test_nginx.py", "bombs.py"}
    assert {name: lines for name, tree in trees("bench/") if name not in dated and (lines := clocks(tree))} == {}


def test_no_number_is_pinned_to_its_last_digits():
    assert {name: lines for name, tree in trees() if (lines := pins(tree))} == {}


def test_a_browser_test_waits_for_what_it_wants_and_not_for_time():
    waits = {
        name: node.lineno
        for name, tree in trees("browser/conftest", "browser/shots")
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in WAITS
    }
    assert waits == {}


@pytest.mark.parametrize(
    ("line", "look"),
    [
        ("import time\nt = time.perf_counter()", clocks),
        ("from time import monotonic", clocks),
        ("import datetime\nx = datetime.datetime.now()", clocks),
        ("assert found == 0.011774656713243657", pins),
        ("assert all(x == [1.0, -0.0117746567] for x in found)", pins),
    ],
)
def test_these_laws_can_fail(line, look):
    assert look(ast.parse(line))


@pytest.mark.parametrize("line", ["assert found == approx(0.0117746567)", "assert found == [1837.0, 119.212]"])
def test_and_leave_what_is_right(line):
    assert not pins(ast.parse(line))
