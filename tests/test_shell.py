"""What the screen says and remembers, apart from drawing it."""

import io
import re

import pandas as pd
import pytest

from apps.shell import download_button, downloads, lever_widget, panel, state, wording
from lbdp_core.themes import THEMES, by_slug

each_theme = pytest.mark.parametrize("theme", THEMES, ids=lambda t: t.slug)


@pytest.mark.parametrize(
    ("value", "decimals", "unit", "sign", "said"),
    [
        (4788.8, 1, "fires", False, "4,789"),
        (2.34, 1, "fires", False, "2.3"),
        (-46256.6, 0, "£ over 5 years", False, "−£46,300"),
        (0.5, 1, "fires", True, "+0.5"),
        (-18_893.4, -3, "people", True, "−18,900"),
        (56.2, -3, "people", False, "56"),
        (-0.004, 1, "fires", True, "0.0"),
        (None, 1, "fires", False, "–"),
    ],
)
def test_numbers_are_said_as_people_write_them(value, decimals, unit, sign, said):
    assert wording.number(value, decimals, unit, sign) == said


@pytest.mark.parametrize("text", ["![x](http://example.org)", "<b>x</b>", "a_b*c`d`", "$x$", ":red[x]", "# x", "~~x~~"])
def test_text_cannot_turn_into_markup(text):
    safe = wording.plain(text)
    assert safe.replace("\\", "").replace("\u2060", "") == text  # an address is broken, so that it is no link
    for n, c in enumerate(safe):
        if c in "[]<>*_`$:#~!":
            assert safe[n - 1] == "\\"


@each_theme
def test_a_choice_is_read_by_its_words_as_well_as_by_its_code(theme):
    for name, spec in theme.levers.specs().items():
        for code, words in list(spec.choices.items())[:3]:
            for text in (code, words):
                values, notices, _ = panel.read_link(theme, {f"{theme.slug}.{name}": text})
                assert values == {name: code}
                assert not notices


@each_theme
def test_a_number_between_two_steps_becomes_the_nearest_and_says_so(theme):
    for name, spec in theme.levers.specs().items():
        if spec.choices or not lever_widget.slides(spec):
            continue
        asked = spec.low + 1.6 * spec.step
        values, notices, _ = panel.read_link(theme, {f"{theme.slug}.{name}": f"{asked:g}"})
        assert values[name] == pytest.approx(spec.low + 2 * spec.step)
        (notice,) = notices
        assert f"{asked:,g}" in notice
        assert f"{values[name]:,g}" in notice


def test_money_claims_no_more_than_three_figures():
    assert wording.number(4384.2, 0, "£ over 5 years") == "£4,380"
    assert wording.number(-96, 0, "£") == "−£96"


@each_theme
def test_a_download_is_named_after_its_scenario_and_lists_what_first_in_plain_words(theme):
    it = state.opened(theme.slug)
    levers = theme.presets[theme.opening]
    names = [downloads.file_name(it, levers, kind) for kind in downloads.FILES]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(rf"{theme.slug}-[a-z0-9-]+\.(csv|zip|xlsx|json)", name) for name in names), names
    raw = downloads.made(it, levers, state.asked(theme.slug, levers), next(iter(downloads.FILES)), "")
    table = pd.read_csv(io.BytesIO(raw))
    assert not any("_" in heading for heading in table.columns)
    figures = table.select_dtypes("float")
    pd.testing.assert_frame_equal(figures, figures.round(2))


def test_a_chart_leaves_as_a_picture_named_after_the_levers_as_they_stand_and_only_when_asked_for(monkeypatch):
    from tests.laws.test_every_page import page, whole

    offered = {}
    monkeypatch.setattr(download_button, "button", lambda label, make, name, *_: offered.update({name: make}))
    at = page(by_slug("fire"), **{"fire.visits": "500", "fire.borough": "Enfield"})
    whole(at)
    assert "fire-enfield-500-visits-brief.docx" in offered
    assert not [name for name in offered if "chart" in name]
    at.session_state["twin:time"] = True
    whole(at.run())
    drawn = offered["fire-enfield-500-visits-chart.svg"]().decode()
    assert "Extra home visits in one year: 500 visits" in " ".join(re.findall(">([^<]*)<", drawn))
    assert offered["fire-enfield-500-visits-chart.png"]().startswith(b"\x89PNG")
