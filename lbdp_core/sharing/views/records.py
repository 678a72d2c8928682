"""Records: how far a few fields single somebody out, how small numbers are hidden, and how homes are matched by key.

Shown on synthetic records alone, whatever the levers choose: nobody's real rows ever enter the page.
"""

from __future__ import annotations

import functools
from typing import Any

import numpy as np
import pandas as pd

from lbdp_core import protect
from lbdp_core.result import Result
from lbdp_core.scene import Choices, Picks, Scene, Shown
from lbdp_core.sharing.linkage import PERSONAL, Attack, Secret, attack, key, normalised
from lbdp_core.sharing.privacy import LABELS, SYNTHETIC, Measured, measured, records

KNOWN, RULES = "Known about somebody", "Hidden by"
SETS: dict[str, tuple[str, ...]] = {
    "Postcode and age in years": ("postcode", "resident_age"),
    "Postcode and age band": ("postcode", "age_band"),
    "LSOA, age in years": ("lsoa", "resident_age"),
    "LSOA and age band": ("lsoa", "age_band"),
    "Ward and age band": ("ward", "age_band"),
    "Ward alone": ("ward",),
}
SENSITIVE = "reason"
# no secret at all: it stands in the source, so that the page shows the same twice; real ones come from new_secret()
DEMONSTRATION = Secret(b"a key for show only; never for use")
WRITTEN = ("999000012345", " 999 0000 12345", "000999000012345", "999000012345.0", "999 000 012 345")
# by docs/examples/match_without_uprn.py with Splink 5.0.0 on 25 November 2026
MATCHED = "on a synthetic pair of 4,000 and 1,500 rows with slips, Splink 5.0.0 had precision 0.985 and recall 1.000"
PROJECTS = ("fire-visits", "damp-homes")


def show_small(model: Any, result: Result, picks: Picks) -> Shown:
    """k, l and unique rows for what somebody may know, and a small table as a profile of rules lets it leave."""
    chosen = picks.get(KNOWN, next(iter(SETS)))
    every = {name: _measured(quasi) for name, quasi in SETS.items()}
    found = every[chosen]
    beside = pd.DataFrame(
        [(name, m.unique, m.k, str(m.fewest[SENSITIVE])) for name, m in every.items()],
        columns=["Known about somebody", "Rows alone", "Smallest group (k)", "Fewest reasons in a group (l)"],
    )
    profile = next(p for p in protect.PROFILES.values() if p.title == picks.get(RULES, protect.OPENSAFELY.title))
    hidden, table = _hidden(profile.name)
    rule = f"Reasons by age, as {profile.title.split(':')[0]} would let it leave"
    return Shown(
        (SYNTHETIC, *found.sentences, hidden),
        sheets=(
            (
                f"How alone a row is, by {chosen[0].lower() + chosen[1:] if chosen[:4] != 'LSOA' else chosen}",
                found.sizes,
            ),
            ("The same for other knowledge: each step of coarsening hides people in a larger crowd", beside),
            (rule, table),
        ),
        notes=(
            f"Counts of records have passed disclosure control: small ones are “{protect.HIDDEN}”, others are rounded.",
            "A motivated intruder is somebody who knows a neighbour's age and street, and looks for the row.",
        ),
    )


def show_key(model: Any, result: Result, picks: Picks) -> Shown:
    """One home written in five ways, its key in two projects, and the attack on a hash without a key."""
    rows = [
        (uprn, normalised(uprn), *(key(uprn, name, DEMONSTRATION)[:16] + "…" for name in PROJECTS)) for uprn in WRITTEN
    ]
    table = pd.DataFrame(
        rows, columns=["UPRN as it is written", "Normalised", *(f"Key in {name}" for name in PROJECTS)]
    )
    return Shown(
        (
            "Two parties that hold one secret for a project get the same key for the same home, and nobody else can "
            "work it out: HMAC-SHA-256 of the project's name and the normalised UPRN.",
            *_attacked().sentences,
            PERSONAL,
        ),
        sheets=(("One invented home, however it is written", table),),
        notes=(
            "The key for this show is no secret. A real one is 32 random bytes that stay with their holder: it is "
            "never stored with data, and stands in no export, log, cache or link.",
            f"Records without UPRN can be matched by likelihood (the extra “linkage”, not on this page): {MATCHED}.",
        ),
    )


@functools.cache
def _measured(quasi: tuple[str, ...]) -> Measured:
    return measured(_records(), quasi, (SENSITIVE,))


@functools.cache
def _records() -> pd.DataFrame:
    return records()


@functools.cache
def _attacked() -> Attack:
    return attack()


@functools.cache
def _hidden(name: str) -> tuple[str, pd.DataFrame]:
    """What a profile hides in a table of reasons by age band, in words, and the table as it leaves."""
    held = _records()
    counts = pd.crosstab(held[SENSITIVE], held["age_band"])[list(LABELS)]
    shown = protect.two_way(counts.to_numpy(dtype=float), protect.PROFILES[name])
    cells = pd.DataFrame(shown.cells, index=counts.index, columns=counts.columns)
    cells["All"] = shown.rows
    cells.loc["All"] = [*shown.columns, shown.whole]
    symbol = protect.PROFILES[name].symbols["hidden"]
    said = cells.map(lambda n: symbol if np.isnan(n) else f"{n:,.0f}")
    gone = int(np.isnan(shown.cells).sum())
    words = (
        f"Of the {shown.cells.size} counts in the table below, {gone} are hidden, so that none of the small ones can "
        "be worked out from the others and the totals."
    )
    return words, said.rename_axis("Reason").reset_index()


def what_is_known(model: Any, result: Result) -> Choices:
    """What somebody may know, and whose rules hide."""
    return {KNOWN: tuple(SETS), RULES: tuple(p.title for p in protect.PROFILES.values())}


SMALL = Scene("Whom could these records single out?", show_small, what_is_known, part="Fair")
KEY = Scene("How are homes matched without sending UPRNs?", show_key, part="Fair")
