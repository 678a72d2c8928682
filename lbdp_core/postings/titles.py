"""Titles: what an advert's title says of the job, without place, pay, hours and rank; and the words of any title."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from lbdp_core.boroughs import NAMES
from lbdp_core.postings.ingest.markup import one_line

WORD = re.compile(r"[a-z]+[+#]*")
ENDING = re.compile(r"(.{4,}?)(?:ations?|ing|ers?|ors?|ists?|ment|i?al|ies|y|e?s|ed|e|ion|ic)")  # four letters stay
NOISE = re.compile(
    r"£\S*|\b(?:\d\S*|(?:central |greater |(?:north|south|east|west)[- ]*)?london|hybrid|remote|urgent(?:ly)?|"
    r"immediate start|full[- ]?time|part[- ]?time|permanent|temporary|temp|fixed term|ftc|maternity cover|required|"
    r"wanted|nights?|days?|weekends?|per (?:hour|annum|day|week)|ote|up to|band|grade|m/f/[xd]|senior|junior|"
    rf"experienced|{'|'.join(map(re.escape, NAMES))})\b",
    re.I,
)
PARTS = re.compile(r"\s+[-–—@]\s+|\s*[|•]\s*")
LETTERS = re.compile(r"[a-z]{3}", re.I)


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """A word without the ending that its relations do not share.

    >>> stem("cleaner"), stem("cleaning"), stem("nurse"), stem("nursing")
    ('clean', 'clean', 'nurs', 'nurs')
    """
    ends = ENDING.fullmatch(word)
    return ends[1] if ends else word


def stems(text: str) -> list[str]:
    """Stems of a text, and pairs that stand side by side."""
    found = [stem(word) for word in WORD.findall(text.casefold())]
    return found + [f"{one} {other}" for one, other in pairwise(found)]


def same_words(title: str) -> str:
    """What titles of the same words share, in whatever order and form the words stand.

    >>> same_words("Nursing assistant (hospital)") == same_words("hospital assistants, nurse")
    True
    """
    return " ".join(sorted({stem(word) for word in WORD.findall(title.casefold())}))


def bare(title: str) -> str:
    """A title without place, pay, hours and rank: its first part that says a job, and one more where that is one word.

    >>> bare("Senior Care Assistant (Nights) - Camden £12.60ph"), bare("URGENT | Manager - Care Home - Leyton")
    ('Care Assistant', 'Manager Care Home')
    """
    text = one_line(title)
    parts = [" ".join(NOISE.sub(" ", part).split()).strip(" -–,:/()") for part in PARTS.split(text)]
    told = [part for part in parts if LETTERS.search(part)]
    if not told:
        return text
    return " ".join(told[: 1 if " " in told[0] else 2])


def key(title: str) -> str:
    """A title as corrections are kept by.

    >>> key("Chef de Partie - SOHO"), key("chef  de partie")
    ('chef de partie', 'chef de partie')
    """
    return " ".join(bare(title).casefold().split())
