"""A visitor without a browser: opens a page over Streamlit's websocket and moves its levers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from time import perf_counter
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

PATIENCE_S = 60
AGAIN = ForwardMsg.FINISHED_EARLY_FOR_RERUN  # the page asked for another run, which follows
KEPT_RUNS = 2  # as a browser does: Streamlit's `global.maxCachedMessageAge`


@dataclass(frozen=True)
class Knob:
    """A number widget: its id, its range, and the fragment that a change reruns ("" for the whole page)."""

    id: str
    form: str
    low: float
    high: float
    step: float
    fragment: str


@dataclass(frozen=True)
class Rerun:
    """What one run of the page cost: seconds until it was finished, bytes and messages received."""

    seconds: float
    bytes: int
    messages: int
    errors: tuple[str, ...]


@contextmanager
def visit(address: str, page: str = "") -> Iterator[Visitor]:
    """An open page of the suite at `address`."""
    with connect(
        address.replace("http", "ws", 1).rstrip("/") + "/_stcore/stream",
        origin=Origin(address.rstrip("/")),
        subprotocols=[Subprotocol("streamlit")],
        max_size=None,
        open_timeout=PATIENCE_S,
        compression=None,
        proxy=None,
    ) as socket:
        yield Visitor(socket, page)


class Visitor:
    """One open page; `visit` makes it."""

    def __init__(self, socket: ClientConnection, page: str):
        self.socket = socket
        self.page = page
        self.knobs: dict[str, Knob] = {}
        self.runs = 0
        self.kept: dict[str, int] = {}  # large messages that need not be sent again: the run that last had each

    def open(self) -> Rerun:
        """Ask for the page, as a browser does first."""
        return self.send(self.request())

    def turn(self, knob: Knob, value: float) -> Rerun:
        """Set a number widget, as a browser does when it is let go."""
        message = self.request()
        message.rerun_script.fragment_id = knob.fragment
        state = message.rerun_script.widget_states.widgets.add()
        state.id = knob.id
        if knob.form == "slider":
            state.double_array_value.data.append(value)
        else:
            state.double_value = value
        return self.send(message)

    def request(self) -> BackMsg:
        message = BackMsg()
        message.rerun_script.page_name = self.page
        message.rerun_script.cached_message_hashes.extend(self.kept)
        return message

    def send(self, message: BackMsg) -> Rerun:
        """Send, and read until the page says that it is finished.

        Raises:
            TimeoutError: nothing came for a minute.
        """
        started, received, messages = perf_counter(), 0, 0
        errors: list[str] = []
        self.socket.send(message.SerializeToString())
        while True:
            raw = self.socket.recv(PATIENCE_S)
            received, messages = received + len(raw), messages + 1
            reply = ForwardMsg()
            reply.ParseFromString(raw if isinstance(raw, bytes) else raw.encode())
            self.hear(reply)
            if reply.WhichOneof("type") == "script_finished" and reply.script_finished != AGAIN:
                self.runs += 1
                self.kept = {one: last for one, last in self.kept.items() if self.runs - last <= KEPT_RUNS}
                return Rerun(perf_counter() - started, received, messages, tuple(errors))
            if reply.WhichOneof("type") == "delta" and reply.delta.WhichOneof("type") == "new_element":
                element = reply.delta.new_element
                if element.WhichOneof("type") == "exception":
                    errors.append(element.exception.message)
                self.remember(element, reply.delta.fragment_id)

    def hear(self, reply: ForwardMsg) -> None:
        """Take note of a message, whatever it is."""
        if reply.metadata.cacheable or reply.ref_hash:
            self.kept[reply.ref_hash or reply.hash] = self.runs

    def remember(self, element: Any, fragment: str) -> None:
        form = element.WhichOneof("type")
        if form not in ("slider", "number_input"):
            return
        widget = getattr(element, form)
        self.knobs[widget.id] = Knob(widget.id, form, widget.min, widget.max, widget.step or 1, fragment)
