"""Laws of exports: every lever that differs from its default is in every file, link and command, by its right name."""

from __future__ import annotations

import io
import json
import re
import shlex
import zipfile
from datetime import date
from urllib.parse import parse_qsl, urlsplit

import pandas as pd
import pytest
from openpyxl import load_workbook

from apps.commands.asking import chosen_levers
from apps.shell import chart_files, compare, downloads, panel, state
from lbdp_core import exports, scenarios
from lbdp_core.levers import Levers
from lbdp_core.themes import THEMES

PAGE = "http://127.0.0.1:8501/x?view=Explore"
each_theme = pytest.mark.parametrize("theme", THEMES, ids=lambda t: t.slug)


def all_moved(theme) -> Levers:
    """Every lever away from its default, by one choice or one step."""
    values = {}
    for name, spec in theme.levers.specs().items():
        today = getattr(theme.levers(), name)
        if spec.choices:
            values[name] = next(choice for choice in spec.choices if choice != today)
        else:
            values[name] = type(today)(today + spec.step if today + spec.step <= spec.high else today - spec.step)
    return theme.levers(**values)


def cases(theme) -> list[Levers]:
    return [theme.presets[theme.opening], all_moved(theme)]


def words(levers: Levers) -> list[str]:
    """Each lever that is moved, as a person reads it."""
    return [f"{levers.specs()[name].label}: {levers.specs()[name].words(v)}" for name, v in levers.moved().items()]


def pairs(levers: Levers) -> list[str]:
    """Each lever that is moved, as a program reads it."""
    return [part for part in scenarios.spelled(levers).split(", ") if levers.moved()]


@each_theme
def test_a_csv_file_is_a_table_and_nothing_else_and_its_rows_name_their_scenario(theme):
    it = state.opened(theme.slug)
    for levers in cases(theme):
        result = state.public(theme.slug, levers)
        raw = downloads.made(it, levers, result, "first", PAGE)
        table = pd.read_csv(io.BytesIO(raw))  # plainly
        assert len(table) == len(result.shortlist)
        assert not any(str(name).startswith(("#", "\ufeff", "Unnamed")) for name in table)
        for row in table["Scenario"]:
            assert set(pairs(levers)) <= set(row.split(", "))
        assert table["Source"].notna().all()
        assert not table["Source"].str.contains(r"; to\s*$").any()


@each_theme
def test_an_archive_of_csv_files_says_in_a_text_beside_them_what_they_are(theme):
    it = state.opened(theme.slug)
    for levers in cases(theme):
        result = state.public(theme.slug, levers)
        archive = zipfile.ZipFile(io.BytesIO(downloads.made(it, levers, result, "tables", PAGE)))
        about = archive.read("about.txt").decode("utf-8-sig")
        assert not [said for said in words(levers) if " ".join(said.split()) not in about]
        assert str(result.answer) in about
        tables = [name for name in archive.namelist() if name.endswith(".csv")]
        assert len(tables) == len(set(tables)) >= 5
        for name in tables:
            raw = archive.read(name)
            if raw.decode("utf-8-sig").strip():
                heads = pd.read_csv(io.BytesIO(raw)).columns
                assert not [head for head in heads if "_" in head or head != head.strip()], name


@each_theme
def test_a_workbook_can_be_read_as_it_opens(theme):
    it = state.opened(theme.slug)
    for levers in cases(theme):
        result = state.public(theme.slug, levers)
        book = load_workbook(io.BytesIO(downloads.made(it, levers, result, "all", PAGE)))
        about = {row[0].value: row[1].value for row in book["About"].rows}
        specs = levers.specs()
        told = {name: about[f"Lever: {specs[name].label}"] for name in levers.moved()}
        assert told == {name: exports.harmless(specs[name].words(v)) for name, v in levers.moved().items()}
        assert about["Scenario"] == scenarios.spelled(levers)
        assert book["About"]["B2"].alignment.wrap_text
        for sheet in book.worksheets[1:]:
            assert sheet.freeze_panes == "A2"
            assert sheet.auto_filter.ref
            heads = [cell for cell in sheet[1] if cell.value is not None]
            assert all(cell.font.bold and "_" not in cell.value for cell in heads), sheet.title
            assert not any(cell.data_type == "f" for row in sheet.rows for cell in row)
        charts = {sheet.title: len(sheet._charts) for sheet in book.worksheets if sheet._charts}
        assert charts == ({"Over time": 1} if len(result.over_time) else {})


