"""What the screen says and remembers, apart from drawing it."""

import io
import json
import time

import pytest
from openpyxl import load_workbook

from apps.shell import downloads, panel, say, state
from lbdp_core.themes import THEMES

each_theme = pytest.mark.parametrize("theme", THEMES, ids=lambda t: t.slug)


@pytest.mark.parametrize(
    ("value", "decimals", "unit", "sign", "said"),
    [
        (4788.8, 1, "fires", False, "4,789"),
        (2.34, 1, "fires", False, "2.3"),
        (-46256.6, 0, "£ over 5 years", False, "−£46,257"),
        (0.5, 1, "fires", True, "+0.5"),
        (-0.004, 1, "fires", True, "0.0"),
        (None, 1, "fires", False, "–"),
    ],
)
def test_numbers_are_said_as_people_write_them(value, decimals, unit, sign, said):
    assert say.number(value, decimals, unit, sign) == said


@pytest.mark.parametrize("text", ["![x](http://example.org)", "<b>x</b>", "a_b*c`d`", "$x$", ":red[x]", "# x", "~~x~~"])
def test_text_cannot_turn_into_markup(text):
    safe = say.plain(text)
    assert safe.replace("\\", "") == text
    for n, c in enumerate(safe):
        if c in "[]<>*_`$:#~!":
            assert safe[n - 1] == "\\"


@each_theme
def test_the_link_of_every_preset_gives_its_levers_back(theme):
    it = state.opened(theme.slug)
    opening = theme.presets[theme.opening]
    for preset in theme.presets.values():
        address = downloads.link(it, preset, "http://127.0.0.1/fire?view=Explore")
        query = address.partition("?")[2]
        pairs = dict(_pairs(query))
        levers, notices, given = panel.read_link(theme, pairs)
        assert not notices
        found = {name: getattr(levers if name in given else opening, name) for name in theme.levers.specs()}
        assert found == preset.as_dict()


@each_theme
def test_a_choice_is_read_by_its_words_as_well_as_by_its_code(theme):
    for name, spec in theme.levers.specs().items():
        for code, words in list(spec.choices.items())[:3]:
            for text in (code, words):
                levers, notices, _ = panel.read_link(theme, {f"{theme.slug}.{name}": text})
                assert getattr(levers, name) == code
                assert not notices


@each_theme
def test_every_download_holds_the_scenario_and_where_it_came_from(theme):
    it = state.opened(theme.slug)
    levers = theme.presets[theme.opening]
    result = state.asked(theme.slug, levers)
    started = time.perf_counter()
    files = {form: downloads.made(it, levers, result, form, "http://127.0.0.1/fire") for form in downloads.FORMS}
    assert time.perf_counter() - started < 20
    about = [row[0].value for row in load_workbook(io.BytesIO(files["xlsx"]), read_only=True)["About"].rows]
    assert {"Question", "Answer", "Link", "Use"} <= set(about)
    found = json.loads(files["json"])
    assert found["levers"] == levers.as_dict()
    assert len(found["places"]) == len(result.places)
    assert result.answer in files["csv"].decode("utf-8-sig")
    for source in it.shelf.entries:
        if source in theme.tables:
            assert f"Source: {source}" in about


def _pairs(query):
    from urllib.parse import parse_qsl

    return parse_qsl(query)
