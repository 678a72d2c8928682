"""Model card: what a theme's tool is, for whom, how well it did and where it may not be used, in ATRS fields.

The sections of Mitchell and others (2019), "Model Cards for Model Reporting", stand beside the fields (`atrs`). Words
are the theme's, from its `card.yaml`; every figure, date, licence and hash is read from scorecard and manifest. What
only an organisation that uses the tool can say is null, never made up.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any, Protocol

from lbdp_core.atrs import FIELDS, ORGANISATIONS, OVERVIEW, STANDARD, TO_BE_GIVEN, numbered
from lbdp_core.result import Scorecard
from lbdp_core.sources import Entry

ARCHITECTURE = (
    "One program on one machine. A build reads publishers' files, checks them and writes compact tables with their "
    "SHA-256; a model is fitted and scored once and stored; the page loads what is stored, works out scenarios at each "
    "change of a lever, and sends no request to any other server. ARCHITECTURE.md in the source says more."
)
MAINTENANCE = (
    "A new release of a published file is built in with one command, which fits and scores the model again and refuses "
    "a table that does not match its hash. How often, and who reviews it, is for the organisation that uses it to say."
)
SHARING = (
    "None is needed for the published tables: they are open data under the licences given with each. A file that an "
    "organisation adds of its own is under that organisation's agreements."
)
STORAGE = (
    "The tables hold figures of areas, no records of people or addresses. They lie in a folder on the machine that "
    "runs the page, for as long as its owner keeps them. A file that somebody opens on the page is kept in memory for "
    "the visit only. Tables marked protected pass disclosure control before anything is shown or exported."
)


class Described(Protocol):
    """What a card needs of a theme."""

    @property
    def slug(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def question(self) -> str: ...
    @property
    def tables(self) -> tuple[str, ...]: ...
    @property
    def card(self) -> Card | None: ...


@dataclass(frozen=True, kw_only=True)
class Card:
    """A theme's own words for the fields, as its `card.yaml` gives them; no figure of data or performance is there.

    models: name -> what it is for; the first is the one that is scored. baseline: what it must beat.
    purposes: path of a table, or of a file in the theme's folder -> how it was used.
    urls: name of the source -> its public page. risks: risk -> mitigation. limitations: what it does not tell.
    """

    function: str
    capability: str
    task: str
    tags: tuple[str, ...]
    one_sentence: str
    description: str
    detailed: str
    intended_use: str
    users: str
    out_of_scope: tuple[str, ...]
    benefit: str
    alternatives: str
    process: str
    information: str
    human_decisions: str
    models: Mapping[str, str]
    model_task: str
    model_input: str
    model_output: str
    model_architecture: str
    baseline: str
    evaluation: str
    groups: str
    purposes: Mapping[str, str]
    modality: str
    data: str
    sensitive: tuple[str, ...]
    completeness: str
    urls: Mapping[str, str]
    collection: str
    cleaning: str
    risks: Mapping[str, str]
    limitations: tuple[str, ...]
    region: str = "London"


@cache
def of_theme(slug: str) -> Card | None:
    """The words in `card.yaml` of a theme's folder; None where it has no such file.

    Raises:
        ValueError: a field is missing or unknown.
    """
    path = Path(__file__).parent / slug / "card.yaml"
    return parse(path.read_text("utf-8"), f"{slug}/card.yaml") if path.is_file() else None


def parse(text: str, name: str) -> Card:
    """The card that a YAML text gives: a field a key, lists and mappings as they are.

    Raises:
        ValueError: a field is missing or unknown; the sentence begins with `name`.
    """
    import yaml

    given: dict[str, Any] = yaml.safe_load(text)
    required = {f.name for f in fields(Card) if f.default is MISSING}
    if missing := sorted(required - given.keys()):
        raise ValueError(f"{name} lacks {', '.join(missing)}; `Card` in lbdp_core/card.py says what each field holds.")
    if unknown := sorted(given.keys() - {f.name for f in fields(Card)}):
        raise ValueError(f"{name} has {', '.join(unknown)}, which is no field of a model card; take it out.")
    values: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in given.items()}
    return Card(**values)


def document(
    theme: Described, scorecard: Scorecard, entries: Mapping[str, Entry], report: Mapping[str, Any]
) -> dict[str, Any]:
    """The card as one JSON value, as docs/json.md describes it.

    Args:
        entries: of the data folder's manifest, by path. report: the build's, by theme.

    Raises:
        ValueError: the theme has no card.
    """
    if theme.card is None:
        raise ValueError(f"{theme.slug} has no model card.")
    held = {p: e for p, e in entries.items() if p in theme.tables or p.startswith(f"{theme.slug}/")}
    given = _values(theme, theme.card, scorecard, held, entries.get(f"models/{theme.slug}.npz"), report)
    sections = {s: {key: given.get(n) for n, key in fields} for s, fields in FIELDS.items()}
    return {
        "theme": theme.slug,
        "standard": dict(STANDARD),
        **{s: sections[s] for s in OVERVIEW},
        "tier_2": {s: sections[s] for s in FIELDS if s not in OVERVIEW},
        "left_to_the_organisation": {f"{n} {key}": TO_BE_GIVEN for n, key in numbered() if n in ORGANISATIONS},
        "model_card": _mitchell(theme.card, given),
        "numbers": {f"{s}.{key}": n for s, fields in FIELDS.items() for n, key in fields},
    }


def _values(
    theme: Described,
    c: Card,
    scorecard: Scorecard,
    held: Mapping[str, Entry],
    model: Entry | None,
    report: Mapping[str, Any],
) -> dict[str, Any]:
    """By number, every field that is not the organisation's."""
    return {
        "0.2": STANDARD["version"], "0.4": c.function, "0.5": c.capability, "0.6": c.task, "0.7": list(c.tags),
        "0.11": f"{theme.title}: {theme.question}", "0.14": c.region, "0.15": c.one_sentence,
        "1.1": theme.title, "1.2": c.description,
        "2.2.1": c.detailed,
        "2.2.2": {"intended_use": c.intended_use, "users": c.users, "out_of_scope": list(c.out_of_scope)},
        "2.2.3": c.benefit,
        "2.2.5": {"why": c.alternatives, "error_on_unseen_years": _ladder(scorecard)},
        "2.3.1": c.process, "2.3.2": c.information, "2.3.4": c.human_decisions,
        "2.4.1.1": ARCHITECTURE, "2.4.1.3": MAINTENANCE, "2.4.1.4": dict(c.models),
        "2.4.2.1": next(iter(c.models)), "2.4.2.2": _version(held, model), "2.4.2.3": c.model_task,
        "2.4.2.4": c.model_input, "2.4.2.5": c.model_output, "2.4.2.6": c.model_architecture,
        "2.4.2.7": _performance(c, scorecard),
        "2.4.2.8": [_dataset(e) for e in held.values()],
        "2.4.2.9": {path: c.purposes.get(path, "read where it is given") for path in held},
        "2.4.3.1": list(dict.fromkeys(e.origin.what for e in held.values())),
        "2.4.3.2": c.modality, "2.4.3.3": c.data, "2.4.3.4": _quantities(held, report.get(theme.slug, {})),
        "2.4.3.5": list(c.sensitive), "2.4.3.6": c.completeness, "2.4.3.7": dict(c.urls), "2.4.3.8": c.collection,
        "2.4.3.9": c.cleaning, "2.4.3.10": SHARING, "2.4.3.11": STORAGE,
        "2.5.2": {"risks": dict(c.risks), "limitations": list(c.limitations)},
    }  # fmt: skip


