"""How many were tried stands beside the verdict, in every download and in the pack, and a pack brings it back."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import date

import pandas as pd
import pytest
from docx import Document

from apps.shell import attempts, compare, downloads, papers, state
from lbdp_core.themes import by_slug
from tests.laws.test_every_page import page, whole

SHARING = by_slug("sharing")
PAPERS = SHARING.page().papers
NAMES = ("Assisted bin collections", "Your file “a; b). c: d.csv”")
SAID = "2. By luck, 9%."


@pytest.fixture
def tried(monkeypatch):
    monkeypatch.setattr(attempts, "held", lambda slug: (NAMES, "By luck, 9%.") if slug == "sharing" else ((), ""))


def test_every_download_of_the_theme_tells_what_was_tried(tried):
    it, levers = state.opened("sharing"), SHARING.levers(ask="all")
    result = state.public("sharing", levers)
    for kind, (_, form) in downloads.FILES.items():
        raw = downloads.made(it, levers, result, kind, "")
        if form == "json":
            assert json.loads(raw)["about"][attempts.LINE] == SAID
        elif form == "csv":
            assert set(pd.read_csv(io.BytesIO(raw))[attempts.LINE]) == {SAID}
        elif form == "zip":
            assert f"{attempts.LINE}: {SAID}" in about_text(raw)
        else:
            about = pd.read_excel(io.BytesIO(raw), sheet_name="About", header=None)
            assert SAID in about[1].tolist()
    other = next(p for p in SHARING.presets.values() if p != levers)
    assert SAID in about_text(compare.made(it, levers, result, other, state.public("sharing", other), "zip", ""))
    assert SAID in downloads.briefed(it, levers, result, "html", "", date(2026, 11, 26)).decode()


def about_text(raw: bytes) -> str:
    return zipfile.ZipFile(io.BytesIO(raw)).read("about.txt").decode("utf-8-sig")


def test_the_pack_tells_it_among_what_the_bench_found(tried):
    it, levers = state.opened("sharing"), SHARING.levers(ask="all")
    result = state.public("sharing", levers)
    told = json.loads(papers._made(it, PAPERS, result, "json"))
    assert told["findings"][attempts.LINE] == SAID
    word = Document(io.BytesIO(papers._made(it, PAPERS, result, "word")))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    assert SAID in " ".join([*(p.text for p in word.paragraphs), *cells])


def test_a_theme_that_counts_nothing_says_nothing(tried):
    it, levers = state.opened("fire"), by_slug("fire").levers()
    assert attempts.LINE not in downloads.about(it, levers, state.public("fire", levers), "")


def test_a_pack_opened_brings_back_what_had_been_tried(monkeypatch):
    it, levers = state.opened("sharing"), SHARING.levers(ask="all")
    with monkeypatch.context() as patch:
        patch.setattr(attempts, "held", lambda slug: (NAMES, "By luck, 9%."))
        raw = papers._made(it, PAPERS, state.public("sharing", levers), "json")
    at = page(SHARING, view="Explore", sharing__ask="all")
    at.session_state["sharing:papers:box"] = True
    at.run()
    (opening,), _ = at.session_state["sharing:tried"]
    at.file_uploader[0].upload("pack.json", raw, "application/json").run()
    whole(at)
    assert at.session_state["sharing:tried"][0] == tuple(dict.fromkeys((opening, *NAMES)))
    assert any("You have tested" in c.value for c in at.caption)
