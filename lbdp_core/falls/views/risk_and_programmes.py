"""Risk and programmes: what goes with risk, where it clusters, what programmes get, and what figures rest on."""

from __future__ import annotations

import numpy as np
import pandas as pd

from lbdp_core import palette
from lbdp_core.assumptions import in_words
from lbdp_core.charts import Picture, ranges
from lbdp_core.falls.model import Fitted
from lbdp_core.focus import mask
from lbdp_core.formatting import number, people, percent, spans
from lbdp_core.maps import Measure
from lbdp_core.result import Result
from lbdp_core.scene import Picks, Scene, Shown, Tables

EFFECTS = ("Unsafe homes", "Frailty", "Both together")


def programmes(model: Fitted, result: Result, picks: Picks) -> Shown:
    """What each programme gets, whom it reaches and what it avoids."""
    frame = result.extras["programmes"]
    table = _avoids(frame, "Programme", "programme", "people", "money")
    said = (
        "The money is spent once. Each programme avoids admissions for as long as it works; later ones count for less."
    )
    nothing = "No money is spent. Choose a sum to compare the programmes."
    return Shown((said,) if result.levers["budget"] else (said, nothing), sheets=(("", table),))


def alternatives(model: Fitted, result: Result, picks: Picks) -> Shown:
    """What the same money would avoid on nothing, split best, or on one programme alone."""
    if not result.levers["budget"]:
        return Shown(("No money is spent. Choose a sum to compare what it could do.",))
    table = _avoids(result.extras["alternatives"], "Choice", "choice", "reached", "spent")
    return Shown(("The same money in the same areas, spent in other ways or not at all.",), sheets=(("", table),))


def _avoids(frame: pd.DataFrame, heading: str, name: str, reached: str, spent: str) -> pd.DataFrame:
    """Under a heading, whom each row reaches, what is spent and what it avoids."""
    column = frame.to_dict("list")
    return pd.DataFrame(
        {
            heading: column[name],
            "People": list(map(people, column[reached])),
            "Money": [number(v, 0, "£") for v in column[spent]],
            "Admissions avoided": [number(v, 1) for v in column["avoided"]],
            "80% range": spans(column["low"], column["high"], lambda v: number(v, 1)),
        }
    )


def evidence(model: Fitted, result: Result, picks: Picks) -> Shown:
    """Every finding, null ones among them."""
    frame = result.extras["evidence"]
    risk = [f"{r:.2f} ({low:.2f} to {high:.2f})" for r, low, high in frame[["risk", "low", "high"]].to_numpy()]
    table = pd.DataFrame(
        {"Programme": frame["programme"], "Finding": frame["finding"], "Risk ratio (95% range)": risk,
         "What was found": frame["found"], "Source": frame["source"], "How we know it": frame["status"]}
    )  # fmt: skip
    text = "A ratio of 0.74 means 26% fewer falls; 1 means no effect; above 1 means more."
    return Shown((text,), sheets=(("", table),))


def why(model: Fitted, result: Result, picks: Picks) -> Shown:
    """What unsafe homes and frailty are associated with, and how alike neighbours are."""
    ratio = np.exp(model.beta[:, 1:])
    middle, low, high = ratio.mean(axis=0), *np.quantile(ratio, [0.1, 0.9], axis=0)
    frame = pd.DataFrame({"row": EFFECTS, "value": middle, "low": low, "high": high})
    frame["words"] = [f"{v:.2f} times ({a:.2f} to {b:.2f})" for v, a, b in zip(middle, low, high, strict=True)]
    table = frame[["row", "words"]].rename(columns={"row": "What", "words": "Risk, for one standard step more"})
    title = "How much more risk goes with a step more of each?"
    alt = "; ".join(f"{row}: {words}" for row, words in zip(frame["row"], frame["words"], strict=True))
    picture: Picture = ranges(frame, EFFECTS, title, "times the risk", alt, table,
                              "Dots with 80% ranges; 1 is no difference.", at=1.0)  # fmt: skip
    both = "more" if low[2] > 1 else "not clearly more"
    said = (
        f"Where homes are unsafe and people are frail, risk is {both} than the two explain separately.",
        f"Neighbouring areas are alike: {100 * model.share:.0f}% of what the two do not explain follows the map.",
    )
    made = () if model.real else ("The admissions are made up, so these effects are the ones we planted.",)
    return Shown((*said, *made), pictures=(picture,))


