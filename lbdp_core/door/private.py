"""Private: headers that say that a file's rows are about addresses or people, by what they are called."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from lbdp_core.door.kinds import plain
from lbdp_core.door.parsing import called
from lbdp_core.sources import DataError

# Of a plain header (no capitals, spaces or punctuation), the whole or where it begins or ends.
TELLING = re.compile(
    r"""
    .*(uprn|usrn|toid|postcode|postalcode|telephone|phone|mobile|email|surname|forename|birth|add?ress).*
    | addr(line)?\d? | line\d | pcds? | pcd[78] | zip(code)? | dob | nhs(no|number|id)? | ni(no|number)
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
WHY = (
    "so its rows are about addresses or people, and such rows never enter the page: turn them into counts by LSOA on "
    "your own machine with `lbdp aggregate`, and give what it writes."
)


def telling(headers: Iterable[str]) -> str:
    """The first header that tells an address or a person; "" when there is none.

    >>> telling(["date", "lsoa21_code", "Full Postcode"]), telling(["lsoa", "borough_name", "ward name", "visits"])
    ('Full Postcode', '')
    """
    return next((h.strip() for h in headers if TELLING.fullmatch(plain(unicodedata.normalize("NFKC", h)))), "")


def refuse(headers: Iterable[str], label: str) -> None:
    """Nothing, when no header tells an address or a person.

    Raises:
        DataError: one does; it is named, with why the file is refused and what to do.
    """
    if header := telling(headers):
        raise DataError(f"{label} has a column “{called(header)}”, {WHY}")


def refuse_kept(headers: Iterable[str]) -> None:
    """Nothing, when none of the columns that are to go on tells an address or a person.

    Raises:
        DataError: one does.
    """
    if header := telling(headers):
        raise DataError(f"The column “{called(header)}” tells an address or a person; a key is there so that it stays.")
