"""Whatever file is given for a contract: the contract, or one sentence."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from lbdp_core.agreements.contract import as_document, bundled, read, write
from lbdp_core.agreements.contract.text import LARGEST
from lbdp_core.sources import DataError

GOOD = write(bundled("bins"))
LAUGHS = b"a: &a [x, x]\n" + b"".join(
    b"%c: &%c [*%c, *%c, *%c, *%c]\n" % (n, n, n - 1, n - 1, n - 1, n - 1) for n in range(98, 118)
)


def swapped(old: str, new: str) -> bytes:
    assert old.encode() in GOOD
    return GOOD.replace(old.encode(), new.encode(), 1)


BAD = {
    "empty": (b"", "is empty"),
    "spaces": (b"  \n\t\n", "is empty"),
    "not text": (b"\xff\xfe\x00\x01", "not UTF-8"),
    "a picture": (b"\x89PNG\r\n\x1a\n\0\0", "UTF-8|cannot|YAML"),
    "not yaml": (b"a: [1, 2", "not YAML that can be read at line"),
    "a tab": (b"apiVersion:\n\tkind: x", "not YAML"),
    "a list": (b"- a\n- b\n", "should be a mapping"),
    "a word": (b"hello", "should be a mapping"),
    "two documents": (GOOD + b"---\n" + GOOD, "more than one document"),
    "aliases": (LAUGHS, "anchor or alias"),
    "an alias alone": (b"a: *b\n", "anchor or alias"),
    "a python tag": (b"a: !!python/object/apply:os.system ['true']\n", "uses a tag"),
    "a tag": (b"a: !!set {b}\n", "uses a tag"),
    "deep": (b"a: " + b"[" * 40 + b"]" * 40, "nested more than"),
    "very deep": (b"[" * 90_000, "nested more than|not YAML"),
    "wide": (b"a: [" + b"1," * 60_000 + b"]", "parts"),
    "huge": (GOOD + b"#" * LARGEST, "at most"),
    "a key twice": (swapped("status: draft", "status: draft\nstatus: active"), "the key status twice"),
    "merged": (b"<<: {a: 1}\n", "merges keys"),
    "a key that is a list": (b"? [a, b]\n: c\n", "not a word"),
    "no such day": (swapped("'2016-04-01'", "2026-02-30"), "put dates and codes in quotes|should be a day"),
    "another version": (swapped("apiVersion: v3.1.0", "apiVersion: v2.2.2"), "v2.2.2"),
    "another kind": (swapped("kind: DataContract", "kind: Pod"), "Pod"),
    "no id": (swapped("id: lbdp-assisted-bins\n", ""), "no id"),
    "a number for a text": (swapped("version: 1.0.0", "version: 1.0"), "not text; put it in quotes"),
    "yes for a text": (swapped("status: draft", "status: no"), "not text"),
    "a wrong status": (swapped("status: draft", "status: done"), "it may be proposed"),
    "a wrong class": (swapped("classification: direct_identifier", "classification: secret"), "classification of name"),
    "no class": (swapped("    classification: direct_identifier\n", ""), r"no classification in field 1 \(name\)"),
    "no name": (swapped("  - name: name\n    logicalType", "  - logicalType"), "has no name in field 1; give one"),
    "a wrong type": (swapped("logicalType: string", "logicalType: picture"), "type of name"),
    "an unknown key": (swapped("status: draft", "status: draft\nservers: []"), "a key servers that has no place"),
    "an unknown custom property": (swapped("property: controllerRole", "property: shoeSize"), "shoeSize"),
    "a custom property twice": (swapped("property: controllerRole", "property: controller"), "controller twice"),
    "required in words": (swapped("required: false", "required: maybe"), r"maybe in field 1 \(name\); .*true or false"),
    "retention in years": (swapped("unit: months", "unit: years"), "months"),
    "retention in words": (swapped("value: 12", "value: a year"), "value: a year under slaProperties; .* whole number"),
    "two retentions": (
        swapped("  unit: months\n", "  unit: months\n- {property: retention, value: 1, unit: months}\n"),
        "2 entries under slaProperties; give one",
    ),
    "no list": (swapped("linkedWith\n  value:\n  - ", "linkedWith\n  value: "), "no list under linkedWith"),
    "a field that is a word": (swapped("  - name: name\n", "  - word\n  - name: name\n"), "word .*keys with values"),
    "a key that is a number": (swapped("kind: Data", "3: 4\nkind: Data"), "a key 3 that has no place"),
    "half a character": (swapped("name: Assisted bin collection", 'name: "\\ud800"'), "Assisted|name|YAML"),
    "no schema": (swapped("schema:", "schemata:"), "schemata"),
    "a wrong basis": (swapped("value: public_task", "value: because"), "lawful_basis"),
    "a wrong category": (swapped("value: health", "value: mood"), "category of medical_reason"),
    "a coarser field that tells more": (
        swapped(
            "name: has_medical_reason\n        classification: special_category",
            "name: x\n        classification: direct_identifier",
        ),
        "tell more",
    ),
    "a script": (swapped("- name: collections", "- name: <script>alert(1)</script>"), "small letters"),
    "a formula": (swapped("- name: collections", "- name: =1+1"), "small letters"),
    "hidden characters": (swapped("name: Assisted", 'name: "Assisted\\u202e"#'), "cannot be printed|YAML"),
    "an endless text": (swapped("name: Assisted bin", "name: " + "x" * 3_000), "at most 2,000"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_one_sentence(name):
    raw, words = BAD[name]
    with pytest.raises(DataError, match=words) as refused:
        read(raw, "ask.yaml")
    said = str(refused.value)
    assert said.endswith(".") and "\n" not in said and len(said) < 400


def test_good_variants_are_read_as_well_as_bad_ones_are_refused():
    bins = bundled("bins")
    assert read(b"\xef\xbb\xbf" + GOOD) == bins
    assert read(GOOD.replace(b"\n", b"\r\n")) == bins
    assert read(b"# said by somebody\n" + GOOD) == bins
    assert read(b"---\n" + GOOD) == bins
    assert read(yaml.safe_dump(as_document(bins), default_flow_style=True).encode()) == bins  # as JSON does
    assert read(swapped("'2016-04-01'", "2016-04-01")) == bins
    assert read(swapped("name: Assisted bin collection", "name: '  Assisted  bin\u00a0collection '")) == bins


def test_a_label_from_outside_is_safe_in_the_sentence():
    with pytest.raises(DataError) as refused:
        read(b"", "a\nb\x1b[31m" + "x" * 500)
    assert "\n" not in str(refused.value) and "\x1b" not in str(refused.value)


@given(st.lists(st.tuples(st.integers(0, len(GOOD) - 1), st.binary(max_size=3)), min_size=1, max_size=4))
@settings(max_examples=150, deadline=None)
def test_a_damaged_file_is_a_contract_or_a_sentence(damage):
    raw = bytearray(GOOD)
    for at, put in damage:
        raw[at : at + 2] = put
    try:
        found = read(bytes(raw))
    except DataError as refused:
        assert "\n" not in str(refused)
    else:
        assert read(write(found)) == found
