"""Records: a synthetic table of homes with assisted bin collection, to show the measures on. Nobody is in it.

Every code in it is one that cannot be real: UPRNs that begin 999, postcodes in the area ZZ, LSOAs that begin E01999.
The columns are the fields of the bundled contract and all that they may be coarsened to, drawn from a seed.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

SYNTHETIC = (
    "Synthetic records, drawn from a seed: they show how the figures work, not how any borough's residents live."
)
SEED = 20_261_125
ROWS, WARDS, LSOAS, POSTCODES = 4_000, 20, 140, 1_900  # about a borough; LSOAs in wards, postcodes in LSOAs
REASONS = ("mobility", "frailty", "sight", "heart or lungs", "after an operation", "other")
CHANCES = (0.44, 0.27, 0.09, 0.11, 0.02, 0.07)  # invented
BANDS = (0, 45, 65, 75, 85, 200)  # years
LABELS = ("under 45", "45 to 64", "65 to 74", "75 to 84", "85 and over")


def records(rows: int = ROWS, seed: int = SEED) -> pd.DataFrame:
    """Synthetic records, the same for the same seed.

    Returns:
        A row a home: name, uprn, postcode, lsoa, ward, resident_age (years), age_band, over_75, reason,
        has_health_reason, service_start, start_year, collection_day.
    """
    draw = np.random.default_rng(seed)
    lsoa_ward = np.sort(draw.integers(0, WARDS, LSOAS))
    postcode_lsoa = np.sort(draw.integers(0, LSOAS, POSTCODES))
    postcode = draw.integers(0, POSTCODES, rows)
    lsoa = postcode_lsoa[postcode]
    age = np.clip(np.round(draw.normal(76, 13, rows)), 18, 104).astype(int)
    reason = draw.choice(REASONS, rows, p=CHANCES)
    start = pd.Timestamp("2019-01-01") + pd.to_timedelta(draw.integers(0, 2_500, rows), unit="D")
    return pd.DataFrame(
        {
            "name": [f"Resident {n:04d}" for n in range(rows)],
            "uprn": [f"999{n:09d}" for n in draw.permutation(10 * rows)[:rows]],
            "postcode": [f"ZZ{n // 100 + 1} {n % 10}{chr(65 + n // 10 % 10)}Z" for n in postcode],
            "lsoa": [f"E01999{n:03d}" for n in lsoa],
            "ward": [f"Ward {n + 1}" for n in lsoa_ward[lsoa]],
            "resident_age": age,
            "age_band": pd.cut(pd.Series(age), BANDS, right=False, labels=LABELS).astype(str),
            "over_75": age >= 75,
            "reason": reason,
            "has_health_reason": reason != "other",
            "service_start": start.strftime("%Y-%m-%d"),
            "start_year": start.year,
            "collection_day": draw.choice(["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"], rows),
        }
    )
