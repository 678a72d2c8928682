"""Stream: made-up adverts of a year in London, as job boards would send them, with what is true of each.

No open licence lets real adverts be shipped. Titles and tasks are those that SOC 2020 publishes; places are real;
employers are not. What real streams are known for is planted: 37% without pay (Nesta's Open Jobs Observatory), most
adverts reposted with edits, often by agencies (Textkernel), pay by the hour, day or year, HTML, misspelt places,
seasons and trends.
"""

from __future__ import annotations

import html
from collections.abc import Mapping
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
NO_PAY = 0.37
WHOLE_LONDON, MISSPELT, POSTCODE, NEIGHBOURHOOD = 0.17, 0.03, 0.2, 0.3
LAGS = (1, 40)  # days between a repost and what it repeats
AGENCY, RETITLED = 0.45, 0.3  # of reposts
SEASON = np.array([1.12, 1.08, 1.04, 1.0, 0.98, 0.96, 0.93, 0.88, 1.1, 1.08, 1.0, 0.72])  # by month
WEEKDAY = np.array([1.2, 1.25, 1.2, 1.15, 1.0, 0.35, 0.3])
SIGN = "This is a made-up advert."


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
    writer, first = Writer(np.random.default_rng(seed), published), LAST - timedelta(days=DAYS - 1)
    rng, titles = writer.rng, published["what"].eq("title").sum()
    vacancies = [writer.vacancy() for _ in range(min(originals, EACH * titles))]
    rows = []
    for n, (vacancy, day) in enumerate(zip(vacancies, writer.days(vacancies, first), strict=True)):
        rows.append((day, n, False, vacancy))
        for lag in np.sort(rng.integers(*LAGS, size=rng.poisson(REPOSTS))):
            if day + lag < DAYS:
                rows.append((int(day + lag), n, True, writer.edited(vacancy)))
    rows.sort(key=lambda row: row[0])
    at = {n: k for k, (_, n, again, _) in enumerate(rows) if not again}
    records = [writer.record(one, first + timedelta(days=int(day)), k) for k, (day, _, _, one) in enumerate(rows)]
    truth = [(day, at[n] if again else -1, one["group"], one["borough"]) for day, n, again, one in rows]
    return Stream(records, pd.DataFrame(truth, columns=["day", "repeats", "group", "borough"]))


