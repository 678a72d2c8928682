"""What a running server sends over a full tour: nothing that a small count could be told by, no column unseen.

A session whose file has small counts receives, element by element, the bytes of one whose small counts were dealt to
other areas: 0 counts under the threshold. `pytest -m bench`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pandas as pd
import pytest
from streamlit.dataframe_util import convert_pandas_df_to_arrow_bytes
from streamlit.proto.Element_pb2 import Element

from apps.bench.started import Started, suite
from lbdp_core import tour
from lbdp_core.themes import THEMES
from tests.attack import wire
from tests.attack.guest import Guest, guest
from tests.attack.hostile import DEEP
from tests.laws.test_every_disclosure import FILES, two_files
from tests.laws.test_every_page import VIEWS

SENT = ("file_uploader", "button", "download_button", "link_button")  # hold ids or codes of their session
WAITS = ("spinner", "empty")  # there or not by how long a step takes
KEY = re.compile(rb"[0-9a-f]{32}")
TRIED = FILES if DEEP else {name: file for name, file in FILES.items() if name != "fire-counts"}
bench = pytest.mark.bench


@pytest.fixture(scope="module")
def server() -> Iterator[Started]:
    with suite() as started:
        yield started


def whole_tour(one: Guest, slug: str) -> None:
    """Every view with each of its boxes open, then every step of the tour."""
    for view in VIEWS:
        one.boxes.clear()
        assert not one.view(view).errors
        for box in [*one.boxes]:
            assert not one.open_box(box).errors
    for step in range(1, len(tour.steps(slug)) + 1):
        assert not one.at(step=str(step)).errors


def drawn(one: Guest) -> list[tuple[str, bytes]]:
    """Without keys of maps' figures and without elements that hold nothing: these are of a moment of the page."""
    told = ((form, element.SerializeToString(deterministic=True)) for form, element in one.elements if form not in SENT)
    return [(form, KEY.sub(b"", raw)) for form, raw in told if raw]


@bench
@pytest.mark.parametrize("theme", THEMES, ids=lambda t: t.slug)
def test_no_column_goes_over_the_wire_that_nobody_sees(server, theme):
    with guest(server.address, theme.slug) as one:
        one.open()
        whole_tour(one, theme.slug)
    size = sum(message.ByteSize() for message in one.messages)
    unseen = {form: columns for form, element in one.elements if (columns := wire.unseen(form, element))}
    tables = sum(1 for _, element in one.elements for _ in wire.tables(element))
    print(f"\n{theme.slug}: {len(one.messages):,} messages, {size:,} bytes, {tables} tables with rows")
    assert tables
    assert unseen == {}


@bench
@pytest.mark.parametrize("file", TRIED.values(), ids=TRIED)
def test_every_byte_of_a_tour_is_the_same_whatever_small_counts_a_file_has(server, file):
    slug, *made = file
    seen = []
    for raw in two_files(3, *made):
        with guest(server.address, slug) as one:
            one.open()
            one.open_box("Your own file")
            assert not one.bring(raw, "own.csv").errors
            for asked in {"It is one year", "Yes, try it"} & set(one.buttons):
                one.press(asked)
            assert any("your own file" in str(element).lower() for _, element in one.elements)
            whole_tour(one, slug)
        seen.append(drawn(one))
    assert len(seen[0]) > 300
    assert set(seen[0]) == set(seen[1])  # how often a page is drawn on the way is a matter of time


def test_the_look_finds_a_column_that_nobody_sees():
    """In a chart, in a table and under a map."""
    rows = [{"a": 1, "b": 2, "people": 3}]
    spec = {"data": {"values": rows}, "encoding": {"x": {"field": "a"}, "y": {"field": "b"}}}
    columns = json.dumps({"people": {"hidden": True}, "a": {}})
    frame = convert_pandas_df_to_arrow_bytes(pd.DataFrame(rows))
    layers = json.dumps({"layers": [{"data": rows, "getFillColor": "@@=a"}]})
    for form, given in (
        ("vega_lite_chart", {"spec": json.dumps(spec)}),
        ("dataframe", {"columns": columns, "arrow_data": {"data": frame}}),
        ("dataframe", {"column_order": ["a", "b"], "arrow_data": {"data": frame}}),
        ("deck_gl_json_chart", {"json": layers, "tooltip": "{b}"}),
    ):
        assert wire.unseen(form, getattr(Element(**{form: given}), form)) == ["people"], form
