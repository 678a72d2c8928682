"""The evidence pack: nothing left silent, Word says what JSON says, same inputs make same bytes, JSON can come back."""

from __future__ import annotations

import io
import json
import time
import zipfile
from dataclasses import replace
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from lbdp_core import atrs
from lbdp_core.agreements import pack, screening
from lbdp_core.agreements.contract import BUNDLED, bundled
from lbdp_core.agreements.pack.headings import asked as headings
from lbdp_core.agreements.pack.reopen import HEAD
from lbdp_core.agreements.pack.word import EMPTY, MEASURES, RISKS
from lbdp_core.agreements.screening import questions
from lbdp_core.sources import DataError
from tests.agreements.random_contracts import contracts

ANSWERS = {
    "scoring": True,
    "large_scale": False,
    "dpia.views": "Two meetings with residents.",
    "isp.security": "TLS; named users.",
}
FINDINGS = {"verdict": "adds", "skill": "0.4%"}
VERSIONS = {"data_sha256": "ab" * 32, "model_sha256": "cd" * 32, "date": "2026-11-25"}
MADE = pack.build(bundled("bins"), ANSWERS, FINDINGS, VERSIONS)
HELD = json.loads(MADE.json)
# of the ICO's sample template, typed here apart from the file that the code reads
ICO = (
    "Submitting controller details",
    "Step 1: Identify the need for a DPIA",
    "Step 2: Describe the processing",
    "Describe the nature of the processing",
    "Describe the scope of the processing",
    "Describe the context of the processing",
    "Describe the purposes of the processing",
    "Step 3: Consultation process",
    "Step 4: Assess necessity and proportionality",
    "Step 5: Identify and assess risks",
    "Step 6: Identify measures to reduce risk",
    "Step 7: Sign off and record outcomes",
)
SIGN_OFF = (
    "Measures approved by", "Residual risks approved by", "DPO advice provided", "Summary of DPO advice",
    "DPO advice accepted or overruled by", "Consultation responses reviewed by",
    "This DPIA will be kept under review by",
)  # fmt: skip


def read(raw: bytes) -> tuple[list[str], list[str], list[list[str]]]:
    """Headings, paragraphs in order, and rows of tables of a Word document."""
    document = Document(io.BytesIO(raw))
    paragraphs = [p.text for p in document.paragraphs]
    found = [p.text for p in document.paragraphs if p.style.name.startswith(("Heading", "Title"))]
    return found, paragraphs, [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]


def test_every_heading_of_the_ico_s_template_is_there_in_word_and_in_json():
    found, paragraphs, rows = read(MADE.docx)
    in_json = [section["heading"] for section in HELD["papers"]["dpia"]["sections"]]
    assert tuple(in_json) == ICO
    assert [heading for heading in found if heading in ICO] == list(ICO)
    for words in SIGN_OFF:
        assert any(text.startswith(words) for text in paragraphs), words
    for columns in (RISKS, MEASURES):
        assert list(columns.values()) in rows


@pytest.mark.parametrize("paper", pack.PAPERS)
def test_word_says_what_json_says_and_leaves_no_question_silent(paper):
    _, paragraphs, _ = read(MADE.docx)
    for section in HELD["papers"][paper]["sections"]:
        for ask in section["asks"]:
            assert ask["says"], ask["id"]
            assert (ask["asks"], ask["says"]) in pairwise(paragraphs), ask["id"]


def test_what_nobody_answered_says_so():
    said = {ask["id"]: ask["says"] for p in pack.PAPERS for s in HELD["papers"][p]["sections"] for ask in s["asks"]}
    assert set(said) == set(headings())
    assert said["dpia.dpo_summary"] == said["dpia.expectation"] == said["isp.signatures"] == pack.NOT_ANSWERED
    assert said["dpia.views"] == "Two meetings with residents."
    assert said["dpia.informed"] == pack.NOT_ANSWERED  # the contract has no privacy notice
    assert said["isp.limits"] == bundled("bins").limitations
    assert sum(text == pack.NOT_ANSWERED for text in said.values()) > 20


