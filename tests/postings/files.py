"""A small SOC 2020 in the published layout, and adverts in the forms that sources have."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pandas as pd

SOC = (  # sub-major, minor, unit, title, related titles, tasks
    ("21", "213", "2134", "Programmers", "Software developer|Web programmer|Games developer|Database developer",
     "writes code for new software|tests software for faults|maintains programs and databases"),
    ("22", "223", "2231", "Nurses", "Staff nurse|District nurse|Ward nurse|Practice nurse",
     "gives medication to patients|plans nursing care for patients|keeps records of patients"),
    ("23", "231", "2314", "Teachers", "Primary school teacher|Infant teacher|Secondary teacher|Maths teacher",
     "plans lessons for pupils|teaches pupils in a school|marks the work of pupils"),
    ("54", "543", "5434", "Chefs", "Chef de partie|Sous chef|Pastry chef|Head chef",
     "prepares meals in a kitchen|plans menus for a restaurant|orders food from suppliers"),
    ("61", "613", "6135", "Care workers", "Care assistant|Home carer|Support worker|Night carer",
     "helps residents to wash and dress|serves meals to residents|keeps residents company"),
    ("92", "922", "9223", "Cleaners", "Office cleaner|School cleaner|Domestic cleaner|Window cleaner",
     "cleans floors and windows|empties bins in offices|keeps toilets clean"),
)  # fmt: skip
HEADER = ["SOC\n2020 Major Group", "SOC\n2020 Sub-Major Group", "SOC\n2020 Minor Group", "SOC 2020 Unit Group",
          "SOC\n2020 \nGroup Title", "Groups Classified Within Sub-Groups ", "Group  Description",
          "Typical Entry Routes And Associated Qualifications", "Tasks", "Related Job Titles"]  # fmt: skip
NONE = "<blank>"


def soc(path: Path) -> Path:
    """The table of Volume 1, with a row for each sub-major, minor and unit group."""
    rows = []
    for submajor, minor, unit, title, titles, tasks in SOC:
        rows.append([NONE, submajor, NONE, NONE, f"{title} and others", NONE, "This group", NONE, NONE, NONE])
        rows.append([NONE, NONE, minor, NONE, title, NONE, "This group", NONE, NONE, NONE])
        lists = [f"~{text}".replace("|", "\n\n~") for text in (tasks, titles)]
        rows.append([NONE, NONE, NONE, unit, title, NONE, f"{title} do this work.", "By training.", *lists])
    pd.DataFrame(rows, columns=HEADER).to_csv(path, index=False)
    return path


INDEX = {  # of SOC 2020 Volume 2, a few titles
    "SOC 2020": ["2134", "2134", "6135", "5432", "}}}}"],
    "INDEXOCC": ["Developer, software", "Engineer, web", "Worker, support", "Baker", "Engineer"],
    "IND": ["", "(computing)", "", "", ""],
    "ADD": ["", "", "", "", ""],
}


def index(path: Path) -> Path:
    """The coding index as published."""
    pd.DataFrame(INDEX).to_csv(path, index=False)
    return path


def folder(raw: Path) -> None:
    raw.mkdir(parents=True, exist_ok=True)
    soc(raw / "soc.csv")
    index(raw / "index.csv")


def school(**changed: Any) -> dict[str, Any]:
    """An advert as DfE's Teaching Vacancies has it."""
    address = {
        "@type": "PostalAddress",
        "addressLocality": "London",
        "addressRegion": "London",
        "postalCode": "SE13 7AB",
    }
    return {
        "@context": "http://schema.org", "@type": "JobPosting", "title": "Teacher of Maths",
        "salary": "Main pay range, £38,766 to £50,288", "datePosted": "2025-05-01T00:00:00+00:00",
        "description": "<p>Teach &amp; inspire</p>", "jobLocation": {"@type": "Place", "address": address},
        "hiringOrganization": {"@type": "School", "name": "A School", "identifier": "1"},
    } | changed  # fmt: skip


def adzuna(**changed: Any) -> dict[str, Any]:
    """One result of Adzuna's search."""
    return {
        "id": "1", "created": "2025-05-03T10:00:00Z", "title": "Care <b>Assistant</b>", "description": "Help",
        "company": {"display_name": "A Company"}, "salary_min": 24000, "salary_max": 26000, "salary_is_predicted": "0",
        "location": {"display_name": "Croydon, South London", "area": ["UK", "London", "South London", "Croydon"]},
        "category": {"label": "Social work", "tag": "social"}, "redirect_url": "https://example.org/1",
    } | changed  # fmt: skip


def results(*adverts: dict[str, Any]) -> bytes:
    return json.dumps({"__CLASS__": "Adzuna::API::Response::JobSearchResults", "count": 2, "results": adverts}).encode()


def lines(*adverts: dict[str, Any]) -> bytes:
    return "\n".join(json.dumps(each) for each in adverts).encode()
