"""Idle: what nobody uses is let go: a session whose window was closed, and a file of one's own in a window left open.

Streamlit keeps the session of a closed window for `server.disconnectedSessionTTL` seconds, so that a lost connection
finds it again, and then lets go of it only when another window is closed: on a quiet server it would stay for good.
"""

from __future__ import annotations

import asyncio
import gc
from time import monotonic
from typing import Any

from streamlit.runtime import get_instance
from streamlit.runtime.memory_session_storage import MemorySessionStorage

from apps.shell import state

LOOK = 20  # seconds from one look to the next
UNUSED = 2 * 60 * 60  # seconds without a move after which a file of one's own is forgotten


async def watch() -> None:
    """Look every now and then, on the server's own loop, which alone may touch its sessions."""
    while True:
        await asyncio.sleep(LOOK)
        sweep(get_instance()._session_mgr, monotonic())


def sweep(sessions: Any, now: float) -> None:
    """Let go of what is not used. sessions: Streamlit's session manager."""
    storage = sessions._session_storage
    kept: Any = storage._cache if isinstance(storage, MemorySessionStorage) else None
    ended = [] if kept is None else kept.expire()
    for _, info in ended:
        info.session.shutdown()
        info.session.session_state.clear()
    for info in sessions.list_active_sessions():
        held = info.session.session_state
        if now - held.filtered_state.get(state.USED, now) > UNUSED:
            for slug in state.with_a_file(held.filtered_state):
                state.let_go(held, slug)
    if ended:
        ended.clear()
        gc.collect()  # a session is a ring of objects