def test_a_person_s_words_go_before_the_contract_s():
    made = pack.build(bundled("bins"), {"isp.limits": "Not for debt either."}, {}, {})
    said = {ask["id"]: ask["says"] for s in json.loads(made.json)["papers"]["isp"]["sections"] for ask in s["asks"]}
    assert said["isp.limits"] == "Not for debt either."


def test_the_transparency_record_has_every_field_and_says_what_is_not_answered():
    _, _, rows = read(MADE.docx)
    numbered = {row[0]: row for row in rows if len(row) == 3}
    for number, key in atrs.numbered():
        assert numbered[number][1] == atrs.name(key)
        assert numbered[number][2], number
    assert numbered["1.4"][2] == pack.NOT_ANSWERED
    assert numbered["0.2"][2] == "3.0"
    assert "medical_reason" in numbered["2.4.3.5"][2]


def test_it_says_that_it_is_a_draft_with_its_hash_versions_and_rules():
    _, paragraphs, rows = read(MADE.docx)
    assert any(pack.STATUS in text for text in paragraphs[:3]) and any(MADE.sha256 in text for text in paragraphs[:3])
    assert HELD["status"] == "draft, needs the DPO"
    assert HELD["sha256"] == MADE.sha256 and len(MADE.sha256) == 64
    assert {"ab" * 32, "cd" * 32, "25 November 2026"} <= {row[1] for row in rows}
    assert set(HELD["rules"]) == {"terms", "screening", "risks"}
    assert not any(text.lower() == "approved" for row in read(MADE.docx)[2] for text in row)


def test_word_opens_with_what_is_open_and_every_question_of_the_screening():
    found, _, rows = read(MADE.docx)
    assert found[:4] == [
        "Evidence pack: Assisted bin collection",
        "What is in this pack",
        "What the test found",
        "Screening",
    ]
    said = {p: [a["says"] for s in HELD["papers"][p]["sections"] for a in s["asks"]] for p in pack.PAPERS}
    for paper, title in (("isp", "Information sharing protocol"), ("dpia", "Data protection impact assessment")):
        assert [title, str(len(said[paper])), str(said[paper].count(pack.NOT_ANSWERED))] in rows
    asked = {
        words: {"scoring": "yes", "large_scale": "no"}.get(id, pack.NOT_ANSWERED) for id, words in questions().items()
    }
    assert [list(pair) for pair in asked.items()] == [row for row in rows if row[0] in asked]


def test_no_table_is_wider_than_its_page_and_none_loses_its_head():
    document = Document(io.BytesIO(MADE.docx))
    (section,) = document.sections
    room = section.page_width - section.left_margin - section.right_margin
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    for table in document.tables:
        assert sum(column.width for column in table.columns) <= room + 1_000  # a fortieth of a millimetre, of rounding
        assert table.rows[0]._tr.trPr.xpath("w:tblHeader")
        assert all(row._tr.trPr.xpath("w:cantSplit") for row in table.rows)


def test_word_has_no_code_for_a_person_to_puzzle_over_nor_a_finding_told_at_length_twice():
    found = pack.build(bundled("bins"), ANSWERS, {"answer": "It adds.", "Risk": "+3 points"}, VERSIONS)
    _, paragraphs, rows = read(found.docx)
    text = "\n".join([*paragraphs, *(cell for row in rows for cell in row)])
    for code in (
        "special_category",
        "quasi_identifier",
        "direct_identifier",
        "public_task",
        "2026-11-25",
        "2016-04-01",
    ):
        assert code not in text, code
    assert text.count("+3 points") == 2  # what the bench found, and the record's own field for it
    assert "It adds. Each figure with its range stands under" in text


def test_the_register_in_word_is_that_in_json():
    _, _, rows = read(MADE.docx)
    for columns in (RISKS, MEASURES):
        for line in HELD["register"]:
            assert [line[key] or EMPTY[key] for key in columns] in rows


