"""Stream: made-up adverts of a year in London, as job boards would send them, with what is true of each.

No open licence lets real adverts be shipped. Titles and tasks are those that SOC 2020 publishes; places are real;
employers are not. What real streams are known for is planted: 37% without pay (Nesta's Open Jobs Observatory), most
adverts reposted with edits, often by agencies (Textkernel), pay by the hour, day or year, HTML, misspelt places,
seasons and trends.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import yaml

from lbdp_core.postings.ingest.location import table

SEED, LAST, DAYS = 2_026, date(2026, 9, 30), 364
ORIGINALS, EACH = 36_000, 20  # vacancies, and at most so many of a published title
REPOSTS = 1.55  # of an advert, on average: 61% of all adverts repeat an earlier one
NO_PAY, UP_TO, PRO_RATA, ON_TARGET = 0.37, 0.08, 0.05, 0.04
WHOLE_LONDON, MISSPELT, POSTCODE, NEIGHBOURHOOD = 0.17, 0.03, 0.2, 0.3
LAGS = (1, 40)  # days between a repost and what it repeats
AGENCY, RETITLED = 0.45, 0.3  # of reposts
SEASON = np.array([1.12, 1.08, 1.04, 1.0, 0.98, 0.96, 0.93, 0.88, 1.1, 1.08, 1.0, 0.72])  # by month
WEEKDAY = np.array([1.2, 1.25, 1.2, 1.15, 1.0, 0.35, 0.3])
SIGN = "This is a made-up advert."
Jobs = dict[str, list[tuple[str, str, list[str]]]]  # sub-major group -> title, minor group, tasks
Shares = tuple[list[str], np.ndarray, list[str], np.ndarray]


@dataclass(frozen=True)
class Stream:
    """records: (form, record), as a feed sends them, in the order of their days. truth: one row each, with the day as a
    number from the first, the advert that it repeats (-1 for none), its SOC 2020 minor group and its borough.
    """

    records: list[tuple[str, Mapping[str, Any]]]
    truth: pd.DataFrame


@cache
def settings() -> dict[str, Any]:
    """What the stream is drawn from."""
    found: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "stream.yaml").read_text("utf-8"))
    return found


def stream(published: pd.DataFrame, originals: int = ORIGINALS, seed: int = SEED) -> Stream:
    """Adverts in the order of their days. published: text, what, group, unit, as the theme's table of SOC 2020."""
    rng = np.random.default_rng(seed)
    first = LAST - timedelta(days=DAYS - 1)
    jobs = _jobs(published)
    shares = _shares(jobs)
    made = [_original(rng, jobs, shares) for _ in range(min(originals, EACH * sum(map(len, jobs.values()))))]
    days = _days(rng, [one["trend"] for one in made], first)
    rows = []
    for n, (one, day) in enumerate(zip(made, days, strict=True)):
        rows.append((day, n, -1, one))
        for lag in np.sort(rng.integers(*LAGS, size=rng.poisson(REPOSTS))):
            if day + lag < DAYS:
                rows.append((int(day + lag), n, n, _edited(rng, one)))
    rows.sort(key=lambda row: row[0])
    at = {n: k for k, (_, n, of, _) in enumerate(rows) if of < 0}
    records = [_record(rng, one, first + timedelta(days=int(day)), k) for k, (day, _, _, one) in enumerate(rows)]
    truth = pd.DataFrame(
        [(day, at[n] if of >= 0 else -1, one["group"], one["borough"]) for day, n, of, one in rows],
        columns=["day", "repeats", "group", "borough"],
    )
    return Stream(records, truth)


def _days(rng: np.random.Generator, trends: list[float], first: date) -> np.ndarray:
    calendar = [first + timedelta(days=n) for n in range(DAYS)]
    base = np.array([SEASON[day.month - 1] * WEEKDAY[day.weekday()] for day in calendar])
    along = np.linspace(-0.5, 0.5, DAYS)
    cumulative = {trend: np.cumsum(base * (1 + 2 * trend * along)) for trend in set(trends)}
    return np.array([int(np.searchsorted(cumulative[t], rng.uniform(0, cumulative[t][-1]))) for t in trends])


