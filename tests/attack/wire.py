"""What goes to a browser, taken apart: every table, chart and map of a page, and the columns that it does not show."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pyarrow as pa
from streamlit.testing.v1 import AppTest

INDEX = "__index_level_0__"  # what Arrow calls pandas' numbers of rows


def read(raw: bytes) -> pa.Table:
    return pa.ipc.open_stream(raw).read_all()


def tables(proto: Any) -> Iterator[tuple[str, pa.Table]]:
    """Every Arrow table within a message, with the name of the field that holds it."""
    for field, value in proto.ListFields():
        if field.type == field.TYPE_BYTES and value[:4] == b"\xff\xff\xff\xff":
            yield field.name, read(value)
        elif field.type == field.TYPE_MESSAGE:
            for part in value if field.is_repeated else [value]:
                if hasattr(part, "ListFields"):
                    yield from tables(part)


def unseen(kind: str, proto: Any) -> list[str]:
    """Columns that are sent with an element and that nobody can see on it."""
    if kind == "dataframe":
        config, order = json.loads(proto.columns or "{}"), list(proto.column_order)
        hidden = {INDEX if name == "_index" else name for name, told in config.items() if (told or {}).get("hidden")}
        names = read(proto.arrow_data.data).column_names
        return [name for name in names if name in hidden or (order and name not in order)]
    if "vega" in kind:
        spec = json.loads(proto.spec)
        within = [list(row) for data in held(spec) for row in data]
        names = {name for row in within for name in row} | {n for _, t in tables(proto) for n in t.column_names}
        said = json.dumps(without_values(spec))
        return sorted(name for name in names if not used(name, said))
    if kind == "deck_gl_json_chart":
        said = json.loads(proto.json)
        rows = [row for layer in said.get("layers", []) for row in layer.get("data", []) if isinstance(row, dict)]
        shown = json.dumps([{k: v for k, v in layer.items() if k != "data"} for layer in said.get("layers", [])])
        shown += proto.tooltip
        return sorted({name for row in rows for name in row if name not in shown})
    return []


def held(spec: Any) -> Iterator[list[dict[str, Any]]]:
    """The rows that stand in a chart itself, in any of its layers."""
    if isinstance(spec, dict):
        data = spec.get("data")
        if isinstance(data, dict) and isinstance(data.get("values"), list):
            yield [row for row in data["values"] if isinstance(row, dict)]
        yield from (rows for set_ in [spec.get("datasets", {})] for rows in set_.values() if isinstance(rows, list))
        for value in spec.values():
            yield from held(value)
    elif isinstance(spec, list):
        for value in spec:
            yield from held(value)


def without_values(spec: Any) -> Any:
    if isinstance(spec, dict):
        return {k: without_values(v) for k, v in spec.items() if k not in ("values", "datasets")}
    return [without_values(v) for v in spec] if isinstance(spec, list) else spec


def used(name: str, spec: str) -> bool:
    """Whether a chart names a column: as a field, or in an expression."""
    return json.dumps(name) in spec or bool(re.search(rf"datum(\.|\[\\?['\"]){re.escape(name)}\b", spec))


def of_page(at: AppTest) -> dict[str, list[str]]:
    """Every element of a page with columns that are sent and not shown."""
    found = {}
    for n, node in enumerate([*at.main, *at.sidebar]):
        proto = getattr(node, "proto", None)
        if proto is not None and (columns := unseen(node.type, proto)):
            found[f"{n} {node.type} {getattr(proto, 'alt', '')[:60]}"] = columns
    return found
