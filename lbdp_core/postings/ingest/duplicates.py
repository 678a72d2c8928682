"""Duplicates: which adverts say the same as an earlier one, by MinHash of their words.

An advert is reposted two to five times, so more than half of all adverts are not new (Textkernel). Broder (1997), On
the resemblance and containment of documents: the share of equal minima of two sets of word groups is their Jaccard
similarity. Two adverts are compared only where a band of their minima is equal.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lbdp_core.postings.ingest.values import NAMES

MINIMA, BANDS, SEED = 128, 32, 20
GROUP = 3  # words that stand side by side
SHORT = 80  # characters of a text that says hardly anything
FLOOR = 0.3  # similarity below which nothing is kept: no strictness goes so low
TITLES = 0.6  # share of the words of two titles that must be the same, where both have words of their own
LATEST = 20  # adverts of a band that a new one is held against
DAYS = 42  # between an advert and the one that it repeats
WORDS = re.compile(r"[a-z0-9£]+")
NOISE, RANKS = (frozenset(NAMES[kind]) for kind in ("noise", "ranks"))  # of titles


@dataclass
class Matcher:
    """Adverts so far, and the earlier advert that a new one is most like.

    >>> said = "We need a night nurse for our ward in Camden with two years of practice and a car of your own".split()
    >>> texts = [" ".join(said), " ".join([*said[:-1], "please"]), "Other words " * 9]
    >>> days = pd.to_datetime(["2025-01-01", "2025-01-03", "2025-01-04"])
    >>> frame = pd.DataFrame({"title": "Nurse", "text": texts, "borough": "Camden", "posted": days})
    >>> of, like = Matcher().add(frame)
    >>> of.tolist(), bool(like[1] > 0.8)
    ([-1, 0, -1], True)
    """

    seen: list[tuple[frozenset[str], str, int]] = field(default_factory=list)
    minima: NDArray[np.uint32] = field(default_factory=lambda: np.empty((1_024, MINIMA), dtype=np.uint32))
    buckets: dict[tuple[int, bytes], list[int]] = field(default_factory=lambda: defaultdict(list))

    def add(self, frame: pd.DataFrame) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """For each advert (n,), in the order of their days: the earlier one it is most like, -1 for none, and how like.

        frame: title, borough ("" for unknown), posted, and text or its minima as bytes.
        """
        days = day_numbers(frame["posted"])
        minima = unpacked(frame["minima"]) if "minima" in frame else signatures(frame)
        of, like = np.full(len(frame), -1), np.zeros(len(frame))
        for n, (title, borough) in enumerate(zip(frame["title"], frame["borough"], strict=True)):
            row, mine = minima[n], (title_words(title), borough, int(days[n]))
            keys = [(band, part.tobytes()) for band, part in enumerate(row.reshape(BANDS, -1))]
            found = {one for key in keys for one in self.buckets.get(key, ())[-LATEST:]}
            near = [one for one in sorted(found) if _may_repeat(mine, self.seen[one])]
            if near:
                alike = (self.minima[near] == row).mean(axis=1)
                best = int(alike.argmax())
                if alike[best] >= FLOOR:
                    of[n], like[n] = near[best], alike[best]
            self._keep(mine, row)
            for key in keys:
                self.buckets[key].append(len(self.seen) - 1)
        return of, like

    def _keep(self, mine: tuple[frozenset[str], str, int], row: NDArray[np.uint32]) -> None:
        if len(self.seen) == len(self.minima):
            self.minima = np.concatenate([self.minima, np.empty_like(self.minima)])
        self.minima[len(self.seen)] = row
        self.seen.append(mine)

    def resume(self, frame: pd.DataFrame, minima: NDArray[np.uint32]) -> None:
        """Go on from adverts of an earlier run: title, borough, posted, and their minima (n, MINIMA)."""
        for title, borough, day, row in zip(
            frame["title"], frame["borough"], day_numbers(frame["posted"]), minima, strict=True
        ):
            self._keep((title_words(title), borough, int(day)), row)
            for band, part in enumerate(row.reshape(BANDS, -1)):
                self.buckets[(band, part.tobytes())].append(len(self.seen) - 1)


def day_numbers(posted: pd.Series) -> NDArray[np.int64]:
    """Days since 1970; adverts without a day share one of their own, so they are compared with one another alone."""
    days = posted.to_numpy("datetime64[D]")
    return np.where(np.isnat(days), -(10**6), days.astype("int64"))


def signatures(frame: pd.DataFrame) -> NDArray[np.uint32]:
    """(n, MINIMA) the minima of the groups of words of each advert: title and text.

    Hardly any text tells no two employers' adverts apart, so that the employer, or the advert's number, counts as well.
    """
    import rensa

    made = np.empty((len(frame), MINIMA), dtype=np.uint32)
    whose = frame["employer"].where(frame["employer"].ne(""), frame["ident"]) if "employer" in frame else frame["title"]
    for n, (title, text, who) in enumerate(zip(frame["title"], frame["text"], whose, strict=True)):
        words = WORDS.findall(f"{title} {text if len(text) >= SHORT else f'{who} {text}'}".casefold())
        groups = [" ".join(words[k : k + GROUP]) for k in range(max(len(words) - GROUP + 1, 1))]
        one = rensa.RMinHash(num_perm=MINIMA, seed=SEED)
        one.update(groups)
        made[n] = one.digest()
    return made


def unpacked(minima: Iterable[bytes]) -> NDArray[np.uint32]:
    """(n, MINIMA) from the bytes of each advert's."""
    return np.frombuffer(b"".join(map(bytes, minima)), dtype=np.uint32).reshape(-1, MINIMA)


def title_words(title: str) -> frozenset[str]:
    """The words of a title that tell it from others."""
    return frozenset(WORDS.findall(title.casefold())) - NOISE


def titles_alike(words: frozenset[str], others: frozenset[str]) -> bool:
    """Whether two titles can be of one vacancy: one adds to the other, or most of their words are the same.

    Another rank, grade or year is another vacancy: schools and wards advertise several with nearly the same text.

    >>> one = title_words("Class Teacher KS1")
    >>> [titles_alike(one, title_words(two)) for two in ("Urgent: Class Teacher KS1, Camden", "Class Teacher KS2")]
    [True, False]
    """
    mine, theirs = words - others, others - words
    if (mine | theirs) & RANKS or (_numbered(mine) and _numbered(theirs)):
        return False
    return not mine or not theirs or len(words & others) / len(words | others) >= TITLES


def _numbered(words: frozenset[str]) -> bool:
    return any(character.isdigit() for word in words for character in word)


def _may_repeat(new: tuple[frozenset[str], str, int], old: tuple[frozenset[str], str, int]) -> bool:
    """Whether titles are alike, the day is near, and neither names another borough than the other."""
    (words, borough, day), (others, other, before) = new, old
    if abs(day - before) > DAYS or (borough and other and borough != other):
        return False
    return titles_alike(words, others)
