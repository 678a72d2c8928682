"""Records: what each source would hold of a home, given who lives there and whether it is licensed.

`EFFECTS` says what was planted. Two things are as a council meets them: a licensed landlord leaves other traces than an
unlicensed one (pays the council tax himself, protects deposits), and no source knows every home.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

SOURCES = {
    "council_tax": ("liable_changes", "owner_pays", "single_discount"),
    "electoral_roll": ("electors", "surnames"),
    "benefits": ("claims",),
    "complaints": ("noise", "waste"),
    "epc": ("rooms", "let_by_certificate"),
    "deposits": ("deposits", "agent"),
}
GAZETTEER = ("type", "flats_in_building")  # held for every home, whatever the sources
FEATURES = (*GAZETTEER, *(name for names in SOURCES.values() for name in names))
TOP = 9  # counts are held at this: no more of any kind is told apart
# Means by (other private rented home, licensed HMO, unlicensed HMO). Complaints are set so that 17% of other homes and
# 43% of unlicensed HMOs have one, as Bexley found; the rest is judgement.
EFFECTS = {
    "liable_changes": (1.1, 0.7, 1.7),  # in five years
    "owner_pays": (0.06, 0.7, 0.12),  # the law makes an HMO's landlord liable
    "single_discount": (0.36, 0.1, 0.24),
    "registered": (0.55, 0.45, 0.28),  # of adults
    "claims": (0.22, 0.35, 0.5),
    "noise": (0.12, 0.2, 0.36),
    "waste": (0.07, 0.1, 0.2),
    "certificate": (0.62, 0.9, 0.6),
    "let_by_certificate": (0.55, 0.8, 0.55),
    "deposits": (0.75, 2.0, 0.55),
    "agent": (0.45, 0.75, 0.35),
}
SPREAD = 0.6  # of a home's own liveliness, on the log: what its counts share beyond what it is


def records(homes: pd.DataFrame, seed: int) -> pd.DataFrame:
    """(homes, features) whole numbers, NaN where the source holds nothing of the home; rows as `homes`."""
    rng = np.random.default_rng([seed, 2])
    kind = np.where(homes["hmo"], np.where(homes["licensed"], 1, 2), 0)
    n = len(homes)
    lively = np.exp(SPREAD * rng.normal(size=n) - SPREAD**2 / 2)

    def level(name: str) -> NDArray[np.float64]:
        return np.asarray(EFFECTS[name])[kind]

    def count(name: str) -> NDArray[np.float64]:
        return rng.poisson(level(name) * lively).clip(max=TOP).astype(float)

    def yes(name: str) -> NDArray[np.float64]:
        return (rng.random(n) < level(name)).astype(float)

    electors = rng.binomial(homes["adults"], level("registered"))
    families = np.where(homes["hmo"], 0.93, 0.45)  # the chance that a further elector has another surname
    certificate = yes("certificate") > 0
    building = homes["building"].to_numpy(dtype=np.int64)
    size = np.bincount(building)[building]
    frame = pd.DataFrame(
        {
            "type": homes["type"].to_numpy(dtype=float),
            "flats_in_building": np.minimum(size, 30).astype(float),
            "liable_changes": count("liable_changes"),
            "owner_pays": yes("owner_pays"),
            "single_discount": yes("single_discount"),
            "electors": electors.clip(max=TOP).astype(float),
            "surnames": np.minimum(electors, 1 + rng.binomial(np.maximum(electors - 1, 0), families)).astype(float),
            "claims": count("claims"),
            "noise": count("noise"),
            "waste": count("waste"),
            "rooms": np.where(certificate, homes["rooms"], np.nan),
            "let_by_certificate": np.where(certificate, yes("let_by_certificate"), np.nan),
            "deposits": count("deposits"),
            "agent": yes("agent"),
        }
    )
    frame["agent"] = frame["agent"].where(frame["deposits"] > 0, 0.0)
    return frame[list(FEATURES)]


LISTED = (0.12, 0.08)  # of unlicensed HMOs: already known to the housing team, and to the fire brigade
DRAWN = 0.5  # how much likelier, on the log, for each complaint


def two_lists(homes: pd.DataFrame, held: pd.DataFrame, seed: int) -> dict[str, int]:
    """How many unlicensed HMOs each of two services already knows, and how many both know.

    Complaints bring a home to either list, so the lists overlap more than chance would have it, as in life.
    """
    rng = np.random.default_rng([seed, 4])
    unlicensed = (homes["hmo"] & ~homes["licensed"]).to_numpy(dtype=bool)
    pull = np.exp(DRAWN * (held["noise"] + held["waste"]).to_numpy(dtype=float)[unlicensed])
    known = [rng.random(len(pull)) < np.minimum(share * pull / pull.mean(), 0.95) for share in LISTED]
    return {"housing": int(known[0].sum()), "fire": int(known[1].sum()), "both": int((known[0] & known[1]).sum())}
