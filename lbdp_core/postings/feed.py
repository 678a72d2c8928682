"""Feed: files, a watched folder or standard input, read, compared, coded and kept; each loss with its reason."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import pandas as pd

from lbdp_core.postings import skills
from lbdp_core.postings.coder import Coder
from lbdp_core.postings.ingest import advert
from lbdp_core.postings.ingest.duplicates import Matcher, signatures
from lbdp_core.postings.ingest.outlines import Outlines
from lbdp_core.postings.store import Store
from lbdp_core.row_accounts import BARE, RowAccount
from lbdp_core.sources import DataError

KNOWN = "already in the store"
LIKE = 0.6  # from here on an advert is said to repeat another
ENDINGS = (".json", ".jsonl", ".ndjson", ".html", ".htm", ".csv", ".tsv", ".txt")


@dataclass
class Feed:
    """What goes into a store: the coder, the store's own corrections, and the adverts that new ones may repeat.

    least: the lead below which no occupation is given. outlines: what places an advert by its coordinates where its
    words do not.
    """

    store: Store
    coder: Coder
    least: float
    outlines: Outlines | None = None

    def __post_init__(self) -> None:
        self.corrections = self.store.corrections()

    @cached_property
    def matcher(self) -> Matcher:
        """The adverts of the store that a new one may repeat."""
        matcher = Matcher()
        matcher.resume(*self.store.recent())
        return matcher

    def take(self, raw: bytes, label: str, source: str = "") -> dict[str, object]:
        """Keep the new adverts of a file: what became of its rows, and what could not be told of those kept.

        Raises:
            DataError: the file holds nothing that could be an advert; the store is as it was.
        """
        frame, account = advert.read(raw, label, source, self.outlines)
        kept = coded(frame[self.store.unknown(frame["hash"].tolist())], self.coder, self.corrections, self.least)
        return self.keep(kept.assign(likeness=self.matcher.add(kept)[1]), account)

    def keep(self, kept: pd.DataFrame, account: RowAccount) -> dict[str, object]:
        """Add the new adverts of a file: what became of its rows, and what could not be told of those kept."""
        if known := account.used - len(kept):
            account = account.less({KNOWN: known})
        self.store.add(kept, account)
        repeats, named = int((kept["likeness"] >= LIKE).sum()), int(kept["occupation"].ne("").sum())
        apart = {name: int(kept[name].sum()) for name in ("pro_rata", "on_target", "period_inferred")}
        told = {"repeats": repeats, "coded": named, "lacking": advert.losses(kept), "told_apart": apart}
        return account.line(BARE) | told


def coded(frame: pd.DataFrame, coder: Coder, corrections: Mapping[str, str], least: float) -> pd.DataFrame:
    """Adverts in the order of their days, with their occupation, its lead, skills and minima."""
    frame = frame.sort_values("posted", kind="stable", na_position="first").reset_index(drop=True)
    none = (np.array([], int), np.array([]))
    best, lead = coder.code(frame["title"].tolist(), corrections) if len(frame) else none
    code = np.where(lead >= least, coder.groups[best], "")
    named = [" ".join(map(str, skills.find(*each))) for each in zip(frame["text"], code, strict=True)]
    minima = [row.tobytes() for row in signatures(frame)]
    return frame.assign(occupation=code, lead=np.minimum(lead, 9.0), skills=named, minima=minima)


def files(paths: list[Path]) -> Iterator[Path]:
    """The files of some paths; of a folder all that may hold adverts, in the order of their names.

    Raises:
        DataError: a path is not there.
    """
    for path in paths:
        if path.is_dir():
            yield from sorted(one for one in path.rglob("*") if one.suffix.casefold() in ENDINGS and one.is_file())
        elif path.is_file():
            yield path
        else:
            raise DataError(f"{path} is not there; give a file or a folder of adverts, or - for standard input.")


def watched(folder: Path, wait: Callable[[], bool]) -> Iterator[Path]:
    """Files of a folder as they arrive, each once its size stands still. wait: what waits; False to stop."""
    sizes: dict[Path, int] = {}
    done: set[tuple[Path, int, int]] = set()
    while True:
        for path in files([folder]):
            try:
                about = path.stat()
            except OSError:  # taken away since the folder was listed
                continue
            mark = (path, about.st_size, about.st_mtime_ns)
            if mark not in done and sizes.get(path) == about.st_size:
                done.add(mark)
                yield path
            sizes[path] = about.st_size
        if not wait():
            return


def content(path: Path) -> bytes:
    """The bytes of a file.

    Raises:
        DataError: it cannot be read.
    """
    try:
        return path.read_bytes()
    except OSError as fault:
        raise DataError(f"{path} cannot be read ({fault.strerror}); make it readable, or leave it out.") from None


def refused(path: Path, fault: DataError) -> dict[str, object]:
    """The line of a file that cannot be read."""
    return RowAccount(path.name, "adverts", 0).line(BARE) | {"refused": str(fault)}
