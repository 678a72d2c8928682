"""Coder: the SOC 2020 minor group (three digits) of an advert's title, with the right to abstain.

Words and letter groups of the published titles, tasks and descriptions, weighted by TF-IDF, and a linear support vector
machine beside the likeness to all that is published of a group. The idea and the figure to beat are those of
occupationcoder (Turrell and others 2019), which had 28,921 titles of the older SOC 2010; SOC 2020 Volume 1 has 2,091.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lbdp_core.postings.ingest.markup import one_line

Array = NDArray[np.float64]
WORD = re.compile(r"[a-z]+[+#]*")
ENDINGS = (
    "ations",
    "ation",
    "ing",
    "ers",
    "er",
    "ors",
    "or",
    "ists",
    "ist",
    "ment",
    "ial",
    "al",
    "ies",
    "y",
    "es",
    "s",
    "ed",
    "e",
    "ion",
    "ive",
    "ics",
    "ic",
)
STEM = 4  # letters that a word keeps at least
WEIGHTS = {
    "title": 1.0,
    "group": 1.0,
    "task": 0.3,
    "description": 0.3,
    "entry": 0.2,
}  # of what is published, in the fit
CLOSE = 1e-9  # the fit goes on until it is so near its end: then every processor ends at the same whole numbers
PENALTY, LIKENESS = 0.5, 4.0  # of the machine; how much the likeness to all that is published of a group counts
NOISE = re.compile(
    r"£\S*|\b(?:\d\S*|london|hybrid|remote|urgent(?:ly)?|immediate start|full[- ]?time|"
    r"part[- ]?time|permanent|temporary|temp|"
    r"fixed term|ftc|maternity cover|required|wanted|nights?|days?|per (?:hour|annum|day|week)|"
    r"ote|band|m/f/x|senior|junior|experienced)\b",
    re.I,
)
PLACES = re.compile(r"\s[-–|@]\s.*$|\bin [A-Z]\w+.*$")


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """A word without the ending that its relations do not share.

    >>> stem("cleaner"), stem("cleaning"), stem("nurse"), stem("nursing")
    ('clean', 'clean', 'nurs', 'nurs')
    """
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= STEM:
            return word[: -len(ending)]
    return word


def stems(text: str) -> list[str]:
    """Stems of a text, and pairs that stand side by side."""
    found = [stem(word) for word in WORD.findall(text.casefold())]
    return found + [f"{one} {other}" for one, other in pairwise(found)]


def bare(title: str) -> str:
    """A title without place, pay, hours and rank.

    >>> bare("Senior Care Assistant (Nights) - Camden £12.60ph")
    'Care Assistant'
    """
    text = one_line(title)
    short = PLACES.sub(" ", text).strip() or text
    found = " ".join(NOISE.sub(" ", short).split())
    return found.strip(" -–,|/()") if re.search(r"[a-z]{3}", found, re.I) else short


@dataclass(frozen=True, eq=False)
class Coder:
    """What was learnt.

    groups: (g,) codes. features: (f,) stems, and letter groups with "~" before them. idf: (f,).
    weights: (f, g) whole numbers, times `scale` (g,). bias: (g,).
    """

    groups: NDArray[Any]
    features: NDArray[Any]
    idf: Array
    weights: NDArray[np.int8]
    scale: Array
    bias: Array

    @cached_property
    def _parts(self) -> tuple[Any, Any, NDArray[np.int64], NDArray[np.int64]]:
        letters = np.char.startswith(self.features, "~")
        first, second = np.flatnonzero(~letters), np.flatnonzero(letters)
        words, spelling = _words(), _letters()
        words.vocabulary = {str(name): n for n, name in enumerate(self.features[first])}
        spelling.vocabulary = {str(name)[1:]: n for n, name in enumerate(self.features[second])}
        words.idf_, spelling.idf_ = self.idf[first], self.idf[second]
        return words, spelling, first, second

    @cached_property
    def _matrix(self) -> NDArray[np.float32]:
        return (self.weights * self.scale).astype(np.float32)

    def scores(self, titles: Sequence[str]) -> Array:
        """(n, g) how well each group fits."""
        words, spelling, first, second = self._parts
        called = [bare(title) for title in titles]
        one, other = words.transform(called) @ self._matrix[first], spelling.transform(called) @ self._matrix[second]
        return np.asarray(one + other + self.bias, float)

    def code(
        self, titles: Sequence[str], corrections: Mapping[str, str] | None = None
    ) -> tuple[NDArray[np.int64], Array]:
        """For each advert (n,) the position of its group, and the lead over the next one: how sure the choice is.

        corrections: title -> code, by a person; they are taken as they are, and are sure.
        """
        scores = self.scores(titles)
        best = scores.argmax(axis=1)
        top = np.partition(scores, -2, axis=1)[:, -2:]
        lead = top[:, 1] - top[:, 0]
        known = {key(title): code for title, code in (corrections or {}).items()}
        for n, title in enumerate(titles if known else ()):
            if code := known.get(key(title)):
                best[n], lead[n] = int(np.flatnonzero(self.groups == code)[0]), np.inf
        return best, lead

    def why(self, title: str, most: int = 5) -> pd.DataFrame:
        """term, weight: the stems of a title that speak for its group against the mean of all, largest first."""
        words, spelling, first, second = self._parts
        called = [bare(title)]
        group = int(self.scores([title])[0].argmax())
        rows = []
        for part, at, mark in ((words, first, ""), (spelling, second, "letters of the title")):
            row = part.transform(called).tocoo()
            lift = self._matrix[at[row.col], group] - self._matrix[at[row.col]].mean(axis=1)
            rows += [
                (mark or str(self.features[at[n]]), float(v)) for n, v in zip(row.col, row.data * lift, strict=True)
            ]
        frame = pd.DataFrame(rows, columns=["term", "weight"]).groupby("term")["weight"].sum().reset_index()
        return frame.nlargest(most, "weight").reset_index(drop=True)


def key(title: str) -> str:
    """A title as corrections are kept by.

    >>> key("Chef de Partie - SOHO"), key("chef  de partie")
    ('chef de partie', 'chef de partie')
    """
    return " ".join(bare(title).casefold().split())


def fit(published: pd.DataFrame) -> Coder:
    """The coder of what is published. published: text, what (as in `WEIGHTS`), group.

    A title counts whole, a task or a description of its group less.
    """
    from scipy import sparse
    from sklearn.svm import LinearSVC

    texts = [
        bare(text) if what == "title" else text for text, what in zip(published["text"], published["what"], strict=True)
    ]
    weight = published["what"].map(WEIGHTS).to_numpy(float)
    words, spelling = _words(), _letters()
    one, two = words.fit_transform(texts), spelling.fit_transform(texts)
    machine = LinearSVC(C=PENALTY, tol=CLOSE, max_iter=50_000).fit(
        sparse.hstack([one, two]).tocsr(), published["group"], sample_weight=weight
    )
    groups = machine.classes_
    whole = [" ".join(published.loc[published["group"].eq(group), "text"]) for group in groups]
    learnt = machine.coef_.T.copy()
    learnt[: one.shape[1]] += LIKENESS * words.transform(whole).T.toarray()
    names = np.array([*words.get_feature_names_out(), *(f"~{name}" for name in spelling.get_feature_names_out())])
    scale = np.array([float(f"{top:.4g}") for top in np.abs(learnt).max(axis=0) / 127])
    idf = np.concatenate([words.idf_, spelling.idf_]).astype(np.float32).astype(float)
    weights = np.rint(learnt / scale).clip(-127, 127).astype(np.int8)
    return Coder(np.asarray(groups, str), names.astype(str), idf, weights, scale, machine.intercept_.round(3))


def _words() -> Any:
    from sklearn.feature_extraction.text import TfidfVectorizer

    return TfidfVectorizer(analyzer=stems, sublinear_tf=True)


def _letters() -> Any:
    from sklearn.feature_extraction.text import TfidfVectorizer

    return TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True, min_df=2)


def curve(
    right: NDArray[np.bool_], lead: Array, shares: Iterable[float] = (1.0, 0.9, 0.8, 0.7, 0.5)
) -> dict[str, float]:
    """Accuracy by the share that is coded, the surest first.

    >>> curve(np.array([True, False]), np.array([2.0, 1.0]), (1.0, 0.5))
    {'1.0': 0.5, '0.5': 1.0}
    """
    order = np.argsort(-lead, kind="stable")
    return {f"{share:.1f}": float(right[order[: max(round(len(order) * share), 1)]].mean()) for share in shares}
