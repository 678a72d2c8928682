"""Laws of plain words beyond the page: documents, model cards, notes of scorecards, errors and docstrings."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from lbdp_core.sources import CHECKOUT
from tests.laws.test_every_sentence import faults, sentences, unexplained
from tests.laws.test_every_theme import each_theme

LONGEST = 32  # words of a sentence of a document, but for what stands in brackets
ERROR = 34  # of an error, which says what is wrong and what to do
KEYS = 3  # words of code from which a sentence lists the keys of a file
GENERATED = re.compile(r"<!-- figures.*?<!-- end of figures -->", re.DOTALL)
END = re.compile(r"(?<=[.!?])[”)*]?\s+(?=[“(A-Z0-9£−*`])")  # a document may begin a sentence with code
DOCUMENTS = sorted(
    [
        *CHECKOUT.glob("docs/methods/*.md"),
        *(CHECKOUT / f"docs/{n}.md" for n in ("json", "contract", "register", "own-file")),
    ]
)
CARDS = sorted(CHECKOUT.glob("lbdp_core/*/card.yaml"))
MODULES = sorted(path for path in CHECKOUT.glob("lbdp_core/**/*.py"))
of_path = lambda path: str(path.relative_to(CHECKOUT))  # noqa: E731


def prose(markdown: str) -> Iterator[str]:
    """The paragraphs and the items of lists of a document, without code, tables, headings and what a command writes."""
    lines: list[str] = []
    for line in [*re.sub(r"```.*?```", "", GENERATED.sub("", markdown), flags=re.DOTALL).splitlines(), ""]:
        fresh = re.match(r"[-*] |\d+\. ", line)
        if (fresh or not line.strip() or line.startswith(("|", "#", "    "))) and lines:
            yield " ".join(lines)
            lines = []
        if line.strip() and not line.startswith(("|", "#", "    ")):
            lines.append(re.sub(r"^([-*] |\d+\. )", "", line.strip()))


def long(text: str, most: int) -> list[str]:
    """What is wrong with a text: hard words, sentences of more words than that, chains of semicolons."""
    found = faults(text)
    for sentence in END.split(text):
        bare = re.sub(r"\([^()]*\)", "", re.sub(r"\([^()]*\)", "", sentence))
        if len(re.findall(r"`[^`]+`", sentence)) >= KEYS:
            continue
        if (count := len(bare.split())) > most:
            found.append(f"has {count} words in “{sentence}”")
        if bare.count(";") > 1:
            found.append(f"has a chain of semicolons in “{sentence}”")
    return found


@pytest.mark.parametrize("path", DOCUMENTS, ids=of_path)
def test_a_document_is_plain(path):
    texts = prose(path.read_text("utf-8"))
    assert {text[:80]: wrong for text in texts if (wrong := long(text, LONGEST))} == {}


@pytest.mark.parametrize("path", DOCUMENTS, ids=of_path)
def test_a_document_writes_out_its_abbreviations_once(path):
    assert unexplained(" ".join(path.read_text("utf-8").split())) == []


def leaves(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield str(key)
            yield from leaves(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from leaves(inner)
    else:
        yield str(value)


@pytest.mark.parametrize("path", CARDS, ids=of_path)
def test_a_model_card_is_plain_and_writes_out_its_abbreviations_once(path):
    texts = list(leaves(yaml.safe_load(path.read_text("utf-8"))))
    assert {text[:80]: wrong for text in texts if (wrong := long(text, LONGEST))} == {}
    assert unexplained(" ".join(texts)) == []


@each_theme
def test_the_notes_of_a_scorecard_are_plain(slug):
    from apps.shell import state

    score = state.opened(slug).score.as_dict()
    texts = [text for text in leaves(score) if len(text.split()) > 5]
    assert {text[:80]: wrong for text in texts if (wrong := long(text, LONGEST))} == {}


def words_of(node: ast.expr) -> str:
    """A literal as a reader gets it, with X for what is put in."""
    if isinstance(node, ast.Constant):
        return str(node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "X" for part in node.values)
    return ""


def errors(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call) and node.exc.args:
            yield words_of(node.exc.args[0])


def test_errors_are_one_plain_sentence():
    wrong = {
        f"{of_path(path)}: {text[:90]}": found
        for path in MODULES
        for text in errors(path)
        if (found := long(text, ERROR) + ["is two sentences"] * (len(sentences(text)) > 2))
    }
    assert wrong == {}


def docstrings(path: Path) -> Iterator[str]:
    """Paragraphs of public docstrings, without examples and lists of names."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.ClassDef | ast.Module) and not getattr(node, "name", "").startswith(
            "_"
        ):
            for paragraph in (ast.get_docstring(node) or "").split("\n\n"):
                if ">>>" not in paragraph:
                    yield " ".join(paragraph.split())


def test_public_docstrings_have_no_hard_words():
    wrong = {f"{of_path(p)}: {t[:90]}": f for p in MODULES for t in docstrings(p) if (f := faults(t))}
    assert wrong == {}


def test_a_decision_s_title_is_short_and_plain():
    titles = [path.read_text("utf-8").splitlines()[0] for path in sorted(CHECKOUT.glob("docs/decisions/*.md"))]
    assert {title: wrong for title in titles if (wrong := long(title, 16))} == {}


@pytest.mark.parametrize(
    ("text", "wrong"),
    [("word " * 33, "33 words"), ("A; b; c.", "semicolons"), ("It takes 80 % of it.", "percent sign")],
)
def test_a_fault_is_found(text, wrong):
    assert wrong in " ".join(long(text, LONGEST))
