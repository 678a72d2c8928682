"""Linkage: how two parties match homes without sending UPRNs, and why a plain hash does not do it."""

from __future__ import annotations

from lbdp_core.sharing.linkage.extract import Extract, extract, new_secret_file, secret_of, write
from lbdp_core.sharing.linkage.keyed import PERSONAL, Secret, key, keys, new_secret
from lbdp_core.sharing.linkage.uprn import Attack, attack, normalised, normalised_all

__all__ = [
    "PERSONAL", "Attack", "Extract", "Secret", "attack", "extract", "key", "keys", "new_secret", "new_secret_file",
    "normalised", "normalised_all", "secret_of", "write",
]  # fmt: skip
