"""A data folder is read only as it was made."""

import pandas as pd
import pytest

from lbdp_core.sources import DataError, Origin, Shelf, Unwritten, Workbench, find

ORIGIN = Origin("a table", "ONS", "OGL v3.0", "2021-03-21")


@pytest.fixture
def folder(tmp_path):
    bench = Workbench(tmp_path)
    bench.table("a/t.csv", pd.DataFrame({"x": [1, 2]}), ORIGIN)
    bench.table("a/z.csv.gz", pd.DataFrame({"x": [3]}), ORIGIN)
    bench.finish({"said": "this"})
    return tmp_path


def test_tables_and_provenance_come_back(folder):
    shelf = Shelf(folder)
    assert shelf.table("a/t.csv")["x"].tolist() == [1, 2]
    assert shelf.table("a/z.csv.gz")["x"].tolist() == [3]
    assert (shelf.origin("a/t.csv"), shelf.entries["a/t.csv"].rows, shelf.report) == (ORIGIN, 2, {"said": "this"})


def test_the_same_frame_is_the_same_bytes(folder, tmp_path_factory):
    again = tmp_path_factory.mktemp("again")
    Workbench(again).table("a/z.csv.gz", pd.DataFrame({"x": [3]}), ORIGIN)
    assert (again / "a/z.csv.gz").read_bytes() == (folder / "a/z.csv.gz").read_bytes()


@pytest.mark.parametrize("harm", ["changed", "missing", "unlisted"])
def test_anything_else_is_refused_in_one_sentence(folder, harm):
    path = "a/t.csv"
    if harm == "changed":
        (folder / path).write_text("x\n1\n9\n")
    elif harm == "missing":
        (folder / path).unlink()
    else:
        path = "a/other.csv"
    with pytest.raises(DataError, match=r"^[^\n]*lbdp data build[^\n]*$"):
        Shelf(folder).table(path)


@pytest.mark.parametrize("text", [None, "{"])
def test_a_folder_without_a_usable_manifest_is_refused(tmp_path, text):
    if text:
        (tmp_path / "manifest.json").write_text(text)
    with pytest.raises(DataError, match="manifest"):
        Shelf(tmp_path)


def test_a_crash_while_writing_leaves_the_old_file(folder, monkeypatch):
    before = (folder / "a/t.csv").read_bytes()
    monkeypatch.setattr("os.fsync", lambda fd: (_ for _ in ()).throw(OSError("disk full")))
    with pytest.raises(Unwritten, match="disk full"):
        Workbench(folder).table("a/t.csv", pd.DataFrame({"x": [9]}), ORIGIN)
    assert (folder / "a/t.csv").read_bytes() == before


def test_a_named_folder_comes_first_then_the_environment(tmp_path, monkeypatch):
    monkeypatch.setenv("LBDP_DATA", str(tmp_path))
    assert find("sample_data") == tmp_path
    monkeypatch.delenv("LBDP_DATA")
    assert (find("sample_data") / "manifest.json").exists()
    with pytest.raises(DataError, match="not there"):
        find("sample_data", tmp_path / "nowhere")
