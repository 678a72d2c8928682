"""Profile: people by age in two years laid over each other, the later one stepped by a slider or a play button.

The years are in the chart and the browser steps them: nothing is asked of the server, and nothing moves until
somebody presses play, which ends at the last year. Each bar brings its years as one line of text, because lists would
be lost on the way.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lbdp_core import palette
from lbdp_core.charts.picture import LABEL, Picture, Spec, rows, spec, x

SHADES = (palette.BLUE, palette.ORANGE)
STEP = 700  # ms a year
LEAST = 100  # where all figures are below it they keep a decimal
LEGIBLE = 20  # px of a row from which every age has its words
TALL, LOW, ROW = 240, 13, 26  # px of all bars together, and of one at least and at most
AROUND = 50  # px of words, axis and key, beside what depends on the size of the words


def profile(
    bars: pd.DataFrame,
    counts: NDArray[np.float64],
    years: Sequence[int],
    at: int,
    said: Sequence[str],
    axis: str,
    title: str,
    alt: str,
    table: pd.DataFrame,
    note: str = "",
    size: int = LABEL,
) -> Picture:
    """A pyramid where there are two sexes, else bars to one side; the first year in grey behind all others.

    bars: ages (in words, youngest first) and sex of each bar. counts: (bars, years) people.
    at:   the year that it opens on. said: a line of words for each year, which stands above the bars.
    """
    first, last = int(years[0]), int(years[-1])
    sexes, ages = (list(dict.fromkeys(bars[name])) for name in ("sex", "ages"))
    row = min(max(TALL // len(ages), LOW), ROW)
    most = float(counts.max()) or 1.0
    sign = np.where((bars["sex"] == sexes[0]) & (len(sexes) == 2), -1, 1)
    lines = (sign[:, None] * counts).round(0 if most >= LEAST else 1).tolist()
    drawn_bars = bars[["ages", "sex"]].assign(years=[" ".join(f"{v:g}" for v in line) for line in lines])
    domain = [-1.05 * most if len(sexes) == 2 else 0, 1.05 * most]
    across = x(
        "now",
        axis,
        scale={"domain": domain, "nice": False},
        axis={"labelExpr": "format(abs(datum.value), ',~r')", "tickCount": 6, "labelBound": True},
    )
    legend = {"orient": "top", "labelFontSize": size, "offset": 4} if len(sexes) == 2 else None
    colour = x("sex", None, "nominal", scale={"domain": sexes, "range": list(SHADES[: len(sexes)])}, legend=legend)
    up = x("ages", None, "nominal", sort=ages[::-1], axis={"grid": False, "labelOverlap": row < LEGIBLE})
    tip = [{"field": "ages", "title": "Ages"}, {"field": "sex", "title": " "}, {"field": "words", "title": " "}]
    behind = {
        "mark": {"type": "bar", "height": {"band": 0.92}, "color": palette.GREY, "opacity": 0.5},
        "encoding": {"y": up, "x": across | {"field": "base"}, "tooltip": tip},
    }
    front = {
        "mark": {"type": "bar", "height": {"band": 0.5}},
        "encoding": {"y": up, "x": across, "color": colour, "tooltip": tip},
    }
    value = "toNumber(split(datum.years, ' ')[{}])"
    made = [
        {"calculate": value.format(f"year - {first}"), "as": "now"},
        {"calculate": value.format(0), "as": "base"},
        {
            "calculate": f"year + ': ' + format(abs(datum.now), ',') + '; {first}: ' + format(abs(datum.base), ',')",
            "as": "words",
        },
    ]
    above = {"text": {"expr": f"{list(said)!r}[year - {first}]"}, "anchor": "start", "fontSize": size + 2, "offset": 6}
    drawn = spec(
        [behind, front],
        row * len(ages) + 5 * size + AROUND,
        size,
        data={"values": rows(drawn_bars)},
        transform=made,
        title=above,
    )
    drawn["config"]["signals"] = _steps(first, last, at)
    return Picture(title, alt, drawn, table, note)


def _steps(first: int, last: int, at: int) -> list[Spec]:
    """The year as a slider, and the button that steps it; at the end it stops, and begins anew when pressed again."""
    return [
        {
            "name": "year",
            "value": at,
            "bind": {"input": "range", "min": first, "max": last, "step": 1, "name": "Year"},
            "on": [
                {
                    "events": {"type": "timer", "throttle": STEP},
                    "update": f"playing ? (year >= {last} ? {first} : year + 1) : year",
                }
            ],
        },
        {
            "name": "playing",
            "value": False,
            "bind": {"input": "checkbox", "name": "Play"},
            "on": [{"events": {"signal": "year"}, "update": f"playing && year < {last}"}],
        },
    ]