class Writer:
    """What writes vacancies and adverts of them, from the titles and tasks of SOC 2020."""

    def __init__(self, rng: np.random.Generator, published: pd.DataFrame):
        self.rng = rng
        texts = {what: published[published["what"].eq(what)] for what in ("title", "task")}
        self.tasks = texts["task"].groupby("unit")["text"].apply(list)
        by_code = texts["title"].groupby(texts["title"]["unit"].str[:2])
        self.titles = {str(code): rows.to_dict("records") for code, rows in by_code}
        self.codes = sorted(set(self.titles) & set(map(str, settings()["occupations"])))
        self.boroughs = list(settings()["boroughs"])
        self.chances = self._shares(settings()["occupations"][int(code)] for code in self.codes)
        self.weights = self._shares(settings()["boroughs"].values())

    @staticmethod
    def _shares(rows: Any) -> np.ndarray:
        """The first figure of each row as a share of all."""
        sizes = np.array([row[0] for row in rows], float)
        return sizes / sizes.sum()

    def days(self, vacancies: list[dict[str, Any]], first: date) -> np.ndarray:
        """The day of each vacancy, by weekday, season and the trend of its occupation."""
        calendar = [first + timedelta(days=n) for n in range(DAYS)]
        base = np.array([SEASON[day.month - 1] * WEEKDAY[day.weekday()] for day in calendar])
        along, trends = np.linspace(-0.5, 0.5, DAYS), [vacancy["trend"] for vacancy in vacancies]
        cumulative = {trend: np.cumsum(base * (1 + 2 * trend * along)) for trend in set(trends)}
        return np.array([int(np.searchsorted(cumulative[t], self.rng.uniform(0, cumulative[t][-1]))) for t in trends])

    def pick(self, name: str) -> str:
        """One of the settings of a name."""
        return str(self.rng.choice(settings()[name]))

    def vacancy(self) -> dict[str, Any]:
        """What the job is, where, what it pays, and how it is told."""
        rng = self.rng
        code = str(rng.choice(self.codes, p=self.chances))
        job = self.titles[code][int(rng.integers(len(self.titles[code])))]
        borough = str(rng.choice(self.boroughs, p=self.weights))
        _, median, spread, trend, period = settings()["occupations"][int(code)]
        pay = median * settings()["boroughs"][borough][1] * float(np.exp(rng.normal(0, spread)))
        place, tasks = self.place(borough), self.tasks.get(job["unit"], ["does what is needed"])
        chosen = [tasks[k] for k in rng.permutation(len(tasks))[:4]]
        skills = [s for start, each in settings()["skills"].items() if job["group"].startswith(start) for s in each]
        named = [skills[k] for k in rng.permutation(len(skills))[: rng.integers(1, 5)]] if skills else []
        sentences = [self.pick("openings").format(place=place), *(f"You {_second(task)}." for task in chosen)]
        sentences += [f"You have experience of {skill}." for skill in named]
        sentences += [self.pick("benefits"), self.pick("benefits"), self.pick("closings"), SIGN]
        employer = f"{self.pick('names')} {self.pick('employers')} {rng.integers(1, 400)}"
        return {
            "title": self.written("titles", "{title}", title=job["text"], capitals=job["text"].title()),
            "group": job["group"],
            "borough": borough,
            "place": place,
            "pay": self.pay(pay, period),
            "sentences": sentences,
            "employer": employer,
            "trend": float(trend),
        }

    def written(self, ways: str, rest: str, **values: Any) -> str:
        """One of the ways of a name in which the settings write some values, or the rest."""
        way = self.rng.uniform()
        return next((form for part, form in settings()[ways] if way < part), rest).format(**values)

    def place(self, borough: str) -> str:
        """A borough as adverts name it: London alone, misspelt, by district or neighbourhood, or as it is."""
        way = self.rng.uniform()
        if way < WHOLE_LONDON:
            return self.pick("whole_london")
        if way < WHOLE_LONDON + MISSPELT:
            k = int(self.rng.integers(2, len(borough) - 2))
            return f"{borough[:k]}{borough[k + 1]}{borough[k]}{borough[k + 2 :]}, London"
        for name, chance in (("districts", POSTCODE), ("neighbourhoods", NEIGHBOURHOOD)):
            way -= chance
            if way < WHOLE_LONDON + MISSPELT:
                place = str(self.rng.choice(sorted(place for place, near in table(name).items() if borough in near)))
                return f"London {place}" if name == "districts" else f"{place.title()}, London"
        return f"{borough}, London"

    def pay(self, pay: float, period: str) -> str:
        """Pay as adverts word it; nothing, or words, for more than a third."""
        if self.rng.uniform() < NO_PAY:
            return self.pick("no_pay")
        width = float(self.rng.uniform(0.0, 0.12))
        if period == "hour":
            low, high = (max(pay * (1 + side * width) / 1950, 11.5) for side in (-1, 1))
            return f"£{low:.2f} per hour" if width < 0.04 else f"£{low:.2f} - £{high:.2f} an hour"
        if period == "day" and self.rng.uniform() < 0.5:
            return f"£{5 * round(pay / 260 / 5)} per day"
        low, high = (500 * round(pay * (1 + side * width) / 500) for side in (-1, 1))
        rest = "£{low:,.0f} to £{high:,.0f} per annum" if low < high else "£{low:,.0f} per annum"
        thousands = {"low_k": low / 1000, "high_k": high / 1000}
        return self.written("pay", rest, low=low, high=high, target=1.4 * low, **thousands)

    def edited(self, vacancy: dict[str, Any]) -> dict[str, Any]:
        """A repost: some words swapped, a sentence dropped, often an agency's name and another title."""
        rng, sentences, swaps = self.rng, list(vacancy["sentences"]), settings()["swaps"]
        if rng.uniform() < 0.4:
            del sentences[int(rng.integers(1, len(sentences) - 1))]
        chosen = {word for word in swaps if rng.uniform() < 0.25}
        words = [" ".join(swaps[w] if w in chosen else w for w in sentence.split(" ")) for sentence in sentences]
        more: dict[str, Any] = {"sentences": words}
        if rng.uniform() < AGENCY:
            agency = self.pick("agencies")
            more |= {"employer": agency, "sentences": [f"{agency} is acting for an employer.", *words]}
        if rng.uniform() < RETITLED:
            urgent = rng.uniform() >= 0.5
            more["title"] = f"Urgent: {vacancy['title']}" if urgent else f"{vacancy['title']} - {vacancy['place']}"
        return vacancy | more

    def record(self, one: dict[str, Any], day: date, number: int) -> tuple[str, Mapping[str, Any]]:
        """An advert in one of four forms; the adverts of schools have their own."""
        way, sentences, place = self.rng.uniform(), one["sentences"], one["place"]
        form = "school" if one["group"] == "231" else "adzuna" if way < 0.4 else "schema.org" if way < 0.8 else "csv"
        first, *middle, last = map(html.escape, sentences)
        values = one | {
            "ident": f"made-up-{number}",
            "day": day,
            "marked": f"<p>{first}</p><ul>{''.join(f'<li>{piece}</li>' for piece in middle)}</ul><p>{last}</p>",
            "plain": "\n".join([f"{one['pay']}. {sentences[0]}" if one["pay"] else sentences[0], *sentences[1:]]),
            "area": ["UK", "London", *([place.removesuffix(", London")] if place != "London" else [])],
        }
        return "schema.org" if form == "school" else form, _filled(settings()["forms"][form], values)


def _filled(form: Any, values: Mapping[str, Any]) -> Any:
    """A form with its values; a list stands where its name alone does."""
    if isinstance(form, dict):
        return {name: _filled(inner, values) for name, inner in form.items()}
    return values["area"] if form == "{area}" else form.format(**values)


def _second(task: str) -> str:
    """A task as an advert says it: "plans" to "plan"."""
    verb, _, rest = task.rstrip(".").partition(" ")
    return f"{verb[:-1] if verb.endswith('s') and not verb.endswith('ss') else verb} {rest}"
