"""Harm: both ranks side by side, what aiming to reduce harm costs in fires, and the source of each weight."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lbdp_core.charts import Picture
from lbdp_core.charts.scatter import scatter
from lbdp_core.columns import BY_NAME
from lbdp_core.fire.model import Fitted
from lbdp_core.fire.scenario import harm
from lbdp_core.fire.scenario.figures import World
from lbdp_core.fire.scenario.levers import AIMS, BOROUGHS, FOCUS, LONDON, FireLevers
from lbdp_core.formatting import number
from lbdp_core.maps import Measure
from lbdp_core.scene import Picks, Scene, Shown, Tables

Mask = NDArray[np.bool_]
SHORT = {harm.OLDER: "aged 65+", harm.OLDEST: "aged 75+", harm.DISABLED: "disabled"}
WHERE = "Place"
VISITS = {True: (1_000, 5_000, 20_000), False: (100, 500, 1_000)}  # in all of London; kept in one borough
MOVERS = 5
EDGES = (0.85, 0.9, 0.95, 1.05, 1.1, 1.2)
SAME = "In both top tenths, or in neither"
KINDS = ("In both top tenths", "Top tenth by fires only", "Top tenth by harm only")


def choices(model: Fitted, tables: Tables) -> dict[str, tuple[str, ...]]:
    """London or a borough."""
    return {WHERE: (LONDON, *BOROUGHS)}


def show(model: Fitted, tables: Tables, picks: Picks) -> Shown:
    """Occurrence and harm of the place's areas, side by side."""
    place = picks[WHERE]
    here = np.ones(len(model.code), bool) if place == LONDON else model.borough == place
    weight = harm.weights(model)
    ranked = _ranked(model, here)
    return Shown(
        (_both(model), _spread(model, here, place), *_counted(model)),
        measure=Measure(
            "harm_weight",
            "Harm weight",
            "times London's mean over expected fires",
            np.where(here, weight, np.nan),
            EDGES,
            "Above 1: more residents in groups that are more likely to die in a fire.",
            2,
        ),
        pictures=(_picture(model, here, place),),
        sheets=(
            (
                f"Extra visits in {place}, to reduce fires or harm, with all other levers as today",
                _traded(model, place),
            ),
            (f"Areas of {place} whose rank in London moves most, and why", _movers(model, here)),
            ("Where the weights come from", _sources(model)),
            ("If you read the published profiles differently", _readings(model)),
        ),
        notes=tuple(_not(model)),
        file=ranked,
    )


def _both(model: Fitted) -> str:
    same = harm.overlap(model, model.expected / model.households, harm.per_home(model))
    return (
        f"Aiming to reduce fires or harm leads to mostly the same places: {100 * same:.0f}% of the homes in London's "
        "top tenth by fires are also in the top tenth by harm."
    )


def _spread(model: Fitted, here: Mask, place: str) -> str:
    low, high = np.quantile(harm.weights(model)[here], (0.1, 0.9))
    whole = float(np.average(harm.weights(model)[here], weights=model.expected[here]))
    own = "" if place == LONDON else f" {place}'s average weight is {whole:.2f}, against 1 for London."
    return (
        f"In eight of ten areas of {place} the weight is between {low:.2f} and {high:.2f}. Areas differ more in fires "
        f"than in residents.{own}"
    )


def _counted(model: Fitted) -> list[str]:
    """What a weight is, and how far it may be trusted."""
    counted = ", ".join(g.label.lower() for g in harm.held(model))
    return [
        f"Groups counted: {counted or 'none, because our data have none of them, so every weight is 1'}.",
        "A weight says how many times as likely a person of the group is to die when hurt in a fire. A person in two "
        "groups gets the larger weight.",
        "The weights are our judgement from national profiles. We have no deaths by area to check them. They leave out "
        "smoking, alcohol, care and being alone.",
    ]


def _not(model: Fitted) -> list[str]:
    """Who is counted and should not be, and who is not counted and should be."""
    lines = []
    if {harm.OLDER, harm.OLDEST} & {g.column for g in harm.held(model)}:
        lines.append(
            "The ages include people in care homes, whose fires are not dwelling fires. An area with many older people "
            "may have a care home."
        )
    if harm.ALONE not in {g.column for g in harm.held(model)}:
        lines.append(
            "Older people living alone are not counted, because our data do not give the age of people living alone. "
            "Add Census 2021 table TS003 by LSOA to count them."
        )
    return lines


def _ranked(model: Fitted, here: Mask) -> pd.DataFrame:
    by_fires, by_harm = harm.ranks(model)
    table = pd.DataFrame(
        {
            "Code": model.code,
            "Area": model.name,
            "Ward": model.ward,
            "Borough": model.borough,
            "Rank by fires": by_fires,
            "Rank by harm": by_harm,
            "Expected fires per 1,000 homes": (1_000 * model.expected / model.households).round(3),
            "Harm-weighted fires per 1,000 homes": (1_000 * harm.per_home(model)).round(3),
            "Harm weight": harm.weights(model).round(3),
        }
    )
    return table[here].sort_values("Rank by harm", ignore_index=True)


