"""The layouts that the HMO theme reads: the census count, rents, and a council's own register and certificates."""

from __future__ import annotations

import re
from itertools import product

import pandas as pd

from lbdp_core.door import Column, Kind

OGL, ONS = "OGL v3.0", "Office for National Statistics"

CENSUS = Kind(
    "census_hmo",
    "Census 2021 HMO households by borough, size and kind of dwelling (RM193)",
    ONS,
    OGL,
    (
        Column("code", ("la_code", "ltla21_code", "Lower tier local authorities Code"), filled=True),
        Column("size", ("hmo_size", "Household in multiple occupation (HMO)", "HMO"), filled=True),
        Column("dwelling", ("property_type", "Accommodation type"), filled=True),
        Column("households", ("count", "Observation"), "number", low=0),
    ),
    unit="size and kind of dwelling",
)
RENTS = Kind(
    "private_rents_list",
    "the list of private rents behind local housing allowance",
    "Valuation Office Agency",
    OGL,
    (
        Column("weekly_rent", ("weekly rent", "rent"), "number", low=0),
        Column("year", ("Year",), "number"),
        Column("market", ("brma", "Broad rental market area"), filled=True),
        Column("category", ("lha_category", "Category"), filled=True),
    ),
    unit="rent",
)


LETTER = re.compile(r"[^\W\d_]")
TOTAL = re.compile(r"(grand |sub-?)?totals?\b")


def _spelt(*parts: str) -> tuple[str, ...]:
    """Every header that takes one wording from each part, in order; wordings of a part stand between bars.

    >>> _spelt("date|", "issued|granted")
    ('date issued', 'date granted', 'issued', 'granted')
    """
    return tuple(" ".join(filter(None, words)) for words in product(*(part.split("|") for part in parts)))


# Councils head the same columns in many words. What names the licensed home comes before a bare "Address", which may be
# its landlord's.
HOME = "licensed hmo|licensed property|licensed premises|licensed house|hmo property|hmo|property|premises|house|site"
ADDRESS = (
    *("Address of licensed HMO", "licensed address", "licence address"),
    *_spelt("address of|address of the|location of|location of the", HOME),
    *_spelt("full|", HOME, "address|full address|location|address line 1|address 1"),
    *("full address", "address", "location", "address line 1", "address 1"),
    *("premises", "property", "street name", "street", "road name"),
)
LICENSED = tuple(header for header in ADDRESS if re.search("hmo|licensed", header, re.IGNORECASE))
ADDRESS = tuple(dict.fromkeys((*LICENSED, *ADDRESS)))
LINES = tuple(
    Column(f"line_{n}", (*_spelt(f"{HOME}|", f"address line {n}|address {n}"), f"addr{n}"), needed=False)
    for n in (2, 3)
)
PEOPLE = (
    *_spelt("max|maximum|total|permitted|max permitted|maximum permitted|", "no|number|no of|number of|", "permitted|",
            "occupants|occupiers|persons|people|tenants|residents|occupancy", "permitted|allowed|"),
    *_spelt("permitted|max permitted|maximum permitted", "number|numbers"),
)  # fmt: skip
BEGINS = (
    *_spelt("licence", "commenced|commences|commencement|start|starts|begins|from|valid from|granted|issued"),
    *_spelt("licence", "commencement date|start date|issue date"),
    *_spelt("date", "of issue|issued|of grant|granted|licence granted|licence issued"),
    *_spelt("date", "licence commenced|of commencement"),
    *("start date", "issue date", "issued", "granted", "commencement date", "commenced", "valid from"),
)
ENDS = (
    *_spelt("licence", "expires|expiry|expiry date|expiration date|end|end date|ends|to|until|valid to|valid until"),
    *_spelt("date", "of expiry|licence expires|licence ends|expires|of licence expiry"),
    *("expiry of licence", "expiry date", "expires", "expiry", "expired", "end date", "valid to", "valid until"),
)


def without_address(frame: pd.DataFrame) -> pd.Series:
    """For each row "no address", "total", or "" where it has an address, which has a letter."""
    address = frame["address"].fillna("").astype(str).str.strip().str.casefold()
    return address.map(lambda text: "total" if TOTAL.match(text) else "" if LETTER.search(text) else "no address")


REGISTER = Kind(
    "hmo_register",
    "a register of licensed HMOs",
    "the council",
    "as the council gives it",
    (
        Column("address", ADDRESS),
        Column("licensed", LICENSED, needed=False),  # a header that says “HMO” is enough to be a register
        Column("flat", ("flat", "flat or unit", "flat/unit", *_spelt("flat|unit", "number|no")), needed=False),
        Column("number", (*_spelt("house|property|building|street", "number|no"), "house name or number",
                          "number or name"), needed=False),
        *LINES,
        Column("postcode", (*_spelt(f"{HOME}|", "postcode|post code"), "postal code"), needed=False),
        Column("people", PEOPLE, needed=False),
        Column("begins", BEGINS, "date", needed=False),
        Column("ends", ENDS, "date", needed=False),
        Column("duration", ("duration", *_spelt("licence", "duration|period|term"),
                            *_spelt("duration|period|term|length", "of licence")), needed=False),
        Column("type", ("licence type", "licence category", "scheme", "case type", "type of licence"), needed=False),
        Column("licence", _spelt("hmo|", "licence|license", "no|number|reference|ref"), needed=False),
        Column("status", ("status", "licence status", "case status", "application status", "decision", "outcome"),
               needed=False),
    ),
    one_of=tuple((name,) for name in ("ends", "begins", "people", "type", "licence", "licensed")),
    sift=without_address,
    unit="licence",
)  # fmt: skip
CERTIFICATES = Kind(
    "energy_certificates",
    "energy performance certificates of homes",
    "Ministry of Housing, Communities and Local Government",
    "OGL v3.0; addresses: Royal Mail",
    (
        Column("address", ("ADDRESS", "ADDRESS1")),
        *LINES,
        Column("postcode", ("POSTCODE",)),
        Column("rooms", ("NUMBER_HABITABLE_ROOMS", "habitable rooms")),  # some say “INVALID!” or nothing
        Column("tenure", ("TENURE",)),
        Column("lodged", ("LODGEMENT_DATE", "INSPECTION_DATE"), "date", needed=False),
        Column("type", ("PROPERTY_TYPE",), needed=False),
    ),
    sift=without_address,
    unit="certificate",
)
ADDRESSED = (REGISTER, CERTIFICATES)  # a council publishes the one, the Ministry the other, with addresses
KINDS = (CENSUS, RENTS, *ADDRESSED)