def _shares(codes: Iterable[str]) -> Shares:
    """Sub-major groups that have a title, and boroughs, each with its share of adverts."""
    occupations, boroughs = settings()["occupations"], settings()["boroughs"]
    known = sorted(set(codes) & set(map(str, occupations)))
    one = np.array([occupations[int(code)][0] for code in known], float)
    other = np.array([row[0] for row in boroughs.values()], float)
    return known, one / one.sum(), list(boroughs), other / other.sum()


def _original(rng: np.random.Generator, jobs: Jobs, shares: Shares) -> dict[str, Any]:
    """One vacancy: what the job is, where, what it pays, and how it is told."""
    codes, chances, boroughs, weights = shares
    code = str(rng.choice(codes, p=chances))
    title, group, tasks = jobs[code][int(rng.integers(len(jobs[code])))]
    borough = str(rng.choice(boroughs, p=weights))
    _, median, spread, trend, period = settings()["occupations"][int(code)]
    pay = median * settings()["boroughs"][borough][1] * float(np.exp(rng.normal(0, spread)))
    place = _place(rng, borough)
    chosen = [tasks[k] for k in rng.permutation(len(tasks))[:4]]
    skills = [s for start, each in settings()["skills"].items() if group.startswith(start) for s in each]
    named = [skills[k] for k in rng.permutation(len(skills))[: rng.integers(1, 5)]] if skills else []
    pick = lambda name: str(rng.choice(settings()[name]))  # noqa: E731
    sentences = [pick("openings").format(place=place), *(f"You {_second(task)}." for task in chosen)]
    sentences += [f"You have experience of {skill}." for skill in named]
    sentences += [pick("benefits"), pick("benefits"), pick("closings"), SIGN]
    employer = f"{pick('names')} {pick('employers')} {rng.integers(1, 400)}"
    return {
        "title": _called(rng, title),
        "group": group,
        "borough": borough,
        "place": place,
        "pay": _said(rng, pay, period),
        "sentences": sentences,
        "employer": employer,
        "trend": float(trend),
    }


def _jobs(published: pd.DataFrame) -> Jobs:
    """The titles of each sub-major group, each with its minor group and the tasks of its unit group."""
    tasks = published[published["what"].eq("task")].groupby("unit")["text"].apply(list)
    titles = published.loc[published["what"].eq("title"), ["text", "group", "unit"]]
    jobs: Jobs = {}
    for text, group, unit in titles.itertuples(index=False):
        jobs.setdefault(unit[:2], []).append((text, group, tasks.get(unit, ["does what is needed"])))
    return jobs


def _second(task: str) -> str:
    """A task as an advert says it: "plans" to "plan"."""
    verb, _, rest = task.rstrip(".").partition(" ")
    return f"{verb[:-1] if verb.endswith('s') and not verb.endswith('ss') else verb} {rest}"


def _called(rng: np.random.Generator, title: str) -> str:
    """A published title as adverts have it."""
    way = rng.uniform()
    if way < 0.12:
        return f"Senior {title}"
    if way < 0.2:
        return f"{title} - Full Time"
    if way < 0.26:
        return f"{title} (Immediate Start)"
    return title.title() if way < 0.6 else title


def _place(rng: np.random.Generator, borough: str) -> str:
    way = rng.uniform()
    if way < WHOLE_LONDON:
        return str(rng.choice(["London", "Greater London", "Central London", "South London"]))
    if way < WHOLE_LONDON + MISSPELT:
        k = int(rng.integers(2, len(borough) - 2))
        return f"{borough[:k]}{borough[k + 1]}{borough[k]}{borough[k + 2 :]}, London"
    for name, chance in (("districts", POSTCODE), ("neighbourhoods", NEIGHBOURHOOD)):
        way -= chance
        if way < WHOLE_LONDON + MISSPELT:
            mine = sorted(place for place, near in table(name).items() if borough in near)
            place = str(rng.choice(mine))
            return f"London {place}" if name == "districts" else f"{place.title()}, London"
    return f"{borough}, London"


