"""Parts of the page about the contract: they follow the levers, leave nothing silent and nothing small."""

from __future__ import annotations

import re
from types import SimpleNamespace

import pandas as pd
import pytest

from lbdp_core import protect
from lbdp_core.agreements.contract import BUNDLED, bundled, write
from lbdp_core.agreements.screening import questions
from lbdp_core.sharing.views.contracts import FILED, SCENES, SCREENING, SEEN
from lbdp_core.sharing.views.current_contract import ANSWER, NO, YES
from lbdp_core.sharing.views.records import KNOWN, RULES, SETS


def result(
    key: str = "bins", shared: frozenset[str] = frozenset({"collections"}), place: str = "lsoa"
) -> SimpleNamespace:
    fields = [f.name for f in bundled(key).fields]
    ask = pd.DataFrame({"field": fields, "shared": ["yes" if name in shared else "no" for name in fields]})
    return SimpleNamespace(levers={"dataset": key, "place": place, "age": "band"}, extras={"ask": ask})


def shown(name: str, of: SimpleNamespace, **picks: str):
    scene = SCENES[name]
    first = {words: options[0] for words, options in scene.choices(None, of).items()}
    return scene.show(None, of, first | {words.replace("_", " "): value for words, value in picks.items()})


@pytest.mark.parametrize("name", SCENES)
@pytest.mark.parametrize("key", BUNDLED)
def test_every_part_shows_something_of_every_contract(name, key):
    for of in (
        result(key),
        result(key, frozenset()),
        result(key, frozenset(f.name for f in bundled(key).fields), "uprn"),
    ):
        found = shown(name, of)
        assert all(found.sentences) and (found.sheets or SCENES[name].papers)
        for heading, frame in found.sheets:
            assert heading and len(frame), (name, heading)
            assert not frame.isna().to_numpy().any(), (name, heading)
            assert (frame.dtypes != "float64").all(), (
                "figures are written out, so that none has digits it does not know"
            )


def test_form_and_file_say_the_same():
    of = result(shared=frozenset())
    file = shown("Contract", of, **{SEEN.replace(" ", "_"): FILED}).sheets[0][1]
    assert "\n".join(file["File"]).replace("\u00a0", " ").strip() == write(bundled("bins")).decode().strip()
    fields, terms = (frame for _, frame in shown("Contract", of).sheets)
    assert fields["Field"].tolist() == [f.name for f in bundled("bins").fields]
    assert terms.set_index("Term").loc["Privacy notice", "What the contract says"] == "not answered"


def test_a_smaller_ask_is_seen_as_smaller():
    fields = shown("Contract", result()).sheets[0][1].set_index("Field")["Asked for as"]
    assert fields["uprn"] == "lsoa" and fields["collections"] == "collections" and fields["name"] == "not asked for"
    assert "counts by area" in shown("Contract", result()).sentences[0]
    assert "one row a home" in shown("Contract", result(place="postcode")).sentences[0]


def held(scene: str, of: SimpleNamespace, **answers: str):
    """A scene with what the papers hold beside its own choices."""
    first = {words: options[0] for words, options in SCENES[scene].choices(None, of).items()}
    return SCENES[scene].show(None, of, first | {ANSWER + id: text for id, text in answers.items()})


def test_the_screening_follows_the_answers_of_the_papers_and_names_them():
    first = shown("Screening", result())
    assert "do not call for a DPIA" in first.sentences[1]
    assert SCENES["Screening"].papers == SCREENING and not SCENES["Screening"].choices(None, result())
    yes = held("Screening", result(), new_technology=YES, scoring=YES, tracking=NO)
    assert "You need a DPIA" in yes.sentences[1]
    fired = dict(yes.sheets)[next(h for h, _ in yes.sheets if h.startswith("Rules"))]
    assert "answer: scoring" in " ".join(fired["Reason"])
    assert any(
        f"Answer the other {len(questions()) - 3} questions of {len(questions())}" in line for line in yes.sentences
    )


def test_the_register_falls_with_the_ask():
    def points(of):
        return float(re.search(r"Risk points: ([\d.]+) as shared", " ".join(shown("Risks", of).sentences))[1])

    rows = frozenset({"collections", "medical_reason"})
    assert points(result()) < points(result(shared=rows)) < points(result(shared=rows, place="uprn"))
    grid = dict(shown("Risks", result()).sheets)["Number of risks, before measures"]
    assert grid.drop(columns="Likelihood").astype(int).to_numpy().sum() == 9


@pytest.mark.parametrize("known", SETS)
@pytest.mark.parametrize("rules", [p.title for p in protect.PROFILES.values()])
def test_small_numbers_stay_hidden_whatever_is_chosen(known, rules):
    found = shown("Small numbers", result(), **{KNOWN.replace(" ", "_"): known, RULES.replace(" ", "_"): rules})
    profile = next(p for p in protect.PROFILES.values() if p.title == rules)
    table = found.sheets[-1][1].drop(columns="Reason")
    counts = pd.to_numeric(pd.Series(table.to_numpy().ravel()).str.replace(",", ""), errors="coerce").dropna()
    assert not ((counts > 0) & (counts <= profile.threshold)).any()
    alone = found.sheets[0][1]["Rows"]
    assert all(text == "hidden" or int(re.sub(r"\D", "", text)) >= 10 for text in alone)


def test_the_key_s_show_tells_one_home_and_two_projects():
    table = shown("Key", result()).sheets[0][1]
    assert len(set(table["Normalised"])) == 1 and len(table) == 5
    one, two = (table[name] for name in table.columns if name.startswith("Key in"))
    assert len(set(one)) == len(set(two)) == 1
    assert one[0] != two[0]
    assert any("remain personal data" in line for line in shown("Key", result()).sentences)
