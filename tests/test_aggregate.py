"""`lbdp aggregate`: rows about addresses to counts that the page and `data check` read, and no address anywhere."""

import json

import numpy as np
import pandas as pd
import pytest

from apps import cli
from lbdp_core import door, sources
from lbdp_core.fire.own.kinds import KINDS
from lbdp_core.protect import THRESHOLD
from lbdp_core.sources import Shelf

CANARY = "Jane Canary"


@pytest.fixture(scope="module")
def codes() -> list[str]:
    areas = Shelf(sources.find("sample_data")).table("areas/lsoa.csv")
    return areas.loc[areas["borough"].eq("Enfield"), "code"].tolist()


@pytest.fixture
def addresses(tmp_path, codes):
    """40, 20, 12, 3 and 1 visits in five LSOAs by UPRN, one UPRN that no lookup has, and a lookup."""
    rows = [(100 + k, lsoa) for k, lsoa in enumerate(np.repeat(codes[:5], (40, 20, 12, 3, 1)))]
    frame = pd.DataFrame(
        {"UPRN": [f"{u:012d}" for u, _ in rows] + ["999"], "Full name": CANARY, "visit_date": "2023-05-01"}
    )
    frame.to_csv(tmp_path / "visits.csv", index=False)
    lookup = pd.DataFrame({"UPRN": [u for u, _ in rows], "LSOA21CD": [c for _, c in rows], "PCDS": "N1 1AA"})
    lookup.to_csv(tmp_path / "onsud.csv", index=False)
    return tmp_path


def said(capsys, *argv):
    try:
        code = cli.main([str(a) for a in argv])
    except SystemExit as stop:
        code = int(stop.code or 0)
    out, err = capsys.readouterr()
    return code, out, err


def test_uprns_become_counts_with_small_ones_hidden_and_no_address_is_left(addresses, codes, capsys):
    out = addresses / "counts.csv"
    code, text, err = said(
        capsys, "aggregate", addresses / "visits.csv", "--out", out, "--lookup", addresses / "onsud.csv"
    )
    assert (code, err) == (0, "")
    assert "77 rows = 76 used + 1 not in the lookup; placed by UPRN." in text
    table = pd.read_csv(out, dtype=str)
    assert table["lsoa21_code"].tolist() == codes[:5]
    assert table["visits"].tolist() == ["40", "20", "10", "c", "c"]
    everything = out.read_text() + text
    assert CANARY not in everything
    assert "999" not in everything


def test_what_it_writes_is_read_by_data_check_and_by_the_page_s_reader(addresses, capsys):
    out = addresses / "counts.csv"
    said(capsys, "aggregate", addresses / "visits.csv", "--out", out, "--lookup", addresses / "onsud.csv")
    code, text, _ = said(capsys, "data", "check", out)
    assert code == 0
    assert "5 rows, 3 used; 2 set aside: with a hidden count, taken as none." in text
    assert door.recognised(out.read_bytes(), KINDS, "counts.csv").name == "fire_visits"


def test_a_single_small_count_of_a_borough_takes_the_next_with_it(tmp_path, codes, capsys):
    pd.DataFrame({"lsoa": np.repeat(codes[:3], (40, 20, 3))}).to_csv(tmp_path / "log.csv", index=False)
    said(capsys, "aggregate", tmp_path / "log.csv", "--out", tmp_path / "out.csv")
    assert pd.read_csv(tmp_path / "out.csv", dtype=str)["visits"].tolist() == ["40", "c", "c"]


def test_postcodes_and_periods(tmp_path, codes, capsys):
    dates = ["2022-05-01"] * 10 + ["2023-06-01"] * 9
    pd.DataFrame({"Postcode": ["n1 1aa"] * 19, "date_of_fire": dates}).to_csv(tmp_path / "fires.csv", index=False)
    pd.DataFrame({"pcds": ["N1 1AA"], "lsoa21cd": [codes[0]]}).to_csv(tmp_path / "onspd.csv", index=False)
    argv = ("aggregate", tmp_path / "fires.csv", "--out", tmp_path / "out.csv", "--lookup", tmp_path / "onspd.csv")
    code, text, _ = said(capsys, *argv, "--kind", "fires", "--json")
    report = json.loads(text)
    assert code == 0
    assert (report["rows"], report["used"], report["placed_by"], report["hidden"]) == (19, 19, "postcode", 0)
    assert pd.read_csv(tmp_path / "out.csv").to_numpy().tolist() == [[codes[0], 2022, 10], [codes[0], 2023, 10]]


