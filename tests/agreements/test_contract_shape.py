"""The file's shape is the Open Data Contract Standard's: what its JSON schema of 3.1.0 asks for and allows.

The schema itself is not kept here; these are the parts of it that a contract touches, typed out from it. On 25 November
2026 every bundled contract, 200 made at random and 870 that the page wrote were valid under the schema itself.
"""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
import yaml
from hypothesis import given, settings

from lbdp_core.agreements.contract import BUNDLED, as_document, bundled, write
from tests.agreements.random_contracts import contracts

TOP = {"version", "apiVersion", "kind", "id", "status"}  # required
MORE = {"name", "description", "schema", "slaProperties", "customProperties"}
TYPES = {"string", "date", "timestamp", "time", "number", "integer", "boolean"}
FIELD = {"name", "logicalType", "description", "required", "classification", "customProperties"}
CAMEL = re.compile(r"[a-z][A-Za-z0-9]*")


def fits(held: dict[str, Any]) -> None:
    assert set(held) >= TOP and set(held) <= TOP | MORE
    assert (held["apiVersion"], held["kind"]) == ("v3.1.0", "DataContract")
    assert all(isinstance(held[name], str) for name in TOP | {"name"})
    assert all(isinstance(text, str) for text in held.get("description", {}).values())
    (table,) = held["schema"]
    assert set(table) == {"name", "logicalType", "properties"} and table["logicalType"] == "object"
    for field in table["properties"]:
        assert {"name"} <= set(field) <= FIELD
        assert field["logicalType"] in TYPES and isinstance(field["required"], bool)
        assert isinstance(field["classification"], str)
        pairs(field.get("customProperties", []))
    for line in held.get("slaProperties", []):
        assert set(line) == {"property", "value", "unit"} and isinstance(line["value"], int)
    pairs(held["customProperties"])


def pairs(lines: list[dict[str, Any]]) -> None:
    for line in lines:
        assert set(line) == {"property", "value"}, line
        assert CAMEL.fullmatch(line["property"]), "the standard writes the names of custom properties in camel case"
        assert isinstance(line["value"], str | int | list), "days are text: JSON has none"


@pytest.mark.parametrize("name", BUNDLED)
def test_a_bundled_contract_has_the_standard_s_shape(name):
    fits(yaml.safe_load(write(bundled(name))))


@given(contracts())
@settings(max_examples=50, deadline=None)
def test_any_contract_has_it_in_yaml_and_in_json(contract):
    held = yaml.safe_load(write(contract))
    fits(held)
    assert held == json.loads(json.dumps(as_document(contract)))