def clusters(model: Fitted, result: Result, picks: Picks) -> Shown:
    """Where high risk lies among high, beyond luck."""
    here = mask(model.borough, str(result.levers["borough"]))
    values = np.where(here, model.cluster + 1.0, np.nan)
    high, low = (int((model.cluster[here] == k).sum()) for k in (1, -1))
    measure = Measure(
        "clusters", "Clusters of risk", "local Moran's I, at most one in twenty by luck", values, (0.5, 1.5),
        "High among high: a neighbourhood to look at as a whole.",
        named=("low among low", "no cluster", "high among high"),
        shades=palette.CLUSTERS,
    )  # fmt: skip
    said = f"{high:,} areas of high risk have neighbours of high risk, and {low:,} of low risk have such neighbours."
    return Shown(
        (said,), measure=measure, notes=("At most 5% of the areas shown as clusters are expected to be luck.",)
    )


STEPS = (
    ("You have no counts by area", "Ages alone; this page's made-up map is for learning", ""),
    (
        "You have admissions by borough (Fingertips 22401)",
        "Give the file: made-up counts take each borough's number",
        "",
    ),
    ("You have one year of your borough's own counts", "This model, on your counts alone", "own, one year"),
    ("You have three years of them", "This model, on your counts alone", "own, three years"),
    ("You have five years or more of them", "This model, on your counts alone", "own, five years"),
    ("You have all of London, about 1 an area", "This model", "few"),
    ("You have all of London, about 5 an area", "This model", "some"),
    ("Neighbours are not alike", "This model: it finds that they differ", "neighbours differ"),
    ("You have 40 and more an area", "This model, or each area shrunk to London", "many"),
)


def which_model(model: Fitted, tables: Tables, picks: Picks) -> Shown:
    """Which model for which data, with how often its ranges held on made maps of such data."""
    tried = {str(row["data"]): row for row in tables["kinds_of_data"].to_dict("records")}
    rows = []
    for condition, use, key in STEPS:
        if key:
            row = tried[key]
            gains = [percent(1 - row["model"] / row[rule], 0) for rule in ("empirical_bayes", "no_smoothing")]
            held = f"{percent(row['held'], 0)} ({percent(row['least'], 0)} to {percent(row['most'], 0)})"
            rows.append((condition, use, held, percent(row["sure"], 0), *gains))
        else:
            rows.append((condition, use, "not known", "not known", "", ""))
    names = ["If", "Use", "80% ranges held (map by map)", "Right where the chance was over 80%",
             "Less error than shrinking to London", "Less error than counts as they are"]  # fmt: skip
    text = "Go down the list and stop at the first line that is true of your data."
    note = (
        "On made maps with a known truth. The model saw no small count, as on this page. The simple rules saw them all."
    )
    return Shown((text,), sheets=(("", pd.DataFrame(rows, columns=names)),), notes=(note,))


def assumptions(model: Fitted, result: Result, picks: Picks) -> Shown:
    """The log, made from where the levers stand."""
    text, log = in_words(result.extras["assumptions"])
    return Shown((text,), sheets=(("Every assumption at these levers", log),))


PROGRAMMES_SCENE = Scene("What does each programme get, and what does it avoid?", programmes, folded=False)
ALTERNATIVES = Scene("What else could the same money do?", alternatives)
EVIDENCE = Scene("What do studies say about each programme?", evidence, part="What if")
WHY = Scene("What goes with a higher risk?", why)
CLUSTERS = Scene("Where do areas of high risk cluster?", clusters)
WHICH_MODEL = Scene("Which model suits your data?", which_model, tables=("kinds_of_data",), part="Model")
ASSUMPTIONS = Scene("What do these figures rest on?", assumptions, part="Model")
