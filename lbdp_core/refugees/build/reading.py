"""Reading: the files of a kind as one table, a later release before an earlier one, and an account of every row."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from lbdp_core import door, editions, quarters
from lbdp_core.sources import DataError


@dataclass
class Account:
    """What became of the files. files: a line of the report for each; notes: what a person should know."""

    files: list[dict[str, Any]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def read(self, inventory: door.Inventory, kind: door.Kind) -> pd.DataFrame | None:
        """Every file of a kind, one below the other; None where there is none.

        Where the kind has dates, a column `quarter` is added, rows without one are set aside, and a quarter that two
        files hold is taken from the one that goes further.
        """
        frames = []
        for path in editions.chosen(inventory, kind, lambda _, frame: _last(_dated(frame))):
            label = inventory.label(path)
            frame = door.read(path, kind, label)
            frames.append((label, _dated(frame), frame.attrs))
        if not frames:
            return None
        frames.sort(key=lambda held: (_last(held[1]), held[1].shape[1]), reverse=True)
        whole = pd.concat(self._kept(kind, frames), ignore_index=True)  # with the label of each row's `file`
        if whole.empty:
            raise DataError(f"{frames[0][0]} has no row whose quarter can be read; give dates as 2024-03-31.")
        return whole

    def _kept(self, kind: door.Kind, frames: list[tuple[str, pd.DataFrame, Any]]) -> list[pd.DataFrame]:
        kept, seen = [], set[Any]()
        for label, frame, attrs in frames:
            why = kind.sift(frame) if kind.sift else pd.Series("", index=frame.index, dtype="str")
            key = next((c for c in ("quarter", "year") if c in frame), "")
            time = frame[key] if key else pd.Series("whole", index=frame.index)  # a wide table is one release
            why = why.mask(why.eq("") & time.isin(seen), f"the {key or 'table'} is in a later release")
            seen |= set(time[why.eq("")])
            used = frame[why.eq("")]
            facts = {"file": label, "kind": kind.name, "rows": len(frame), "used": len(used)}
            tally = {"set_aside": door.tally(why), "missing": attrs["missing"], "repaired": attrs["repaired"]}
            self.files.append(facts | tally)
            kept.append(used.assign(file=label))
        return kept

    def aside(self, rows: pd.DataFrame, why: pd.Series) -> None:
        """Rows that were read and are not used after all, by reason ("" for those that are)."""
        for file in self.files:
            tally = door.tally(why[rows["file"] == file["file"]])
            file["used"] -= sum(tally.values())
            file["set_aside"] |= tally


def _dated(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with the quarter of each row, where it has dates."""
    if "when" not in frame:
        return frame
    said = frame["when"].astype("str")
    known = {text: quarters.quarter(text) for text in said.unique()}
    return frame.assign(quarter=said.map(known))


def _last(frame: pd.DataFrame) -> str:
    key = next((c for c in ("quarter", "year") if c in frame), "")
    return str(frame[key].max()) if key and len(frame) else ""
