"""Codes: the lists of values that Annex A allows, in the order of the guidance, so that a letter alone is enough.

An entry is its official code and its words. Systems write "b) Female", "Female", "N1 - Abuse or neglect" or "N1".
"""

from __future__ import annotations

import re

from lbdp_core.door.kinds import plain

Codes = tuple[str, ...]
YES_NO: Codes = ("Yes", "No", "Unknown")
GENDER: Codes = ("Male", "Female", "Not stated/recorded", "Neither")
ETHNICITY: Codes = (
    "WBRI White British", "WIRI White Irish", "WIRT Traveller of Irish heritage", "WOTH Any other White background",
    "WROM Gypsy/Roma", "MWBC White and Black Caribbean", "MWBA White and Black African", "MWAS White and Asian",
    "MOTH Any other mixed background", "AIND Indian", "APKN Pakistani", "ABAN Bangladeshi",
    "AOTH Any other Asian background", "BCRB Caribbean", "BAFR African", "BOTH Any other Black background",
    "CHNE Chinese", "OOTH Any other ethnic group", "REFU Refused", "NOBT Information not yet obtained",
)  # fmt: skip
SOURCE: Codes = (
    "1A Family member, relative or carer", "1B Acquaintance", "1C Self", "1D Other individual", "2A Schools",
    "2B Education services", "3A GP", "3B Health visitor", "3C School nurse", "3D Other primary health services",
    "3E A&E", "3F Other health services", "4 Housing", "5A LA services social care", "5B LA services other internal",
    "5C LA services external", "6 Police", "7 Other legal agency", "8 Other", "9 Anonymous", "10 Unknown",
)  # fmt: skip
NEED: Codes = (
    "N1 Abuse or neglect", "N2 Child's disability", "N3 Parental disability or illness", "N4 Family in acute stress",
    "N5 Family dysfunction", "N6 Socially unacceptable behaviour", "N7 Low income", "N8 Absent parenting",
    "N9 Cases other than children in need", "N0 Not stated",
)  # fmt: skip
CLOSURE: Codes = (
    "RC1 Adopted", "RC2 Died", "RC3 Child arrangements order", "RC4 Special guardianship order",
    "RC5 Transferred to services of another local authority", "RC6 Transferred to adult social care services",
    "RC7 Services ceased for any other reason", "RC8 Case closed after assessment", "RC9 Case closed after assessment",
)  # fmt: skip
STATUS: Codes = (
    "Looked after child",
    "Child protection plan",
    "Child in need plan",
    "Open assessment",
    "Closed episode",
)
ABUSE: Codes = ("Neglect", "Physical abuse", "Sexual abuse", "Emotional abuse", "Multiple/not recommended")
LEGAL: Codes = (
    "C1 Interim care order", "C2 Full care order", "D1 Freeing order", "E1 Placement order",
    "V2 Single period under section 20", "V3 Short term breaks", "V4 Short term breaks", "L1 Police protection",
    "L2 Emergency protection order", "L3 Child assessment order", "J1 Remanded to LA accommodation",
    "J2 LA accommodation under PACE", "J3 Youth rehabilitation order",
)  # fmt: skip
PERMANENCE: Codes = (
    "Return to family", "Adoption", "SGO/CAO", "Supported living in the community",
    "Long-term residential placement", "Long-term fostering", "Other",
)  # fmt: skip
CEASED: Codes = (
    "E11", "E12", "E2 Died", "E3 Care taken by another LA", "E4A", "E4B", "E13", "E41", "E45", "E46", "E47", "E48",
    "E5", "E6", "E7", "E9 Sentenced to custody", "E14", "E15", "E16", "E17", "E8", "X1",
)  # fmt: skip
PLACEMENT: Codes = (
    "U1", "U2", "U3", "U4", "U5", "U6", "A3", "A4", "A5", "A6", "P1", "P2", "P3", "H5", "K1", "K2", "R1", "R2", "R3",
    "R5", "S1", "Z1", "T0", "T1", "T2", "T3", "T4",
)  # fmt: skip
PROVIDER: Codes = ("PR0", "PR1", "PR2", "PR3", "PR4", "PR5")
IN_OUT: Codes = ("In", "Out")
ELIGIBILITY: Codes = ("Relevant child", "Former relevant child", "Qualifying care leaver", "Eligible child")
IN_TOUCH: Codes = ("Yes", "No", "Died", "REFU Refused", "NREQ No longer required", "RHOM Returned home")
ACCOMMODATION: Codes = tuple(f"{letter}" for letter in "BCDEGHKRSTUVWXYZ")
SUITABILITY: Codes = ("Suitable", "Unsuitable")
ACTIVITY: Codes = ("F1", "P1", "F2", "P2", "F3", "P3", "F4", "P4", "F5", "P5", "F6", "P6", "G4", "G5", "G6")
NOT_ADOPTED: Codes = ("RD1", "RD2", "RD3", "RD4")
LEAVING: Codes = ("1 Adopter withdrew", "2 Process put on hold", "3 Application refused", "4 Other")

_LETTER = re.compile(r"([a-z]{1,2})[).]\s*", re.IGNORECASE)
_CODE = re.compile(r"[A-Z]{1,2}\d{0,2}[A-Z]?|\d{1,2}[A-F]?|[A-Z]{4}")


def position(text: str, codes: Codes) -> int:
    """Where a value stands in its list of codes (from 0); -1 where it is in none.

    >>> [position(t, GENDER) for t in ("b) Female", "F", "female", "a)", "Girl")]
    [1, 1, 1, 0, -1]
    >>> [position(t, NEED) for t in ("N1 - Abuse or Neglect", "n4", "Family dysfunction", "PSRMEM - memory")]
    [0, 3, 4, -1]
    """
    letter = _LETTER.match(text)
    rest = text[letter.end() :].strip() if letter else text.strip()
    token = _CODE.match(rest.upper())
    said = plain(rest)
    official = [entry.split()[0] for entry in codes]
    if token and token[0] in official and not rest[token.end() : token.end() + 1].isalnum():
        return official.index(token[0])
    words = [plain(entry.partition(" ")[2] if _CODE.fullmatch(entry.split()[0]) else entry) for entry in codes]
    if said in words:
        return words.index(said)
    if said and len(said) == 1 and sum(word.startswith(said) for word in words) == 1:
        return next(n for n, word in enumerate(words) if word.startswith(said))
    near = [n for n, word in enumerate(words) if word and len(said) > 3 and (said.startswith(word) or word in said)]
    if near:
        return near[0]
    rank = _rank(letter[1].casefold()) if letter else -1
    return rank if 0 <= rank < len(codes) else -1


def _rank(letters: str) -> int:
    """The place of a letter in a list that runs from a to z and then zz."""
    return ord(letters[0]) - ord("a") + 26 * (len(letters) - 1) if len(set(letters)) == 1 else -1
