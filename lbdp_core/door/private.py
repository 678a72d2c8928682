"""Private: headers that say that a file's rows are about addresses or people, by what they are called."""

from __future__ import annotations

import re
from collections.abc import Iterable

from lbdp_core.door.kinds import plain
from lbdp_core.door.parsing import called
from lbdp_core.sources import DataError

# Of a plain header (no capitals, spaces or punctuation), the whole or where it begins or ends.
TELLING = re.compile(
    r"""
    .*(uprn|usrn|toid|postcode|postalcode|telephone|phone|mobile|email|surname|forename|dateofbirth|birthdate).*
    | (full|home|house|property|street|postal|client|resident|contact|site|visit|incident)?address.* | addr(ess)?\d?
    | pcds? | pcd[78] | zip(code)? | dob | tel(no|number)? | nhs(no|number|id)? | nino | nationalinsurance.*
    | (house|flat|door|building|property|street|road)(no|num|number|name) | street\d? | houseorflat
    | (first|last|full|given|family|middle|maiden|known|preferred)names? | name | names
    | (resident|tenant|occupier|occupant|customer|client|patient|person|people|householder|contact|owner|landlord|next
       ofkin|keyholder)(s)?name | occupiers? | tenant | householder | keyholder
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
    return next((header.strip() for header in headers if TELLING.fullmatch(plain(header))), "")


def refuse(headers: Iterable[str], label: str) -> None:
    """Nothing, when no header tells an address or a person.

    Raises:
        DataError: one does; it is named, with why the file is refused and what to do.
    """
    if header := telling(headers):
        raise DataError(f"{label} has a column “{called(header)}”, {WHY}")
