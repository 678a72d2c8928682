"""The store: added to and never changed, the same advert once, and no kept advert lost to a crash."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from apps import cli
from lbdp_core.postings import store as held
from lbdp_core.postings.build.stream import stream
from lbdp_core.postings.feed import KNOWN, Feed, files, watched
from lbdp_core.postings.store import Store
from lbdp_core.sources import DataError
from tests.postings import files as made

pytest.importorskip("ibis")
ROOT = Path(__file__).resolve().parents[2]
KILLS = 3
WRITER = """
import json, sys
from pathlib import Path
from lbdp_core.postings.ingest import advert
from lbdp_core.postings.store import ADVERTS, Store
from lbdp_core.row_accounts import RowAccount
with Store(Path(sys.argv[1])) as store:
    print("open", flush=True)
    for n in range(10_000):
        rows = [("csv", {"title": f"Nurse {n} {k}", "location": "Camden"}) for k in range(50)]
        frame, _ = advert.adverts(rows)
        store.add(frame.reindex(columns=list(ADVERTS)).assign(likeness=0.0), RowAccount(str(n), "adverts", 50))
        print(n, flush=True)
"""


@pytest.fixture
def feed(tmp_path, small_coder):
    with Store(tmp_path / "adverts.duckdb") as store:
        yield Feed(store, small_coder, 0.2)


def raw(published, originals=60, seed=5):
    return made.lines(*(record for _, record in stream(published, originals, seed).records))


def number(store, adverts=None):
    return store.ask((store.adverts if adverts is None else adverts).count().as_table()).iloc[0, 0]


def test_the_same_file_twice_is_kept_once(feed, published):
    first, again = feed.take(raw(published), "a"), feed.take(raw(published), "b")
    assert first["used"] == first["rows"] == number(feed.store)
    assert first["repeats"] > 0
    assert (again["used"], again["set_aside"]) == (0, {KNOWN: first["rows"]})


def test_questions_are_asked_in_ibis(feed, published):
    feed.take(raw(published), "a")
    new = held.distinct(feed.store.adverts)
    months, pay = feed.store.ask(held.by_month(new)), feed.store.ask(held.pay(new))
    assert list(months) == ["month", "borough", "occupation", "adverts"]
    assert months["adverts"].sum() <= number(feed.store, new)
    assert (pay["lower"].dropna() <= pay["upper"].dropna()).all()
    six, year = (number(feed.store, held.open_on(new, "2026-09-30", weeks)) for weeks in (6, 52))
    assert 0 < six < year


def test_a_run_goes_on_where_an_earlier_one_stopped(tmp_path, small_coder, published):
    path, one, other = tmp_path / "adverts.duckdb", made.school(), made.school(identifier="2", jobBenefits="A pension")
    with Store(path) as store:
        Feed(store, small_coder, 0.2).take(made.lines(one), "a")
        store.correct("Teacher of Maths", "613")
    with Store(path) as store:
        feed = Feed(store, small_coder, 0.2)
        assert feed.take(made.lines(other), "b")["repeats"] == 1
        feed.take(made.lines(made.school(title="Zxq", identifier="3")), "c")
        assert set(store.ask(store.adverts)["occupation"]) == {"231", "613", ""}


def test_what_is_no_store_or_no_advert_is_refused_and_leaves_nothing(tmp_path, feed):
    with pytest.raises(DataError):
        feed.take(b"a,b\n1,2\n", "bad.csv")
    assert number(feed.store) == 0
    (tmp_path / "x.duckdb").write_bytes(b"not a database at all" * 200)
    with pytest.raises(DataError, match="not a store of adverts"):
        Store(tmp_path / "x.duckdb")


def test_a_watched_folder_gives_each_file_once_and_when_it_is_whole(tmp_path):
    (tmp_path / "a.json").write_text("{}")
    looks = iter([True, True, True, True, False])
    parts = iter(["title,x\n", "Nurse,1\n"])

    def wait():
        with (tmp_path / "b.csv").open("a") as growing:
            growing.write(next(parts, ""))
        return next(looks)

    assert [path.name for path in watched(tmp_path, wait)] == ["a.json", "b.csv"]
    with pytest.raises(DataError, match="is not there"):
        list(files([tmp_path / "nothing"]))


@pytest.mark.parametrize("seed", range(KILLS))
def test_no_advert_that_was_kept_is_lost_when_the_process_is_killed(tmp_path, seed):
    path = tmp_path / "adverts.duckdb"
    env = os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])}
    command = [sys.executable, "-c", WRITER, str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=env) as child:
        assert child.stdout is not None
        assert child.stdout.readline().strip() == "open"
        said = [child.stdout.readline() for _ in range(random.Random(seed).randint(1, 60))]
        child.send_signal(signal.SIGKILL)  # in the middle of whatever it is writing
        said += [line for line in child.stdout.read().splitlines() if line.isdecimal()]
    with Store(path) as store:
        files_kept, rest = divmod(number(store), 50)
    assert rest == 0
    assert files_kept - len(said) in (0, 1)  # the last one may have been kept before it was said


def test_the_command_reads_counts_and_corrects(tmp_path, capsys):
    store = ["--store", str(tmp_path / "s.duckdb")]

    def asked(*words):
        status = cli.main(["postings", *map(str, words), *store, "--json"])
        out = capsys.readouterr()
        return json.loads(out.out) if status == 0 else (status, out.err)

    (tmp_path / "a.json").write_bytes(made.lines(made.school()))
    (tmp_path / "b.csv").write_text("a,b\n1,2\n")
    lines = asked("ingest", tmp_path / "a.json", tmp_path / "b.csv")["files"]
    assert lines[0]["used"] == 1
    assert lines[0]["told_apart"] == {"pro_rata": 0, "on_target": 0, "period_inferred": 1}
    assert "title" in lines[1]["refused"]
    (row,) = asked("count")["rows"]
    assert (row["borough"], row["occupation"], row["month"]) == ("Lewisham", "231", "2025-05")
    status, says = asked("correct", "Teacher of Maths", "999")
    assert status == 2 and "three digits" in says
    assert asked("correct", "Teacher of Maths", "613")["code"] == "613"
