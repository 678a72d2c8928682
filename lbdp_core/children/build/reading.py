"""Reading: the files of a kind with an account of every row; a file of which nothing is used is named apart."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from lbdp_core import door

Files = list[tuple[str, pd.DataFrame]]  # the label of each file, and its usable rows


@dataclass
class Account:
    """What became of the files. files: a line of the report for each. used: their labels by kind. unused: labels of
    files that another theme may read: the inventory is left as it is.
    """

    files: list[dict[str, Any]] = field(default_factory=list)
    used: dict[str, tuple[str, ...]] = field(default_factory=dict)
    unused: list[str] = field(default_factory=list)

    def read(self, inventory: door.Inventory, kind: door.Kind, sift: Callable[..., pd.Series] | None = None) -> Files:
        """The files of a kind of which some row is used, by label.

        sift: in place of the kind's, where it would be worked out twice.
        """
        kept: Files = []
        for path in sorted(inventory.paths(kind)):
            label = inventory.label(path)
            frame = door.read(path, kind, label)
            why = (sift or kind.sift or _all)(frame)
            rows = frame[why.eq("")]
            if rows.empty:
                self.unused.append(label)
                continue
            rows.attrs |= frame.attrs
            kept.append((label, rows))
            facts = {"file": label, "kind": kind.name, "rows": len(frame), "used": len(rows)}
            self.files.append(facts | {"set_aside": door.tally(why), "repaired": frame.attrs["repaired"]})
        self.used[kind.name] = tuple(label for label, _ in kept)
        return kept


def _all(frame: pd.DataFrame) -> pd.Series:
    return pd.Series("", index=frame.index, dtype="str")