def _picture(model: Fitted, here: Mask, place: str) -> Picture:
    """The areas that lead either list; of a borough all of them."""
    fires, weighed = 1_000 * model.expected / model.households, 1_000 * harm.per_home(model)
    one, two = (harm.top_tenth(s, model.households) for s in (fires, weighed))
    kind = np.select([one & ~two, two & ~one], KINDS[1:], KINDS[0] if place == LONDON else SAME)
    at = np.flatnonzero(here & (one | two)) if place == LONDON else np.flatnonzero(here)
    kinds = KINDS if place == LONDON else (SAME, *KINDS[1:])
    by_fires, by_harm = harm.ranks(model)
    words = [f"rank {a:,} by fires, {b:,} by harm" for a, b in zip(by_fires[at], by_harm[at], strict=True)]
    frame = pd.DataFrame({"place": model.name[at], "x": fires[at], "y": weighed[at], "kind": kind[at], "words": words})
    table = frame[["place", "x", "y", "kind", "words"]].round(2)
    table.columns = pd.Index(["Area", "Fires per 1,000 homes", "Harm-weighted", "Lists", "Ranks in London"])
    counts = {k: int((frame["kind"] == k).sum()) for k in kinds}
    alt = f"{place}: " + "; ".join(f"{n} areas {k[0].lower()}{k[1:]}" for k, n in counts.items())
    return scatter(
        frame,
        kinds,
        "Fires and harm",
        ("expected fires per 1,000 homes", "harm-weighted, per 1,000 homes"),
        alt,
        table,
        ("Areas at the top of either list. " if place == LONDON else "All areas. ")
        + "On the dashed line the weight changes nothing. Above it, residents are more likely to die in a fire.",
    )


def _traded(model: Fitted, place: str) -> pd.DataFrame:
    rows = []
    for visits in VISITS[place == LONDON]:
        world = World.of(model, FireLevers(visits=visits, borough=place, within=FOCUS))
        for aim, words in AIMS.items():
            fires, weighed = world.both(world.place("model", 0, aim).visits)
            rows.append((f"{visits:,}", words, number(fires, 2), number(weighed, 2)))
    return pd.DataFrame(rows, columns=["Extra visits", "Aim to reduce", "Fires prevented", "Harm-weighted"])


def _movers(model: Fitted, here: Mask) -> pd.DataFrame:
    """The areas of the place that rise and fall most, among those in either top tenth where there are any."""
    by_fires, by_harm = harm.ranks(model)
    lists = [harm.top_tenth(s, model.households) for s in (model.expected / model.households, harm.per_home(model))]
    leading = here & (lists[0] | lists[1])
    at = np.flatnonzero(leading if leading.sum() >= 2 * MOVERS else here)
    rise = (by_fires - by_harm)[at]
    order = np.argsort(-rise, kind="stable")
    ends = [*(i for i in order[:MOVERS] if rise[i] > 0), *(i for i in order[-MOVERS:] if rise[i] < 0)]
    rows = [
        (
            f"{model.name[i]}, {model.ward[i]}",
            f"{by_fires[i]:,}",
            f"{by_harm[i]:,}",
            f"{harm.weights(model)[i]:.2f}",
            _why(model, i),
        )
        for i in at[ends]
    ]
    return pd.DataFrame(rows, columns=["Area, ward", "By fires", "By harm", "Weight", "Residents, against London's"])


def _why(model: Fitted, area: int) -> str:
    """The groups' shares here beside London's."""
    found = []
    for group in harm.held(model):
        values = model.values[:, model.features.index(group.column)]
        usual = 100 * float(np.average(values, weights=model.households))
        words = BY_NAME[group.column].better_words if group.column in BY_NAME else group.label.lower()
        words = SHORT.get(group.column, words)
        found.append(f"{words} {100 * values[area]:.0f}% ({usual:.0f}%)")
    return "; ".join(found)


def _sources(model: Fitted) -> pd.DataFrame:
    table = harm.table(model)
    figures = ["–" if v != v else f"×{v:g}" for v in table["relative"]]
    source = table["source"] + " (" + table["year"] + ")"
    return pd.DataFrame(
        {
            "Group": table["group"],
            "Weight": figures,
            "Published figure": table["figure"],
            "Source": source,
            "How we know it": table["mark"],
            "Caution": table["caution"],
        }
    )


def _readings(model: Fitted) -> pd.DataFrame:
    central, fires = harm.per_home(model), model.expected / model.households
    rows = []
    for key, reading in harm.READINGS.items():
        score, (low, high) = harm.per_home(model, key), np.quantile(harm.weights(model, key), (0.1, 0.9))
        rows.append(
            (
                reading.words,
                f"{low:.2f} to {high:.2f}",
                f"{100 * harm.overlap(model, central, score):.0f}%",
                f"{100 * harm.overlap(model, fires, score):.0f}%",
            )
        )
    columns = ["Reading", "Weights of 8 in 10 areas", "Top tenth shared with ours", "Top tenth shared with fires"]
    return pd.DataFrame(rows, columns=columns)


HARM = Scene("Where would a fire do most harm?", show, choices, tables=())