def _said(rng: np.random.Generator, pay: float, period: str) -> str:
    """Pay as adverts word it; nothing, or words, for more than a third."""
    if rng.uniform() < NO_PAY:
        return str(rng.choice(["", "", "Competitive", "Negotiable", "Depending on experience"]))
    width = float(rng.uniform(0.0, 0.12))
    if period == "hour":
        low, high = pay * (1 - width) / 1950, pay * (1 + width) / 1950
        low = max(low, 11.5)
        return f"£{low:.2f} per hour" if width < 0.04 else f"£{low:.2f} - £{max(high, low):.2f} an hour"
    if period == "day" and rng.uniform() < 0.5:
        return f"£{5 * round(pay / 260 / 5)} per day"
    low, high = (500 * round(pay * (1 + side * width) / 500) for side in (-1, 1))
    way = rng.uniform()
    if way < UP_TO:
        return f"Up to £{high:,.0f} per annum"
    if way < UP_TO + PRO_RATA:
        return f"£{low:,.0f} - £{high:,.0f} pro rata"
    if way < UP_TO + PRO_RATA + ON_TARGET:
        return f"£{low:,.0f} basic, OTE £{1.4 * low:,.0f}"
    if way < 0.4:
        return f"£{low / 1000:g}k - £{high / 1000:g}k"
    return f"£{low:,.0f} to £{high:,.0f} per annum" if low < high else f"£{low:,.0f} per annum"


def _edited(rng: np.random.Generator, one: Mapping[str, Any]) -> dict[str, Any]:
    """A repost: some words swapped, a sentence dropped, often an agency's name and another title."""
    sentences = list(one["sentences"])
    if rng.uniform() < 0.4:
        del sentences[int(rng.integers(1, len(sentences) - 1))]
    swaps = settings()["swaps"]
    chosen = {word for word in swaps if rng.uniform() < 0.25}
    words = [" ".join(swaps[w] if w in chosen else w for w in sentence.split(" ")) for sentence in sentences]
    more: dict[str, Any] = {"sentences": words}
    if rng.uniform() < AGENCY:
        agency = str(rng.choice(settings()["agencies"]))
        more |= {"employer": agency, "sentences": [f"{agency} is acting for an employer.", *words]}
    if rng.uniform() < RETITLED:
        more["title"] = f"{one['title']} - {one['place']}" if rng.uniform() < 0.5 else f"Urgent: {one['title']}"
    return dict(one) | more


def _record(rng: np.random.Generator, one: Mapping[str, Any], day: date, number: int) -> tuple[str, Mapping[str, Any]]:
    """An advert in one of four forms."""
    pieces = [html.escape(sentence) for sentence in one["sentences"]]
    marked = f"<p>{pieces[0]}</p><ul>{''.join(f'<li>{piece}</li>' for piece in pieces[1:-1])}</ul><p>{pieces[-1]}</p>"
    plain, ident, way = "\n".join(one["sentences"]), f"made-up-{number}", rng.uniform()
    if one["group"] == "231":
        address = {"@type": "PostalAddress", "addressLocality": one["place"], "addressRegion": "London"}
        return "schema.org", {
            "@type": "JobPosting",
            "title": one["title"],
            "salary": one["pay"],
            "description": marked,
            "datePosted": f"{day}T09:00:00+00:00",
            "jobLocation": {"@type": "Place", "address": address},
            "hiringOrganization": {"@type": "School", "name": one["employer"]},
            "identifier": ident,
        }
    if way < 0.4:
        area = ["UK", "London", *([one["place"].removesuffix(", London")] if one["place"] != "London" else [])]
        return "adzuna", {
            "id": ident,
            "title": one["title"],
            "description": f"{one['pay']}. {plain}" if one["pay"] else plain,
            "created": f"{day}T00:00:00Z",
            "company": {"display_name": one["employer"]},
            "location": {"display_name": one["place"], "area": area},
            "salary": one["pay"],
        }
    if way < 0.8:
        return "schema.org", {
            "@type": "JobPosting",
            "title": one["title"],
            "description": marked,
            "datePosted": str(day),
            "hiringOrganization": one["employer"],
            "jobLocation": {"@type": "Place", "address": one["place"]},
            "baseSalary": one["pay"],
            "identifier": ident,
        }
    return "csv", {
        "id": ident,
        "Title": one["title"],
        "FullDescription": marked,
        "LocationRaw": one["place"],
        "Company": one["employer"],
        "SalaryRaw": one["pay"],
        "Posted": f"{day:%d/%m/%Y}",
    }
