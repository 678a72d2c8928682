"""Record: an ATRS-shaped record of the bench that tried a dataset, with the contract's part filled in.

Field names and numbers are `lbdp_core.atrs`'s, and so is the order. What only an organisation can say (its
function, who decides) stays unanswered.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lbdp_core import atrs
from lbdp_core.agreements.contract import Contract, terms
from lbdp_core.agreements.register import Register


def record(
    contract: Contract,
    answered: Mapping[str, str],
    risks: Register,
    findings: Mapping[str, str],
    versions: Mapping[str, str],
) -> dict[str, Any]:
    """The record in the shape of `card.document`: sections of fields, None where nobody has answered.

    Args:
        answered: the answers of the other papers, by id.
    """
    c = contract
    sensitive = [f"{f.name}: {terms('categories')[f.category].words}" for f in c.fields if f.category]
    lines = [line.in_words() for line in risks.lines]
    given: dict[str, Any] = {
        "0.2": atrs.STANDARD["version"],
        "0.5": "Scoring areas; testing what a dataset adds to a forecast",
        "0.6": "Say whether a dataset improves a forecast of dwelling fires, and what sharing it risks",
        "0.11": f"{c.name}: what it would add",
        "0.14": c.geography or None,
        "0.15": c.purpose or None,
        "1.1": c.name,
        "1.2": c.usage or None,
        "2.1.1": c.controller or None,
        "2.2.1": c.purpose or None,
        "2.2.2": c.limitations or None,
        "2.2.3": findings.get("answer") or dict(findings) or None,
        "2.4.2.2": {name: text for name, text in versions.items() if _of_model(name)} or None,
        "2.4.2.3": "Compare a forecast with the dataset against one without it, on years that neither has seen",
        "2.4.2.4": [f.name for f in c.fields],
        "2.4.2.7": {name: text for name, text in findings.items() if name != "answer"} or None,
        "2.4.2.8": [f"{c.name} ({c.id}, version {c.version})", *c.linked_with],
        "2.4.3.1": c.name,
        "2.4.3.3": answered.get("isp.items"),
        "2.4.3.4": f"about {c.people:,} people" if c.people is not None else None,
        "2.4.3.5": sensitive or "none",
        "2.4.3.8": answered.get("dpia.how"),
        "2.4.3.10": "The information sharing protocol in this pack, a draft",
        "2.4.3.11": answered.get("isp.retention"),
        "2.5.1": "The data protection impact assessment in this pack, a draft",
        "2.5.2": {line["risk"]: line["measures"] or "none proposed" for line in lines},
    }
    sections = {s: {key: given.get(n) for n, key in fields} for s, fields in atrs.FIELDS.items()}
    return {
        "standard": dict(atrs.STANDARD),
        **{s: sections[s] for s in atrs.OVERVIEW},
        "tier_2": {s: sections[s] for s in atrs.FIELDS if s not in atrs.OVERVIEW},
    }


def _of_model(name: str) -> bool:
    """Whether a version is the model's: the pack lists those of the data by itself."""
    return "model" in name.lower() or name == "date"
