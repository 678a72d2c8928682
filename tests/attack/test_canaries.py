"""A name in somebody's own file stands nowhere else: no log, cache, temporary file, address or session keeps it."""

from __future__ import annotations

import asyncio
import io
import logging
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from types import SimpleNamespace

import pytest
from streamlit.runtime.memory_session_storage import MemorySessionStorage
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager

from apps import memory
from apps.shell import idle, state
from lbdp_core.themes import THEMES
from tests.attack.hostile import CANARY
from tests.laws.test_every_page import page
from tests.laws.test_own_files import codes, give, open_box, sent, visits

WITH_OWN = [theme for theme in THEMES if theme.own]
each = pytest.mark.parametrize("theme", WITH_OWN, ids=lambda t: t.slug)
BYTES = CANARY.encode()


def named() -> list[tuple[bytes, str]]:
    """Files that carry the name, by the way in which each is refused or read."""
    one = codes()[0]
    return [
        (f"a,b\n{CANARY},2\n".encode(), "own.csv"),  # of no kind
        (f"lsoa21_code,visits,Full name\n{one},60,{CANARY}\n".encode(), "own.csv"),  # about people
        (f"lsoa21_code,visits\n{one},60\n".encode() + b"\xff\xfe" + BYTES, "own.csv"),  # no text
        (b"PK\x03\x04" + BYTES * 9, "own.xlsx"),  # a workbook that is none
        (f'{{"theme": "{CANARY}"'.encode(), "own.json"),
        (f"lsoa21_code,visits\n{one},60\n".encode(), f"{CANARY}.csv"),  # in the name of the file
    ]


def kept(at) -> str:
    """What a session keeps, but for the words that say what was wrong."""
    held = at.session_state._state.filtered_state
    return repr({name: value for name, value in held.items() if not str(name).endswith(":fault")})


@each
def test_a_name_in_a_file_that_is_refused_or_taken_stays_in_no_log_session_or_address(theme, caplog, capfd):
    caplog.set_level(logging.DEBUG)
    at = open_box(theme.slug)
    for raw, name in named():
        give(at, raw, name)
        if name == "own.csv":
            assert CANARY not in kept(at), raw[:40]
    at.button(key=f"{theme.slug}:own:forget").click().run() if state.own_key(theme.slug) in at.session_state else None
    give(at, b"hour,height\n1,2\n", "tides.csv")
    out, err = capfd.readouterr()
    for where in (caplog.text, out, err, kept(at), str(dict(at.query_params)), "".join(sent(at))):
        assert CANARY not in where


@each
def test_an_error_of_ours_tells_the_log_where_it_happened_and_no_value(theme, monkeypatch, caplog, capfd):
    """A parser that fails with what it could not read."""

    def fails(*given):
        raise ValueError(f"could not convert {CANARY}")

    it = state.opened(theme.slug)
    broken = replace(it, theme=replace(theme, own=replace(theme.own, propose=fails)))
    monkeypatch.setattr(state, "opened", lambda slug: broken)
    at = give(open_box(theme.slug), visits([60, 45, 30]))
    (fault,) = [e.value for e in at.error]
    assert "could not be read to its end" in fault
    out, err = capfd.readouterr()
    assert CANARY not in fault + caplog.text + out + err
    assert "ValueError" in caplog.text
    assert "test_canaries.py" in caplog.text


@pytest.mark.parametrize("theme", THEMES, ids=lambda t: t.slug)
def test_a_part_or_a_scenario_that_fails_tells_the_log_no_value(theme, monkeypatch, caplog, capfd):
    def fails(*given):
        raise KeyError(CANARY)

    monkeypatch.setattr(state, "asked", fails)
    at = page(theme)
    out, err = capfd.readouterr()
    said = caplog.text + out + err + "".join(sent(at))
    assert at.error
    assert "KeyError" in caplog.text
    assert CANARY not in said


@each
def test_the_server_keeps_no_bytes_of_a_file_once_they_are_read(theme, monkeypatch):
    managers = []
    add = MemoryUploadedFileManager.add_file
    monkeypatch.setattr(MemoryUploadedFileManager, "add_file", lambda m, *a, **k: managers.append(m) or add(m, *a, **k))
    at = open_box(theme.slug)
    for raw in (visits([60, 45, 30]), b"hour,height\n1,2\n", visits([50, 40])):
        give(at, raw)
        assert managers
        assert not [files for m in managers for files in m.file_storage.values() if files]


def test_what_a_browser_sends_is_never_written_to_a_temporary_file(monkeypatch):
    from starlette.formparsers import MultiPartParser

    written = []
    monkeypatch.setattr(tempfile, "TemporaryFile", lambda **more: written.append(more) or io.BytesIO())
    monkeypatch.setattr(MultiPartParser, "spool_max_size", MultiPartParser.spool_max_size)
    assert read(2_000_000) == 2_000_000
    assert written, "as it would be"
    written.clear()
    memory.keep_uploads()
    assert read(20_000_000) == 20_000_000
    assert not written


def read(size: int) -> int:
    """In a thread of its own: in this one a browser of another test may keep a loop running."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, parsed(size)).result()


async def parsed(size: int) -> int:
    """How many bytes of a file come out of a form that a browser sends."""
    from starlette.datastructures import Headers
    from starlette.formparsers import MultiPartParser

    head = b'--x\r\nContent-Disposition: form-data; name="f"; filename="a.csv"\r\n\r\n'

    async def body():
        yield head
        yield b"1" * size
        yield b"\r\n--x--\r\n"

    form = await MultiPartParser(Headers({"content-type": "multipart/form-data; boundary=x"}), body()).parse()
    size = len(await form["f"].read())
    await form.close()
    return size


class Session:
    """A session as the manager of Streamlit holds one."""

    def __init__(self, id: str, used: float):
        self.id, self.ended = id, False
        self.session_state = State({state.USED: used, "fire:own": "a file", "fire:own:kept:x": 1, "fire.visits": 5})

    def shutdown(self):
        self.ended = True


class State(dict):
    @property
    def filtered_state(self):
        return dict(self)


def test_a_closed_window_s_session_is_let_go_although_nobody_else_comes(monkeypatch):
    storage = MemorySessionStorage(ttl_seconds=60)
    clock = [0.0]
    monkeypatch.setattr(storage._cache, "_timer", lambda: clock[0])
    closed = Session("a", 0.0)
    storage.save(SimpleNamespace(session=closed))
    manager = SimpleNamespace(_session_storage=storage, list_active_sessions=list)
    idle.sweep(manager, 0.0)
    assert not closed.ended
    clock[0] = 61.0
    idle.sweep(manager, 0.0)
    assert closed.ended
    assert not closed.session_state
    assert not storage._cache._data


def test_a_file_in_a_window_that_nobody_uses_is_forgotten_and_the_page_says_why():
    at, used = give(open_box(fire__visits="500"), visits([60, 45, 30])), Session("b", 0.0)
    session = at.session_state._state._state
    later = used.session_state[state.USED] = session[state.USED] + idle.UNUSED + 1
    active = [SimpleNamespace(session=one) for one in (SimpleNamespace(session_state=session), used)]
    idle.sweep(SimpleNamespace(_session_storage=None, list_active_sessions=lambda: active), later)
    assert "fire:own" in used.session_state
    at.run()
    assert not at.exception
    assert at.info[0].value.startswith("Nobody used this page for two hours")
    assert "With your own file" not in " ".join(m.value for m in at.markdown)
    assert at.get_by_key("fire.visits").value == 500
    give(at, visits([50, 40]))
    assert not at.info
