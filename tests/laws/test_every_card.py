"""Laws of the model card: every field of the standard is there, and every figure is one that was stored."""

from __future__ import annotations

import json
import re

import pytest

from lbdp_core import atrs, card, pipeline
from lbdp_core.sources import Shelf
from lbdp_core.themes import THEMES, by_slug

each_theme = pytest.mark.parametrize("slug", [theme.slug for theme in THEMES if theme.card])
FIGURE = re.compile(r"\d[\d,.]*\s?%|\d+\.\d+|\d{1,3}(,\d{3})+")  # what a person would take for a finding


def made(slug: str, shelf: Shelf):
    score = pipeline.scorecard(slug, shelf)
    return card.document(by_slug(slug), score, shelf.entries, shelf.report), score


@each_theme
def test_every_field_of_the_standard_is_filled_or_left_to_the_organisation(slug, shelf):
    document, _ = made(slug, shelf)
    numbers = [n for n, _ in atrs.numbered()]
    assert len(set(numbers)) == len(numbers) == 65
    for section in atrs.FIELDS:
        for number, name, value in atrs.rows(document, section):
            if number in atrs.ORGANISATIONS:
                assert value is None, name
            else:
                assert value, name
                assert all(line.strip() for line in atrs.lines(value)), name
    assert set(document["left_to_the_organisation"].values()) == {atrs.TO_BE_GIVEN}
    assert {key.split()[0] for key in document["left_to_the_organisation"]} == atrs.ORGANISATIONS


@each_theme
def test_its_figures_are_those_of_the_scorecard_and_the_manifest(slug, shelf):
    document, score = made(slug, shelf)
    model = document["tier_2"]["model_specification"]
    performance = model["model_performance"]
    assert performance["skill"] == score.skill
    assert [o["model"] for o in performance["origins"]] == [o["model"] for o in score.origins]
    assert [o["baseline"] for o in performance["origins"]] == [o["baselines"][score.baseline] for o in score.origins]
    assert model["model_version"]["model_sha256"] == shelf.entries[pipeline.model_path(slug)].sha256
    for dataset in model["datasets"]:
        entry = shelf.entries[dataset["path"]].as_dict()
        assert all(entry[name] == value for name, value in dataset.items())
    quantities = document["tier_2"]["data_specification"]["data_quantities"]["tables"]
    assert {path: q["rows"] for path, q in quantities.items()} == {p: shelf.entries[p].rows for p in quantities}
    assert set(by_slug(slug).tables) <= set(quantities)


@each_theme
def test_a_scorecard_that_changes_changes_the_card(slug, shelf):
    from dataclasses import replace

    document, score = made(slug, shelf)
    other = card.document(by_slug(slug), replace(score, skill=0.123), shelf.entries, shelf.report)
    assert "12.3%" in other["model_card"]["quantitative_analyses"]["says"]
    assert (
        document["model_card"]["quantitative_analyses"]["says"] != other["model_card"]["quantitative_analyses"]["says"]
    )


@each_theme
def test_no_finding_is_typed_into_its_words_and_every_table_has_a_purpose(slug):
    theme = by_slug(slug)
    words = theme.card
    for name, value in vars(words).items():
        for line in atrs.lines(dict(value) if hasattr(value, "items") else value):
            said = line.replace("80%", "")
            assert name == "urls" or not FIGURE.search(said), (name, line)
    assert set(theme.tables) <= set(words.purposes)


@each_theme
def test_it_is_plain_json_and_points_only_to_fields_that_exist(slug, shelf):
    document, _ = made(slug, shelf)
    json.dumps(document, allow_nan=False)
    numbers = {n for n, _ in atrs.numbered()}
    for section in document["model_card"].values():
        assert section["says"]
        assert set(section["atrs_fields"]) <= numbers
    assert set(document["numbers"].values()) == numbers
    assert atrs.text(document).count(atrs.TO_BE_GIVEN) == len(atrs.ORGANISATIONS)
