"""Spark gives what DuckDB gives: the same questions of adverts, exactly; sums of fractions within 1e-9."""

from __future__ import annotations

import inspect
import os
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest

from lbdp_core import spark as engine
from lbdp_core.postings import store as held
from lbdp_core.postings.store import Store
from lbdp_core.sources import DataError
from tests import made_adverts

ROWS = int(os.environ.get("LBDP_SPARK_ROWS", "4_000"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("adverts")
    for n, table in enumerate(made_adverts.tables(ROWS)):
        pq.write_table(table, path / f"{n}.parquet")
    return path


@pytest.fixture(scope="module")
def store(folder):
    with Store(Path(":memory:")) as made:
        made.connection.execute(f"INSERT INTO adverts SELECT * FROM read_parquet('{folder}/*.parquet')")
        yield made


def questions(adverts):
    """Every question that the store's module has, and sums of what the adverts say that it picks.

    They are the functions whose first argument is `adverts`, so that a new one is compared as well.
    """
    asked = {
        name: function
        for name, function in inspect.getmembers(held, inspect.isfunction)
        if next(iter(inspect.signature(function).parameters), "") == "adverts"
    }
    assert len(asked) >= 4
    found = {}
    for name, function in asked.items():
        more = ["2026-09-30"] if "day" in inspect.signature(function).parameters else []
        found[name] = function(held.distinct(adverts, 0.7), *more)
    return {name: question if is_small(question) else summed(question) for name, question in found.items()}


def is_small(question) -> bool:
    return "hash" not in question.columns


def summed(adverts):
    """All adverts that a question picks, by day and borough: their number, sums and extremes."""
    return adverts.group_by(["posted", "borough"]).agg(
        n=adverts.count(),
        low=adverts.pay_low.sum(),
        high=adverts.pay_high.mean(),
        best=adverts.lead.max(),
        first=adverts.hash.min(),
        places=adverts.occupation.nunique(),
    )


def rows(frame):
    """A frame with its rows in order; fractions apart, because their sums depend on the order of adding."""
    keys = [name for name, kind in frame.dtypes.items() if kind.kind != "f"]
    ordered = frame.sort_values(keys).reset_index(drop=True)
    return ordered[keys], ordered.drop(columns=keys).to_numpy(float)


def test_every_question_has_the_same_answer_on_spark_as_on_duckdb(spark, folder, store):
    spark.conf.set("spark.sql.shuffle.partitions", "2")
    spark.read.parquet(str(folder)).createOrReplaceTempView("adverts")
    for name, question in questions(store.adverts).items():
        (one, floats), (other, others) = rows(store.ask(question)), rows(engine.ask(spark, question).to_pandas())
        assert len(one) > 20, name
        assert one.equals(other), name
        np.testing.assert_allclose(floats, others, rtol=1e-9, atol=0, err_msg=name)


def test_a_difference_is_seen(store):
    """The comparison can fail: one advert less is another answer."""
    whole = store.ask(held.by_month(store.adverts))
    less = store.ask(held.by_month(store.adverts.filter(store.adverts.likeness < 0.99)))
    assert not rows(whole)[0].equals(rows(less)[0])


def test_without_spark_or_java_one_sentence_says_what_to_install(monkeypatch):
    monkeypatch.setattr(engine, "find_spec", lambda name: None)
    with pytest.raises(DataError, match=r"pip install"):
        engine.session()
    monkeypatch.setattr(engine, "find_spec", lambda name: object())
    monkeypatch.setattr(engine.shutil, "which", lambda name: None)
    monkeypatch.delenv("JAVA_HOME", raising=False)
    with pytest.raises(DataError, match="Java 17"):
        engine.session()
