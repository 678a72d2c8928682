"""The layouts that the HMO theme reads: the census count, rents, and a council's own register and certificates."""

from __future__ import annotations

import re

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


TOTAL = re.compile(r"(grand )?totals?:?")
LINES = (
    Column("line_2", ("address line 2", "address 2", "addr2"), needed=False),
    Column("line_3", ("address line 3", "address 3", "addr3"), needed=False),
)


def without_address(frame: pd.DataFrame) -> pd.Series:
    """For each row "no address", "total", or "" where it has an address."""
    address = frame["address"].fillna("").astype(str).str.strip().str.casefold()
    return address.map(lambda text: "" if text and not TOTAL.fullmatch(text) else "total" if text else "no address")


REGISTER = Kind(
    "hmo_register",
    "a register of licensed HMOs",
    "the council",
    "as the council gives it",
    (
        Column("address", ("Address", "licensed address", "property address", "premises address", "hmo address",
                           "address of property", "address of premises", "address of hmo", "full address",
                           "licence address", "site address", "address of licensed property", "property location",
                           "premises", "property", "location", "address line 1", "address 1", "street name", "street",
                           "road name")),
        Column("number", ("house number", "property number", "building number", "street number", "house no",
                          "property no", "house name or number", "number or name"), needed=False),
        *LINES,
        Column("postcode", ("postcode", "post code", "property postcode", "postal code"), needed=False),
        Column("people", ("total number occupants", "maximum occupants", "max occupants", "max persons", "occupants",
                          "permitted occupants", "maximum number of occupants", "number of occupants",
                          "maximum number of persons", "max no of persons", "max occupancy", "maximum occupancy",
                          "maximum persons", "max number of persons", "occupancy", "persons"), needed=False),
        Column("begins", ("licence commenced", "licence start", "start date", "licence start date", "date granted",
                          "date issued", "licence issued", "issue date", "issued", "commencement date", "valid from",
                          "date of issue", "date licence granted", "licence start date"), needed=False),
        Column("ends", ("licence expires", "licence expiry", "expiry date", "expires", "end date", "licence end date",
                        "date of expiry", "expiry", "expired", "valid to", "licence expiry date",
                        "date licence expires"), needed=False),
        Column("type", ("licence type", "licence category", "scheme", "case type", "type of licence"), needed=False),
        Column("licence", ("licence no", "licence number", "licence reference", "licence ref"), needed=False),
        Column("status", ("status", "licence status", "case status", "application status", "decision", "outcome"),
               needed=False),
    ),
    one_of=(("ends",), ("begins",), ("people",), ("type",), ("licence",)),
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
        Column("lodged", ("LODGEMENT_DATE", "INSPECTION_DATE"), needed=False),
        Column("type", ("PROPERTY_TYPE",), needed=False),
    ),
    sift=without_address,
    unit="certificate",
)
ADDRESSED = (REGISTER, CERTIFICATES)  # a council publishes the one, the Ministry the other, with addresses
KINDS = (CENSUS, RENTS, *ADDRESSED)
