"""Row accounts: what became of the rows of publishers' files. Rows in = rows used + rows set aside, by reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pandas as pd

from lbdp_core import door

BARE = ("file", "rows", "used", "set_aside")  # the facts of a line, for reports that say no more of a file
ROWS = ("file", "kind", "rows", "used", "set_aside")
VALUES = (*ROWS, "missing", "repaired")


@dataclass(frozen=True)
class RowAccount:
    """One file's rows. set_aside: reason -> rows. about: what else a report may say of the file, by name.

    Raises:
        ValueError: more rows are set aside than the file has.

    >>> RowAccount("b.csv", "support", 12, {"no quarter": 1}).less({"no quarter": 1, "no count": 2}).used
    8
    """

    file: str
    kind: str
    rows: int
    set_aside: Mapping[str, int] = field(default_factory=dict)
    about: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.used < 0:
            raise ValueError(f"{self.file} has {self.rows:,} rows, and {self.rows - self.used:,} are set aside.")

    @property
    def used(self) -> int:
        return self.rows - sum(self.set_aside.values())

    def less(self, reasons: Mapping[str, int]) -> RowAccount:
        """The same with further rows set aside."""
        return replace(self, set_aside=dict(Counter(self.set_aside) + Counter(reasons)))

    def line(self, names: Sequence[str] = VALUES) -> dict[str, Any]:
        """The line of a build's report, with these facts."""
        facts = {"file": self.file, "kind": self.kind, "rows": self.rows, "used": self.used}
        facts = {**facts, "set_aside": dict(self.set_aside), **self.about}
        return {name: facts[name] for name in names}


def read(inventory: door.Inventory, kind: door.Kind, path: Path) -> tuple[pd.DataFrame, RowAccount]:
    """The usable rows of a file, and its account with the values that are missing or were repaired.

    Raises:
        DataError: the file cannot be read as its kind.
    """
    label = inventory.label(path)
    frame = door.read(path, kind, label)
    aside = door.tally(why := kind.sift(frame)) if kind.sift else {}
    about = {name: frame.attrs[name] for name in ("missing", "repaired")}
    used = frame[why.eq("")].reset_index(drop=True) if kind.sift else frame
    return used, RowAccount(label, kind.name, len(frame), aside, about)


def less(accounts: Iterable[RowAccount], file: pd.Series, why: pd.Series) -> list[RowAccount]:
    """The accounts with further rows set aside. file: the file that each row is of. why: its reason, "" if it is used.

    >>> less([RowAccount("a", "k", 2), RowAccount("b", "k", 1)], pd.Series(["a", "b"]), pd.Series(["late", ""]))[0].used
    1
    """
    return [account.less(door.tally(why[file.eq(account.file)])) for account in accounts]


def total(accounts: Sequence[RowAccount], file: pd.Series) -> dict[str, Any]:
    """rows, used and set_aside of all files. file: the file of each row that the tables are made from.

    Raises:
        AssertionError: an account says that more or fewer rows of its file were used.
    """
    used = Counter(file)
    for account in accounts:
        if account.used != used[account.file]:
            raise AssertionError(f"{account.line(ROWS)}, but the tables are made from {used[account.file]:,} of them")
    reasons = sum((Counter(account.set_aside) for account in accounts), Counter[str]())
    return {"rows": sum(a.rows for a in accounts), "used": len(file), "set_aside": dict(sorted(reasons.items()))}


def files(lines: Iterable[Mapping[str, Any]]) -> list[str]:
    """A sentence a file, from the lines of a build's report.

    >>> files([{"file": "a/b.ods", "rows": 1200, "used": 1199, "set_aside": {"no quarter": 1}}])
    ['b.ods: 1,200 rows, 1,199 used; 1 set aside: no quarter.']
    """
    said = []
    for line in lines:
        name = str(line["file"]).rpartition("/")[2]
        aside = "; ".join(f"{count:,} set aside: {reason}" for reason, count in line["set_aside"].items())
        said.append(f"{name}: {line['rows']:,} rows, {line['used']:,} used" + (f"; {aside}." if aside else "."))
    return said