def test_exact_counts_come_with_a_warning(addresses, capsys):
    out = addresses / "exact.csv"
    argv = ("aggregate", addresses / "visits.csv", "--out", out, "--lookup", addresses / "onsud.csv", "--exact")
    code, _, err = said(capsys, *argv)
    assert code == 0
    assert "outside the borough" in err
    assert pd.read_csv(out)["visits"].min() == 1 <= THRESHOLD


@pytest.mark.parametrize(
    ("header", "row", "words"),
    [
        ("UPRN", "100", "give --lookup"),
        ("colour", "red", "no columns?"),
        ("lsoa", "S01006506", "Scotland"),
        ("easting,northing", "51.5,-0.1", "British National Grid"),
    ],
)
def test_a_file_that_cannot_be_placed_is_one_sentence(header, row, words, tmp_path, capsys):
    import re

    (tmp_path / "a.csv").write_text(f"{header}\n{row}\n")
    code, out, err = said(capsys, "aggregate", tmp_path / "a.csv", "--out", tmp_path / "b.csv")
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert re.search(words, err)
    assert not (tmp_path / "b.csv").exists()


def test_it_never_writes_over_what_it_reads(addresses, capsys):
    before = (addresses / "visits.csv").read_bytes()
    code, _, err = said(capsys, "aggregate", addresses / "visits.csv", "--out", addresses / "visits.csv")
    assert code == 2
    assert "another name" in err
    assert (addresses / "visits.csv").read_bytes() == before


def test_a_kind_that_no_theme_counts_is_refused_with_those_there_are(addresses, capsys):
    code, _, err = said(capsys, "aggregate", addresses / "visits.csv", "--out", addresses / "o.csv", "--kind", "cats")
    assert code == 2
    assert err.endswith("--kind cats is not a kind of row that can be counted; give visits or fires.\n")


def test_fires_without_a_year_would_be_of_no_use(addresses, capsys):
    code, _, err = said(
        capsys, "aggregate", addresses / "visits.csv", "--out", addresses / "o.csv", "--kind", "fires", "--by", "all"
    )
    assert code == 2
    assert "--by year" in err


HEAD = "IncidentNumber,DateOfCall,IncidentGroup,StopCodeDescription,PropertyCategory,PropertyType,AddressQualifier"
TAIL = "Postcode_full,UPRN,IncGeo_BoroughCode,Easting_m,Northing_m,Easting_rounded,Northing_rounded"
HOME, ALARM = "Fire,Primary Fire,Dwelling,House ", "False Alarm,AFA,Non Residential,Office "
SQUARE = "533650,184750"  # in E01033700, Hackney


def incident(n: int, what: str, exact: str) -> str:
    return f"{n:06d}-01012020,01-Jan-20,{what},Correct incident address,NULL,0,E09000012,{exact},{SQUARE}"


@pytest.fixture
def published(tmp_path):
    """Twelve incidents as the Brigade publishes them: three dwelling fires, whose exact place is not given."""
    rows = [incident(n, HOME, "NULL,NULL") for n in range(1, 4)]
    rows += [incident(n, "Fire,Secondary Fire,Outdoor,Loose refuse ", SQUARE) for n in range(10, 14)]
    rows += [incident(n, ALARM, SQUARE) for n in range(20, 25)]
    (tmp_path / "lfb.csv").write_text("\n".join([f"{HEAD},{TAIL}", *rows]) + "\n")
    return tmp_path / "lfb.csv"


def test_of_all_incidents_the_dwelling_fires_alone_are_counted_in_their_squares(published, capsys):
    out = published.with_name("counts.csv")
    code, text, _ = said(capsys, "aggregate", published, "--kind", "fires", "--exact", "--out", out)
    assert code == 0
    assert "12 rows = 3 used + 4 not in a dwelling + 5 not a fire; placed by coordinates." in text
    assert out.read_text().splitlines() == ["lsoa21_code,year,fires", "E01033700,2020,3"]
    assert said(capsys, "data", "check", out)[0] == 0


