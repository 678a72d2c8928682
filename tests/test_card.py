"""The model card's own rules, without a theme's data."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from lbdp_core import atrs, card


def test_a_theme_without_words_has_no_card():
    bare = SimpleNamespace(slug="x", title="X", question="X?", tables=(), card=None)
    with pytest.raises(ValueError, match="x has no model card"):
        card.document(bare, None, {}, {})  # type: ignore[arg-type]


def test_a_card_that_lacks_a_field_or_has_another_is_refused():
    text = (Path(card.__file__).parent / "health/card.yaml").read_text("utf-8")
    whole = card.parse(text, "health/card.yaml")
    assert whole.region == "London"
    assert whole.tags[0] == "health"
    assert card.parse(f"{text}region: Leeds\n", "x").region == "Leeds"
    with pytest.raises(ValueError, match=r"health/card\.yaml lacks function; `Card` in lbdp_core/card\.py says"):
        card.parse(text.replace("function:", "funktion:", 1), "health/card.yaml")
    with pytest.raises(ValueError, match="has risk, which is no field of a model card; take it out"):
        card.parse(f"{text}risk: none\n", "health/card.yaml")


def test_the_tiers_are_those_of_the_standard():
    assert [n for n, _ in atrs.FIELDS["tier_1"]] == ["1.1", "1.2", "1.3", "1.4"]
    for section, fields in atrs.FIELDS.items():
        first = {"metadata": "0.", "tier_1": "1."}.get(section, "2.")
        assert all(number.startswith(first) for number, _ in fields)


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("One.", ["One."]),
        (None, [atrs.TO_BE_GIVEN]),
        (["a", "b"], ["a", "b"]),
        ({"rows_read": 1234, "skill": -0.04642}, ["rows read: 1,234", "skill: −0.04642"]),
        ({"out_of_scope": ["One.", "Two."]}, ["out of scope: One. Two."]),
        ({"a/b.csv": {"rows": 1}}, ["a/b.csv: rows: 1"]),
        ([{"year": "2019", "error": 1.25}], ["year: 2019; error: 1.25"]),
    ],
)
def test_a_value_is_said_in_lines(value, said):
    assert atrs.lines(value) == said


def test_names_are_written_as_the_standard_writes_them():
    assert atrs.name("website_url") == "Website URL"
    assert atrs.name("senior_responsible_owner") == "Senior responsible owner"
    assert atrs.title("risks_mitigations_and_impact_assessments") == "Risks, mitigations and impact assessments"
