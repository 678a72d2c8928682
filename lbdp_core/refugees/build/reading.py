"""Reading: the files of a kind as one table, a later release before an earlier one, and an account of every row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from lbdp_core import door, editions, quarters, row_accounts
from lbdp_core.refugees.schema import KINDS
from lbdp_core.row_accounts import RowAccount
from lbdp_core.sources import DataError


@dataclass
class Files:
    """What was read. tables: by kind; accounts: of each file's rows; notes: what a person should know."""

    tables: dict[str, pd.DataFrame] = field(default_factory=dict)
    accounts: list[RowAccount] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, inventory: door.Inventory) -> Files:
        """Every file of the theme's kinds in a folder.

        Raises:
            DataError: a file cannot be read, or no row of a kind has a date.
        """
        files = cls()
        for kind in KINDS:
            files._read(inventory, kind)
        return files

    def lack(self, kind: door.Kind) -> bool:
        """Whether the folder has no file of a kind."""
        return kind.name not in self.tables

    def _read(self, inventory: door.Inventory, kind: door.Kind) -> None:
        """The files of a kind, one below the other, with the `file` of each row.

        Where the kind has dates, a column `quarter` is added, rows without one are set aside, and a quarter that two
        files hold is taken from the one that goes further.
        """
        paths = editions.chosen(inventory, kind, lambda _, frame: _last(_dated(frame)))
        if not paths:
            return
        releases = [
            (_dated(frame), account) for frame, account in (row_accounts.read(inventory, kind, p) for p in paths)
        ]
        releases.sort(key=lambda release: (_last(release[0]), release[0].shape[1]), reverse=True)
        used, seen = [], set[Any]()
        for frame, account in releases:
            key = _key(frame)
            time = frame[key] if key else pd.Series("whole", index=frame.index)  # a wide table is one release
            later = time.isin(seen)
            seen |= set(time)
            why = later.map({True: f"the {key or 'table'} is in a later release", False: ""})
            self.accounts.append(account.less(door.tally(why)))
            used.append(frame[~later].assign(file=account.file))
        whole = pd.concat(used, ignore_index=True)
        if whole.empty:
            raise DataError(f"{releases[0][1].file} has no row whose quarter can be read; give dates as 2024-03-31.")
        self.tables[kind.name] = whole

    def note(self, what: str, aside: Mapping[str, int]) -> None:
        """Notes on rows set aside, by reason."""
        self.notes += [f"{what}: {n:,} rows set aside, {reason}." for reason, n in aside.items()]

    def set_aside(self, rows: pd.DataFrame, why: pd.Series) -> None:
        """Rows that were read and are not used after all, by reason ("" for those that are)."""
        self.accounts = row_accounts.less(self.accounts, rows["file"], why)

    def used(self, *kinds: str) -> tuple[str, ...]:
        """The names of the files of these kinds that have a row in use."""
        return tuple(account.file for account in self.accounts if account.kind in kinds and account.used)


def _dated(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with the quarter of each row, where it has dates."""
    if "when" not in frame:
        return frame
    dates = frame["when"].astype("str")
    return frame.assign(quarter=dates.map({text: quarters.quarter(text) for text in dates.unique()}))


def _key(frame: pd.DataFrame) -> str:
    """The column that says of when a row is, or ""."""
    return next((column for column in ("quarter", "year") if column in frame), "")


def _last(frame: pd.DataFrame) -> str:
    return str(frame[key].max()) if (key := _key(frame)) and len(frame) else ""
