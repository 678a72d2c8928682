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
    assert "may not leave the borough" in err
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


def test_fires_without_a_year_would_be_of_no_use(addresses, capsys):
    code, _, err = said(
        capsys, "aggregate", addresses / "visits.csv", "--out", addresses / "o.csv", "--kind", "fires", "--by", "all"
    )
    assert code == 2
    assert "--by year" in err
