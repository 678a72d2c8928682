"""Catalogue: the README of a data folder, made from its manifest so that it cannot fall behind."""

from __future__ import annotations

from collections.abc import Iterable

from lbdp_core.sources import Entry

ATTRIBUTION = (
    "Contains public sector information licensed under the Open Government Licence v3.0. Contains National Statistics "
    "and OS data © Crown copyright and database right."
)
HEAD = """# {title}

Made by `lbdp data build --raw <folder of publishers' files> --out <this folder>`; nothing here is edited by hand.
`manifest.json` holds the SHA-256, size, rows, publisher, licence and as-of date of every file, and the report of the
build: rows read, used and set aside by reason. A table that does not match its hash is refused at loading.

{kinds} {attribution}

| file | rows | what | publisher | licence | as of | real or synthetic | leaves |
|---|---:|---|---|---|---|---|---|
"""


def readme(title: str, entries: Iterable[Entry]) -> str:
    """Markdown for a person who opens the folder."""
    listed = sorted(entries, key=lambda e: e.path)
    made_up = [e.path for e in listed if e.origin.kind == "synthetic"]
    kinds = f"Synthetic: {', '.join(made_up)}." if made_up else "Every table comes from published, real figures."
    lines = [
        f"| `{e.path}` | {e.rows:,} | {e.origin.what} | {e.origin.publisher} | {e.origin.licence} | {e.origin.as_of} "
        f"| {e.origin.kind} | {e.origin.release} |"
        for e in listed
    ]
    return HEAD.format(title=title, kinds=kinds, attribution=ATTRIBUTION) + "\n".join(lines) + "\n"
