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

from lbdp_core.postings.titles import bare, key, stems

Array = NDArray[np.float64]
WEIGHTS = {"title": 1.0, "group": 1.0, "index": 0.5, "task": 0.3, "description": 0.3, "entry": 0.2}  # in the fit
CLOSE = 1e-2  # the support vector machine's fit goes on until it is so near its end
PENALTY, LIKENESS, BAYES = 0.5, 3.0, 0.1  # of the machine; what the other two scores count beside it
SMOOTH = 0.01  # of the counts of naive Bayes
SEED = 64  # of the order in which the machine looks at texts: the same texts give the same coder


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
    def _parts(self) -> tuple[Any, Any]:
        """What makes features of words, and of letters."""
        letters = np.char.startswith(self.features, "~")
        parts = _words(), _letters()
        for part, mine in zip(parts, (~letters, letters), strict=True):
            part.vocabulary = {str(name).removeprefix("~"): n for n, name in enumerate(self.features[mine])}
            part.idf_ = self.idf[mine]
        return parts

    @cached_property
    def _matrix(self) -> NDArray[np.float32]:
        return (self.weights * self.scale).astype(np.float32)

    def _of(self, titles: Sequence[str]) -> Any:
        """(n, f) the features of titles, sparse."""
        called = [bare(title) for title in titles]
        return _side_by_side(part.transform(called) for part in self._parts)

    def scores(self, titles: Sequence[str]) -> Array:
        """(n, g) how well each group fits."""
        return np.asarray(self._of(titles) @ self._matrix + self.bias, float)

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
        row = self._of([title]).tocoo()
        group = int(self.scores([title])[0].argmax())
        lift = self._matrix[row.col, group] - self._matrix[row.col].mean(axis=1)
        terms = ["letters of the title" if name.startswith("~") else str(name) for name in self.features[row.col]]
        weights = pd.Series(row.data * lift, pd.Index(terms, name="term"), name="weight")
        return weights.groupby("term").sum().nlargest(most).reset_index()


def fit(published: pd.DataFrame) -> Coder:
    """The coder of what is published. published: text, what (as in `WEIGHTS`), group, unit.

    A title counts whole, one of the coding index half, a task or a description of its group less.
    """
    from sklearn.svm import LinearSVC

    index, title = (published["what"].eq(what) for what in ("index", "title"))
    texts = published["text"].mask(title, published["text"].map(bare))
    least = 2 if index.any() else 1  # texts in which a word or a pair must stand; letters must in one more
    words, letters = _words(least), _letters(least + 1)
    features = _side_by_side(part.fit_transform(texts) for part in (words, letters))
    weight = published["what"].map(WEIGHTS).to_numpy(float)
    machine = LinearSVC(C=PENALTY, tol=CLOSE, max_iter=50_000, random_state=SEED)
    machine.fit(features, published["group"], sample_weight=weight)
    groups = machine.classes_
    member = (published["group"].to_numpy()[:, None] == groups) * weight[:, None]
    learnt = machine.coef_.T + BAYES * _bayes(features.T @ member)
    of_soc = published[~index]
    whole = [" ".join(of_soc.loc[of_soc["group"].eq(group), "text"]) for group in groups]
    learnt[: len(words.vocabulary_)] += LIKENESS * words.transform(whole).T.toarray()
    names = np.array([*words.get_feature_names_out(), *(f"~{name}" for name in letters.get_feature_names_out())])
    scale = np.array([float(f"{top:.4g}") for top in np.abs(learnt).max(axis=0) / 127])
    idf = np.concatenate([words.idf_, letters.idf_]).astype(np.float32).astype(float)
    weights = np.rint(learnt / scale).clip(-127, 127).astype(np.int8)
    return Coder(np.asarray(groups, str), names.astype(str), idf, weights, scale, machine.intercept_.round(3))


def _bayes(counts: Array) -> Array:
    """(f, g) how much likelier each feature is in a group than in the mean group, as a logarithm, from its counts."""
    logs = np.log(counts + SMOOTH) - np.log((counts + SMOOTH).sum(axis=0))
    return np.asarray(logs - logs.mean(axis=1, keepdims=True))


def _side_by_side(parts: Iterable[Any]) -> Any:
    from scipy import sparse

    return sparse.hstack(list(parts)).tocsr()


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
