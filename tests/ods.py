"""A small OpenDocument spreadsheet, written by hand as office programs write it."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

KINDS = ("office", "table", "text", "style")
SPACES = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in KINDS)
MIMETYPE = "application/vnd.oasis.opendocument.spreadsheet"
BELOW = (  # what office programs write below a table
    '<table:table-row table:number-rows-repeated="1048000">'
    '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
)


def cell(value: Any) -> str:
    if value is None:
        return "<table:table-cell/>"
    lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in str(value).split("\n"))
    kind = f'"float" office:value="{value}"' if isinstance(value, int | float) else '"string"'
    return f"<table:table-cell office:value-type={kind}>{lines}</table:table-cell>"


def content(sheets: Mapping[str, Sequence[Sequence[Any]]], hidden: str = "", extra: str = "") -> str:
    styles, tables = "", ""
    for style, shown in (("on", "true"), ("off", "false")):
        properties = f'<style:table-properties table:display="{shown}"/>'
        styles += f'<style:style style:name="{style}">{properties}</style:style>'
    for name, rows in sheets.items():
        lines = "".join(f"<table:table-row>{''.join(map(cell, row))}{extra}</table:table-row>" for row in rows)
        style = "off" if name == hidden else "on"
        named = f'table:name="{escape(name)}" table:style-name="{style}"'
        tables += f"<table:table {named}>{lines}{BELOW}</table:table>"
    body = f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
    head = f"<office:automatic-styles>{styles}</office:automatic-styles>"
    return f'<?xml version="1.0"?><office:document-content {SPACES}>{head}{body}</office:document-content>'


def pack(path: Any, text: str) -> Any:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", MIMETYPE, zipfile.ZIP_STORED)
        archive.writestr("content.xml", text)
    return path


def write(path: Path, sheets: Mapping[str, Sequence[Sequence[Any]]], **more: str) -> Path:
    return pack(path, content(sheets, **more))
