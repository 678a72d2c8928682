"""Brief: two pages for tomorrow's meeting, made once from a result and written as a page, a document or a slide.

Everything in it has passed disclosure control, and nothing in it is fetched from a network.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any, Literal

from lbdp_core.brief.content import Setting, compose, moved, place, scenario, source_line
from lbdp_core.brief.record import Brief, Sheet

Form = Literal["html", "docx", "pptx", "pdf"]
MIME: Mapping[str, str] = {
    "html": "text/html",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "pdf": "application/pdf",
}

NO_SIGN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

__all__ = ["MIME", "Brief", "Form", "Setting", "Sheet", "compose", "moved", "place", "scenario", "source_line", "write"]


def write(brief: Brief, form: Form) -> bytes:
    """The brief as a file; the packages that write one are imported here.

    Raises:
        DataError: a PDF, and no browser to print it.
        ValueError: there is no such form.
    """
    from lbdp_core.brief import page_html, pdf, slide, word

    brief = _readable(brief)
    if form == "html":
        return page_html.write(brief)
    if form == "docx":
        return word.write(brief)
    if form == "pptx":
        return slide.write(brief)
    if form == "pdf":
        return pdf.write(page_html.write(brief))
    raise ValueError(f"A brief can be html, docx, pptx or pdf, not {form!r}.")


def _readable(part: Any) -> Any:
    """A brief or a part of it without the signs that no document can hold, such as a null."""
    if isinstance(part, str):
        return NO_SIGN.sub("", part)
    if isinstance(part, tuple):
        return tuple(map(_readable, part))
    if is_dataclass(part) and not isinstance(part, type):
        return replace(part, **{each.name: _readable(getattr(part, each.name)) for each in fields(part)})
    return part
