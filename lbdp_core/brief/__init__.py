"""Brief: two pages for tomorrow's meeting, made once from a result and written as a page, a document or a slide.

Everything in it has passed disclosure control, and nothing in it is fetched from a network.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from lbdp_core.brief.content import Setting, compose, moved, place, scenario, source_line
from lbdp_core.brief.record import Brief, Sheet

Form = Literal["html", "docx", "pptx", "pdf"]
MIME: Mapping[str, str] = {
    "html": "text/html",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "pdf": "application/pdf",
}

__all__ = ["MIME", "Brief", "Form", "Setting", "Sheet", "compose", "moved", "place", "scenario", "source_line", "write"]


def write(brief: Brief, form: Form) -> bytes:
    """The brief as a file; the packages that write one are imported here.

    Raises:
        DataError: a PDF, and no browser to print it.
        ValueError: there is no such form.
    """
    from lbdp_core.brief import page_html, pdf, slide, word

    if form == "html":
        return page_html.write(brief)
    if form == "docx":
        return word.write(brief)
    if form == "pptx":
        return slide.write(brief)
    if form == "pdf":
        return pdf.write(page_html.write(brief))
    raise ValueError(f"A brief can be html, docx, pptx or pdf, not {form!r}.")