def test_incidents_are_no_visits_and_the_sentence_says_what_to_ask_for(published, capsys):
    out = published.with_name("counts.csv")
    code, _, err = said(capsys, "aggregate", published, "--out", out)
    assert code == 2
    assert err.endswith("so its rows are records of dwelling fires; give --kind fires.\n")
    assert not out.exists()


@pytest.mark.parametrize("gone", ["PropertyCategory", "StopCodeDescription", "IncidentGroup"])
def test_a_file_of_all_incidents_that_cannot_be_told_apart_is_refused(gone, published, capsys):
    pd.read_csv(published, dtype=str).drop(columns=gone).to_csv(published, index=False)
    out = published.with_name("counts.csv")
    code, _, err = said(capsys, "aggregate", published, "--kind", "fires", "--out", out)
    assert (code, err.count("\n")) == (2, 1)
    assert f"no {gone}" in err
    assert not out.exists()


def test_a_type_of_incident_tells_what_is_no_fire(tmp_path, codes, capsys):
    what = ["Dwelling fire"] * 9 + ["False alarm"] * 4 + ["Special Service"] * 2
    frame = pd.DataFrame({"lsoa": codes[0], "date_of_call": "2023-05-01", "Incident type": what})
    frame.to_csv(tmp_path / "log.csv", index=False)
    argv = ("aggregate", tmp_path / "log.csv", "--kind", "fires", "--exact", "--out", tmp_path / "o.csv")
    assert "15 rows = 9 used + 6 not a fire" in said(capsys, *argv)[1]


def test_every_way_to_place_a_row_is_named_and_each_works(tmp_path, codes, capsys):
    out = tmp_path / "o.csv"
    (tmp_path / "a.csv").write_text('Licence Number,HMO Address\nHMO/1,"1 Example Street, London EC2Y 8AA"\n')
    _, _, err = said(capsys, "aggregate", tmp_path / "a.csv", "--out", out)
    assert all(way in err for way in ("lsoa21_code", "easting and northing", "uprn", "postcode", "--lookup"))
    (tmp_path / "l.csv").write_text(f"uprn,postcode,lsoa21_code\n1,EC2Y 8AA,{codes[0]}\n")
    ways = {"lsoa21_code": codes[0], "easting,northing": "533050,196550", "uprn": "1", "postcode": "ec2y8aa"}
    for header, value in ways.items():
        (tmp_path / "a.csv").write_text(f"{header}\n{value}\n")
        argv = ("aggregate", tmp_path / "a.csv", "--out", out, "--lookup", tmp_path / "l.csv", "--exact")
        assert said(capsys, *argv)[0] == 0, header


@pytest.mark.parametrize("spoilt", ["log", "lookup"])
def test_uprns_that_a_spreadsheet_shortened_are_said_to_be_and_not_missing(spoilt, tmp_path, codes, capsys):
    whole, short = "100023336956", "1.00023E+11"
    (tmp_path / "u.csv").write_text(f"UPRN\n{short if spoilt == 'log' else whole}\n")
    (tmp_path / "l.csv").write_text(f"UPRN,LSOA21CD\n{short if spoilt == 'lookup' else whole},{codes[0]}\n")
    _, _, err = said(capsys, "aggregate", tmp_path / "u.csv", "--lookup", tmp_path / "l.csv", "--out", tmp_path / "o")
    assert "1 UPRN written as 1.2E+11 is, the first in row 2" in err
    assert short not in err


def test_on_one_s_own_machine_rows_are_told_in_full(tmp_path, capsys):
    (tmp_path / "u.csv").write_text("lsoa,date_of_visit\n" + "E01000001,soon\n" * 3)
    _, _, err = said(capsys, "aggregate", tmp_path / "u.csv", "--out", tmp_path / "o.csv")
    assert "(rows: 3 without a date that can be read); give a file that has one." in err
    (tmp_path / "u.csv").write_text("UPRN\n1\n2\n")
    (tmp_path / "l.csv").write_text("UPRN,lsoa\n7,E01000001\n")
    _, _, err = said(
        capsys, "aggregate", tmp_path / "u.csv", "--lookup", tmp_path / "l.csv", "--out", tmp_path / "o.csv"
    )
    assert "None of the 2 UPRNs of u.csv is in l.csv" in err
