import tomllib
from itertools import pairwise
from pathlib import Path

import pytest

from lbdp_core import palette

THEME = tomllib.loads((Path(__file__).parents[1] / "streamlit_config" / "lbdp-theme.toml").read_text("utf-8"))["theme"]
MODES = ("light", "dark")

# Viénot, Brettel and Mollon (1999): what a person without red, or without green, receptors sees of linear RGB
BLIND = {
    "protanope": ((0.11238, 0.88762, 0.0), (0.11238, 0.88762, 0.0), (0.00401, -0.00401, 1.0)),
    "deuteranope": ((0.29275, 0.70725, 0.0), (0.29275, 0.70725, 0.0), (-0.02234, 0.02234, 1.0)),
}


def seen(colour: str, kind: str) -> float:
    """Luminance of a colour as that person sees it."""
    linear = [((c / 255 + 0.055) / 1.055) ** 2.4 if c > 10 else c / 255 / 12.92 for c in palette.rgb(colour)]
    shown = [sum(m * c for m, c in zip(row, linear, strict=True)) for row in BLIND[kind]]
    return 0.2126 * shown[0] + 0.7152 * shown[1] + 0.0722 * shown[2]


@pytest.mark.parametrize("mode", MODES)
def test_more_is_always_darker_on_white_and_lighter_on_black(mode):
    lightness = [palette.luminance(c) for c in palette.SEQUENTIAL[mode]]
    falls = [a > b for a, b in pairwise(lightness)]
    assert all(falls) if mode == "light" else not any(falls)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("kind", BLIND)
def test_colour_blind_readers_see_the_same_order(mode, kind):
    lightness = [seen(c, kind) for c in palette.SEQUENTIAL[mode]]
    assert lightness == sorted(lightness, reverse=mode == "light")


@pytest.mark.parametrize("mode", MODES)
def test_neighbouring_classes_can_be_told_apart(mode):
    assert min(palette.contrast(a, b) for a, b in pairwise(palette.SEQUENTIAL[mode])) >= 1.18


@pytest.mark.parametrize("mode", MODES)
def test_the_theme_file_has_the_same_accent_and_paper(mode):
    assert THEME[mode]["primaryColor"] == palette.ACCENT[mode]
    assert THEME[mode]["backgroundColor"] == palette.PAPER[mode]
    assert THEME[mode]["textColor"] == palette.INK[mode]


@pytest.mark.parametrize("mode", MODES)
def test_text_and_accent_are_legible(mode):
    papers = (THEME[mode]["backgroundColor"], THEME[mode]["secondaryBackgroundColor"])
    assert min(palette.contrast(palette.INK[mode], p) for p in papers) >= 7
    assert min(palette.contrast(palette.ACCENT[mode], p) for p in papers) >= 4.5
    marks = (palette.GREY, palette.BLUE, palette.ORANGE, palette.SLATE, palette.VIOLET)
    assert min(palette.contrast(mark, palette.PAPER[mode]) for mark in marks) >= 3  # graphics, not text


@pytest.mark.parametrize("count", range(1, 8))
def test_steps_span_the_scale(count):
    found = palette.steps("light", count)
    assert len(set(found)) == count
    if count > 1:
        assert (found[0], found[-1]) == (palette.SEQUENTIAL["light"][0], palette.SEQUENTIAL["light"][-1])


def test_words_of_a_chart_turn_with_the_page_from_either_ink():
    style = (Path(__file__).parents[1] / "apps" / "page.css").read_text("utf-8")
    assert all(f'[fill="{ink}"]' in style for ink in palette.INK.values())
