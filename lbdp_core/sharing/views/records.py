"""Records: how a few fields can identify somebody, how small numbers are hidden, and how a key matches homes.

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

KNOWN, RULES = "What somebody knows", "Rules for hiding"
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
        columns=["What somebody knows", "Rows alone", "Smallest group (k)", "Fewest reasons in a group (l)"],
    )
    profile = next(p for p in protect.PROFILES.values() if p.title == picks.get(RULES, protect.OPENSAFELY.title))
    hidden, table = _hidden(profile.name)
    rule = f"Reasons by age, as {profile.title.split(':')[0]} would release it"
    return Shown(
        (SYNTHETIC, *found.sentences, hidden),
        sheets=(
            (
                "How many rows share the same values, by "
                f"{chosen[0].lower() + chosen[1:] if chosen[:4] != 'LSOA' else chosen}",
                found.sizes,
            ),
            ("What if somebody knows something else? Coarser fields make larger groups", beside),
            (rule, table),
        ),
        notes=(
            f"Disclosure control hides small counts (“{protect.HIDDEN}”) and rounds others.",
            "A motivated intruder is, for example, a neighbour who knows somebody's age and street and looks for "
            "their row.",
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
            "Two organisations that share a secret for a project get the same key for the same home. Nobody else can "
            "work it out. The key is the HMAC-SHA-256 of the project's name and the normalised property number (UPRN).",
            *_attacked().sentences,
            PERSONAL,
        ),
        sheets=(("One made-up home, written in five ways", table),),
        notes=(
            "The secret here is only an example. A real one is 32 random bytes. Its holder keeps it apart from the "
            "data, and it is in no export, log, cache or link.",
            f"Records without a UPRN can be matched by likelihood: {MATCHED}.",
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
        f"{gone} of the {shown.cells.size} counts in the table below are hidden, so that nobody can work out a small "
        "one from the others and the totals."
    )
    return words, said.rename_axis("Reason").reset_index()


def what_is_known(model: Any, result: Result) -> Choices:
    """What somebody may know, and whose rules hide."""
    return {KNOWN: tuple(SETS), RULES: tuple(p.title for p in protect.PROFILES.values())}


SMALL = Scene("Who could be identified from these records?", show_small, what_is_known, part="Fair")
KEY = Scene("How do you match homes without sending addresses?", show_key, part="Fair")
