"""Colours: one accent, neutral greys and two sequential scales that colour-blind readers can order.

The scales rise in one direction of lightness, so their order survives every kind of colour blindness and a tired
projector. `streamlit_config/lbdp-theme.toml` holds the same accent; a test compares the two.
"""

from __future__ import annotations

from typing import Literal

Mode = Literal["light", "dark"]
Rgb = tuple[int, int, int]
CLASSES = 7

ACCENT: dict[Mode, str] = {"light": "#1b5c8c", "dark": "#7fbbe6"}
PAPER: dict[Mode, str] = {"light": "#ffffff", "dark": "#14191f"}
INK: dict[Mode, str] = {"light": "#11161b", "dark": "#e8ecf0"}
GREY = "#8a949e"  # reads on both papers: reference lines, baselines, "today"
NOTHING: dict[Mode, str] = {"light": "#eef0f2", "dark": "#262d35"}  # an area where there is nothing to show
OUTLINE: dict[Mode, str] = {"light": "#59636e", "dark": "#aab4be"}

# marks of charts, which read on both papers: the scenario, what it is set against, and further series
BLUE, ORANGE, SLATE, VIOLET = "#3b82b8", "#c2571a", "#6b747d", "#8f6bb3"
PALE, PALER, PALEST = "#b9c0c7", "#c9ced3", "#d5dade"  # one among many; the middle of a scale with two ends
LILAC = "#b9a9cf"  # all the rest, of people who move

CHOSEN: dict[Mode, str] = {"light": "#0a84d6", "dark": "#7fd0ff"}  # outline of areas picked out on a map

# straw to burnt umber on white; the other way round on black, so that more always stands out more
_STRAW = ("#fbeccb", "#f6d08f", "#efb055", "#e08a2c", "#bf6415", "#8f440d", "#5c2a09")
_EMBER = ("#3f3022", "#65431f", "#8f5a1c", "#bb761d", "#e09a38", "#f3c06d", "#fde6b8")
SEQUENTIAL: dict[Mode, tuple[str, ...]] = {"light": _STRAW, "dark": _EMBER}

# less on the one hand, more on the other, each the stronger the further from nought
_LESS: dict[Mode, tuple[str, ...]] = {
    "light": ("#c4d9e8", "#6fa3c8", "#1f5f8f"),
    "dark": ("#274a63", "#3f7ba6", "#8cc6ef"),
}
_MORE: dict[Mode, tuple[str, ...]] = {
    "light": (_STRAW[1], _STRAW[3], _STRAW[5]),
    "dark": (_EMBER[1], _EMBER[3], _EMBER[6]),
}

# two figures at once, three classes of each: lightness says how much of both, blue or orange which of them
BIVARIATE: dict[Mode, tuple[str, ...]] = {
    "light": ("#e8e8e8", "#b0d0e6", "#6aa5cf", "#f0cfae", "#b3a7a5", "#6f86a0", "#d98a3d", "#a0663a", "#3b3230"),
    "dark": ("#2b3036", "#2f4f68", "#4a86b3", "#5c4630", "#6b6a6f", "#86a4bd", "#b06f2d", "#c99a72", "#f5efe6"),
}
CLUSTERS: dict[Mode, tuple[str, ...]] = {  # low among low, none, high among high
    mode: (_LESS[mode][1], NOTHING[mode], _MORE[mode][1]) for mode in ("light", "dark")
}


def rgb(colour: str) -> Rgb:
    """The three channels of "#rrggbb".

    >>> rgb("#1b5c8c")
    (27, 92, 140)
    """
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def luminance(colour: str) -> float:
    """Relative luminance, 0 (black) to 1 (white), as WCAG 2.2 defines it."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (v / 255 for v in rgb(colour))]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21 (WCAG 2.2)."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def steps(mode: Mode, count: int) -> tuple[str, ...]:
    """`count` colours (1 to 7) from the whole length of the scale."""
    scale = SEQUENTIAL[mode]
    if count == 1:
        return (scale[4],)
    return tuple(scale[round(i * (CLASSES - 1) / (count - 1))] for i in range(count))


def two_ended(mode: Mode, count: int) -> tuple[str, ...]:
    """Colours of a difference: `count` (1 to 3) for less, furthest first, one for next to none, `count` for more."""
    less, more = _LESS[mode][-count:], _MORE[mode][-count:]
    return (*reversed(less), NOTHING[mode], *more)
