"""Private: headers that say that a file's rows are about addresses or people, by the words that they are made of.

A header is split into words at capitals, digits and punctuation. Some words tell by themselves ("UPRN"); others only
where the rest of the header does not say that something else is meant: "DateAndTimeMobile" is when an engine moved off,
"AddressQualifier" how an address was known. Of such a header the values tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import pandas as pd

from lbdp_core.door import letters
from lbdp_core.door.kinds import plain
from lbdp_core.door.parsing import called
from lbdp_core.sources import DataError

WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
# One word that tells, also where words are written as one ("homeaddress", "mobileno").
TELLS = re.compile(
    r".*(uprn|usrn|toid|post(al)?code|surname|forename).*|zip(code)?|dob|.*emails?|.*add?ress(es)?(lines?|full)?"
    r"|(.*tele|home|work|mobile|day|evening|contact)?phones?(nos?|nums?|numbers?)?|mobile(no|num|number)?|tel"
    r"|((date|day|month|year|place)(of)?)?birth(date|day|year|place)?"
)
PAIRS = {("post", "code"): "postcode", ("postal", "code"): "postcode", ("zip", "code"): "zip", ("e", "mail"): "email"}
# Words beside it that say that the column counts, sorts or rates, and gives nobody's.
APART = frozenset(
    (
        *("addresses", "births", "category", "change", "class", "code", "count", "counts", "coverage", "district"),
        *("flag", "grade", "known", "library", "match", "matched", "outward", "pct", "percent", "percentage"),
        *("quality", "qualifier", "rate", "rates", "ratio", "rounded", "score", "sector", "sent", "share", "signal"),
        *("status", "total", "type", "visited", "weight"),
    )
)
# "Mobile" and "telephone" tell only beside words of who is called; alone they do too.
CALLED = frozenset(("mobile", "telephone", "phone", "phones", "tel"))
WHO = frozenset(
    (
        *("home", "work", "day", "evening", "daytime", "contact", "tel", "telephone", "phone", "mobile", "no", "num"),
        *("number", "client", "resident", "tenant", "customer", "landlord", "owner", "agent", "manager", "holder"),
        *("keyholder", "next", "of", "kin", "main", "other", "my", "your", "their", "alternative", "preferred"),
    )
)
# Of a plain header (no capitals, spaces or punctuation), the whole.
TELLING = re.compile(
    r"""
      addr(line)?\d? | line\d | pcds? | pcd[78] | nhs(no|number|id)? | ni(no|number)
    | (home|work|day|evening|contact)?tel(no|num|number)? | contact(no|num|number|details|person)? | [ps]aon
    | (house|hse|flat|door|building|property|premises|unit|street|road)(no|num|number|name).* | houseorflat
    | nationalinsurance.* | flat | premises | (street|road)\d? | thoroughfare | postaltown
    | (property|household|tenancy|counciltax|ctax|case|client|resident|tenant|person)(ref|reference|account)(no|number)?
    | (first|last|full|given|family|middle|maiden|known|preferred)names? | name | names
    | (resident|tenant|occupier|occupant|customer|client|patient|person|people|householder|contact|owner|landlord|next
       ofkin|keyholder)(s)?name | occupiers? | tenant | householder | keyholder | landlord | person | initials
    | .*(personid|residentid|tenantid|clientid|patientid|customerid)
    """,
    re.VERBOSE,
)
ROADS = (
    "road|rd|street|st|avenue|ave|lane|close|court|gardens?|house|square|terrace|way|drive|crescent|grove|mansions?"
    "|place|walk|hill|mews|park|rise|view|row|green|estate|lodge|tower"
)
# What a value looks like that is of a home or a person: the whole of it.
VALUES = (
    r"[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}"  # a postcode
    r"|[^@\s]+@[^@\s]+\.\w+|(0|\+44 ?(\(0\))?)\d[\d ()-]{7,12}\d|7\d{9}(\.0)?"  # an e-mail address, a telephone number
    r"|\d{7,12}(\.0)?|\d{3} \d{3} \d{4}"  # a UPRN or another reference, an NHS number
    r"|[A-Z]{2} ?\d\d ?\d\d ?\d\d ?[A-D]"  # a National Insurance number
    r"|(flat|apartment|apt|unit|room) ?\w+\b.*|\d+[a-z]?,? +[a-z].*"  # a flat, a number with a street
    rf"|(?=.*\d).*\b({ROADS})\b.*|(mrs?|ms|miss|dr|mx)\b.*"
)
PERSONAL = re.compile(VALUES, re.IGNORECASE)
# What is of a home or a person wherever it stands: none of them is a count, a code of an area, an age or a date.
SURE = re.compile(
    r"[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|[^@\s]+@[^@\s]+\.\w+|(0\d|\+44 ?(\(0\))?)[\d ()-]{8,12}\d|\d{11,12}(\.0)?"
    r"|[A-Z]{2} ?\d\d ?\d\d ?\d\d ?[A-D]|(flat|apartment|apt) ?\w+\b.*|(mrs?|ms|miss|dr|mx)\.? [a-z].*"
    rf"|\d+[a-z]?,? +([a-z'.-]+ ){{0,4}}({ROADS})\b.*",
    re.IGNORECASE,
)
COLUMN, ROW = 3, 2  # different values of that kind in one column, or in one row, that make rows of people
SHORT, LONG = 6, 200  # characters of such a value; of a longer one its beginning is looked at
WHY = (
    "so its rows are about addresses or people, which this page never takes: count them by LSOA on "
    "your own machine with `lbdp aggregate`, and use the counts."
)


def telling(headers: Iterable[str]) -> str:
    """The first header that tells an address or a person; "" when there is none.

    >>> telling(["date", "lsoa21_code", "Full Postcode"]), telling(["lsoa", "borough_name", "ward name", "visits"])
    ('Full Postcode', '')
    >>> telling(["DateAndTimeMobile", "AddressQualifier", "mobility", "HomeAddress"])
    'HomeAddress'
    """
    return next((h.strip() for h in headers if _tells(h) == "sure"), "")


def doubtful(headers: Iterable[str]) -> list[str]:
    """The headers that have a word of addresses or people beside others that say that something else is meant."""
    return [h for h in headers if _tells(h) == "doubtful"]


def refuse(headers: Iterable[str], label: str) -> None:
    """Nothing, when no header tells an address or a person.

    Raises:
        DataError: one does; it is named, with why the file is refused and what to do.
    """
    if header := telling(headers):
        raise DataError(f"{label} has a column “{called(header)}”, {WHY}")


def refuse_values(cells: pd.DataFrame, label: str) -> None:
    """Nothing, when no value of these columns looks like an address, a telephone number or another mark of a person.

    Raises:
        DataError: one does; its column is named, and the value is not.
    """
    for header, column in cells.items():
        if pd.Series(column.dropna().unique(), dtype="str").str.strip().str[:LONG].str.fullmatch(PERSONAL).any():
            raise DataError(f"{label} has a column “{called(str(header).strip())}” of addresses or numbers, {WHY}")


def refuse_rows(rows: Iterable[Sequence[str]], where: str, hidden: bool = False) -> None:
    """Nothing, when the rows of a table tell no addresses or people by their values, whatever their header says.

    A few such values, as the contact under a table, are none. hidden: of a sheet in which headers are looked for too.

    Raises:
        DataError: they do; neither header nor value is named, as either may be somebody's.
    """
    known: dict[str, bool] = {}
    told: dict[int, set[str]] = {}
    for row in rows:
        here = set()
        for n, cell in enumerate(row):
            value = cell.strip()
            if value not in known:
                known[value] = len(value) >= SHORT and bool(SURE.fullmatch(value[:LONG]))
                known[value] |= hidden and _tells(value[:LONG]) == "sure"
            if known[value]:
                here.add(value)
                told.setdefault(n, set()).add(value)
        if len(here) >= ROW or any(len(told[n]) >= COLUMN for n in told):
            raise DataError(f"{where} has addresses or people, {WHY}")


def refuse_kept(headers: Iterable[str]) -> None:
    """Nothing, when none of the columns that are to go on tells an address or a person, or may do so.

    Raises:
        DataError: one does.
    """
    if header := next((h.strip() for h in headers if _tells(h)), ""):
        raise DataError(
            f"The column “{called(header)}” shows an address or a person, which the key is there to hide; leave "
            "out --keep for it."
        )


def words(header: str) -> list[str]:
    """The words of a header, small: split at capitals, digits and punctuation.

    >>> words("DateAndTimeMobile"), words("Post_Code 2"), words("UPRNCount")
    (['date', 'and', 'time', 'mobile'], ['postcode', '2'], ['uprn', 'count'])
    """
    found = [word.casefold() for word in WORD.findall(letters.latin(header))]
    out: list[str] = []
    for word in found:
        pair = PAIRS.get((out[-1], word)) if out else None
        out = [*out[:-1], pair] if pair else [*out, word]
    return out


def _tells(header: str) -> str:
    """Whether a header tells an address or a person: "sure", "doubtful", or "" where it does not."""
    if TELLING.fullmatch(plain(header)):
        return "sure"
    said = words(header)
    found = {word for word in said if TELLS.fullmatch(word)}
    if not found:
        return ""
    rest = {word for word in said if word not in found and not word.isdigit()}
    if found <= CALLED:
        return "sure" if rest <= WHO else "doubtful"
    return "doubtful" if (rest | found) & APART else "sure"
