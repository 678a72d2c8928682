"""Verdicts on cards: need first, yes or no, and nothing where nothing is known."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from lbdp_core.children.model.council import ranks, verdicts


def changed(fitted, **values):
    """The model with the last figures of Barnet's referrals set."""
    k, c = fitted.at("referrals"), fitted.council("Barnet")
    arrays = {}
    for name, value in values.items():
        arrays[name] = getattr(fitted, name).copy()
        arrays[name][k, c] = value
    return dataclasses.replace(fitted, **arrays)


def of(fitted, key="referrals", name="Barnet"):
    return {one.key: one for one in verdicts(fitted, key, name)}


@pytest.mark.parametrize(
    ("plain", "apart", "answer", "beyond_chance"),
    [(5.0, 2.5, "Yes", False), (5.0, 1.0, "No", True), (1.0, 0.5, "No", False), (np.nan, np.nan, "", False)],
)
def test_among_councils(fitted, plain, apart, answer, beyond_chance):
    found = of(changed(fitted, plain=plain, apart=apart)).get("among")
    assert (found.answer if found else "") == answer
    assert ("Chance alone does not explain it." in found.sentence if found else False) == beyond_chance


def test_need_comes_before_the_others_and_is_a_yes_or_a_no(fitted):
    said = of(changed(fitted, unlike=-2.2, expected=519.4))
    assert (said["need"].answer, said["need"].sentence) == ("Yes", "Similar need averages 519.")
    assert list(said)[:2] == ["now", "need"]
    without = of(changed(fitted, unlike=np.nan))["need"]
    assert without.answer == "Not used"
    assert without.sentence.startswith("Child poverty, deprivation and ages do not help to predict this")


def test_what_a_council_here_averages_is_nearer_the_middle(fitted):
    k, c = fitted.at("referrals"), fitted.council("Barnet")
    value, slope = fitted.value.copy(), fitted.slope.copy()
    value[k, -1, c], slope[k] = 10_000.0, 0.5
    middle = np.nanmedian(value[k, -1])
    said = of(dataclasses.replace(fitted, value=value, slope=slope))["after"]
    assert said.answer == f"{middle + (10_000 - middle) / 2:,.0f}"


def test_every_council_has_whole_sentences_for_every_indicator(fitted):
    for k, key in enumerate(fitted.keys):
        assert ranks(fitted, k).endswith("no rank.")
        for name in ("Hackney", "City of London", "Council 3"):
            for one in verdicts(fitted, str(key), name):
                assert not one.sentence or one.sentence.endswith(".")
                assert one.answer
                assert "nan" not in f"{one.answer} {one.sentence}"


def test_a_missing_figure_is_said_with_its_reason(fitted):
    k, c = fitted.at("referrals"), fitted.council("Barnet")
    value, why = fitted.value.copy(), fitted.why.copy()
    value[k, -1, c] = np.nan
    why[k, -1, c], reasons = 1, np.array(["", "suppressed"])
    gone = dataclasses.replace(fitted, value=value, why=why, reasons=reasons)
    (said,) = verdicts(gone, "referrals", "Barnet")
    assert said.sentence == "There is no published figure for Barnet in 2024: suppressed."


def test_polarity_agrees_with_the_departments_dictionary(shelf):
    from lbdp_core.children.indicators import indicators

    table = shelf.table("children/dictionary.csv").drop_duplicates("short").set_index("short")["better"]
    short = {"rereferrals": "ReReferral", "assessments_45_days": "Continue_Assess_Comp", "plans": "CPP_rate",
             "plans_reviewed": "RevCP", "plans_2_years": "CPPlans2yrsActive", "plans_ended_2_years": "CPPlans2yrs",
             "vacancies": "Work_Force_Vac_Rate", "caseload": "Work_Force_AvgNumCase_SW",
             "children_in_need": "CIN", "leavers_19_housed": "CareLeaverAcc"}  # fmt: skip
    words = {"Low": "lower", "High": "higher", "-": "neither"}
    better = {one.key: one.better for one in indicators()}
    assert {key: better[key] for key in short} == {key: words[str(table[name])] for key, name in short.items()}