def test_the_same_inputs_make_the_same_bytes_whatever_the_clock(monkeypatch):
    monkeypatch.setattr(time, "localtime", lambda *_: time.struct_time((2031, 5, 4, 3, 2, 0, 6, 124, 1)))
    again = pack.build(bundled("bins"), dict(reversed(ANSWERS.items())), FINDINGS, VERSIONS)
    assert again == MADE
    assert pack.build(bundled("bins"), ANSWERS, FINDINGS, VERSIONS | {"date": "2026-11-26"}).sha256 != MADE.sha256
    with zipfile.ZipFile(io.BytesIO(MADE.docx)) as archive:
        assert {part.date_time[:3] for part in archive.infolist()} == {(1980, 1, 1)}


@pytest.mark.parametrize("name", [*BUNDLED][:2])
def test_json_in_again_is_the_same_pack(name):
    made = pack.build(bundled(name), ANSWERS, FINDINGS, VERSIONS)
    found = pack.opened(made.json)
    assert found.contract == bundled(name)
    assert dict(found.answers) == ANSWERS
    assert (found.findings, found.versions) == (FINDINGS, VERSIONS)
    assert pack.build(found.contract, found.answers, found.findings, found.versions) == made


@given(
    contracts(most=3),
    st.dictionaries(st.sampled_from([*screening.questions()]), st.booleans()),
    st.dictionaries(st.sampled_from([*headings()]), st.text(max_size=60), max_size=4),
    st.dictionaries(st.text(max_size=10), st.text(max_size=60), max_size=3),
)
@settings(max_examples=6, deadline=None)
def test_any_pack_can_be_read_back_and_built_again(contract, marked, worded, findings):
    """Text of all sorts (control characters, half of a pair, formulas, markup): nothing fails or changes twice."""
    made = pack.build(contract, marked | worded, findings, {})
    found = pack.opened(made.json)
    assert found.contract == contract
    assert pack.build(found.contract, found.answers, found.findings, found.versions) == made
    Document(io.BytesIO(made.docx))


HOSTILE = "a\x00b\x0b<script>alert(1)</script>&amp; ]]> \ud800 \ufffe \u202e\r\n=1+1"


def test_hostile_text_is_text():
    made = pack.build(bundled("bins"), {"dpia.views": HOSTILE}, {HOSTILE: HOSTILE}, {})
    _, paragraphs, _ = read(made.docx)
    assert any("<script>alert(1)</script>&amp; ]]>" in text for text in paragraphs)
    for raw in (made.json.decode(), "".join(paragraphs)):
        assert not {"\x00", "\x0b", "\ud800", "\ufffe", "\u202e"} & set(raw)
    with zipfile.ZipFile(io.BytesIO(made.docx)) as archive:
        for part in archive.namelist():
            if part.endswith((".xml", ".rels")):
                ElementTree.fromstring(archive.read(part))


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({"dpia.shoes": "9"}, "asks for dpia.shoes"),
        ({"scoring": "yes"}, "yes or no"),
        ({"dpia.views": True}, "should be words"),
        ({"dpia.views": "x" * 2_001}, "at most 2,000"),
        ({"dpia.views": 3}, "should be words"),
    ],
)
def test_an_answer_to_nothing_is_one_sentence(answers, words):
    with pytest.raises(DataError, match=words):
        pack.build(bundled("bins"), answers, {}, {})


