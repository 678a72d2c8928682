"""Coder: the SOC 2020 minor group (three digits) of an advert's title, with the right to abstain.

Words and groups of four letters of published titles, tasks and descriptions, weighted by TF-IDF. Three linear scores
are added: a support vector machine, naive Bayes (Wang and Manning 2012 join the two for short texts), and the likeness
to all that is published of a group. The idea is that of occupationcoder (Turrell and others 2019).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lbdp_core.postings import crosswalk
from lbdp_core.postings.titles import bare, key, stems

Array = NDArray[np.float64]
WEIGHTS = {"title": 1.0, "group": 1.0, "index": 0.5, "task": 0.3, "description": 0.3, "entry": 0.2}  # in the fit
CLOSE = 1e-2  # the support vector machine's fit goes on until it is so near its end
PENALTY, LIKENESS, BAYES = 0.5, 3.0, 0.1  # of the machine; what the other two scores count beside it
SMOOTH = 0.01  # of the counts of naive Bayes


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


def fit(published: pd.DataFrame) -> Coder:
    """The coder of what is published. published: text, what (as in `WEIGHTS`), group, unit.

    A title counts whole, one of the coding index half, a task or a description of its group less.
    """
    from sklearn.svm import LinearSVC

    published = grouped(published)
    index = published["what"].eq("index")
    words, spelling, features = _features(published, 2 if index.any() else 1)
    weight = published["what"].map(WEIGHTS).to_numpy(float)
    machine = LinearSVC(C=PENALTY, tol=CLOSE, max_iter=50_000).fit(features, published["group"], sample_weight=weight)
    groups = machine.classes_
    learnt = machine.coef_.T + BAYES * _bayes(features, published, groups)
    of_soc = published[~index]
    whole = [" ".join(of_soc.loc[of_soc["group"].eq(group), "text"]) for group in groups]
    learnt[: len(words.vocabulary_)] += LIKENESS * words.transform(whole).T.toarray()
    names = np.array([*words.get_feature_names_out(), *(f"~{name}" for name in spelling.get_feature_names_out())])
    scale = np.array([float(f"{top:.4g}") for top in np.abs(learnt).max(axis=0) / 127])
    idf = np.concatenate([words.idf_, spelling.idf_]).astype(np.float32).astype(float)
    weights = np.rint(learnt / scale).clip(-127, 127).astype(np.int8)
    return Coder(np.asarray(groups, str), names.astype(str), idf, weights, scale, machine.intercept_.round(3))


def grouped(published: pd.DataFrame) -> pd.DataFrame:
    """The same with a group for every text: titles of an index by SOC 2010 get one by `crosswalk`, or are left out."""
    known, index = (published[published["group"].eq("").eq(missing)] for missing in (False, True))
    if index.empty:
        return known
    groups = np.unique(known["group"])
    words, spelling, features = _features(known, 1)
    texts = _stacked(words.transform(index["text"]), spelling.transform(index["text"]))
    fits = np.asarray(texts @ _bayes(features, known, groups))
    index = index.assign(group=crosswalk.index_groups(index, known, fits, groups))
    return pd.concat([known, index[index["group"].ne("")]])


def _features(published: pd.DataFrame, least: int) -> tuple[Any, Any, Any]:
    """What makes features of words and of letters, and the features of published texts.

    least: in how many texts a word or a pair must stand; letters must in one more.
    """
    titles = published["what"].eq("title")
    texts = published["text"].mask(titles, published["text"].map(bare))
    words, spelling = _words(least), _letters(least + 1)
    return words, spelling, _stacked(words.fit_transform(texts), spelling.fit_transform(texts))


def _stacked(one: Any, other: Any) -> Any:
    from scipy import sparse

    return sparse.hstack([one, other]).tocsr()


def _bayes(features: Any, published: pd.DataFrame, groups: NDArray[Any]) -> Array:
    """(f, groups) how much likelier each feature is in a group than in the mean group, as a logarithm."""
    weight = published["what"].map(WEIGHTS).to_numpy(float)
    member = (published["group"].to_numpy()[:, None] == groups) * weight[:, None]
    counts = features.T @ member + SMOOTH
    logs = np.log(counts) - np.log(counts.sum(axis=0))
    return np.asarray(logs - logs.mean(axis=1, keepdims=True))


def _words(least: int = 1) -> Any:
    from sklearn.feature_extraction.text import TfidfVectorizer

    return TfidfVectorizer(analyzer=stems, sublinear_tf=True, min_df=least)


def _letters(least: int = 1) -> Any:
    from sklearn.feature_extraction.text import TfidfVectorizer

    return TfidfVectorizer(analyzer="char_wb", ngram_range=(4, 4), sublinear_tf=True, min_df=least)


def curve(
    right: NDArray[np.bool_], lead: Array, shares: Iterable[float] = (1.0, 0.9, 0.8, 0.7, 0.5)
) -> dict[str, float]:
    """Accuracy by the share that is coded, the surest first.

    >>> curve(np.array([True, False]), np.array([2.0, 1.0]), (1.0, 0.5))
    {'1.0': 0.5, '0.5': 1.0}
    """
    order = np.argsort(-lead, kind="stable")
    return {f"{share:.1f}": float(right[order[: max(round(len(order) * share), 1)]].mean()) for share in shares}
