"""Homes: made-up addresses with reasons in officers' words, rounds by street, sources, and who is visited in vain."""

from __future__ import annotations

import numpy as np
import pandas as pd

from lbdp_core.assumptions import in_words
from lbdp_core.formatting import number, percent
from lbdp_core.hmo.build.housing_stock import TYPES
from lbdp_core.hmo.build.matching import LEVELS
from lbdp_core.hmo.build.source_records import FEATURES, SOURCES
from lbdp_core.hmo.model import Fitted, ranking
from lbdp_core.hmo.model.audited import Learned
from lbdp_core.hmo.model.design import RULES, TERMS, clause, rules_met
from lbdp_core.hmo.model.joining import WORLDS
from lbdp_core.hmo.scenario.levers import METHODS, HmoLevers
from lbdp_core.hmo.scenario.world import World, times
from lbdp_core.result import Result
from lbdp_core.scene import Picks, Scene, Shown

MOST = 25  # homes, or rounds, that are listed
ROUND = 12  # homes in a round at most: a day for two officers
REASONS = 3
STREETS = 4  # named of a round
NOBODY = "Nobody is visited at these levers. Move “Inspections” to see homes and rounds."
MADE_UP = (
    "Every address is made up. With real homes this list would be personal data, and stay with the officers, so no "
    "file is made of it."
)


def _world(model: Fitted, result: Result) -> World:
    return World.of(model, HmoLevers(**result.levers))


def as_seen(world: World) -> Learned:
    """What the audit teaches of every home, as the sources that are used are joined."""
    levers, model = world.levers, world.model
    share = times(model, levers.borough)
    got: Learned = ranking.learned(model, int(levers.errors), levers.join, levers.on, int(levers.audit), share)
    return got


def reasons(world: World, got: Learned, at: np.ndarray) -> list[str]:
    """For each home the records that raise its chance most, in officers' words."""
    levers, model = world.levers, world.model
    adds = ranking.parts(model, got, int(levers.errors), levers.join, levers.on, at)
    seen = ranking.seen(model, int(levers.errors), levers.join, at)
    told = []
    for row, values, met in zip(adds, seen, rules_met(seen, levers.on), strict=True):
        held = {"": met} | dict(zip(FEATURES, map(int, values), strict=True))
        first = [k for k in np.argsort(-row, kind="stable")[:REASONS] if row[k] > 0]
        told.append("; ".join(clause(term, held[record]) for term, record in (TERMS[k] for k in first)))
    return told


def address(model: Fitted, home: int) -> str:
    """The made-up address of a home."""
    flat = f"Flat {model.flat[home]}, " if model.flat[home] else ""
    return f"{flat}{model.number[home]} {model.streets[model.street_at[home]]}"


def first_homes(model: Fitted, result: Result, picks: Picks) -> Shown:
    """The first homes to visit, each with its chance and reasons."""
    world = _world(model, result)
    at = world.chosen[:MOST]
    if not len(at):
        return Shown((NOBODY,))
    got = as_seen(world)
    at = at[np.argsort(-got.chance[at], kind="stable")]
    kinds = np.array(TYPES)[
        ranking.seen(model, int(world.levers.errors), world.levers.join, at)[:, FEATURES.index("type")]
    ]
    table = pd.DataFrame(
        {
            "Address": [address(model, home) for home in at],
            "Kind": kinds,
            "Ward": model.wards[model.area_at[at]],
            "Chance": [percent(v, 0) for v in got.chance[at]],
            "What raises it": reasons(world, got, at),
        }
    )
    said = (
        f"The first {len(at)} of {len(world.chosen):,} homes, by “{METHODS[world.levers.method]}”.",
        f"Each record raises or lowers the chance. The {REASONS} that raise it most are listed.",
    )
    exact = "In log odds, what the records add makes up the chance exactly, because the model is a sum."
    notes = (MADE_UP, f"Officers' rules: {'; '.join(RULES)}.", exact)
    return Shown(said, sheets=(("", table),), notes=notes, stays=True)


