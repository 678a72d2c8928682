"""The layouts that the HMO theme reads: the census count, rents, and a council's own register and certificates."""

from __future__ import annotations

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
REGISTER = Kind(
    "hmo_register",
    "a register of licensed HMOs",
    "as given",
    "as given",
    (
        Column("address", ("licensed address", "property address", "premises", "premises address", "hmo address",
                           "address of property", "site address", "property", "location"), filled=True),
        Column("people", ("total number occupants", "maximum occupants", "max occupants", "max persons", "occupants",
                          "permitted occupants", "maximum number of occupants", "number of occupants",
                          "max occupancy", "maximum persons", "persons"), "number", needed=False, low=0),
        Column("households", ("total number units", "maximum households", "max households", "number of households",
                              "units", "number of units", "lettings"), "number", needed=False, low=0),
        Column("begins", ("licence commenced", "licence start", "start date", "licence start date", "date granted",
                          "date issued", "licence issued", "issue date", "commencement date", "valid from"),
               needed=False),
        Column("ends", ("licence expires", "licence expiry", "expiry date", "expires", "end date", "licence end date",
                        "date of expiry", "expiry", "valid to"), needed=False),
        Column("licence", ("licence type", "licence category", "scheme", "case type", "type of licence"),
               needed=False),
    ),
    unit="licence",
)  # fmt: skip
CERTIFICATES = Kind(
    "energy_certificates",
    "energy performance certificates of homes",
    "Ministry of Housing, Communities and Local Government",
    "OGL v3.0; addresses: Royal Mail",
    (
        Column("address", ("ADDRESS", "address1", "ADDRESS1"), filled=True),
        Column("postcode", ("POSTCODE",), filled=True),
        Column("rooms", ("NUMBER_HABITABLE_ROOMS", "number_habitable_rooms", "habitable rooms"), "number", low=0),
        Column("tenure", ("TENURE",)),
        Column("lodged", ("LODGEMENT_DATE", "lodgement_date", "INSPECTION_DATE"), needed=False),
        Column("type", ("PROPERTY_TYPE", "property_type"), needed=False),
    ),
    unit="certificate",
)
ADDRESSED = (REGISTER, CERTIFICATES)  # a council publishes the one, the Ministry the other, with addresses
KINDS = (CENSUS, RENTS, *ADDRESSED)
