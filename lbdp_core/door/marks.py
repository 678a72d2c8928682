"""Marks: what publishers write in place of a number, or beside one, and what it means.

The symbols of the Government Statistical Service, those of the Department for Education, older ones that departments
and the GLA still use, and words. One table for every door: what is missing is missing for a reason.
"""

from __future__ import annotations

import re

EMPTY = frozenset({"", "null", "na", "n/a", "#n/a", "nan", "none", "<null>", "(blank)", "<na>"})
SUPPRESSED, ABSENT, ZERO = "suppressed", "not available", "rounds to zero"
REASONS = {
    **dict.fromkeys(("c", "s", "!", "suppressed", "hidden", "confidential", "withheld", "redacted"), SUPPRESSED),
    **dict.fromkeys(("x", ":", "..", ".", "…", "-", "–", "—", "−", "#", "not available", "unavailable"), ABSENT),
    **dict.fromkeys(("no data", "missing", "unknown", "not collected", "not known", "not recorded", "tbc"), ABSENT),
    **dict.fromkeys(("z", "not applicable", "does not apply"), "does not apply"),
    **dict.fromkeys(("u", "unreliable", "low reliability"), "unreliable"),
    **dict.fromkeys(("low", "k", "~", "negligible"), ZERO),
    "w": "none recorded",
}  # fmt: skip
NOTED = {"r": "revised", "p": "provisional", "e": "estimated", "f": "forecast", "b": "a break in the series"}
_HIDDEN = re.compile(
    r"\*+|\.{3}|(<|≤|<=|=<|under|below|fewer than|less than|up to)\s*\d+|\d+ (or|and) (fewer|less|under)"
    r"|[0-9]{1,2}\s*(to|-|–)\s*[0-9]{1,2}"
)
_BESIDE = re.compile(
    r"(.*\d.*?)\s*(\[[a-z]{1,3}\]|\[(?:foot)?notes?[^\]]*\]|\([a-z]\)|(?<=\d)\s+[rpefbu]|[*†‡#]+|[¹²³⁴⁵⁶⁷⁸⁹]+)",
    re.IGNORECASE,
)


def reason(text: str) -> str:
    """Why there is no number where a text stands; "" where the text is no mark.

    >>> [reason(t) for t in ("[c]", "..", "–", "fewer than 5", "[w]", "[r]", "12", "1-4")]
    ['suppressed', 'not available', 'not available', 'suppressed', 'none recorded', 'revised', '', 'suppressed']
    """
    said = " ".join(text.casefold().split())
    bare = said.strip("[]()").strip() or said
    if bare in REASONS:
        return REASONS[bare]
    if bare != said and bare in NOTED:
        return NOTED[bare]
    found = _HIDDEN.fullmatch(bare)
    return "" if not found else ABSENT if bare.startswith("...") else SUPPRESSED


def beside(text: str) -> tuple[str, str]:
    """A text without the mark beside its number, and that mark with its meaning; the text itself and "" where none is.

    >>> beside("12 [u]"), beside("1,234*"), beside("12")
    (('12', '[u] (unreliable)'), ('1,234', '*'), ('12', ''))
    """
    found = _BESIDE.fullmatch(text.strip())
    if not found:
        return text, ""
    mark = found[2].strip().casefold()
    letter = mark.strip("[]()")
    meaning = NOTED.get(letter) or (REASONS.get(letter) if letter.isalpha() else "")
    return found[1], f"{mark} ({meaning})" if meaning else mark