def _ladder(scorecard: Scorecard) -> dict[str, float]:
    """Mean error over the origins of the model and of every baseline, in the scorecard's metric."""
    rungs = {"model": [o["model"] for o in scorecard.origins]}
    for name in scorecard.origins[-1]["baselines"]:
        rungs[name] = [o["baselines"][name] for o in scorecard.origins]
    return {name: sum(errors) / len(errors) for name, errors in rungs.items()}


def _performance(c: Card, scorecard: Scorecard) -> dict[str, Any]:
    kept = ("origin", "horizon", "model", "skill", "skill_low", "skill_high", "coverage_80")
    origins = [
        {name: o[name] for name in kept if name in o} | {"baseline": o["baselines"][scorecard.baseline]}
        for o in scorecard.origins
    ]
    seen = list(dict.fromkeys(str(o["origin"]) for o in scorecard.origins))
    span = seen[0] if len(seen) == 1 else f"{seen[0]} to {seen[-1]}"
    return {
        "summary": f"Its error was {100 * scorecard.skill:.1f}% smaller than that of the baseline to beat "
        f"({c.baseline}), on average over {len(origins)} forecasts of what it had not seen ({span}).",
        "how": c.evaluation,
        "groups": c.groups,
        "target": scorecard.target,
        "metric": scorecard.metric,
        "baseline": scorecard.baseline,
        "skill": scorecard.skill,
        "origins": origins,
    }


def _version(held: Mapping[str, Entry], model: Entry | None) -> dict[str, Any]:
    return {
        "model_sha256": model.sha256 if model else None,
        "data_as_of": model.origin.as_of if model else max(e.origin.as_of for e in held.values()),
    }


def _dataset(e: Entry) -> dict[str, Any]:
    o = e.origin
    about = {"what": o.what, "publisher": o.publisher, "licence": o.licence, "as_of": o.as_of}
    return {"path": e.path, **about, "kind": o.kind, "release": o.release, "sha256": e.sha256}


def _quantities(held: Mapping[str, Entry], report: Mapping[str, Any]) -> dict[str, Any]:
    tables = {path: {"rows": e.rows, "bytes": e.bytes} for path, e in held.items()}
    read = {f"rows_{name}": report[name] for name in ("used", "set_aside") if name in report}
    return {"tables": tables} | ({"rows_read": report["rows"]} if "rows" in report else {}) | read


def _mitchell(c: Card, given: Mapping[str, Any]) -> dict[str, Any]:
    """The nine sections of Mitchell and others, each with the ATRS fields that say it in full."""
    skill = given["2.4.2.7"]

    def section(says: Any, *fields: str) -> dict[str, Any]:
        return {"says": says, "atrs_fields": list(fields)}

    return {
        "model_details": section(c.model_architecture, "2.4.1.4", "2.4.2.1", "2.4.2.2", "2.4.2.6"),
        "intended_use": section(
            {"use": c.intended_use, "users": c.users, "out_of_scope": list(c.out_of_scope)}, "2.2.2", "2.3.1"
        ),
        "factors": section(c.groups, "2.4.2.7", "2.4.3.5"),
        "metrics": section(f"{skill['metric']}. {c.evaluation}", "2.4.2.7"),
        "evaluation_data": section(f"Target: {skill['target']}.", "2.4.2.9", "2.4.3.3"),
        "training_data": section(c.data, "2.4.2.8", "2.4.3.1", "2.4.3.4"),
        "quantitative_analyses": section(skill["summary"], "2.4.2.7", "2.2.5"),
        "ethical_considerations": section(dict(c.risks), "2.5.2", "2.4.3.5", "2.3.4"),
        "caveats_and_recommendations": section(list(c.limitations), "2.5.2", "2.4.3.6"),
    }
