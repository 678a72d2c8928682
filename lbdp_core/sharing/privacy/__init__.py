"""Privacy: how many rows a set of fields singles out, and what a sensitive field then tells of them."""

from __future__ import annotations

from lbdp_core.sharing.privacy.measures import (
    LABELS,
    SYNTHETIC,
    Measured,
    class_sizes,
    k_anonymity,
    l_diversity,
    measured,
    records,
    unique_share,
)

__all__ = [
    "LABELS", "SYNTHETIC", "Measured", "class_sizes", "k_anonymity", "l_diversity", "measured", "records",
    "unique_share",
]  # fmt: skip
