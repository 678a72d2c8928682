"""A file of falls: a council's own counts by LSOA, or admissions by borough as Fingertips publishes them.

The same model is fitted again with its counts, and the session alone keeps it.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lbdp_core import door, protect
from lbdp_core.boroughs import NAMES
from lbdp_core.falls.build.calibration import Published
from lbdp_core.falls.group import Group, ends, years_of
from lbdp_core.falls.model import Fitted, fit_counts, fit_part
from lbdp_core.falls.schema import AGE_GROUPS, FINGERTIPS, OWN_COUNTS, SEXES, not_falls_of_a_borough
from lbdp_core.formatting import percent, plural, spans
from lbdp_core.own import Floats, Own, Proposal, Question, Rows, Say, Taken, placed, released, told
from lbdp_core.result import Result
from lbdp_core.sources import DataError, Shelf

LEAST = 200  # falls that a fit needs
ODD = 2.0  # times what ages predict, or that much less: a person is asked to look again
FULL = 0.5  # of the areas of a borough, or of what its ages predict, makes it covered
GROUP = (
    "Expected admissions are of the group chosen, from rates by age and sex; each area is taken to have the profile's "
    "share of women at each age. The risk found is taken for everybody aged 65 and over."
)


def _take(model: Fitted, shelf: Shelf, rows: Rows, group: Group, label: str) -> Taken[Fitted]:
    n, falls = len(model.code), rows.frame["falls"]
    known = rows.by_area(n, falls.fillna(0).to_numpy(dtype=float))
    cells, hidden = rows.by_area(n), rows.by_area(n, np.asarray(falls.isna(), dtype=np.float64))
    expected = group.years * model.expected_of(group.ages, group.sex)
    covered = _covered(model, known, cells, expected)
    mine = covered[model.borough_at]
    whole = np.bincount(model.borough_at, known, len(covered)).astype(float)
    if whole[covered].sum() < LEAST:
        raise DataError(
            f"{label} has too few falls to learn from; give counts of at least one borough with {LEAST} falls or more."
        )
    people = model.people[mine].sum() * group.years
    if whole[covered].sum() > people:
        raise DataError(f"{label} has more falls than people of these ages in those years; check its column of falls.")
    least, most = ends(released(known, model.borough), cells, hidden)
    fitted = fit_part(model, least, most, expected, mine, _pairs(shelf))
    names = [name for name, here in zip(np.unique(model.borough), covered, strict=False) if here]
    total = protect.said(float(whole[covered].sum()))
    times = float(np.average(fitted.risk[mine], weights=expected[mine]))
    said = [
        *told(rows.account),
        f"The file covers {plural(len(names), 'borough')}, with {total} falls.",
        f"We take them as {plural(group.years, 'year')} of {group.words}.",
        f"That is about {times:.1f} times what ages predict.",
        "Counts of 7 and under are hidden before the model sees them: it knows only that each is between 0 and 7.",
    ]
    if hidden[mine].any():
        said.append("Of a count that the file hides, the model knows only that it is between 1 and 7.")
    if tried := _tried(shelf, group.years):
        said.append(f"On made maps of such counts, 80% ranges held {percent(tried, 0)} of the true risks.")
    caveats = ["The map is of your counts alone. Elsewhere the made-up counts stay."]
    if not 1 / ODD < times < ODD:
        caveats.insert(0, "That is far from what ages predict. Check that the years, the ages and the sex are right.")
    if (group.ages, group.sex) != ("65", "all"):
        caveats.append(GROUP)
    low, high = np.quantile(fitted.draws[:, mine].astype(float), [0.1, 0.9], axis=0)
    table = pd.DataFrame(
        {
            "Area": model.name[mine],
            "Borough": model.borough[mine],
            "Risk": fitted.risk[mine].round(2),
            "80% range": spans(low, high, "{:.2f}".format),
            "Chance above": [f"{100 * v:.0f}%" for v in fitted.above[mine]],
        }
    )
    note = "Risk: times the admissions that ages alone would predict. It may be taken away and put on a map."
    return Taken(
        f"{total.removeprefix('about ')} of your own falls",
        fitted,
        tuple(said),
        tuple(caveats),
        (("The smoothed map of your counts", note, table),),
    )


def _covered(model: Fitted, known: Floats, cells: Floats, expected: Floats) -> NDArray[np.bool_]:
    """(33,) boroughs of which the file has most areas, or most of the falls that their ages predict."""
    boroughs = len(model.growth)
    areas, falls, there, ages = (
        np.bincount(model.borough_at, values, boroughs) for values in (None, known, cells > 0, expected)
    )
    return np.asarray((falls > 0) & ((there >= FULL * areas) | (falls >= FULL * ages)))


def _tried(shelf: Shelf, years: int) -> float | None:
    """The share of true risks that ranges held on made maps of a borough's own counts; None where it was not tried."""
    path = "studies/falls/kinds_of_data.csv"
    if not shelf.has(path):
        return None
    tried = shelf.table(path).set_index("data")["held"]
    name = "own, one year" if years == 1 else "own, three years" if years < 5 else "own, five years"
    return float(tried[name]) if name in tried.index else None


