"""Occupations: which are asked for most, what is unusual here, and what is advertised as pay."""

from __future__ import annotations

import numpy as np
import pandas as pd

from lbdp_core.boroughs import CODES, NAMES
from lbdp_core.charts import LABEL, Picture, bars, ranges
from lbdp_core.figure_charts import measure
from lbdp_core.focus import where
from lbdp_core.formatting import number, percent
from lbdp_core.maps import Measure
from lbdp_core.places import LONDON
from lbdp_core.postings.model import Fitted
from lbdp_core.postings.scenario import PostingsLevers
from lbdp_core.postings.scenario.stock import Stock
from lbdp_core.postings.scenario.tables import Z80
from lbdp_core.result import Result

TOP, FEW = 12, 5  # rows of a picture in Explore, and in a meeting
MADE_UP = "The adverts are made up."
WIDE = 36  # characters beside a bar
NOTHING = "Too few adverts to show"
LESS = "choose all of London, or"


def stock(model: Fitted, result: Result, day: int | None = None) -> Stock:
    """The adverts that a result counts, on a day or the last one."""
    return Stock.of(model, PostingsLevers(**result.levers), day)


def short(name: str) -> str:
    """The name of an occupation as it stands beside a bar; tables have it in full.

    >>> short("Administrative occupations: finance"), short("Business, media and public service professionals")
    ('Administrative: finance', 'Business, media and public service …')
    """
    words = name.removesuffix(" occupations").replace(" occupations:", ":")
    return words if len(words) <= WIDE else f"{words[: words.rindex(' ', 0, WIDE)]} …"


def open_map(open_now: Stock, names: tuple[str, str, str], edges: tuple[float, ...], note: str) -> Measure:
    """Adverts open by borough, over all of London; a borough with too few for a figure has no colour."""
    frame = pd.DataFrame({"code": CODES, "place": NAMES, "open": open_now.by_borough})
    enough = np.where(open_now.by_borough >= open_now.levers.least, 1.0, np.nan)
    return measure(frame, ("open",), names, edges, note, scale=enough)


def asked(model: Fitted, result: Result, size: int = LABEL) -> Picture:
    """The occupations with most adverts, as bars."""
    return counted(result.shortlist, f"Occupations asked for most in {where(result)}", FEW if size > LABEL else TOP)


def counted(listed: pd.DataFrame, title: str, most: int, column: str = "occupation") -> Picture:
    """Rows of a table of counts as bars of their shares: occupations or skills."""
    first = listed.head(most)
    rows = [short(name) for name in first[column]] or [NOTHING]
    shares = first["share"].tolist() or [0.0]
    said = [f"{n:,} adverts" for n in first["adverts"]] or ["fewer"]
    frame = pd.DataFrame({"group": rows, "row": "adverts", "value": np.array(shares) / 100, "words": said})
    table = pd.DataFrame({column.capitalize(): rows, "Adverts": said, "Share": [percent(v / 100) for v in shares]})
    alt = f"{title}, as shares of adverts. First: {rows[0]}, {said[0]}"
    made = bars(frame, ["adverts"], title, "share of adverts", alt, table, MADE_UP)
    made.spec["layer"][0]["encoding"]["color"]["legend"] = None  # one kind of bar needs no key
    return made


def skills(model: Fitted, result: Result) -> Picture:
    """The skills that adverts name most."""
    return counted(result.extras["skills"], f"Skills named most in {where(result)}", TOP, "skill")


def pay(model: Fitted, result: Result) -> Picture:
    """The middle half of advertised pay by occupation, and how many adverts say it."""
    shown = result.extras["pay"].head(TOP)
    middle = [number(median, 0, "£") for median in shown["median"]]
    said = [
        f"{median} ({number(lower, 0, '£')} to {number(upper, 0, '£')}); {share:.0f}% of adverts state it"
        for median, lower, upper, share in zip(middle, shown["lower"], shown["upper"], shown["coverage"], strict=True)
    ]
    return by_occupation(
        shown.assign(value=shown["median"], low=shown["lower"], high=shown["upper"], said=said),
        f"Pay that is advertised in {where(result)}",
        ("pounds a year", "Median, and the middle half"),
        f"For a full-time year. Advertised pay is not what people are paid. {MADE_UP}",
        more={"Adverts with pay": "stated"},
    )


def unusual(model: Fitted, result: Result) -> Picture:
    """Location quotients with their 80% range; one is what London has."""
    london = where(result) == LONDON
    listed = result.shortlist.dropna(subset="quotient")
    shown = listed.sort_values("quotient", ascending=False, kind="stable").head(TOP)
    ends = shown[["quotient", "quotient_low", "quotient_high"]].set_axis(["value", "low", "high"], axis=1)
    said = [
        f"{ratio:.2f} times ({low:.2f} to {high:.2f}); {adverts:,} adverts"
        for ratio, low, high, adverts in ends.assign(n=shown["adverts"]).itertuples(index=False)
    ]
    return by_occupation(
        shown.join(ends).assign(said=said),
        f"What {'one borough' if london else where(result)} asks for more or less than London",
        ("times London's share", "Times London's share of adverts"),
        "At 1, the share is the same as in London. Where a range includes 1, the difference may be luck.",
        at=1.0,
        instead="choose a borough, or" if london else LESS,
    )


def change(model: Fitted, result: Result) -> Picture:
    """How the adverts of each occupation moved against the weeks before, with the 80% range of a ratio of counts."""
    shown = result.shortlist.dropna(subset="trend").head(TOP)
    weeks = round(result.levers["weeks"])
    ratio = 1 + shown["trend"] / 100
    error = np.sqrt(1 / shown["adverts"] + ratio / shown["adverts"])
    low, high = (100 * (ratio * np.exp(side * Z80 * error) - 1) for side in (-1, 1))
    said = [
        f"{t:+.0f}% ({a:+.0f}% to {b:+.0f}%)".replace("-", "−")
        for t, a, b in zip(shown["trend"], low, high, strict=True)
    ]
    return by_occupation(
        shown.assign(value=shown["trend"], low=low, high=high, said=said),
        f"More or fewer adverts in {where(result)} than the weeks before",
        (f"% against the {weeks} weeks before", f"Change on the {weeks} weeks before"),
        f"Part of a change is the season. The ranges show luck only. {MADE_UP}",
        at=0.0,
    )


def by_occupation(
    shown: pd.DataFrame,
    title: str,
    words: tuple[str, str],
    note: str,
    *,
    at: float | None = None,
    instead: str = LESS,
    more: dict[str, str] | None = None,
) -> Picture:
    """A figure and its range an occupation.

    shown: occupation, value, low, high, said. words: the axis, and the heading of the table. more: further columns of
    the table, by heading. at: what a line is drawn at. instead: what could be looked at where no row is left.
    """
    axis, heading = words
    if shown.empty:
        empty = pd.DataFrame({"group": [NOTHING], "row": "adverts", "value": [0.0], "words": ["none"]})
        table = pd.DataFrame({"": [f"{NOTHING}; {instead} ask for fewer."]})
        return bars(empty, ["adverts"], title, axis, f"{title}: {NOTHING.lower()}", table, "")
    frame = shown[["value", "low", "high"]].assign(row=shown["occupation"].map(short), words=shown["said"])
    table = shown[["occupation", "said", *(more or {}).values()]].set_axis(
        ["Occupation", heading, *(more or {})], axis=1
    )
    alt = f"{title}. First: {shown['occupation'].iloc[0]}, {shown['said'].iloc[0]}"
    return ranges(frame, frame["row"].tolist(), title, axis, alt, table, note, at=at)
