"""What a brief is made of: words of headlines, maps and charts as drawings, and a PDF where there is a browser."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from apps import cli
from lbdp_core import sources
from lbdp_core.brief import area_map, numbers, pdf, pictures
from lbdp_core.charts import over_time
from lbdp_core.maps import Measure
from lbdp_core.result import Headline
from lbdp_core.sources import DataError, Shelf

YEARS = pd.DataFrame(
    {"period": ["2021", "2022"], "observed": [5.0, np.nan], "today": [np.nan, 6.0], "scenario": [np.nan, 4.0],
     "low": [np.nan, 3.0], "high": [np.nan, 5.0]}
)  # fmt: skip
PICTURE = over_time(YEARS, "fires a year", {})


def shelf() -> Shelf:
    return Shelf(sources.find("sample_data"))


def by_borough(values: np.ndarray, focus: str = "Enfield"):
    measure = Measure("m", "Fires & more", "fires", values, (2.0, 3.0), "", 0, "borough")
    return area_map.draw(shelf(), measure, values > 100, [f"b{n}" for n in range(33)], np.ones(33, bool), focus)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ((-2.0, -4.0, -1.0), "2 fewer than if nothing changed (between 1 and 4)"),
        ((1.0, -2.0, 4.0), "1 more than if nothing changed (between 2 fewer and 4 more)"),
        ((2.0, 2.0, 2.0), "2 more than if nothing changed"),
        ((0.0, 0.0, 0.0), ""),
    ],
)
def test_a_change_is_said_in_words(change, said):
    h = Headline("a", "Fires", "fires a year", "down", 9.0, 9.0 + change[0], 5.0, 12.0, *change)
    assert numbers.headline(h).change == said
    assert numbers.headline(h).unit == "fires a year"


def test_a_headline_without_a_figure_says_why():
    n = numbers.headline(Headline.undefined("a", "Ratio", "", "up", "Nobody is there."))
    assert (n.value, n.range, n.change) == ("–", "Nobody is there.", "")


def test_a_column_in_which_nothing_stands_is_left_out():
    frame = pd.DataFrame({"Place": ["a", "b"], "Visits": ["–", "–"], "Fires": [1.0, np.nan]})
    assert numbers.table(frame, "released", "t").head == ("Place", "Fires")


def test_a_map_has_one_path_a_class_a_key_in_words_and_the_borough_outlined():
    drawn = by_borough(np.arange(33) % 3 + 1.5)
    root = ET.fromstring(drawn.svg)
    paths = [e for e in root if e.tag.endswith("path")]
    assert len([p for p in paths if p.get("fill") != "none"]) == 3
    outlines = [p for p in paths if p.get("fill") == "none"]
    assert max(float(p.get("stroke-width")) for p in outlines) == 6
    assert [e.text for e in root if e.tag.endswith("text")] == ["under 2", "2–3", "3+"]
    assert "Enfield is outlined" in drawn.note
    assert root.get("aria-label") == drawn.alt
    assert "Highest in b2" in drawn.alt


def test_a_map_says_what_an_area_without_colour_means():
    values = np.full(33, np.nan)
    assert "No area has a figure" in by_borough(values, "London").alt
    values[3] = 1.5
    drawn = by_borough(values, "London")
    assert "no figure" in drawn.svg
    assert "outlined" not in drawn.note


def test_every_ring_of_a_map_is_whole_units_within_the_drawing():
    drawn = by_borough(np.ones(33))
    box = [float(v) for v in ET.fromstring(drawn.svg).get("viewBox").split()]
    for path in re.findall(r' d="([^"]*)"', drawn.svg):
        assert re.fullmatch(r"[MlzZ\d\s.-]*", path)
        starts = re.findall(r"M(\d+) (\d+)", path)
        assert all(0 <= int(x) <= box[2] and 0 <= int(y) <= box[3] for x, y in starts)


def test_a_chart_that_stands_alone_has_its_title_source_and_date():
    svg = pictures.framed(PICTURE, "Fires & harm, by year", "London Fire Brigade. Newest figures: December 2023.")
    root = ET.fromstring(svg)
    said = " ".join(t.text or "" for t in root.iter() if t.tag.endswith("text"))
    assert "Fires & harm, by year" in said
    assert "December 2023" in said
    assert root.get("role") == "img"
    assert pictures.png(svg).startswith(b"\x89PNG")
    assert "http" not in svg.replace("http://www.w3.org/", "")


def test_a_long_title_is_broken_into_lines():
    svg = pictures.framed(PICTURE, "word " * 60, "source")
    titles = [t for t in ET.fromstring(svg) if t.tag.endswith("text") and t.get("font-weight") == "bold"]
    assert len(titles) > 2


def test_a_pdf_without_a_browser_is_refused_in_one_sentence_that_says_what_to_do(monkeypatch):
    monkeypatch.setattr(pdf.shutil, "which", lambda name: None)
    with pytest.raises(DataError, match=r"needs Chromium or Chrome.*\.docx\.$"):
        pdf.write(b"<p>x</p>")


def test_a_browser_that_cannot_print_is_refused_too(monkeypatch):
    monkeypatch.setattr(pdf.shutil, "which", lambda name: "false")
    with pytest.raises(DataError, match="could not print the brief"):
        pdf.write(b"<p>x</p>")


@pytest.mark.parametrize("form", ["html", "docx", "pptx"])
def test_the_command_writes_a_brief(form, tmp_path, capsys):
    to = tmp_path / f"brief.{form}"
    options = ["--borough", "Enfield", "--set", "visits=500", "--public-url", "https://example.org/"]
    assert cli.main(["brief", "fire", "--out", str(to), *options]) == 0
    assert to.stat().st_size > 10_000
    if form == "html":
        page = to.read_text("utf-8")
        assert 'href="https://example.org/fire?fire.visits=500&amp;fire.borough=Enfield"' in page
        assert "works only on" not in page


def test_the_command_refuses_a_form_that_there_is_not(tmp_path, capsys):
    assert cli.main(["brief", "fire", "--out", str(tmp_path / "brief.doc")]) == 2
    assert "end its name in .html, .docx, .pptx or .pdf" in capsys.readouterr().err
    assert not list(Path(tmp_path).iterdir())
