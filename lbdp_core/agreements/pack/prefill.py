"""Prefill: what the contract itself answers of the papers' questions, so that nobody types it twice."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from lbdp_core.agreements.contract import Contract, Field, class_words, terms
from lbdp_core.agreements.screening import Screening


def said(contract: Contract, screening: Screening, findings: Mapping[str, str]) -> dict[str, str]:
    """Question -> answer, for those that the contract, the screening and the bench answer; empty ones are left out."""
    c = contract
    about = _sentences(f"{c.name} ({c.id}, version {c.version})", c.purpose, c.usage)
    law = _term("lawful_bases", c.lawful_basis)
    special = [f for f in c.fields if f.classification == "special_category"]
    conditions = (_term("article_9", c.article_9), _term("schedule_1", c.schedule_1)) if special else ()
    condition = "; ".join(t for t in conditions if t)  # a ground for what is not asked for is none
    found = found_in_short(findings)
    kept = f"{c.retention_months} months, then deleted" if c.retention_months is not None else ""
    told = {
        "dpia.controller_name": c.controller,
        "dpia.aim": about,
        "dpia.need": _sentences(
            *screening.sentences, *(f"{f.rule.words} ({', '.join(f.evidence)})" for f in screening.fired)
        ),
        "dpia.how": _sentences(c.usage, f"Kept for {kept}" if kept else "") if c.usage else "",
        "dpia.source": c.controller,
        "dpia.shared_with": ", ".join(c.recipients),
        "dpia.high_risk_types": "; ".join(f.rule.words for f in screening.fired),
        "dpia.data_nature": _fields(c.fields) if special else f"{_fields(c.fields)}\nNo special category data.",
        "dpia.kept": kept,
        "dpia.individuals": f"about {c.people:,}" if c.people is not None else "",
        "dpia.area": c.geography,
        "dpia.relationship": c.subjects,
        "dpia.control": c.objections,
        "dpia.achieve": c.purpose,
        "dpia.basis": _sentences(law, condition, f"Legal power: {c.legal_power}" if c.legal_power else ""),
        "dpia.achieves": found,
        "dpia.function_creep": c.limitations,
        "dpia.informed": c.privacy_notice,
        "dpia.rights": c.objections,
        "isp.parties": "; ".join(
            [f"{c.controller} (shares)"] * bool(c.controller) + [f"{name} (receives)" for name in c.recipients]
        ),
        "isp.joint_control": f"{c.controller} ({c.role})" if c.controller else "",
        "isp.purpose": about,
        "isp.benefits": found,
        "isp.limits": c.limitations,
        "isp.items": _fields(c.fields),
        "isp.period": _sentences(_period(c), c.geography),
        "isp.basis": law,
        "isp.power": c.legal_power,
        "isp.compatibility": c.compatibility,
        "isp.conditions": condition if special else "No special category data are asked for",
        "isp.notice": c.privacy_notice,
        "isp.objections": c.objections,
        "isp.retention": kept,
        "isp.provisions": "; ".join(part for part in (law, condition, c.legal_power) if part),
    }
    return {id: text for id, text in told.items() if text}


def _term(kind: str, id: str) -> str:
    term = terms(kind).get(id)
    return f"{term.words} ({term.source})" if term else ""


def found_in_short(findings: Mapping[str, str]) -> str:
    """What the bench found, once: the answer where there is one, or every finding."""
    if answer := findings.get("answer"):
        return f"{answer} Each figure with its range stands under “What the bench found”."
    return "; ".join(f"{name.replace('_', ' ')}: {text}" for name, text in findings.items())


def _fields(fields: tuple[Field, ...]) -> str:
    """A line a field."""
    return "\n".join(f"{f.name} ({class_words(f)}){f': {f.description}' if f.description else ''}" for f in fields)


def _period(c: Contract) -> str:
    if c.since and c.until:
        return f"{_day(c.since)} to {_day(c.until)}"
    return f"From {_day(c.since)}" if c.since else f"To {_day(c.until)}" if c.until else ""


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _sentences(*parts: str) -> str:
    return " ".join(part if part.endswith((".", "?", "!")) else f"{part}." for part in parts if part)
