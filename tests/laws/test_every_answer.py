"""Laws of what is said first: one figure, one range, at most 25 words, kept in parts that nothing cuts back."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from lbdp_core.levers import Lever, Levers
from lbdp_core.result import Answer, Headline, Result
from tests.laws.test_every_theme import ROOT, each_theme, opened, what_if

LONGEST = 25  # words of a lead
BOROUGHS = ("Kensington and Chelsea", "City of London", "Camden")  # long names, hardly anybody, and an ordinary one
NUMBER = r"(?<![\w.])[−-]?£?\d[\d,]*(?:\.\d+)?"
RANGE = re.compile(rf"chances in \d+: ({NUMBER})%?(?: \w+)? to ({NUMBER})")
VERDICT = re.compile(
    "would not improve|cannot (tell|show) whether"
)  # said in one line; the test follows with its range
CUTS = {"partition", "rpartition", "split", "rsplit", "splitlines", "removeprefix", "removesuffix", "startswith"}
WHERE_CUT = {"result.py", "written.py"}  # the only files that may know how an answer is put together


@cache
def scenarios(slug: str) -> list[tuple[str, Levers, Result]]:
    """Every preset in London, and today and a what-if in some boroughs."""
    theme, model = opened(slug)
    looked = {f"{name} in London": levers for name, levers in theme.presets.items()}
    for borough in BOROUGHS:
        for levers in (theme.levers(), what_if(theme)):
            here = theme.levers(**(levers.as_dict() | {"borough": borough}))
            looked[f"{borough}, {'as today' if here == here.unchanged() else 'changed'}"] = here
    return [(name, levers, theme.run(model, levers)) for name, levers in looked.items()]


@each_theme
def test_a_lead_is_one_short_sentence_with_one_range(slug):
    for name, levers, result in scenarios(slug):
        lead = result.answer.lead
        assert len(lead.split()) <= LONGEST, (name, lead)
        assert lead.endswith("."), name
        assert ". " not in lead, name
        ranges = RANGE.findall(lead)
        assert len(ranges) == lead.count("chances in") <= 1, (name, lead)
        if not ranges and not VERDICT.search(lead):  # nothing to give a range of: the sentence says why
            assert no_width(result), (name, lead)
            assert re.search(r"because|: no | so ", lead), (name, lead)
        assert bool(result.answer.change) or levers == levers.unchanged(), name


def no_width(result: Result) -> bool:
    """Whether a headline or total is exactly nothing at these levers."""
    return any(h.scenario == h.low == h.high == 0 or h.change == h.change_low == h.change_high == 0
               for h in result.figures)  # fmt: skip


@each_theme
def test_the_figures_of_a_lead_are_those_of_a_headline(slug):
    """Both ends are of one headline or total, or of its change, to the digits that the sentence has.

    Not where next to nothing is rounded up, nor of a gain, which has its own 95% range.
    """
    for name, _, result in scenarios(slug):
        found = RANGE.search(result.answer.lead)
        if found and "8 chances in 10" in result.answer.lead and "almost no" not in result.answer.lead:
            shown = [interval for h in result.figures for interval in intervals(h)]
            assert any(all(map(as_shown, found.groups(), ends)) for ends in shown), (name, result.answer.lead)


def intervals(h: Headline) -> list[tuple[float, ...]]:
    """The range of a figure and of its change, without signs, the smaller end first; of none where there is none."""
    pairs = [(h.low, h.high), (h.change_low, h.change_high)]
    return [tuple(sorted((abs(a), abs(b)))) for a, b in pairs if a is not None and b is not None]


def as_shown(text: str, value: float) -> bool:
    """Whether a number in a sentence is this one, to its last digit or to three significant ones."""
    return abs(read(text) - value) <= max(0.51 * 10 ** -len(text.partition(".")[2]), 0.0051 * value)


def read(text: str) -> float:
    return float(text.replace("−", "-").replace(",", "").replace("£", ""))


@each_theme
def test_an_answer_names_no_value_of_a_lever_that_is_not_set(slug):
    for name, levers, result in scenarios(slug):
        said = f"{result.answer.lead} {result.answer.change}"
        counted = {h.unit.split()[0] for h in result.figures if h.unit}
        for lever, spec in levers.specs().items():
            value = getattr(levers, lever)
            wrong = set(named_otherwise(said, spec, value, counted)) - words_set(levers)
            assert not wrong, (name, lever, said)


def words_set(levers: Levers) -> set[str]:
    """The words of every choice that is set: two levers may choose among the same boroughs."""
    return {spec.choices[getattr(levers, name)] for name, spec in levers.specs().items() if spec.choices}


def named_otherwise(said: str, spec: Lever, value: object, counted: set[str]) -> list[str]:
    """Values of a lever in the words, other than the one that is set: "500 visits" where 1,000 are."""
    if spec.choices:
        here = str(spec.choices[value])
        return [
            w for w in spec.choices.values() if w != here and w not in here and re.search(rf"\b{re.escape(w)}\b", said)
        ]
    noun = spec.unit.split()[0] if spec.unit else ""
    if not noun.isalpha() or noun in counted or noun in {"years", "quarters", "points"}:
        return []  # a unit that the answer itself counts in
    found = re.findall(rf"({NUMBER}) (?:extra |more |home )*{noun}\b", said)
    return [text for text in found if read(text) != value]


def test_a_value_that_is_not_set_is_found():
    visits = Lever("Visits", "visits", "change", "", "", high=5_000)
    assert named_otherwise("500 extra home visits would prevent 2.", visits, 1_000, set()) == ["500"]
    assert not named_otherwise("1,000 extra home visits would prevent 2.", visits, 1_000, set())
    where = Lever("Borough", "", "view", "", "", choices={"London": "All of London", "Camden": "Camden"})
    assert named_otherwise("Camden can expect 2.", where, "London", set()) == ["Camden"]


def test_the_text_is_the_parts_and_nothing_else():
    assert str(Answer("It rains.", "Less than before.", "The wind turned.")) == (
        "It rains. Less than before. The wind turned."
    )
    assert str(Answer("It rains.")) == "It rains."


def cut_answers(source: str) -> list[str]:
    """Calls in a file's text that take an answer, or a part of one, apart."""
    calls = [n for n in ast.walk(ast.parse(source)) if isinstance(n, ast.Call) and isinstance(n.func, ast.Attribute)]
    return [
        ast.unparse(call)
        for call in calls
        if (isinstance(call.func, ast.Attribute) and call.func.attr in CUTS and of_an_answer(call.func.value))
        or (ast.unparse(call.func).startswith("re.") and any(map(of_an_answer, call.args)))
    ]


def of_an_answer(node: ast.expr) -> bool:
    return bool(re.search(r"\banswer\b(?!_)(\.|\)|$)|\.(lead|why)\b", ast.unparse(node)))


@pytest.mark.parametrize("folder", ["lbdp_core", "apps"])
def test_no_code_cuts_an_answer_back_into_parts(folder):
    files = [path for path in sorted((ROOT / folder).rglob("*.py")) if path.name not in WHERE_CUT]
    assert files
    assert {str(p): c for p in files if (c := cut_answers(Path(p).read_text("utf-8")))} == {}


def test_a_cut_answer_is_found():
    assert cut_answers("head, _, rest = result.answer.partition(': ')")
    assert cut_answers("words = str(result.answer).split('; ')")
    assert cut_answers("found = re.search('about', result.answer.lead)")
    assert not cut_answers("name, given, text = setting.partition('=')")
