"""Codes: which of the values that Annex A allows a text means; the lists of them stand in `layout.yaml`.

An entry is its official mark and its words. Systems write "b) Female", "Female", "N1 - Abuse or neglect" or "N1".
"""

from __future__ import annotations

import re

Codes = tuple[str, ...]
_LETTER = re.compile(r"([a-z]{1,2})[).]\s*", re.IGNORECASE)
_CODE = re.compile(r"[A-Z]{1,2}\d{0,2}[A-Z]?|\d{1,2}[A-F]?|[A-Z]{4}")


def position(text: str, codes: Codes) -> int:
    """Where a value stands in its list of codes (from 0); -1 where it is in none.

    >>> gender, need = ("Male", "Female", "Not stated/recorded"), ("N1 Abuse or neglect", "N4 Family in acute stress")
    >>> [position(t, gender) for t in ("b) Female", "F", "FEMALE (f)", "a)", "Girl", "not known")]
    [1, 1, 1, 0, -1, -1]
    >>> [position(t, need) for t in ("N1 - Abuse or Neglect", "n4", "Family in acute stress", "PSRMEM - memory")]
    [0, 1, 1, -1]
    """
    letter = _LETTER.match(text)
    rest = text[letter.end() :].strip() if letter else text.strip()
    said = _spaced(rest)
    mark, official = said.split(" ")[0].upper(), [entry.split()[0] for entry in codes]
    if mark in official:
        return official.index(mark)
    words = [_spaced(entry.partition(" ")[2] if _CODE.fullmatch(entry.split()[0]) else entry) for entry in codes]
    if len(said) == 1 and sum(word.startswith(said) for word in words) == 1:
        return next(n for n, word in enumerate(words) if word.startswith(said))
    near = [n for n, word in enumerate(words) if word and f" {word} " in f" {said} "]
    if near:
        return max(near, key=lambda n: len(words[n]))
    rank = _rank(letter[1].casefold()) if letter else -1
    return rank if 0 <= rank < len(codes) else -1


def _spaced(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def _rank(letters: str) -> int:
    """The place of a letter in a list that runs from a to z and then zz."""
    return ord(letters[0]) - ord("a") + 26 * (len(letters) - 1) if len(set(letters)) == 1 else -1
