"""A whole release under other names: every column of every published file renamed and reordered says the same."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd
import pytest

from lbdp_core.children.load import load
from lbdp_core.children.releases import STANDARD
from lbdp_core.sources import Workbench
from tests.children import files
from tests.children.files import PLACE

WORDS = (
    (r"re_referrals?", "rereferral"), (r"referrals", "referral"), (r"section47", "section_47_enquiries"),
    (r"icpc", "initial_child_protection_conference"), (r"cpp_subsequent", "second_or_subsequent_cpp"),
    (r"cpp", "child_protection_plan"), (r"at31_episodes", "cin_episodes_at_31_march"), (r"at31", "at_31_march"),
    (r"assessments_completed", "completed_assessment"), (r"(\d)years\+", r"\1_years_or_more"),
    (r"inpost", "in_post"), (r"case_holders", "caseholder"), (r"percent$", "percentage"),
    (r"rate$", "rate_per_10000"), (r"^(\d+)-(\d+)_days", r"\1_to_\2_days"), (r"duration_(\d+)-(\d+)", r"\1_to_\2"),
)  # fmt: skip


def renamed(header: str) -> str:
    """A header as another release might have it: small letters, words of the field, the unit at the end."""
    name = header.casefold()
    for pattern, word in WORDS:
        name = re.sub(pattern, word, name)
    unit = re.search(r"percentage|rate|percentile|median|count|estimate|fte|headcount", name)
    return name if unit or header in ("category", "breakdown") else f"{name}_count"


def rewrite(source: Path, target: Path) -> None:
    table = pd.read_csv(source, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    text = {"category", "category_type", "characteristic", "characteristic_type", "breakdown", "population_type"}
    text |= {"cla_group", "placement_stability", "care_leaver_age", "age_group"}
    own = {name: renamed(name) for name in table if name not in {*PLACE, *STANDARD, *text}}
    own |= {"breakdown": "category_of_row", "population_type": "cla_measure", "cla_group": "group"}
    table = table.rename(columns=own)
    table[[*reversed(list(table))]].to_csv(target, index=False)


@pytest.mark.raw
def test_every_published_figure_is_found_under_other_names(raw, real, tmp_path):
    from lbdp_core.children.build import build

    folder = tmp_path / "raw"
    folder.mkdir()
    for part in ("dfe_ees_published", "dfe_children_looked_after"):
        for path in sorted((raw / "children" / part).glob("*.csv")):
            rewrite(path, folder / path.name)
    bench = Workbench(tmp_path / "data")
    build(files.inventory(folder), bench)
    other = load(bench.shelf({}))
    assert set(other.series) == set(real.series)
    for key, series in real.series.items():
        assert other.years == real.years
        pd.testing.assert_frame_equal(pd.DataFrame(other.series[key].value), pd.DataFrame(series.value), obj=key)
