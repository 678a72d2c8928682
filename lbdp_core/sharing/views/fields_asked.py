"""Fields asked: what each field adds to the others and to the model's own data, and every dataset's verdict."""

from __future__ import annotations

import pandas as pd

from lbdp_core import charts
from lbdp_core.formatting import number
from lbdp_core.result import Result
from lbdp_core.scene import Picks, Scene, Shown
from lbdp_core.sharing.model import Fitted
from lbdp_core.sharing.scenario.words import PLANTED, VERDICTS, percent
from lbdp_core.sharing.schema import BUNDLED, OWN, PLANTED_ONE
from lbdp_core.sharing.views.verdict import NO_FILE, frontier, gain, planted, power


def fields(model: Fitted, result: Result, picks: Picks) -> Shown:
    """Rate ratios of the fields, and how much of each is held already."""
    frame = result.drivers
    if frame.empty:
        return Shown((NO_FILE,))
    words = [f"× {r.contribution:.2f} ({r.low:.2f} to {r.high:.2f})" for r in frame.itertuples()]
    drawn = frame[["driver", "contribution", "low", "high"]].assign(words=words)
    drawn = drawn.rename(columns={"driver": "row", "contribution": "value"})
    table = pd.DataFrame(
        {
            "Field": frame["driver"],
            "Times the fires, for one standard deviation more": words,
            "Already known (R²)": [percent(v, 0) for v in frame["held"]],
            "Partial correlation with fires": [number(v, 3, sign=True) for v in frame["partial"]],
            "Shared": frame["shared"],
        }
    )
    title = f"{planted(model, result)}times the fires, for one standard deviation more of each field"
    title = title[:1].upper() + title[1:]
    picture = charts.ranges(
        drawn, drawn["row"].tolist(), title, "times the fires, with the other fields and the model's own data",
        f"{title}: {frame['driver'].iloc[0]} {words[0]}", table,
        "95% ranges, by borough. Already known: how much of a field the model's own data explain.", 1.0,
    )  # fmt: skip
    most = frame.iloc[int(frame["held"].to_numpy().argmax())]
    said = (
        f"The model's own data already explain {percent(most['held'], 0)} of “{most['driver']}”. A field that is "
        "mostly known can add little."
    )
    return Shown((said,), pictures=(picture,), sheets=(("", table),))


def tried(model: Fitted, result: Result, picks: Picks) -> Shown:
    """Every dataset with its verdict."""
    rows = []
    for key in (*BUNDLED, OWN):
        if key not in model.says:
            continue
        dataset, found = model.datasets[key], model.says[key]["trial"]
        said = VERDICTS[found["verdict"]]
        skill, low, high = (number(100 * found[name], 2, sign=True) for name in ("skill", "low", "high"))
        late = dataset.year >= int(model.unseen[0])
        rows.append(
            {
                "Dataset": dataset.words,
                "Verdict": f"{PLANTED if dataset.kind == 'synthetic' else ''}{said}",
                "Gain, %": skill,
                "95% interval": f"{low} to {high}",
                "Chance by shuffling (p)": f"{found['p_placebo']:.3f}",
                "Boroughs": str(found["boroughs"]),
                "Known before the fires": "no" if late else "yes",
                "Where it comes from": dataset.made.removeprefix(PLANTED_ONE).strip(),
            }
        )
    text = (
        "Each dataset is tested with every field, as counts by LSOA, on all unseen years. If you test several, one may "
        "look useful by luck: see “How sure”."
    )
    return Shown((text,), sheets=(("", pd.DataFrame(rows)),))


def asked(model: Fitted, result: Result, picks: Picks) -> Shown:
    """What the contract asks for, and what these levers would share."""
    frame = result.extras["ask"]
    table = pd.DataFrame(
        {
            "Field of the contract": frame["words"],
            "Name": frame["field"],
            "Counted by area": frame["counted"],
            "Shared": frame["shared"],
        }
    )
    dataset = model.datasets[str(result.levers["dataset"])]
    bare = int((frame["counted"] == "no").sum())
    text = dataset.made
    if bare:
        text += f" The test does not use {bare} of the contract's {len(frame)} fields. They add risk and no accuracy."
    return Shown((text,), sheets=(("", table),))


def bench(model: Fitted, result: Result, picks: Picks) -> Shown:
    """The verdict in pictures."""
    return Shown((), pictures=(gain(model, result), power(model, result), frontier(model, result)))


FIELDS = Scene("What does each field add to what we know?", fields)
TRIED = Scene("What is the verdict on each dataset?", tried, part="Data")
ASKED = Scene("Which fields are shared?", asked, folded=False)
BENCH = Scene("Does it help, and how many boroughs would it take to know?", bench, part="How sure")
