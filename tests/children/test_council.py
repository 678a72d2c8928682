"""Verdicts in sentences: need first, yes or no, and nothing where nothing is known."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from lbdp_core.children.model.council import verdict


def changed(fitted, **values):
    """The model with the last figures of Barnet's referrals set."""
    k, c = fitted.at("referrals"), fitted.council("Barnet")
    arrays = {}
    for name, value in values.items():
        arrays[name] = getattr(fitted, name).copy()
        arrays[name][k, c] = value
    return dataclasses.replace(fitted, **arrays)


@pytest.mark.parametrize(
    ("plain", "apart", "words"),
    [
        (5.0, 2.5, "Unusual even allowing for how councils normally differ: yes."),
        (5.0, 1.0, "Unusual even allowing for how councils normally differ: no. Chance alone does not explain it."),
        (1.0, 0.5, "Unusual even allowing for how councils normally differ: no."),
        (np.nan, np.nan, ""),
    ],
)
def test_among_councils(fitted, plain, apart, words):
    assert verdict(changed(fitted, plain=plain, apart=apart), "referrals", "Barnet").among == words


def test_need_comes_before_the_others_and_is_a_yes_or_a_no(fitted):
    said = verdict(changed(fitted, unlike=-2.2, expected=519.4), "referrals", "Barnet")
    assert said.need == (
        "Councils with children of similar need average 519 per 10,000 children. "
        "Unlike what its children's needs would predict: yes."
    )
    assert said.sentences.index(said.need) == 1
    without = verdict(changed(fitted, unlike=np.nan), "referrals", "Barnet")
    assert without.need.startswith("Child poverty, deprivation and ages do not help to predict this")


def test_every_council_has_a_sentence_for_every_indicator(fitted):
    for key in fitted.keys:
        for name in ("Hackney", "City of London", "Council 3"):
            for sentence in verdict(fitted, str(key), name).sentences:
                assert sentence.endswith(".")
                assert "nan" not in sentence


def test_a_missing_figure_is_said(fitted):
    k, c = fitted.at("referrals"), fitted.council("Barnet")
    value = fitted.value.copy()
    value[k, -1, c] = np.nan
    said = verdict(dataclasses.replace(fitted, value=value), "referrals", "Barnet")
    assert said.sentences == ["Referrals: there is no published figure for Barnet in 2024."]


@pytest.mark.raw
def test_polarity_agrees_with_the_departments_dictionary(published):
    from lbdp_core.children.indicators import indicators

    shelf = published[0].shelf({})
    table = shelf.table("children/dictionary.csv").drop_duplicates("short").set_index("short")["better"]
    short = {"rereferrals": "ReReferral", "assessments_45_days": "Continue_Assess_Comp", "plans": "CPP_rate",
             "plans_reviewed": "RevCP", "plans_2_years": "CPPlans2yrsActive", "plans_ended_2_years": "CPPlans2yrs",
             "vacancies": "Work_Force_Vac_Rate", "caseload": "Work_Force_AvgNumCase_SW",
             "children_in_need": "CIN", "leavers_19_housed": "CareLeaverAcc"}  # fmt: skip
    words = {"Low": "lower", "High": "higher", "-": "neither"}
    better = {one.key: one.better for one in indicators()}
    assert {key: better[key] for key in short} == {key: words[str(table[name])] for key, name in short.items()}
