"""Letters: signs that cannot be seen, and letters of other alphabets that look like Latin ones, as they were meant."""

from __future__ import annotations

import re
import unicodedata

import pandas as pd

# Spaces without width, a soft hyphen, marks of a byte order and of writing from right to left.
UNSEEN = dict.fromkeys((0xAD, 0x180E, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xFEFF))
# Signs that count as white space although no table has them: damage, which must not vanish from the side of a number.
SEPARATORS = dict.fromkeys(range(0x1C, 0x20), "\ufffd")
ALIKE = str.maketrans(
    "АВЕЅІЈКМНОРСТУХЗаеѕіјорсухԁһԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧαικνορτυχ",
    "ABESIJKMHOPCTYX3aesijopcyxdhqwABEZHIKMNOPTYXaiknoptux",
)
CODE = re.compile(r"([EWSN]\d{8})(?:\s*[:|–-]\s*[^\W\d].*)?", re.IGNORECASE)


def latin(text: str) -> str:
    """A text in Latin letters and plain digits, without signs that cannot be seen.

    >>> latin("vіsits"), latin("ｌｓｏａ"), latin("post\u200bcode"), latin("café")
    ('visits', 'lsoa', 'postcode', 'café')
    """
    return text if text.isascii() else unicodedata.normalize("NFKC", text).translate(UNSEEN).translate(ALIKE)


def misleads(text: str) -> bool:
    """Whether a text has letters that are not those they look like.

    >>> misleads("vіsits"), misleads("visits (as at…) [note 1]"), misleads("café²")
    (True, False, False)
    """
    return any(letter != latin(letter) for letter in text if letter.isalpha())


def seen(texts: pd.Series) -> pd.Series:
    """Distinct texts without signs that cannot be seen and spaces around them; all spaces are alike."""
    texts = texts.str.translate(SEPARATORS)
    plain = texts.str.isascii().to_numpy(dtype=bool)
    if not plain.all():
        texts = texts.where(plain, texts.map(lambda text: text.translate(UNSEEN).replace("\u00a0", " ")))
    return texts.str.strip()


def codes(texts: pd.Series) -> pd.Series:
    """Distinct texts; those that are the code of an area, alone or before its name, as the code is published.

    >>> codes(pd.Series(["e01000001", "Е01000001", "E01000001 : City of London 001A", "a visit"])).tolist()
    ['E01000001', 'E01000001', 'E01000001', 'a visit']
    """
    if not texts.str.contains(r"\d{8}|[^\x00-\x7f]", regex=True).any():
        return texts
    return texts.map(lambda text: found[1].upper() if (found := CODE.fullmatch(latin(text))) else text)