def rounds(model: Fitted, result: Result, picks: Picks) -> Shown:
    """Visits grouped by street, rounds with most finds first."""
    world = _world(model, result)
    at = world.visited
    if not len(at):
        return Shown((NOBODY,))
    frame = pd.DataFrame({"street": model.street_at[at], "ward": model.wards[model.area_at[at]],
                          "number": model.number[at], "found": world.access * world.got.chance[at]})  # fmt: skip
    frame = frame.sort_values(["ward", "street", "number"], kind="stable", ignore_index=True)
    frame["round"] = frame.groupby("ward").cumcount() // ROUND
    by = frame.groupby(["ward", "round"]).agg(
        streets=("street", lambda s: _named(model.streets[s])),
        homes=("street", "size"), found=("found", "sum"),
    )  # fmt: skip
    by = by.sort_values("found", ascending=False, kind="stable").reset_index()
    table = pd.DataFrame(
        {"Round": range(1, min(len(by), MOST) + 1), "Ward": by["ward"][:MOST], "Streets": by["streets"][:MOST],
         "Homes": by["homes"][:MOST], "Finds expected": [number(v, 1) for v in by["found"][:MOST]]}
    )  # fmt: skip
    said = f"{len(at):,} inspections make {len(by)} rounds of up to {ROUND} homes, street by street within a ward."
    return Shown((said,), sheets=(("", table),), notes=(MADE_UP,), stays=True)


def _named(streets: np.ndarray) -> str:
    """The first streets of a round, and how many more there are."""
    names = list(dict.fromkeys(streets))
    more = len(names) - STREETS
    return ", ".join(names[:STREETS]) + (f" and {more} more" if more > 0 else "")


def sources(model: Fitted, result: Result, picks: Picks) -> Shown:
    """What wrong addresses lose of each source, and what they cost in finds."""
    levers = HmoLevers(**result.levers)
    homes = len(model.licensed)
    lost = []
    for at, (source, _) in enumerate(SOURCES.items()):
        rows = (model.wrong_source == at) & (model.wrong_level <= int(levers.errors))
        right = (model.wrong_found == model.wrong_home)[rows]
        wrong = ((model.wrong_found != model.wrong_home) & (model.wrong_found >= 0))[rows]
        label = levers.specs()[source].label
        lost.append((label, percent(rows.sum() / homes), percent(right.mean() if rows.any() else None, 0),
                     percent(wrong.mean() if rows.any() else None, 0)))  # fmt: skip
    names = ["Source", "Written wrongly", "Found again by comparing", "Joined to another home"]
    costs = []
    for level, how in WORLDS:
        found = World.of(model, levers.usual(errors=str(level), join=how)).found
        way = levers.specs()["join"].choices[how] if level else "Either way"
        costs.append((f"{level}% of each source", way, number(found, 0)))
    title = f"Finds of {levers.usual().visits:,.0f} inspections"
    said = (
        "The London pilot showed that joining records by address is the hard part.",
        f"A package that learned from English councils makes the errors here: in {LEVELS[1]}, {LEVELS[2]} and "
        f"{LEVELS[3]}% of addresses. An earlier version failed its authors' own test on two other councils, so take "
        "these shares as rough.",
    )
    records = pd.DataFrame(lost, columns=names)
    finds = pd.DataFrame(costs, columns=["Wrong", "Joined by", "Found"])
    note = "One audit's luck moves these. The methods page has the mean over made-up populations."
    return Shown(said, sheets=(("", records), (title, finds)), notes=(note,))


def assumptions(model: Fitted, result: Result, picks: Picks) -> Shown:
    """The log, made from where the levers stand."""
    text, log = in_words(result.extras["assumptions"])
    return Shown((text,), sheets=(("Every assumption at these levers", log),))


HOMES = Scene("Which homes come first, and why?", first_homes)
ROUNDS = Scene("How do the visits make rounds?", rounds)
MATCHING = Scene("What do wrong addresses cost?", sources, part="Data")
ASSUMPTIONS = Scene("What do these figures rest on?", assumptions, part="Model")
