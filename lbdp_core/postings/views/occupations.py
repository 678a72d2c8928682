"""Occupations: which are asked for most, what is unusual here, and what is advertised as pay."""

from __future__ import annotations

import numpy as np
import pandas as pd

from lbdp_core.charts import LABEL, Picture, bars, ranges
from lbdp_core.focus import where
from lbdp_core.formatting import number, percent
from lbdp_core.places import LONDON
from lbdp_core.postings.model import Fitted
from lbdp_core.postings.scenario import PostingsLevers, tables
from lbdp_core.postings.scenario.stock import Stock, here
from lbdp_core.result import Result

TOP, FEW = 12, 5  # rows of a picture in Explore, and in a meeting
MADE_UP = "The adverts are made up."
WIDE = 36  # characters beside a bar
NOTHING = "No group has as many adverts as you ask for"
LESS = "choose all of London, or"


def stock(model: Fitted, result: Result) -> tuple[Stock, np.ndarray]:
    """The adverts that a result counts, and the boroughs that it looks at."""
    levers = PostingsLevers(**result.levers)
    return Stock.of(model, levers), here(levers)


def place(result: Result) -> str:
    """Where the result looks, in words."""
    return "London" if where(result) == LONDON else where(result)


def short(name: str) -> str:
    """The name of an occupation as it stands beside a bar; tables have it in full.

    >>> short("Administrative occupations: finance"), short("Business, media and public service professionals")
    ('Administrative: finance', 'Business, media and public service …')
    """
    words = name.removesuffix(" occupations").replace(" occupations:", ":")
    return words if len(words) <= WIDE else f"{words[: words.rindex(' ', 0, WIDE)]} …"


def enough(adverts: pd.Series, levers: PostingsLevers) -> np.ndarray:
    """1 for each borough that has as many adverts as a figure needs, else NaN: the map leaves it without colour."""
    return np.where(adverts.to_numpy(float) >= levers.least, 1.0, np.nan)


def asked(model: Fitted, result: Result, size: int = LABEL) -> Picture:
    """The occupations with most adverts, as bars."""
    return counted(result.shortlist, f"Occupations asked for most in {place(result)}", FEW if size > LABEL else TOP)


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
    return counted(result.extras["skills"], f"Skills named most in {place(result)}", TOP, "skill")


def pay(model: Fitted, result: Result) -> Picture:
    """The middle half of advertised pay by occupation, and how many adverts say it."""
    found = result.extras["pay"].head(TOP)
    title = f"Pay that is advertised in {place(result)}"
    if found.empty:
        return nothing(title, "pounds a year")
    words = [
        f"{number(m, 0, '£')} ({number(a, 0, '£')} to {number(b, 0, '£')}); {c:.0f}% of adverts state it"
        for a, m, b, c in found[["lower", "median", "upper", "coverage"]].itertuples(index=False)
    ]
    frame = pd.DataFrame(
        {
            "row": found["occupation"].map(short),
            "value": found["median"],
            "low": found["lower"],
            "high": found["upper"],
            "words": words,
        }
    )
    table = pd.DataFrame(
        {"Occupation": found["occupation"], "Median, and the middle half": words, "Adverts with pay": found["stated"]}
    )
    alt = f"{title}: median and middle half by occupation. Highest: {found['occupation'].iloc[0]}, {words[0]}"
    note = f"For a full-time year. Advertised pay is not what people are paid. {MADE_UP}"
    return ranges(frame, found["occupation"].map(short).tolist(), title, "pounds a year", alt, table, note)


def unusual(model: Fitted, result: Result) -> Picture:
    """Location quotients with their 80% range; one is what London has."""
    named = place(result)
    title = f"What {'one borough' if named == LONDON else named} asks for more or less than London"
    found = result.shortlist.dropna(subset="quotient").sort_values("quotient", ascending=False, kind="stable").head(TOP)
    if found.empty:
        return nothing(title, "times London's share", "choose a borough, or" if named == LONDON else LESS)
    words = [
        f"{q:.2f} times ({a:.2f} to {b:.2f}); {n:,} adverts"
        for q, a, b, n in found[["quotient", "quotient_low", "quotient_high", "adverts"]].itertuples(index=False)
    ]
    columns = {"value": found["quotient"], "low": found["quotient_low"], "high": found["quotient_high"]}
    frame = pd.DataFrame({"row": found["occupation"].map(short), **columns, "words": words})
    table = pd.DataFrame({"Occupation": found["occupation"], "Times London's share of adverts": words})
    alt = f"{title}. First: {found['occupation'].iloc[0]}, {words[0]}"
    note = "At 1, the share is the same as in London. Where a range includes 1, the difference may be luck."
    return ranges(
        frame, found["occupation"].map(short).tolist(), title, "times London's share", alt, table, note, at=1.0
    )


def nothing(title: str, axis: str, instead: str = LESS) -> Picture:
    """A picture that says why it is empty. instead: what else could be looked at."""
    frame = pd.DataFrame({"group": [NOTHING], "row": "adverts", "value": [0.0], "words": ["none"]})
    table = pd.DataFrame({"": [f"{NOTHING}; {instead} ask for fewer."]})
    return bars(frame, ["adverts"], title, axis, f"{title}: {NOTHING.lower()}", table, "")


def change(model: Fitted, result: Result) -> Picture:
    """How the adverts of each occupation moved against the weeks before."""
    title = f"More or fewer adverts in {place(result)} than the weeks before"
    found = result.shortlist.dropna(subset="trend").head(TOP)
    if found.empty:
        return nothing(title, "change")
    earlier, _ = stock(model, result)
    weeks = round(earlier.levers.weeks)
    lower = [
        100 * (np.exp(-tables.Z80 * np.sqrt(1 / n + 1 / (n / (1 + t / 100)))) * (1 + t / 100) - 1)
        for n, t in found[["adverts", "trend"]].itertuples(index=False)
    ]
    upper = [
        100 * (np.exp(tables.Z80 * np.sqrt(1 / n + 1 / (n / (1 + t / 100)))) * (1 + t / 100) - 1)
        for n, t in found[["adverts", "trend"]].itertuples(index=False)
    ]
    words = [
        f"{t:+.0f}% ({a:+.0f}% to {b:+.0f}%)".replace("-", "−")
        for t, a, b in zip(found["trend"], lower, upper, strict=True)
    ]
    frame = pd.DataFrame(
        {"row": found["occupation"].map(short), "value": found["trend"], "low": lower, "high": upper, "words": words}
    )
    table = pd.DataFrame({"Occupation": found["occupation"], f"Change on the {weeks} weeks before": words})
    note = f"Part of a change is the season. The ranges show luck only. {MADE_UP}"
    return ranges(
        frame,
        found["occupation"].tolist(),
        title,
        f"% against the {weeks} weeks before",
        f"{title}: {words[0]} for {found['occupation'].iloc[0]}",
        table,
        note,
        at=0.0,
    )
