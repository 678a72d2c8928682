"""A lookup of postcodes is read under the headers of 2021 and of 2025, kept for London alone, and searched."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from apps.cli import main
from lbdp_core import door
from lbdp_core.areas import postcodes
from lbdp_core.door.codes import OUTSIDE
from lbdp_core.place_search import NO_POSTCODES, by_postcode
from lbdp_core.places import POSTCODES
from lbdp_core.sources import Shelf, Workbench, find
from tests.laws.test_every_page import visit

# The columns that matter, under the names of each release; the directory has some forty more.
LAYOUTS = {
    "ONSPD of 2024": ("pcd", "pcd2", "pcds", "dointr", "doterm", "oscty", "oslaua", "oa21", "lsoa21", "msoa21"),
    "ONSPD of 2025": ("pcds", "doterm", "lad25cd", "wd25cd", "east1m", "north1m", "oa21cd", "lsoa21cd", "msoa21cd"),
    "NSPL": ("pcd", "pcd2", "pcds", "dointr", "doterm", "usertype", "oseast1m", "osnrth1m", "oa21", "laua", "lsoa21"),
    "postcode to output area": ("pcd7", "pcd8", "pcds", "dointr", "doterm", "usertype", "oa21cd", "lsoa21cd", "ladcd"),
}  # fmt: skip
GIVEN = (
    ("N1 9GU", "", "E01002704"), ("n1  9gt", "", "E01002704"), ("SE1 2QH", "", "E01003937"),
    ("SE1 0AA", "", "E01003019"),
    ("N1 0AA", "202001", "E01002704"), ("M1 1AE", "", "E01033658"), ("EH1 1AA", "", "S01008677"), ("GY1 1AA", "", ""),
)  # fmt: skip


def written(to: Path, layout: tuple[str, ...], rows=GIVEN) -> Path:
    frame = pd.DataFrame("x", index=range(len(rows)), columns=list(layout))
    for name in layout:
        if name in ("pcds", "pcd", "pcd2", "pcd7", "pcd8"):
            frame[name] = [postcode for postcode, _, _ in rows]
        elif name == "doterm":
            frame[name] = [ended for _, ended, _ in rows]
        elif name == "dointr":
            frame[name] = "201508"
        elif name in ("lsoa21", "lsoa21cd"):
            frame[name] = [lsoa for _, _, lsoa in rows]
    to.parent.mkdir(parents=True, exist_ok=True)
    frame.to_csv(to, index=False)
    return to


def built(raw: Path, out: Path) -> tuple[list[dict], Shelf]:
    ours = Shelf(find("sample_data"))
    bench = Workbench(out)
    for path in ("areas/lsoa.csv", "areas/boroughs.csv"):
        bench.bytes(path, ours.bytes(path), ours.origin(path))
    codes = frozenset(ours.table("areas/lsoa.csv")["code"])
    said = postcodes.build(door.inventory(raw, [postcodes.KIND]), bench, codes)
    return said, bench.shelf({})


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_published_layout_is_read_and_only_live_postcodes_of_london_are_kept(tmp_path: Path, layout: str) -> None:
    written(tmp_path / "raw" / "any name.csv", LAYOUTS[layout])
    (line,), shelf = built(tmp_path / "raw", tmp_path / "out")
    table = pd.read_parquet(tmp_path / "out" / POSTCODES)
    assert table["postcode"].tolist() == ["N19GT", "N19GU", "SE10AA", "SE12QH"]
    assert line["used"] == 4
    assert line["set_aside"] == {postcodes.ENDED: 1, OUTSIDE: 3}
    assert shelf.origin(POSTCODES).publisher.startswith("Office for National Statistics")


def test_a_directory_by_postcode_area_is_put_together(tmp_path: Path) -> None:
    for n, rows in enumerate((GIVEN[:2], GIVEN[1:])):
        written(tmp_path / "raw" / f"{n}.csv", LAYOUTS["ONSPD of 2025"], rows)
    said, _ = built(tmp_path / "raw", tmp_path / "out")
    assert len(pd.read_parquet(tmp_path / "out" / POSTCODES)) == 4
    assert said[1]["set_aside"][postcodes.AGAIN] == 1


def test_it_is_small_on_disk(tmp_path: Path) -> None:
    codes = Shelf(find("sample_data")).table("areas/lsoa.csv")["code"].to_numpy(dtype=str)
    rng = np.random.default_rng(1)
    ends = [f"{d}{a}{b}" for d in range(10) for a in "ABDEFGHJLN" for b in "PQRSTUWXYZ"]
    rows = [
        (f"{area}{n} {end}", "", codes[rng.integers(len(codes))])
        for area in ("N", "SE", "W")
        for n in range(1, 7)
        for end in ends
    ]
    written(tmp_path / "raw" / "a.csv", LAYOUTS["NSPL"], rows)
    built(tmp_path / "raw", tmp_path / "out")
    assert (tmp_path / "out" / POSTCODES).stat().st_size < 8 * len(rows)


def test_check_knows_a_lookup(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = written(tmp_path / "raw" / "a.csv", LAYOUTS["ONSPD of 2025"])
    assert main(["data", "check", str(file)]) == 0
    assert "a lookup from postcodes to LSOAs" in capsys.readouterr().out


def test_a_postcode_is_found_and_what_is_not_there_is_said(tmp_path: Path) -> None:
    from lbdp_core.geocoding import ground

    written(tmp_path / "raw" / "a.csv", LAYOUTS["ONSPD of 2025"])
    _, shelf = built(tmp_path / "raw", tmp_path / "out")
    spots = ground(Shelf(find("sample_data")))
    for text in ("N1 9GU", "n19gu", " n1 9gu "):
        (spot,), said = by_postcode(text, spots, shelf, 5)
        assert spots.code[spot.area] == "E01002704"
        assert spot.kind == "area" and said == "N1 9GU is in:"
    found, said = by_postcode("SE1", spots, shelf, 5)
    assert {spot.borough for spot in found} == {spots.borough[spots.code == c][0] for c in ("E01003937", "E01003019")}
    assert all(spot.kind == "borough" for spot in found) and "begin with SE1" in said
    found, said = by_postcode("M1 1AE", spots, shelf, 5)
    assert not found and "No live postcode of London is “M1 1AE”" in said


def test_without_a_lookup_the_page_says_how_to_load_one() -> None:
    from streamlit.testing.v1 import AppTest

    from tests.laws.test_every_page import MAIN, PATIENCE

    at = visit(AppTest.from_file(MAIN, default_timeout=PATIENCE), "")
    at.get_by_key("find").set_value("SE1 2QH").run()
    assert not at.exception
    said = " ".join(m.value for m in at.markdown).replace("\\", "")
    assert NO_POSTCODES.replace("`", "") in said
    assert "ONSPD" in NO_POSTCODES and "lbdp data build" in NO_POSTCODES
