"""A guest at a running server: a visitor who also opens boxes, brings files, and keeps every message as it came."""

from __future__ import annotations

import urllib.request
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect
from websockets.typing import Origin, Subprotocol

from apps.bench.visitor import PATIENCE_S, Rerun, Visitor

COOKIE = "_streamlit_xsrf"
near = urllib.request.build_opener(urllib.request.ProxyHandler({}))  # never through a proxy


class Guest(Visitor):
    """One open page.

    elements: what was drawn, by form and element. boxes: id -> label and fragment. uploaders, buttons: label -> id and
    fragment. files: label -> id of what a button makes.
    """

    def __init__(self, socket: Any, page: str, address: str):
        super().__init__(socket, page)
        self.address, self.session, self.query, self.hash = address, "", "", ""
        self.elements: list[tuple[str, Any]] = []
        self.messages: list[ForwardMsg] = []
        self.boxes: dict[str, tuple[str, str]] = {}
        self.uploaders: dict[str, tuple[str, str]] = {}
        self.views = ""  # the id of what chooses the view
        self.buttons: dict[str, tuple[str, str]] = {}
        self.files: dict[str, str] = {}

    def hear(self, reply: ForwardMsg) -> None:
        super().hear(reply)
        kind = reply.WhichOneof("type")
        if kind == "new_session":
            self.session = reply.new_session.initialize.session_id
        if kind == "navigation":
            self.hash = reply.navigation.page_script_hash
        if kind == "delta":
            self.messages.append(reply)
            block = reply.delta.add_block
            if block.expandable.id:
                self.boxes[block.expandable.id] = block.expandable.label, reply.delta.fragment_id

    def remember(self, element: Any, fragment: str) -> None:
        super().remember(element, fragment)
        form = str(element.WhichOneof("type"))
        self.elements.append((form, getattr(element, form)))
        if form == "file_uploader":
            self.uploaders[element.file_uploader.label] = element.file_uploader.id, fragment
        if form == "button_group" and element.button_group.id.endswith("-view"):
            self.views = element.button_group.id
        if form == "button":
            self.buttons[element.button.label] = element.button.id, fragment
        if form == "download_button":
            self.files[element.download_button.label] = element.download_button.deferred_file_id

    def request(self) -> BackMsg:
        message = super().request()
        message.rerun_script.query_string = self.query
        message.rerun_script.page_script_hash = self.hash
        return message

    def at(self, **query: str) -> Rerun:
        """The page as a link opens it."""
        self.query = "&".join(f"{name}={value}" for name, value in query.items())
        return self.open()

    def open_box(self, label: str) -> Rerun:
        """Unfold a part of the page, by its words or its id."""
        id_ = next(id_ for id_, (words, _) in self.boxes.items() if label in (id_, words))
        return self.set(id_, self.boxes[id_][1], bool_value=True)

    def view(self, name: str) -> Rerun:
        """Turn to another view."""
        message = self.request()
        state = message.rerun_script.widget_states.widgets.add(id=self.views)
        state.string_array_value.data.append(name)
        return self.send(message)

    def press(self, label: str) -> Rerun:
        """Press a button."""
        return self.set(*self.buttons[label], trigger_value=True)

    def set(self, id_: str, fragment: str, **value: Any) -> Rerun:
        """Set a widget to a value, as the field of its state is called."""
        message = self.request()
        message.rerun_script.fragment_id = fragment
        message.rerun_script.widget_states.widgets.add(id=id_, **value)
        return self.send(message)

    def bring(self, raw: bytes, name: str) -> Rerun:
        """Put a file into the last box for files that was drawn, as a browser does."""
        id_, fragment = [*self.uploaders.values()][-1]
        asked = BackMsg()
        asked.file_urls_request.request_id = str(uuid.uuid4())
        asked.file_urls_request.file_names.append(name)
        asked.file_urls_request.session_id = self.session
        reply = self._ask(asked, "file_urls_response")
        (urls,) = reply.file_urls_response.file_urls
        self._put(urls.upload_url, raw, name)
        message = self.request()
        message.rerun_script.fragment_id = fragment
        state = message.rerun_script.widget_states.widgets.add()
        state.id = id_
        sent = state.file_uploader_state_value.uploaded_file_info.add()
        sent.name, sent.size, sent.file_id = name, len(raw), urls.file_id
        sent.file_urls.CopyFrom(urls)
        return self.send(message)

    def take_away(self, label: str) -> bytes:
        """The file of a button, made now."""
        asked = BackMsg()
        asked.backend_operation_request.request_id = str(uuid.uuid4())
        asked.backend_operation_request.session_id = self.session
        asked.backend_operation_request.deferred_file.file_id = self.files[label]
        made = self._ask(asked, "backend_operation_response").backend_operation_response
        assert not made.error_msg
        with near.open(f"{self.address}{made.deferred_file.url}", timeout=PATIENCE_S) as answer:
            return bytes(answer.read())

    def _ask(self, asked: BackMsg, answer: str) -> ForwardMsg:
        self.socket.send(asked.SerializeToString())
        reply = ForwardMsg()
        while reply.WhichOneof("type") != answer:
            reply = ForwardMsg.FromString(self.socket.recv(PATIENCE_S))
        return reply

    def _put(self, path: str, raw: bytes, name: str) -> None:
        with near.open(f"{self.address}/_stcore/health", timeout=PATIENCE_S) as answer:
            token = answer.headers["Set-Cookie"].split(f"{COOKIE}=")[1].split(";")[0].strip('"')
        head = f'--x\r\nContent-Disposition: form-data; name="f"; filename="{name}"\r\n\r\n'
        headers = {
            "Content-Type": "multipart/form-data; boundary=x",
            "Cookie": f"{COOKIE}={token}",
            "X-Xsrftoken": token,
        }
        body = head.encode() + raw + b"\r\n--x--\r\n"
        request = urllib.request.Request(f"{self.address}{path}", body, headers, method="PUT")
        near.open(request, timeout=PATIENCE_S).close()


@contextmanager
def guest(address: str, page: str = "") -> Iterator[Guest]:
    """An open page of the suite at `address`, in a session of its own."""
    with connect(
        address.replace("http", "ws", 1) + "/_stcore/stream", origin=Origin(address),
        subprotocols=[Subprotocol("streamlit")], max_size=None, open_timeout=PATIENCE_S, compression=None, proxy=None,
    ) as socket:  # fmt: skip
        yield Guest(socket, page, address)
