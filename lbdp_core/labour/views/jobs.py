"""Jobs: openings by occupation in their two parts, and what moved jobs (shift-share)."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

from lbdp_core.charts import LABEL, Picture, stacked
from lbdp_core.formatting import joined, people, signed
from lbdp_core.labour.model import Fitted
from lbdp_core.result import Result
from lbdp_core.scene import Picks, Scene, Shown

ADVERTS = {"adverts": "Adverts now", "synthetic_adverts": "Adverts now (synthetic)"}
PARTS = ("Replace people who leave", "More jobs")
FIRST = 3  # occupations of a meeting's picture: more would crowd their names
LESS = "Fewer jobs"
SHORT = {  # names that are too long for large words beside a figure
    "Science, research, engineering and technology professionals": "Scientists and engineers",
    "Business, media and public service professionals": "Business and media professionals",
    "Science, engineering and technology associate professionals": "Science and IT technicians",
    "Health and social care associate professionals": "Health and care associates",
    "Teaching and other educational professionals": "Teaching professionals",
    "Culture, media and sports occupations": "Culture, media and sports",
    "Business and public service associate professionals": "Business associate professionals",
    "Secretarial and related occupations": "Secretarial occupations",
    "Skilled agricultural and related trades": "Gardening and farming trades",
    "Skilled metal, electrical and electronic trades": "Metal and electrical trades",
    "Skilled construction and building trades": "Construction and building trades",
    "Textiles, printing and other skilled trades": "Textile, print and food trades",
    "Caring personal service occupations": "Caring and personal services",
    "Leisure, travel and related personal service occupations": "Leisure and travel services",
    "Community and civil enforcement occupations": "Civil enforcement occupations",
    "Process, plant and machine operatives": "Plant and machine operatives",
    "Transport and mobile machine drivers and operatives": "Drivers and mobile operatives",
    "Elementary trades and related occupations": "Elementary trades",
    "Elementary administration and service occupations": "Cleaning, catering and services",
}


def _frame(result: Result, count: int) -> pd.DataFrame:
    """Occupations with most openings, most first."""
    return result.extras["occupations"].sort_values("openings", ascending=False).head(count)


def _picture(model: Fitted, result: Result, count: int, size: int) -> Picture:
    frame = _frame(result, count)
    rows = []
    short = {} if size == LABEL else SHORT
    named = {one["occupation"]: f"{people(1_000 * one['openings'])}: {short.get(one['occupation'], one['occupation'])}"
             for one in frame.to_dict("records")}  # fmt: skip
    for one in frame.to_dict("records"):
        net = one["net"] + one["added"]
        parts = {PARTS[0]: one["replacement"], PARTS[1] if net >= 0 else LESS: net}
        row = named[one["occupation"]]
        rows += [{"row": row, "kind": kind, "value": value, "said": f"{people(1_000 * abs(value))} jobs"}
                 for kind, value in parts.items()]  # fmt: skip
    kinds = [*PARTS, LESS] if any(row["kind"] == LESS for row in rows) else list(PARTS)
    title = f"Openings in London, {model.span}"
    most = frame.iloc[0]
    alt = f"{title}: most in {most['occupation']}, {people(1_000 * most['openings'])}"
    table = pd.DataFrame(
        {
            "Occupation": frame["occupation"],
            "Openings": [people(1_000 * v) for v in frame["openings"]],
            "Replacement": [people(1_000 * v) for v in frame["replacement"]],
            "More jobs": [signed(1_000 * v) for v in frame["net"] + frame["added"]],
        }
    )
    note = "Openings are replacement and growth together. Occupations under 10,000 people are hidden."
    drawn = pd.DataFrame(rows)
    return stacked(drawn, list(named.values()), kinds, title, "thousand openings", alt, table, note, size)


def picture(model: Fitted, result: Result) -> Picture:
    """All occupations that are shown."""
    return _picture(model, result, 26, LABEL)


def stage(model: Fitted, result: Result, size: int) -> Picture:
    """Those with most openings, for a meeting."""
    return _picture(model, result, FIRST, size)


def openings(model: Fitted, result: Result, picks: Picks) -> Shown:
    """Every occupation: openings, their parts, what the levers add, and what employers ask for now."""
    frame = _frame(result, 30)
    table = pd.DataFrame(
        {
            "Occupation": frame["occupation"],
            f"Jobs in {model.years_jobs[-1]}": [people(1_000 * v) for v in frame["jobs"]],
            "Openings": [people(1_000 * v) for v in frame["openings"]],
            "of them replacement": [people(1_000 * v) for v in frame["replacement"]],
            "Jobs added by your levers": [signed(1_000 * v) for v in frame["added"]],
            "People added": [signed(1_000 * v) for v in frame["supply"]],
            "Extra workers to find": [signed(1_000 * v) for v in frame["gap"]],
            "Times England's share": [f"{v:.2f}" for v in frame["quotient"]],
        }
    )
    for name, words in ADVERTS.items():
        if name in frame:
            table[words] = [people(v) for v in frame[name]]
    hidden = [str(name)[3:] for name in model.occupations if str(name)[:2] not in set(frame["code"])]
    text = f"Openings, {model.span}, come from people who leave an occupation and from growth."
    note = "Times England's share (the location quotient): 1.50 means half as common again in London."
    gone = (f"Not shown: {joined(hidden)}. One of their figures is under 10,000 people, or would give one away.",)
    return Shown((text,), sheets=(("", table),), notes=(note, *gone * bool(hidden)))


def qualifications(model: Fitted, result: Result, picks: Picks) -> Shown:
    """Jobs by the highest qualification of who holds them, at the first year of openings and the last."""
    if not len(model.levels):
        return Shown(("The workbook in the folder has no table of qualifications.",))
    first, last = (model.level_jobs[:, at] for at in (model.base, -1))
    years = model.years_jobs[[model.base, -1]]
    rows = [(level(str(name)), people(1_000 * a), people(1_000 * b), signed(1_000 * (b - a)))
            for name, a, b in zip(model.levels, first, last, strict=True)]  # fmt: skip
    table = pd.DataFrame(rows, columns=["Highest qualification", *(f"Jobs in {year}" for year in years), "Change"])
    most = int(np.nanargmax(last - first))
    text = (
        f"The biggest rise is in “{level(str(model.levels[most]))}”: from {people(1_000 * first[most])} jobs in "
        f"{years[0]} to {people(1_000 * last[most])} in {years[1]}."
    )
    note = "It says what people in jobs will hold, not what the jobs require. These figures do not follow your levers."
    return Shown((text,), sheets=(("", table),), notes=(note,))


def level(name: str) -> str:
    """A level of qualification in words.

    >>> level("RQF7 Other higher degree"), level("RQF3 A level & equivalent"), level("No Qualification")
    ('Other higher degree (level 7)', 'A level and equivalent (level 3)', 'No qualification')
    """
    found = re.fullmatch(r"RQF(\d) (.+)", name.replace(" & ", " and ").replace(";", ", ").replace("(", " (")
                         .replace("HE below", "Higher education below"))  # fmt: skip
    return f"{' '.join(found[2].split())} (level {found[1]})" if found else name.capitalize()


def shift_share(model: Fitted, result: Result, picks: Picks) -> Shown:
    """The published net change in its three effects."""
    rows = []
    for name, net, effects in zip(model.occupations, model.net, model.effects, strict=True):
        if np.isfinite(net) and np.isfinite(effects).all():
            told = [signed(1_000 * v) for v in effects]
            rows.append((str(name)[3:], signed(1_000 * net), *told))
    parts = ["If it grew like all jobs", "Its own growth", "Mix of industries"]
    table = pd.DataFrame(rows, columns=["Occupation", "Net change", *parts])
    text = "Each occupation's change has three parts: growth like all jobs, its own growth, and that of its industries."
    note = "Shift-share as the workbook gives it. The parts add up to the net change."
    return Shown((text,), sheets=(("", table),), notes=(note,))


QUALIFICATIONS = Scene("What qualifications will people in jobs have?", qualifications)
OPENINGS = Scene("Which occupations have most openings?", openings)
SHIFT_SHARE = Scene("Why do jobs in each occupation grow or shrink?", shift_share)