def changed(**parts: object) -> bytes:
    return json.dumps(HELD | parts).encode()


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"", "not JSON"),
        (b"\xff\xfe", "not JSON"),
        (b"[1]", "not an evidence pack"),
        (b"{}", "not an evidence pack"),
        (b"[" * 100_000, "not JSON"),
        (b'{"a": ' * 50_000, "not JSON"),
        (b" " * 2_000_001, "at most"),
        (changed(form=2), "form 1"),
        (changed(contract=None), "lacks"),
        (changed(findings={"a": 1}), "not text"),
        (changed(findings={"a": "b"}), "does not match its hash"),
        (changed(sha256="0" * 64), "does not match its hash"),
        (changed(more="x"), "does not match its hash"),
        (changed(answers={"scoring": False}), "does not match its hash"),
        (changed(versions={"a": "b", "c": float("nan")}), "not text"),
        (json.dumps(HELD | {"register": float("nan")}).encode(), "does not match its hash"),
    ],
)
def test_a_file_that_is_no_pack_is_one_sentence(raw, words):
    with pytest.raises(DataError, match=words) as refused:
        pack.opened(raw, "pack.json")
    assert str(refused.value).endswith(".") and "\n" not in str(refused.value)


def test_a_pack_signed_again_over_a_contract_that_is_none_is_refused_too():
    """Whoever can work out the hash still cannot bring in what the record refuses."""
    from lbdp_core.agreements.pack.build import digest

    for part, value in (("contract", HELD["contract"] | {"kind": "Pod"}), ("answers", {"dpia.shoes": "9"})):
        forged = HELD | {part: value}
        forged["sha256"] = digest({name: held for name, held in forged.items() if name not in HEAD})
        with pytest.raises(DataError):
            pack.opened(json.dumps(forged).encode())


HOMES = ("orders visits", "order visits", "9(2)", "Schedule 1, paragraph", "which homes", "A person decides")


@pytest.mark.parametrize("place", ["lsoa", "ward"])
def test_a_pack_of_counts_says_nothing_of_homes_or_of_conditions_that_nobody_needs(place):
    held = json.loads(pack.asked("bins", frozenset({"collections", "lives_alone"}), {"place": place}, {}, "json"))
    said = {ask["id"]: ask["says"] for p in pack.PAPERS for s in held["papers"][p]["sections"] for ask in s["asks"]}
    assert not [(id, words) for id, text in said.items() for words in HOMES if words in text]
    assert said["isp.conditions"] == "No special category data are asked for"
    assert "Article 6(1)(e)" in said["dpia.basis"] and "Article 6(1)(e)" in said["isp.provisions"]
    assert "usage" not in held["contract"]["description"]
    assert said["dpia.how"] == pack.NOT_ANSWERED and said["dpia.kept"] != pack.NOT_ANSWERED
    assert not {"article9Condition", "schedule1Condition"} & {
        c["property"] for c in held["contract"]["customProperties"]
    }
    atrs_part = json.dumps(held["papers"]["atrs"])
    assert not [words for words in HOMES if words in atrs_part]


def test_a_condition_for_special_categories_is_cited_only_beside_one():
    plain = replace(bundled("bins"), fields=bundled("bins").fields[:3])
    held = json.loads(pack.build(plain, {}, {}, {}).json)
    said = {ask["id"]: ask["says"] for p in pack.PAPERS for s in held["papers"][p]["sections"] for ask in s["asks"]}
    assert plain.article_9 and not [id for id, text in said.items() if "9(2)" in text]


def test_a_smaller_ask_says_what_it_does_not_ask_for():
    kept = frozenset({"collections"})
    facts = {"skill": 0.01234, "tried": 6, "verdict": "adds", "data_sha256": "ab" * 32}
    held = json.loads(pack.asked("bins", kept, {"place": "lsoa", "age": "band"}, facts, "json"))
    assert [f["name"] for f in held["contract"]["schema"][0]["properties"]] == ["lsoa", "collections"]
    assert held["findings"] == {"skill": "0.01234", "tried": "6", "verdict": "adds"}
    assert held["versions"] == {"data_sha256": "ab" * 32}
    assert held["screening"]["outcome"] == "not indicated"
    (left,) = [a["says"] for s in held["papers"]["isp"]["sections"] for a in s["asks"] if a["id"] == "isp.not_asked"]
    assert "medical_reason" in left and "name" in left and "collections (" not in left
    assert read(pack.asked("bins", kept, {"place": "lsoa", "age": "band"}, facts, "docx"))[0]
