"""Starts the suite: settings from streamlit_config/, one line when it is ready, and the themes made ready behind it."""

from __future__ import annotations

import asyncio
import gc
import logging
import os
import platform
import socket
import threading
import time
import tomllib
import urllib.request
import webbrowser
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any

from apps import memory
from apps.serving import HOST, Serving
from lbdp_core import pipeline, sources, static_shapes
from lbdp_core.sources import DataError, Shelf

MAIN = Path(__file__).resolve().with_name("main.py")
FIRST_PORT = 8501
PORTS_TRIED = 50
DEV = {"server.fileWatcherType": "auto", "client.showErrorDetails": "full", "client.toolbarMode": "developer"}


def serve(
    port: int | None, slug: str, data: str | None, *, browser: bool, dev: bool, serving: Serving | None = None
) -> int:
    """Serve until told to stop; returns the exit code.

    Raises:
        DataError: the data, the map, the port or the audit log cannot be used, or the data has no such theme; nothing
            was served.
    """
    serving = serving or Serving()
    memory.give_back()
    memory.keep_uploads()
    folder = sources.find("sample_data", data)
    shelf = Shelf(folder)
    static_shapes.same_codes(shelf, sources.find("apps/static"))
    if slug and (why := pipeline.left_out(slug, shelf)):
        raise DataError(why)
    os.environ["LBDP_DATA"] = str(folder)  # the pages look where `sources.find` looks
    serving.begin()
    config = serving.config(settings() | (DEV if dev else {}) | {"server.port": free_port(port, serving.host)})
    root = f"http://{serving.near}:{config['server.port']}{serving.base}"
    faults: list[DataError] = []
    quieten("uvicorn.error", unless=lambda: not faults)

    import streamlit as st

    from apps.shell import hover

    opens, health = f"{root}/{slug}", f"{root}/_stcore/health"
    threading.Thread(target=announce, args=(health, opens, browser, serving.public), daemon=True).start()
    try:
        ready = warm(faults, slug, freeze=not dev)
        st.App(
            MAIN,
            secrets=serving.secrets,
            lifespan=ready,
            routes=[hover.route(serving.base)],
            middleware=serving.middleware(config),
        ).run(config=config)
    except KeyboardInterrupt:
        return 0
    except SystemExit:
        if faults:
            raise faults[0] from None
        raise
    return 0


def settings() -> dict[str, Any]:
    """streamlit_config/config.toml with dotted keys, the theme file by its full path, and no banner.

    Raises:
        DataError: the file is missing or is not TOML.
    """
    path = sources.find("streamlit_config") / "config.toml"
    try:
        config = flat(tomllib.loads(path.read_text("utf-8")))
    except (OSError, tomllib.TOMLDecodeError) as fault:
        raise DataError(f"{path} cannot be read ({fault}); mend it or take it from the package.") from None
    base = config.get("theme.base")
    if base not in (None, "light", "dark"):
        config["theme.base"] = str(path.with_name(base))
    return config | {"logger.hideWelcomeMessage": True, "server.headless": True}


def flat(nested: dict[str, Any], prefix: str = "") -> dict[str, Any]:
    """{"server": {"port": 1}} -> {"server.port": 1}."""
    out: dict[str, Any] = {}
    for key, value in nested.items():
        out |= flat(value, f"{prefix}{key}.") if isinstance(value, dict) else {f"{prefix}{key}": value}
    return out


def free_port(wanted: int | None, host: str = HOST) -> int:
    """The port asked for, or without one the first free from 8501.

    Raises:
        DataError: the port asked for is taken, or no port near 8501 is free.
    """
    tries = range(FIRST_PORT, FIRST_PORT + PORTS_TRIED) if wanted is None else [wanted]
    for port in tries:
        with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as s:
            if os.name != "nt":  # there it would allow a port that another program listens on
                s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                s.bind((host, port))
            except OSError:
                continue
            return int(s.getsockname()[1])
    if wanted is None:
        raise DataError(f"No port from {FIRST_PORT} to {tries[-1]} is free; name one with --port.")
    raise DataError(f"Port {wanted} cannot be used (taken or not allowed); give --port another, or leave it out.")


def warm(
    faults: list[DataError], first: str = "", *, freeze: bool
) -> Callable[[Any], AbstractAsyncContextManager[None]]:
    """The lifespan: make the first page ready, the other themes behind it, then freeze what was loaded.

    Home needs no theme, and a theme's page needs its own alone, so that ten themes start as fast as one.

    Streamlit collects garbage after every rerun; freezing makes that 14 times cheaper. Not while developing,
    where reloaded modules would never be let go.
    """

    @asynccontextmanager
    async def lifespan(_app: Any) -> AsyncIterator[None]:
        from apps import shell

        try:
            left = shell.warm(first)
        except DataError as fault:
            faults.append(fault)
            raise

        def behind() -> None:
            shell.warm_behind(left)
            if freeze:
                gc.collect()
                gc.freeze()

        threading.Thread(target=behind, daemon=True).start()
        watching = asyncio.create_task(shell.watch())
        yield
        watching.cancel()

    return lifespan


def quieten(name: str, *, unless: Callable[[], bool]) -> None:
    """Only warnings pass the server's log, and nothing once a fault is known (it is told in one sentence)."""
    logging.getLogger(name).addFilter(lambda record: record.levelno >= logging.WARNING and unless())


def announce(health: str, opens: str, browser: bool, public: str = "") -> None:
    """Wait until the server says that it is well; then say where, and open it. public: where others reach it."""
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))  # never through a proxy
    while True:
        try:
            with direct.open(health, timeout=5) as answer:
                if answer.status == 200:
                    break
        except OSError:
            time.sleep(0.1)
    others = f"; others reach it at {public}" if public else ""
    print(f"The suite is ready at {opens} (Ctrl+C stops it{others})", flush=True)
    if browser and has_screen():
        webbrowser.open(opens)


def has_screen() -> bool:
    """Whether a window could open: on Linux only under X or Wayland, or a text browser takes the terminal."""
    return platform.system() != "Linux" or bool({"DISPLAY", "WAYLAND_DISPLAY"} & os.environ.keys())
