"""Papers: documents that a person fills in on a theme's page, saves and takes away; text stays in the session."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from lbdp_core.result import Result

Held = Mapping[str, str]  # what a session has typed or opened, by name of box; only what was touched
LOOK = "at:"  # a name that begins so only chooses what to look at; it is no text of a document


@dataclass(frozen=True)
class Box:
    """Something to fill in.

    text:    what stands in it now. given: what the paper says where it is left empty.
    choices: value -> words, for a box that chooses. wide: whether it takes the whole width.
    """

    name: str
    label: str
    text: str = ""
    help: str = ""
    given: str = ""
    choices: Mapping[str, str] = field(default_factory=dict)
    wide: bool = False


@dataclass(frozen=True)
class Form:
    """A file that is made: words of its button, end of its name, and type."""

    label: str
    ending: str
    mime: str


@dataclass(frozen=True)
class Papers:
    """The functions by which a theme offers documents. Below, "texts" are a session's texts by name of box (`Held`).

    boxes:  (result, texts) -> the boxes by group, in the order to offer them.
    says:   (result, texts, group) -> the sentences under that group's boxes.
    opened: (bytes, label of a file) -> texts. filled: (result, texts, box, its new text) -> texts. Both raise DataError
        in one sentence where they refuse.
    made:   (result, texts, versions of data and models, what the page says beside the answer, form) -> a file's bytes.
    levers: (bytes, label) -> the levers at which a file was made, by name; empty where it has none.
    found:  (bytes, label) -> the results that a file states, by name; empty where it has none.

    Example: a person types a retention of 12 months. `filled` returns the texts with {"term.retention": "12"}, `boxes`
    shows it, and `made` writes it into the contract.
    """

    heading: str
    asks: str
    accepts: tuple[str, ...]
    forms: Mapping[str, Form]
    boxes: Callable[[Result, Held], Mapping[str, tuple[Box, ...]]]
    says: Callable[[Result, Held, str], tuple[str, ...]]
    opened: Callable[[bytes, str], Held]
    filled: Callable[[Result, Held, str, str], Held]
    made: Callable[[Result, Held, Mapping[str, str], Mapping[str, str], str], bytes]
    levers: Callable[[bytes, str], Mapping[str, str]]
    found: Callable[[bytes, str], Mapping[str, str]]
