"""How many: ways of choosing side by side, as visits go on, and the hidden total counted in three ways."""

from __future__ import annotations

import numpy as np
import pandas as pd

from lbdp_core.boroughs import NAMES
from lbdp_core.charts import LABEL, Picture, ranges
from lbdp_core.charts.lines import lines
from lbdp_core.formatting import likely, number, people
from lbdp_core.hmo.model import Fitted
from lbdp_core.hmo.model.joining import world
from lbdp_core.hmo.model.ranking import AUDITED, CHECKLIST, NAIVE
from lbdp_core.hmo.scenario.levers import METHODS, HmoLevers
from lbdp_core.hmo.scenario.world import World
from lbdp_core.result import Result
from lbdp_core.scene import Picks, Scene, Shown

POINTS = 10
RANDOM = "At random"
MADE_UP = "Every home is made up. The audit's model estimates what each way would find."


def as_visits_go_on(model: Fitted, result: Result, size: int = LABEL) -> Picture:
    """Finds after so many visits: the audit's model, officers' rules, licences, and at random."""
    levers = HmoLevers(**result.levers)
    last = int(levers.usual().visits)
    at = np.unique(np.linspace(0, last, POINTS + 1).astype(int))
    rows = []
    for method in (AUDITED, CHECKLIST, NAIVE):
        made = World.of(model, levers.in_order(method=method))
        found = np.r_[0.0, np.cumsum(made.got.chance[made.chosen])] * made.access
        rows += [(str(n), METHODS[method], float(found[n])) for n in at]
    chance = made.access * made.got.expected
    rows += [(str(n), RANDOM, chance * n) for n in at]
    frame = pd.DataFrame(rows, columns=["period", "kind", "value"])
    order = [METHODS[method] for method in (AUDITED, CHECKLIST, NAIVE)] + [RANDOM]
    title = "Unlicensed HMOs found as visits go on"
    wide = frame.pivot_table(index="period", columns="kind", values="value", sort=False)[order]
    table = wide.map(lambda v: number(v, 0)).rename_axis("Visits").reset_index()
    ends = "; ".join(f"{name}: {wide[name].iloc[-1]:,.0f}" for name in order)
    return lines(
        frame, order, title, "unlicensed HMOs found", f"{title}. After {last:,} visits: {ends}", table, MADE_UP
    )


def methods(model: Fitted, result: Result, picks: Picks) -> Shown:
    """The trap of licences: a fine lift of its own, and few finds."""
    levers = HmoLevers(**result.levers)
    count = levers.usual().visits
    rows, found = [], {}
    for method, words in METHODS.items():
        made = World.of(model, levers.in_order(method=method))
        found[method] = people(made.found)
        low, high = np.quantile(made.found_drawn, [0.1, 0.9])
        reports = f"{model.lifts[world(int(levers.errors), levers.join)]:.0f} times" if method == NAIVE else "none"
        rows.append((words, f"{people(made.found)} {likely(people(low), people(high))}", reports,
                     f"{made.found / (made.access * count * made.got.expected):.1f} times"))  # fmt: skip
    names = ["Homes are chosen by", f"Found in {count:,.0f} inspections", "Lift it reports for itself",
             "Lift over random"]  # fmt: skip
    said = (
        f"By its own test the model of licences finds {rows[-1][2]} as many licences as chance would. But officers "
        "look for homes without one.",
        f"There, {count:,.0f} of its inspections would find about {found[NAIVE]} unlicensed HMOs. Officers' rules "
        f"would find {found[CHECKLIST]}, and what an audit of {levers.audit:,.0f} homes taught {found[AUDITED]}.",
        "Licensed landlords pay the council tax and protect deposits. Unlicensed ones often do neither, so this model "
        "sends officers to the wrong doors.",
        "A random audit shows what unlicensed HMOs look like. Only it can teach and test a model fairly.",
    )
    note = "“How sure” tests the same on made-up homes whose truth we know."
    return Shown(said, sheets=(("", pd.DataFrame(rows, columns=names)),), notes=(note,))


def total(model: Fitted, result: Result, picks: Picks) -> Shown:
    """The hidden total, counted in three ways."""
    frame = result.extras["hidden"]
    drawn = frame.assign(row=frame["way"], value=frame["number"])
    drawn["words"] = [
        people(v) if low == v else f"{people(v)} {likely(people(low), people(high))}"
        for v, low, high in frame[["number", "low", "high"]].to_numpy(dtype=float)
    ]
    table = pd.DataFrame({"Counted by": frame["way"], "Unlicensed HMOs": drawn["words"], "How": frame["how"]})
    title = "How many unlicensed HMOs are there?"
    alt = "; ".join(f"{way}: {words}" for way, words in zip(frame["way"], drawn["words"], strict=True))
    points = drawn[["row", "value", "low", "high", "words"]]
    picture = ranges(points, list(frame["way"]), title, "unlicensed HMOs", alt, table, "Dots with 80% ranges.")
    said = (
        "Go by the random audit: it does not depend on who is on which list.",
        "Complaints bring a home to both lists, so the two overlap more than by chance, and their count is too low.",
        "The census counts households that share. Licensing counts buildings by wider rules, so expect more.",
    )
    return Shown(said, pictures=(picture,))


def outside(model: Fitted, result: Result, picks: Picks) -> Shown:
    """Fires that the Brigade marked as in an HMO, beside the census, by borough."""
    census = 1_000 * model.shares
    order = np.argsort(-model.fires, kind="stable")
    ranked = pd.DataFrame({"a": model.fires, "b": model.shares * model.renting})
    rho = float(np.corrcoef(ranked.rank().to_numpy(dtype=float).T)[0, 1])
    table = pd.DataFrame(
        {"Borough": np.array(NAMES)[order], "Fires marked as in an HMO": [f"{v:,.0f}" for v in model.fires[order]],
         "HMO households, census": [f"{v:,.0f}" for v in (model.shares * model.renting)[order]],
         "Of 1,000 that rent privately": [f"{v:.0f}" for v in census[order]]}
    )  # fmt: skip
    said = (
        "Boroughs with more HMO households in the census have more fires marked as in an HMO "
        f"(rank correlation {rho:.2f}).",
        "Different people count the two for different purposes, so this supports the census as a guide to places.",
    )
    return Shown(said, sheets=(("", table),), notes=("London Fire Brigade incident records, all years in the folder.",))


METHODS_SCENE = Scene("Why not learn from licences?", methods, part="How sure")
TOTAL = Scene("How many are there in all?", total)
OUTSIDE = Scene("Do fires agree with the census?", outside, part="How sure")
