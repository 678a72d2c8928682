"""The README of a data folder lists what the manifest lists."""

from lbdp_core.catalogue import readme
from lbdp_core.sources import Entry, Origin, Shelf, find

ROOT = find("sample_data")


def test_the_shipped_readme_is_the_manifest_in_words():
    shelf = Shelf(ROOT)
    assert (ROOT / "README.md").read_text("utf-8") == readme("The suite's data", shelf.entries.values())


def test_a_synthetic_table_is_named_as_such():
    made_up = Entry("x/visits.csv", "0", 1, 2, Origin("visits", "nobody", "none", "2021", "synthetic"))
    assert "Synthetic: x/visits.csv." in readme("t", [made_up])