@each_theme
def test_json_holds_every_lever_and_the_comparison_both_scenarios(theme):
    it = state.opened(theme.slug)
    today = theme.levers()
    for levers in cases(theme):
        result, first = state.public(theme.slug, levers), type(today)(**(levers.as_dict() | scenarios.changes(today)))
        for kind in ("data", "scenario"):
            found = json.loads(downloads.made(it, levers, result, kind, PAGE))
            assert found["levers"] == levers.as_dict()
        other = state.public(theme.slug, first)
        a, b = (f"Scenario {name}" for name in scenarios.names(first, levers, theme.presets))
        for form in ("json", "zip", "xlsx"):
            raw = compare.made(it, levers, result, first, other, form, PAGE)
            if form == "json":
                about = json.loads(raw)["about"]
            elif form == "zip":
                text = zipfile.ZipFile(io.BytesIO(raw)).read("about.txt").decode("utf-8-sig")
                about = {a: text, b: text}
            else:
                about = {row[0].value: row[1].value for row in load_workbook(io.BytesIO(raw))["About"].rows}
            assert not [said for said in words(levers) if " ".join(said.split()) not in " ".join(about[b].split())]
            assert not [said for said in words(first) if " ".join(said.split()) not in " ".join(about[a].split())]


@each_theme
def test_a_brief_and_a_chart_hold_every_lever(theme):
    """As the page makes them; that every form of a brief does is a law of briefs."""
    it, levers = state.opened(theme.slug), all_moved(theme)
    result = state.public(theme.slug, levers)
    texts = [downloads.briefed(it, levers, result, "html", PAGE, date(2026, 11, 26))]
    if len(result.over_time):
        texts.append(chart_files.made(it, levers, it.page.over_time(it.model, result, 13), "SVG"))
    for text in texts:
        plain = _read(text.decode())
        assert not [said for said in words(levers) if _read(said) not in plain]


def _read(text: str) -> str:
    """The letters and figures of a text without tags, so that a line may be broken anywhere."""
    from html import unescape

    return re.sub(r"\W+", "", unescape(re.sub(r"<[^>]+>", "", text)))


@each_theme
def test_the_link_and_the_command_give_back_the_very_levers(theme):
    opening = theme.presets[theme.opening]
    for levers in (*theme.presets.values(), *cases(theme)):
        address = scenarios.link(theme.slug, levers, opening, PAGE)
        query = dict(parse_qsl(urlsplit(address).query))
        assert {f"{theme.slug}.{name}" for name in levers.moved()} <= set(query)
        values, notices, strange = panel.read_link(theme, query)
        assert not notices
        assert not strange
        assert opening.as_dict() | values == levers.as_dict()
        start, run, slug, *words = shlex.split(scenarios.command(theme.slug, levers, theme.presets))
        assert (start, run, slug) == ("lbdp", "run", theme.slug)
        told: dict[str, list[str]] = {}
        for option, value in zip(words[::2], words[1::2], strict=True):
            told.setdefault(option, []).append(value)
        preset, borough = ((told.get(option) or [None])[0] for option in ("--preset", "--borough"))
        assert chosen_levers(theme, preset, told.get("--set", []), borough) == levers


@each_theme
def test_files_of_different_scenarios_have_different_names_that_name_no_lever_that_stands_still(theme):
    it = state.opened(theme.slug)
    names = {downloads.file_name(it, levers, "all"): preset for preset, levers in theme.presets.items()}
    assert len(names) == len(theme.presets)
    for file, preset in names.items():
        assert re.fullmatch(rf"{theme.slug}-[a-z0-9-]+\.xlsx", file)
        assert len(file) <= 100
        assert scenarios.plain_name(preset)[:40] in file
    one = next(name for name, spec in theme.levers.specs().items() if spec.kind == "change" and not spec.choices)
    levers = theme.levers(**{one: getattr(all_moved(theme), one)})
    spec = levers.specs()[one]
    assert scenarios.plain_name(spec.words(getattr(levers, one)))[:20] in downloads.file_name(it, levers, "all")
