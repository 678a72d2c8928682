"""Markup: the text of an advert without its HTML, entities and odd spaces."""

from __future__ import annotations

import html
import re

HIDDEN = re.compile(r"<(script|style|head)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)", re.I | re.S)
BREAKS = re.compile(r"<(?:br|/?p|/?div|/?li|/?ul|/?ol|/?h[1-6]|/?tr|/?table|/?section|hr)\b[^>]*>", re.I)
TAGS = re.compile(r"</?[a-zA-Z][^<>]*>")
SPACES = re.compile(r"[^\S\n]+")
LINES = re.compile(r"\s*\n\s*")
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")
LONGEST = 200_000  # characters of a text that are read


def plain(text: object) -> str:
    r"""A text as a person reads it: paragraphs on lines of their own, no tags, entities as characters.

    Text that was escaped twice, as feeds often do, is read twice.

    >>> plain("&lt;p&gt;Caf&amp;eacute; manager&lt;/p&gt;<ul><li>tills</li><li>R&amp;D</li></ul>")
    'Café manager\ntills\nR&D'
    """
    if not isinstance(text, str):
        return "" if text is None else str(text)
    text = text[:LONGEST]
    for _ in range(2):
        if "<" in text:
            text = TAGS.sub(" ", BREAKS.sub("\n", HIDDEN.sub(" ", text)))
        if "&" not in text:
            break
        text = html.unescape(text)
    if "<" in text:
        text = TAGS.sub(" ", BREAKS.sub("\n", HIDDEN.sub(" ", text)))
    return LINES.sub("\n", SPACES.sub(" ", CONTROL.sub("", text))).strip()


def one_line(text: object) -> str:
    """The same without line breaks.

    >>> one_line(" Nurse<br>Band 5 ")
    'Nurse Band 5'
    """
    return plain(text).replace("\n", " ")