def _pairs(shelf: Shelf) -> NDArray[np.int64]:
    return shelf.table("areas/neighbours.csv").to_numpy(dtype=np.int64)


def _calibrated(model: Fitted, shelf: Shelf, frame: pd.DataFrame, label: str) -> Taken[Fitted]:
    """The made-up admissions of each borough scaled to its published number, and the model fitted to them again.

    Raises:
        DataError: the file has no admissions for falls by borough.
    """
    why = not_falls_of_a_borough(frame)
    rows = frame[why.eq("")]
    if rows.empty:
        raise DataError(
            f"{label} has no indicator 22401 by London borough; download it for counties and unitary areas."
        )
    published = Published.of(rows)
    published.check(model.borough_at, model.expected, label)
    times = published.times(model.borough_at, model.admissions)
    years = len(model.years)
    counts = model.admissions * years * times[model.borough_at]
    fitted = fit_counts(model, counts, years, _pairs(shelf), published=published.period)
    known = int((published.group >= 0).sum())
    aside = [f"Set aside: {n:,} {reason}." for reason, n in door.tally(why).items()]
    names = np.array(NAMES)
    table = pd.DataFrame(
        {
            "Borough": names,
            "Published": [f"{n:,.0f}" if g == at else "" if g < 0 else f"with {names[g]}"
                          for at, (g, n) in enumerate(zip(published.group, published.count, strict=True))],
            "Times the made-up ones": [f"{v:.2f}" for v in times],
        }
    )  # fmt: skip
    return Taken(
        f"published admissions of {published.period}",
        fitted,
        (f"{plural(known, 'borough')} have published admissions in {published.period}.", *aside),
        ("Within each borough the admissions by area stay made up: only their sum is published.",),
        (
            (
                "Published admissions by borough",
                "Emergency admissions for falls at 65 and over (Fingertips 22401).",
                table,
            ),
        ),
        rule="",
    )


def effect(mine: Result, published: Result) -> str:
    """What the file changes in the answer."""
    a, b = mine.additive.scenario or 0.0, published.additive.scenario or 0.0
    more = "more" if a > b else "fewer"
    return f"With your file, this scenario has {abs(a - b):,.0f} {more} admissions in the year shown."


YEARS = {"1": "one year", "2": "two years", "3": "three years", "4": "four years", "5": "five years"}
ASKED = (
    Question("years", "Years", YEARS),
    Question("ages", "Ages", {key: words for key, (words, _) in AGE_GROUPS.items()}),
    Question("sex", "Sex", SEXES),
)
TAKEN = (OWN_COUNTS, FINGERTIPS)


def _propose(raw: bytes, label: str, shelf: Shelf) -> Proposal:
    """A person says of whom counts by area are, and of how many years where the file has no column of years."""
    name = door.called(label)
    kind = door.recognised(raw, TAKEN, name, None, door.UPLOAD)
    if kind is FINGERTIPS:
        return Proposal()
    with suppress(DataError):  # said when the file is taken
        if years := years_of(door.read(raw, kind, name, door.UPLOAD)):
            return Proposal(f"The file has {plural(years, 'year')}. Of whom are these counts?", ASKED[1:])
    return Proposal("How many years do these counts cover, and of whom are they?", ASKED)


def _taken(model: Fitted, shelf: Shelf, raw: bytes, label: str, answers: Mapping[str, Any], say: Say) -> Taken[Fitted]:
    name = door.called(label)
    kind = door.recognised(raw, TAKEN, name, None, door.UPLOAD)
    frame = door.read(raw, kind, name, door.UPLOAD)
    if kind is FINGERTIPS:
        return _calibrated(model, shelf, frame, name)
    years, ages, sex = (str(answers.get(asked.key, next(iter(asked.options)))) for asked in ASKED)
    group = Group(years_of(frame) or int(years), ages, sex)
    of_group = replace(kind, sift=lambda rows: group.sift(rows, name))
    return _take(model, shelf, placed(frame, of_group, shelf, name), group, name)


OWN: Own[Fitted] = Own(
    heading="Your own file",
    asks="Use counts of falls by LSOA, for instance admissions of people aged 65 and over; or Fingertips' download of "
    "indicator 22401, to give each borough its published admissions.",
    upload="Counts by LSOA, or Fingertips 22401, CSV or Excel",
    propose=_propose,
    take=_taken,
    columns={"Falls": "lsoa21_code (or lsoa11_code) and falls; also year, age_band and sex, where the file has them"},
    kinds=(OWN_COUNTS,),
    effect=effect,
)
