"""Papers: what a theme lets a person fill in, save and take away as documents; what is typed stays in the session."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from lbdp_core.result import Result

Held = Mapping[str, str]  # what a session has typed or opened, by name of box; only what was touched
LOOK = "at:"  # names that begin so only say what is looked at, and are nothing that was filled in


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
    """What a theme makes of the boxes.

    boxes:  result and what is held to the boxes, by group in the order in which they are offered.
    says:   result, what is held and a group to what the page says under its boxes.
    opened: the bytes of a file and its label to what is then held; DataError in one sentence.
    filled: result, what is held, a box and what it now says, to what is then held; DataError where it may not say so.
    made:   result, what is held, versions of data and models, what the page says beside the answer, and a form's name
        to a file.
    levers: the bytes of a file and its label to the levers at which it was made, name -> value; or none.
    found:  the bytes of a file and its label to what was found when it was made, name -> words; or none.
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
