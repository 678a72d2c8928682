"""A borough's own file at the door: which kind it is, and that none about addresses comes in."""

import pandas as pd
import pytest

from lbdp_core.areas import KINDS as AREA_KINDS
from lbdp_core.door import Unclear, check, private, recognised
from lbdp_core.fire.own.kinds import FIRE_COUNTS, FIRE_LOG, KINDS, VISIT_LOG
from lbdp_core.fire.schema import DWELLING_FIRES, LFB_INCIDENTS, VISITS
from lbdp_core.sources import DataError

TELLING = [
    "UPRN", "uprn_id", "Postcode", "Post Code", "POSTCODE_FULL", "pcds", "Address", "address_line_1", "Home Address",
    "Addr1", "Full name", "Surname", "tenant_name", "Name", "Phone number", "Mobile", "E-mail", "email_address",
    "DOB", "Date of birth", "NHS number", "NINO", "House no", "Flat number", "Street name", "Occupier",
    "UPRN ", "Tel", "Tel. no.", "Home tel", "Contact number", "Addr_Line_1", "Line 1", "Residents_Address", "Adress",
    "Year of birth", "NI number", "PAON", "Flat", "Premises", "Road", "hse no", "Ｐｏｓｔcode",
    "Council tax ref", "Landlord",
]  # fmt: skip


@pytest.mark.parametrize("header", TELLING)
def test_a_header_that_tells_an_address_or_a_person_is_found(header):
    assert private.telling(["date", "lsoa", header]) == header.strip()


NOT_TELLING = ["DateAndTimeMobile", "AddressQualifier", "mobility", "Mobilised", "births", "Postcode_district",
               "mobile_homes", "Telephone referrals", "UPRN count", "addressee", "smartphone share"]  # fmt: skip


@pytest.mark.parametrize("header", NOT_TELLING)
def test_a_header_that_only_looks_personal_is_none_and_its_values_tell(header):
    assert private.telling([header]) == ""
    raw = f"date_of_visit,lsoa21_code,{header}\n2022-01-01,E01000001,"
    assert recognised(f"{raw}3\n".encode(), KINDS, "a.csv") is VISIT_LOG
    for value in ("07700 900123", "+44 7700 900123", "7700900123", "1 High Street", "N1 1AA", "a@b.org"):
        if private.doubtful([header]):
            with pytest.raises(DataError, match="of addresses or numbers"):
                recognised(f"{raw}{value}\n".encode(), KINDS, "a.csv")


def test_the_brigade_s_mobilisation_file_is_no_file_of_people(tmp_path):
    (tmp_path / "m.csv").write_text(
        "IncidentNumber,CalYear,HourOfCall,DateAndTimeMobile,PumpOrder\n1091,2009,0,01/01/2009 00:02:27,1\n"
    )
    with pytest.raises(DataError, match=r"has columns that no theme uses \(IncidentNumber, CalYear"):
        check(tmp_path / "m.csv", (LFB_INCIDENTS, *KINDS))


def test_no_header_of_a_borough_s_layouts_or_of_the_shared_tables_is_taken_for_one():
    kinds = [kind for kind in (*KINDS, *AREA_KINDS) if kind.name != "postcode_lookup"]  # whose headers are of postcodes
    headers = [s for kind in kinds for column in kind.columns for s in (*column.spellings, column.name)]
    assert [h for h in headers if private.telling([h])] == []
    assert private.telling(["borough_name", "Ward name", "LSOA21NM", "number_of_visits", "age", "residents"]) == ""


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        ("date_of_visit,lsoa21_code", VISIT_LOG),
        ("Visit Date,Easting,Northing", VISIT_LOG),
        ("lsoa21_code,visits", VISITS),
        ("lsoa21_code,month,visits", VISITS),
        ("date_of_visit,lsoa,visits", VISITS),
        ("date_of_fire,LSOA11CD", FIRE_LOG),
        ("DateTimeOfCall,easting,northing", FIRE_LOG),
        ("lsoa21_code,year,fires", FIRE_COUNTS),
        ("date,easting,northing,property_type", DWELLING_FIRES),
    ],
)
def test_an_upload_is_known_by_its_header(header, kind):
    assert recognised(f"{header}\n1,2,3\n".encode(), KINDS, "a.csv") is kind


def test_a_header_that_fits_visits_and_fires_is_for_a_person_to_tell():
    raw = b"date,lsoa\n2022-01-01,E01000001\n"
    with pytest.raises(Unclear, match=r"--as fire_visit_log.*--as own_fires") as found:
        recognised(raw, KINDS, "log.csv")
    assert found.value.kinds == (VISIT_LOG, FIRE_LOG)
    assert recognised(raw, KINDS, "log.csv", FIRE_LOG) is FIRE_LOG


def test_an_upload_about_addresses_is_refused_whatever_its_kind(tmp_path):
    raw = b"date,easting,northing,property_type,UPRN\n2022-01-01,530000,180000,House,1\n"
    for asked in (None, DWELLING_FIRES, VISIT_LOG):
        with pytest.raises(DataError, match=r"“UPRN”.*never takes.*`lbdp aggregate`"):
            recognised(raw, KINDS, "a.csv", asked)
    with pytest.raises(DataError, match="“Address”"):
        recognised(b"Address,colour\n1 High Street,red\n", KINDS, "a.csv")


def test_a_folder_s_published_file_may_have_them_and_a_borough_s_own_may_not(tmp_path):
    published = tmp_path / "lfb.csv"
    row = {"DateOfCall": "2020-01-01", "IncidentGroup": "Fire", "StopCodeDescription": "Primary Fire"}
    row |= {
        "PropertyCategory": "Dwelling",
        "PropertyType": "House",
        "Easting_m": 530_000,
        "Northing_m": 180_000,
        "UPRN": 1,
    }
    pd.DataFrame([row]).to_csv(published, index=False)
    assert check(published, (LFB_INCIDENTS, *KINDS)).used == 1
    own = tmp_path / "log.csv"
    own.write_text("date_of_visit,lsoa,postcode\n2022-01-01,E01000001,N1 1AA\n")
    with pytest.raises(DataError, match="“postcode”"):
        check(own, (LFB_INCIDENTS, *KINDS))
