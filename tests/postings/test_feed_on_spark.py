"""Spark keeps of a folder what one machine keeps: every advert, every loss with its reason, every count."""

from __future__ import annotations

import random

import pytest

from apps import cli
from lbdp_core.postings import feed, feed_on_spark
from lbdp_core.postings import store as held
from lbdp_core.postings.build.stream import stream
from lbdp_core.postings.store import Store
from tests.postings import files as made

pytest.importorskip("ibis")
SURE = 0.05  # so that some titles get a code and some do not


@pytest.fixture(scope="module")
def folder(tmp_path_factory, published):
    """A year of adverts in files by month, some twice, with what is no advert, files of other forms, and bad ones."""
    path, rng = tmp_path_factory.mktemp("it's adverts"), random.Random(3)
    records = [record for _, record in stream(published, 150, seed=5).records]
    for n in range(6):
        rows = records[n * len(records) // 6 : (n + 1) * len(records) // 6]
        again = [rng.choice(rows), rng.choice(records[: n * len(records) // 6 + 1])]
        lines = made.lines(*rows, *again, {"title": "", "description": "x"}) + b'\n{"title": "cut'
        (path / f"{n:02d}.jsonl").write_bytes(lines)
    (path / "adzuna.json").write_bytes(made.results(made.adzuna(), made.adzuna(id="2", created="")))
    (path / "bad.csv").write_bytes(b"a,b\n1,2\n")
    (path / "empty.json").write_bytes(b"")
    (path / "page.html").write_text(f'<script type="application/ld+json">{made.lines(made.school()).decode()}</script>')
    return path


def kept(store):
    """Each advert with all that the store says of it, and the adverts by month, borough and occupation."""
    adverts = store.connection.sql("SELECT * FROM adverts ORDER BY rowid").to_arrow_table()
    return adverts, store.ask(held.by_month(held.distinct(store.adverts)).order_by(["month", "borough", "occupation"]))


@pytest.fixture(scope="module")
def whole(folder, tmp_path_factory, small_coder):
    """What one process keeps, after an earlier file and a correction, when another goes on after its first file."""
    first, *rest = feed.files([folder])
    with Store(tmp_path_factory.mktemp("one") / "s.duckdb") as store:
        told = [*lines(begun(store, small_coder), [first]), *lines(feed.Feed(store, small_coder, SURE), rest)]
        yield told, kept(store)


def begun(store, coder):
    """A store that already has an advert of the folder and one that others repeat, and a correction."""
    earlier = made.school(identifier="0", datePosted="2026-09-01"), made.school()
    feed.Feed(store, coder, SURE).take(made.lines(*earlier), "earlier")
    store.correct("Ward nurse", "613")
    return feed.Feed(store, coder, SURE)


def lines(one, paths):
    for path in paths:
        try:
            yield one.take(path.read_bytes(), path.name)
        except feed.DataError as fault:
            yield feed.refused(path, fault)


def test_spark_keeps_what_one_process_keeps_and_goes_on_after_a_stop(spark, folder, whole, small_coder, tmp_path):
    path, every = tmp_path / "s.duckdb", list(feed.files([folder]))
    with Store(path) as store:
        one = begun(store, small_coder)
        stopped = feed_on_spark.take(one, path, every, "", "local[2]")
        told = [next(stopped)]
        stopped.close()
        told += feed_on_spark.take(one, path, every[1:], "", "local[2]")
        (adverts, counts), (others, same) = kept(store), whole[1]
    assert told == whole[0]
    assert {reason for line in told for reason in line["set_aside"]} >= {feed.KNOWN, "not valid JSON"}
    assert sum(line.get("repeats", 0) for line in told) > 100 and len(counts) > 100
    assert adverts.equals(others)
    assert counts.equals(same)
    assert [one.name for one in tmp_path.iterdir()] == ["s.duckdb"]


def test_what_spark_cannot_read_is_refused_in_one_sentence(tmp_path, capsys):
    asked = ["postings", "ingest", "-", "--store", str(tmp_path / "s"), "--engine", "spark"]
    assert cli.main(asked) == 2
    assert "leave out" in capsys.readouterr().err
