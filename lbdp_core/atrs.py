"""ATRS: the fields of the UK's Algorithmic Transparency Recording Standard, and a record in them to be read.

Names and numbers are those of v3.0 (March 2024): `template_table.md` in
github.com/co-cddo/algorithmic-transparency-recording-standard, read on 22 November 2026. That repository also lists
guidance for a v4.0, whose fields were not to be had as text.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

STANDARD = {
    "name": "Algorithmic Transparency Recording Standard",
    "version": "3.0",
    "date": "March 2024",
    "source": "https://github.com/co-cddo/algorithmic-transparency-recording-standard",
    "status": "a draft by the makers of the tool, for the organisation that would use it to complete; not published",
}
TO_BE_GIVEN = "to be given by the organisation that uses it"

# section -> (number, key) in the order of the standard; a key is the standard's own name of the attribute
FIELDS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "metadata": (
        ("0.1", "id"), ("0.2", "standard_version"), ("0.3", "organisation_type"), ("0.4", "function"),
        ("0.5", "capability"), ("0.6", "task"), ("0.7", "tags"), ("0.8", "date_of_completion"),
        ("0.9", "date_updated"), ("0.10", "date_archived"), ("0.11", "title"), ("0.12", "organisation_name"),
        ("0.13", "phase"), ("0.14", "region"), ("0.15", "one_sentence_description"),
    ),
    "tier_1": (("1.1", "name"), ("1.2", "description"), ("1.3", "website_url"), ("1.4", "contact_email")),
    "owner_and_responsibility": (
        ("2.1.1", "organisation_or_department"), ("2.1.2", "team"), ("2.1.3", "senior_responsible_owner"),
        ("2.1.4", "external_supplier_involvement"), ("2.1.4.1", "external_supplier"),
        ("2.1.4.2", "companies_house_number"), ("2.1.4.3", "external_supplier_role"),
        ("2.1.4.4", "procurement_procedure_type"), ("2.1.4.5", "data_access_terms"),
    ),
    "description_and_rationale": (
        ("2.2.1", "detailed_description"), ("2.2.2", "scope"), ("2.2.3", "benefit"), ("2.2.4", "previous_process"),
        ("2.2.5", "alternatives_considered"),
    ),
    "decision_making_process": (
        ("2.3.1", "process_integration"), ("2.3.2", "provided_information"), ("2.3.3", "frequency_and_scale_of_usage"),
        ("2.3.4", "human_decisions_and_review"), ("2.3.5", "required_training"), ("2.3.6", "appeals_and_review"),
    ),
    "tool_specification": (
        ("2.4.1.1", "system_architecture"), ("2.4.1.2", "phase"), ("2.4.1.3", "maintenance"), ("2.4.1.4", "models"),
    ),
    "model_specification": (
        ("2.4.2.1", "model_name"), ("2.4.2.2", "model_version"), ("2.4.2.3", "model_task"), ("2.4.2.4", "model_input"),
        ("2.4.2.5", "model_output"), ("2.4.2.6", "model_architecture"), ("2.4.2.7", "model_performance"),
        ("2.4.2.8", "datasets"), ("2.4.2.9", "dataset_purposes"),
    ),
    "data_specification": (
        ("2.4.3.1", "source_data_name"), ("2.4.3.2", "data_modality"), ("2.4.3.3", "data_description"),
        ("2.4.3.4", "data_quantities"), ("2.4.3.5", "sensitive_attributes"),
        ("2.4.3.6", "data_completeness_and_representativeness"), ("2.4.3.7", "source_data_url"),
        ("2.4.3.8", "data_collection"), ("2.4.3.9", "data_cleaning"), ("2.4.3.10", "data_sharing_agreements"),
        ("2.4.3.11", "data_access_and_storage"),
    ),
    "risks_mitigations_and_impact_assessments": (("2.5.1", "impact_assessment"), ("2.5.2", "risks_and_mitigations")),
}  # fmt: skip
OVERVIEW = ("metadata", "tier_1")  # the other sections are tier 2
ORGANISATIONS = frozenset({  # numbers of the fields that only the organisation can fill in
    "0.1", "0.3", "0.8", "0.9", "0.10", "0.12", "0.13", "1.3", "1.4",
    "2.1.1", "2.1.2", "2.1.3", "2.1.4", "2.1.4.1", "2.1.4.2", "2.1.4.3", "2.1.4.4", "2.1.4.5",
    "2.2.4", "2.3.3", "2.3.5", "2.3.6", "2.4.1.2", "2.5.1",
})  # fmt: skip


def numbered() -> list[tuple[str, str]]:
    """Number and key of every field, in the order of the standard."""
    return [field for fields in FIELDS.values() for field in fields]


def lines(value: Any) -> list[str]:
    """A value of the document as lines for a person: names in words, figures with the digits that they need."""
    if isinstance(value, Mapping):
        return [line for key, v in value.items() for line in _pair(str(key), v)]
    if isinstance(value, list | tuple):
        return [line for v in value for line in (["; ".join(lines(v))] if isinstance(v, Mapping) else lines(v))]
    return [_said(value)]


def _pair(key: str, value: Any) -> list[str]:
    name = key if "/" in key or " " in key else key.replace("_", " ")
    if isinstance(value, Mapping | list | tuple) and not isinstance(value, str):
        found = lines(value)
        flat = all(not isinstance(v, Mapping | list | tuple) for v in _members(value))
        between = " " if all(line.endswith(".") for line in found) else "; "
        return [f"{name}: {between.join(found)}"] if flat else [f"{name}:", *(f"– {line}" for line in found)]
    return [f"{name}: {_said(value)}"]


def _members(value: Any) -> list[Any]:
    return list(value.values()) if isinstance(value, Mapping) else list(value)


def _said(value: Any) -> str:
    if value is None:
        return TO_BE_GIVEN
    if isinstance(value, bool) or not isinstance(value, int | float):
        return str(value)
    return f"{value:,}" if isinstance(value, int) else f"{value:.4g}".replace("-", "−")


def title(section: str) -> str:
    """A section's name in words: "tier_1" is "Tier 1"."""
    words = section.replace("_", " ").capitalize()
    return words.replace("Decision making", "Decision-making").replace("Risks mitigations", "Risks, mitigations")


def name(key: str) -> str:
    """A field's name in words, as the standard writes it."""
    words = key.replace("_", " ").capitalize()
    return {"Id": "ID", "Companies house number": "Companies House number"}.get(words, words.replace(" url", " URL"))


def rows(document: Mapping[str, Any], section: str) -> list[tuple[str, str, Any]]:
    """Number, name in words and value of each field of a section."""
    held = document[section] if section in OVERVIEW else document["tier_2"][section]
    return [(n, name(key), held[key]) for n, key in FIELDS[section]]


def text(document: Mapping[str, Any]) -> str:
    """The whole card to be read in a terminal."""
    out = [f"{STANDARD['name']} v{STANDARD['version']} ({STANDARD['date']}): {STANDARD['status']}"]
    for section in FIELDS:
        out += ["", title(section)]
        for number, words, value in rows(document, section):
            first, *rest = lines(value)
            out += [f"  {number} {words}: {first}", *(f"      {line}" for line in rest)]
    return "\n".join(out)
