"""The verdict as pictures: the gain beside shuffled copies, how many boroughs it takes, and the smaller asks."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from lbdp_core import charts
from lbdp_core.charts import LABEL, Picture
from lbdp_core.charts.lines import lines
from lbdp_core.formatting import number
from lbdp_core.result import Result
from lbdp_core.sharing.model import Fitted
from lbdp_core.sharing.scenario.words import PLANTED, percent

NAMES = {
    "whole ask": ("Every field", "warm"),
    "smallest as good": ("Only the fields that help", "accent"),
    "smallest by LSOA": ("The same, by small area", "accent"),
}
NO_FILE = "Add a file of counts below to see this."


def planted(model: Fitted, result: Result) -> str:
    """What stands before a title that shows a made-up dataset."""
    return PLANTED if model.datasets[str(result.levers["dataset"])].kind == "synthetic" else ""


def trial(model: Fitted, result: Result) -> dict[str, Any]:
    """What the bench found on the dataset looked at; empty where there is none yet."""
    return dict(model.says.get(str(result.levers["dataset"]), {}).get("trial", {}))


def blank(title: str) -> Picture:
    """What stands in place of a picture of a file that was not given yet."""
    empty = charts.spec([{"data": {"values": [{"t": NO_FILE}]}, "mark": {"type": "text", "fontSize": 15}}], 120)
    empty["layer"][0]["encoding"] = {"text": {"field": "t"}}
    return Picture(title, f"{title}: {NO_FILE}", empty, pd.DataFrame({"": [NO_FILE]}))


def frontier(model: Fitted, result: Result, size: int = LABEL) -> Picture:
    """Lift on the untouched year against risk, for every subset of the fields."""
    title = f"{planted(model, result)}what each set of fields would add, and its privacy risk"
    title = title[:1].upper() + title[1:]
    frame = result.extras["frontier"]
    if frame.empty:
        return blank(title)
    last = int(model.unseen[-1])
    drawn = pd.DataFrame(
        {
            "x": frame["risk"],
            "y": frame["skill"],
            "low": frame["low"],
            "high": frame["high"],
            "what": [_named(*row) for row in zip(frame["what"], frame["fields"], strict=True)],
            "shade": [NAMES.get(what, ("", "grey"))[1] for what in frame["what"]],
            "words": [
                f"{fields}: {number(skill, 2, sign=True)}% at {number(risk, 1)} points"
                for fields, skill, risk in zip(frame["fields"], frame["skill"], frame["risk"], strict=True)
            ],
        }
    )
    smallest, whole = frame[frame["what"] == "smallest as good"], frame[frame["what"] == "whole ask"]
    small = smallest.iloc[0] if len(smallest) else frame.iloc[0]
    table = pd.DataFrame(
        {
            "Fields": frame["fields"],
            "Risk points": frame["risk"].round(1),
            f"Gain in {last}, %": frame["skill"].round(2),
            "95%: from": frame["low"].round(2),
            "to": frame["high"].round(2),
            "Gain in the earlier years, %": frame["inner"].round(2),
            "Which": frame["what"].replace({"other": ""}),
        }
    )
    alt = (
        f"Gain in {last} against risk points of {len(frame)} sets of fields. Only the fields that help: "
        f"{small['fields']}, {number(small['skill'], 2, sign=True)}% at {number(small['risk'], 1)} points; every "
        f"field: {number(whole['skill'].iloc[0], 2, sign=True)}% at {number(whole['risk'].iloc[0], 1)} points"
    )
    note = (
        f"{_needed(str(small['fields']))} We chose fields on {int(model.unseen[0])} to {last - 1} and tested them on "
        f"{last} (95% ranges). Further left is less risk. Higher up is a better forecast."
    )
    axes = ("privacy risk, points", f"better forecast in {last}, %")
    return charts.frontier(drawn, axes, title, alt, table, note, size, 330 if size > LABEL else 300)


def _needed(fields: str) -> str:
    """Which fields to ask for, in a sentence."""
    if fields == "nothing":
        return "You do not need to ask for any of these fields."
    return f"The fields that help: {fields}."


def _named(what: str, fields: str) -> str:
    name = NAMES.get(what, ("", ""))[0]
    return f"{name}: nothing" if name and fields == "nothing" else name


def gain(model: Fitted, result: Result, size: int = LABEL) -> Picture:
    """The gain of every field over all boroughs, beside shuffled copies and the least that would be worth it."""
    found = trial(model, result)
    title = f"{planted(model, result)}does it beat shuffled copies of itself?"
    title = title[:1].upper() + title[1:]
    if not found:
        return blank(title)
    low, middle, high = (100 * v for v in found["placebo"])
    rows = [
        (
            "This dataset",
            *(100 * found[name] for name in ("skill", "low", "high")),
            "95% interval, boroughs drawn again",
        ),
        ("Shuffled within boroughs", middle, low, high, f"middle 90% of {found['shuffles']} copies"),
    ]
    frame = pd.DataFrame(rows, columns=["row", "value", "low", "high", "how"])
    frame["words"] = [
        f"{number(v, 2, sign=True)}% ({number(a, 2, sign=True)} to {number(b, 2, sign=True)}; {how})"
        for _, v, a, b, how in rows
    ]
    table = frame.rename(columns={"row": "What", "value": "Gain, %", "low": "from", "high": "to", "how": "Range"})
    capture = found["capture"]
    good = round(found["p_placebo"] * (found["shuffles"] + 1)) - 1
    said = f"{good if good else 'none'} of {found['shuffles']} copies did as well"
    note = (
        f"Dashed: the smallest gain worth an agreement (our judgement). {said[:1].upper()}{said[1:]}. The first tenth "
        f"of homes had {percent(capture['without'], 1)} of the fires without the data and "
        f"{percent(capture['with'], 1)} with it ({number(100 * capture['change'], 1, sign=True)} points, 95% "
        f"{number(100 * capture['low'], 1, sign=True)} to {number(100 * capture['high'], 1, sign=True)})."
    )
    return charts.ranges(
        frame,
        frame["row"].tolist(),
        title,
        "better forecast on unseen years, %",
        f"{title} {frame['words'].iloc[0]}; {said}",
        table.drop(columns="words").round(3),
        note,
        100 * found["worth"],
    )


def power(model: Fitted, result: Result, size: int = LABEL) -> Picture:
    """How sure one would be to see an effect of this size, by boroughs and unseen years."""
    found = trial(model, result)
    title = "How many boroughs would it take to find an effect of this size?"
    if not found:
        return blank(title)
    tiny = abs(np.log(found["ratio"])) < np.log(1.02)
    ratio, which = (1.05, "power_of_worth") if tiny else (found["ratio"], "power")
    rows = pd.DataFrame(found[which])
    kinds = {1: "1 unseen year", 3: "3 years", 5: "5 years"}
    frame = pd.DataFrame(
        {
            "period": rows["boroughs"].astype(int).astype(str),
            "kind": rows["years"].astype(int).map(kinds),
            "value": 100 * rows["power"],
        }
    )
    wide = rows.pivot_table(index="boroughs", columns="years", values="power")
    table = pd.DataFrame({"Boroughs": wide.index} | {kinds[y]: (100 * wide[float(y)]).round().tolist() for y in kinds})
    needed = found["needed_for_worth" if tiny else "needed"]
    said = (
        f"{needed} boroughs over five years find it four times in five"
        if needed
        else "even all of London over five years finds it less than four times in five"
    )
    title = (
        "How many boroughs would it take to find the smallest effect worth it?"
        if tiny
        else f"{planted(model, result)}{title if planted(model, result) == '' else title[:1].lower() + title[1:]}"
    )
    seen = [f"{percent(s['seen'], 0)} of draws of {s['boroughs']}" for s in found["sweep"] if s["tries"] > 1]
    swept = f" In our data it showed in {', '.join(seen)} boroughs." if seen else ""
    note = (
        f"Effect: {ratio:.2f} times the fires for one standard deviation more. {said[:1].upper()}{said[1:]}.{swept} "
        "Fewer than four boroughs are too few for a verdict."
    )
    drawn = lines(frame, list(kinds.values()), title, "chance to find it, %", f"{title} {said}", table, note)
    drawn.spec["encoding"]["x"]["title"] = "boroughs that share"
    return drawn


def over_time(model: Fitted, result: Result, size: int = LABEL) -> Picture:
    """Fires prevented in each unseen year by the same visits, without the dataset and with it."""
    frame = result.over_time
    rows = [
        {"group": period, "row": words, "value": value, "words": f"{number(value, 1)} fires"}
        for period, today, scenario in zip(frame["period"], frame["today"], frame["scenario"], strict=True)
        for words, value in (("With it", scenario), ("Without it", today))
    ]
    table = pd.DataFrame(
        {
            "Year": frame["period"],
            "Without it": frame["today"].round(1),
            "With it": frame["scenario"].round(1),
            "80%: from": frame["low"].round(1),
            "to": frame["high"].round(1),
        }
    )
    title = f"{planted(model, result)}fires that the same visits would have prevented"
    title = title[:1].upper() + title[1:]
    shown = charts.bars(
        pd.DataFrame(rows), ["With it", "Without it"], title, "fires prevented", _alt(title, table), table,
        "The model predicts each year from earlier years only.",
    )  # fmt: skip
    shown.spec["layer"][0]["encoding"]["x"]["axis"] = {"tickCount": 6}
    return shown


def _alt(title: str, table: pd.DataFrame) -> str:
    last = table.iloc[-1]
    return f"{title}: in {last['Year']} {last['Without it']} without the dataset and {last['With it']} with it"
