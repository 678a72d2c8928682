"""Adverts of four sources in every form that they come in, and what is said of those that are lost."""

from __future__ import annotations

import json

import pytest

from lbdp_core.postings.ingest import advert, delimited, formats
from lbdp_core.postings.ingest.fields import day_of
from lbdp_core.postings.ingest.markup import one_line, plain
from lbdp_core.sources import DataError
from tests.postings import files


def only(raw: bytes):
    frame, account = advert.read(raw, "a file")
    assert (len(frame), account.used) == (1, 1)
    return frame.iloc[0]


def test_a_school_s_advert_has_its_salary_as_text_at_the_top():
    row = only(json.dumps(files.school()).encode())
    assert (row["title"], row["employer"], row["borough"]) == ("Teacher of Maths", "A School", "Lewisham")
    assert (row["pay_low"], row["pay_high"], str(row["posted"].date())) == (38_766, 50_288, "2025-05-01")
    assert row["text"] == "Teach & inspire"


def test_a_result_of_a_search_has_its_own_names():
    row = only(files.results(files.adzuna()))
    assert (row["title"], row["form"], row["borough"], row["pay_low"]) == (
        "Care Assistant",
        "adzuna",
        "Croydon",
        24_000,
    )


def test_pay_that_the_publisher_guessed_is_not_taken():
    row = only(files.results(files.adzuna(salary_is_predicted="1")))
    assert row["pay_low"] != row["pay_low"]
    assert row["pay_reason"] == "the publisher's own estimate"


@pytest.mark.parametrize("wrap", [
    lambda one: one, lambda one: [one], lambda one: {"@graph": [one]},
    lambda one: {"data": [one], "meta": {"pages": 1}},
    lambda one: {"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "position": 1, "item": one}]},
    lambda one: one | {"@type": ["JobPosting"]}, lambda one: one | {"@type": "http://schema.org/JobPosting"},
])  # fmt: skip
def test_an_advert_is_found_however_it_is_wrapped(wrap):
    assert only(json.dumps(wrap(files.school())).encode())["title"] == "Teacher of Maths"


@pytest.mark.parametrize("inside", ["{}", "<!-- {} -->", "//<![CDATA[\n{}\n//]]>"])
def test_a_page_tells_its_advert_in_a_block(inside):
    block = inside.replace("{}", json.dumps(files.school()))
    page = f'<html><head><script type="application/ld+json">{block}</script></head><body>More</body></html>'
    assert only(page.encode())["title"] == "Teacher of Maths"


def test_a_block_with_raw_line_breaks_entities_or_a_comma_too_many_is_read():
    text = json.dumps(files.school())
    for broken in (text.replace("inspire", "inspire\n"), text.replace('"', "&quot;"), text[:-1] + ",}"):
        page = f"<script type='application/ld+json'>{broken}</script>"
        assert only(page.encode())["title"] == "Teacher of Maths"


def test_base_salary_may_be_a_range_a_number_or_a_text():
    def base(value):
        return only(json.dumps(files.school(salary=None, baseSalary=value)).encode())

    money = {"@type": "MonetaryAmount", "currency": "GBP"}
    ranged = base(money | {"value": {"minValue": "31,049", "maxValue": 37_796, "unitText": "YEAR"}})
    assert (ranged["pay_low"], ranged["pay_high"]) == (31_049, 37_796)
    assert base(money | {"value": {"value": 20, "unitText": "HOUR"}})["pay_low"] == 39_000
    assert base(money | {"value": "£30k"})["pay_low"] == base("£30,000")["pay_low"] == base(30_000)["pay_low"] == 30_000
    assert base(money | {"currency": "USD", "value": 30_000})["pay_reason"] == "another currency"


def test_a_table_is_read_by_what_its_columns_mean():
    head = "Id;Job Title;FullDescription;LocationRaw;SalaryRaw;Date Posted"
    text = f'{head}\n1;Chef;"Cook; well";Soho;£15 per hour;03/04/2025\n'
    row = only(text.encode("cp1252"))
    assert (row["title"], row["text"], row["borough"], row["pay_low"]) == ("Chef", "Cook; well", "Westminster", 29_250)
    assert str(row["posted"].date()) == "2025-04-03"


def test_a_column_without_a_name_means_nothing_and_others_have_job_before_their_name():
    head = ",job_title,job_employer,job_location,job_min_salary,job_posted,posted_at,ratings"
    row = only(f'{head}\n1,Cook\u00a0- job post,"A kitchen\n4.1",Peckham,31000,4 days ago,2025-04-03,4.1\n'.encode())
    assert (row["title"], row["employer"], row["borough"]) == ("Cook", "A kitchen", "Southwark")
    assert (row["pay_low"], str(row["posted"].date())) == (31_000, "2025-04-03")


def test_pay_may_stand_in_a_sentence():
    assert only(b"title,description\nCarer,Good team. Pay rate: \xc2\xa312.60ph plus mileage\n")["pay_low"] == 24_570
    assert only(b"title,description\nCarer,We look after a fund of \xc2\xa35 million\n")["pay_reason"]


def test_every_record_that_is_lost_has_a_reason():
    raw = files.lines(files.school(), files.school(), files.school(title=""), files.school(title="Other")) + b"\n{bad\n"
    frame, account = advert.read(raw, "x.jsonl")
    assert len(frame) == account.used == 2
    assert account.set_aside == {advert.NO_TITLE: 1, advert.AGAIN: 1, formats.NOT_JSON: 1}
    graph = {"@graph": [{"@type": "WebSite", "name": "A site"}, files.school()]}
    assert advert.read(json.dumps(graph).encode(), "x")[1].set_aside == {"not an advert (website)": 1}
    assert advert.read(b"title,place\na,b\nc,d,e\n", "x")[1].set_aside == {delimited.RAGGED: 1}
    told = advert.losses(advert.read(files.lines(files.school(datePosted="soon", salary="", jobLocation=None)), "x")[0])
    assert told == {
        "borough": {"no place is named": 1},
        "pay": {"nothing said of pay": 1},
        "day": {"no day that can be read": 1},
    }


@pytest.mark.parametrize(("raw", "says"), [
    (b"", "is empty"), (b"PK\x03\x04", "save it as CSV"), (b"<html></html>", "JSON-LD"), (b"a,b\n1,2\n", "title"),
    (b"[]", "holds no advert"), (b"\x00\x01\x02\x00", "not a text file"),
])  # fmt: skip
def test_what_holds_no_advert_is_refused_in_one_sentence(raw, says):
    with pytest.raises(DataError, match=says) as refused:
        advert.read(raw, "a.json")
    assert str(refused.value).count(". ") == 0


def test_the_same_advert_has_the_same_hash_wherever_it_is_read():
    one, other = only(files.lines(files.school())), only(json.dumps([files.school()]).encode())
    assert one["hash"] == other["hash"] != only(files.lines(files.school(title="Teacher")))["hash"]


def test_hostile_text_stays_text():
    title = "<script>alert(1)</script>=1+1 \u202eevil\u2069"
    assert only(files.lines(files.school(title=title)))["title"] == "=1+1 evil"
    assert plain("a < b and c > d") == "a < b and c > d"
    assert one_line("x<br/>y") == "x y"
    deep = json.loads("[" * 60 + "]" * 60)
    with pytest.raises(DataError):
        advert.read(json.dumps(deep).encode(), "x")


@pytest.mark.parametrize(("text", "day"), [
    ("2025-06-01", "2025-06-01"), ("2025-06-01T23:30:00+01:00", "2025-06-01"), ("1st June 2025", "2025-06-01"),
    (1_748_736_000, "2025-06-01"), (1_748_736_000_000, "2025-06-01"), ("01/06/2025 10:30", "2025-06-01"),
    ("soon", "None"),    ("2025-13-45", "None"), (None, "None"),
])  # fmt: skip
def test_a_day_is_read_as_it_is_written(text, day):
    assert str(day_of(text)) == day


def titles(raw: bytes):
    return advert.read(raw, "a file")[0]["title"].tolist()


def test_what_is_broken_never_stops_the_adverts_beside_it():
    good, other = files.school(title="Cook", identifier="1"), files.school(title="Chef", identifier="2")
    pages = json.dumps({"data": [good]}, indent=1) + json.dumps({"data": [other]}, indent=1)
    assert titles(pages.encode()) == ["Cook", "Chef"]
    cut = json.dumps({"data": [good, other]}, indent=1)[:-200]
    assert advert.read(cut.encode(), "x")[1].set_aside == {formats.NOT_JSON: 1}
    for broken in ("9" * 6_000, "[" * 100_000 + "]" * 100_000, "NaN", '"\\ud800"', "{}", "null", "[[]]", '"£"', "true"):
        bad = f'{{"@type": "JobPosting", "title": {broken}, "salary": {broken}}}'
        found = titles(f"[{json.dumps(good)}, {bad}, {json.dumps(other)}]".encode())
        assert (found[0], found[-1]) == ("Cook", "Chef")
    table = b'title,place,description\nNurse,Camden,"open\nCook,Brent,fine\nChef,Ealing,fine\n'
    frame, account = advert.read(table, "x.csv")
    assert (frame["title"].tolist(), account.set_aside) == (["Cook", "Chef"], {delimited.OPEN: 1})


@pytest.mark.parametrize(
    "field", ["description", "salary", "jobLocation", "employmentType", "identifier", "datePosted"]
)
@pytest.mark.parametrize("value", [
    "<script " * 50_000, "<!--" * 50_000, "£1," * 30_000, " \n" * 50_000, float("nan"), 10**18, -1,
    [None, [], {}], {"value": {}}, {"geo": {"latitude": "nan", "longitude": 1e300}}, "\ud800",
], ids=lambda value: str(value)[:12])  # fmt: skip
def test_a_field_of_any_type_or_size_is_an_advert_still(field, value):
    assert only(json.dumps([files.school(**{field: value})]).encode())["title"] == "Teacher of Maths"


def test_tables_as_columns_by_number_or_below_a_heading_are_read():
    columns = {"title": {"0": "Cook", "1": "Chef"}, "company": {"0": "A", "1": "B"}}
    by_number = {"7": {"title": "Cook", "company": "A"}, "8": {"title": "Chef", "company": "B"}}
    below = b"Vacancies in May\r\rJob Ref;Post Title;Council\r1;Cook;A\r2;Chef;B\r"
    for raw in (json.dumps(columns).encode(), json.dumps(by_number).encode(), below):
        assert titles(raw) == ["Cook", "Chef"]


def test_a_board_s_own_name_is_no_advert_and_a_graph_s_employer_is_found():
    board = {
        "name": "A board",
        "description": "Ours",
        "jobs": [{"title": "Cook", "city": "Brixton", "state": "London"}],
    }
    assert only(json.dumps(board).encode())["borough"] == "Lambeth"
    graph = {"@graph": [{"@id": "#e", "name": "An employer"}, files.school(hiringOrganization={"@id": "#e"})]}
    assert advert.read(json.dumps(graph).encode(), "x")[0]["employer"].tolist() == ["An employer"]


@pytest.mark.parametrize(("title", "said", "low"), [
    ("Carer £12.60ph", "Join us", 24_570), ("Chef", "<b>Salary</b><p>£45,000 - £50,000</p>", 45_000),
    ("Chef", "Fund raiser. Basic £20k, OTE £45k", 20_000), ("Chef", "Accounts worth £100k per annum each", None),
    ("Chef", "You could earn up to £800 per week", None), ("Chef", "A £500 bonus, up to £1,000 for a cycle", None),
    ("Chef", "Inspectors set fines of £1,000 a day", None), ("Chef", "Kitchen lead | £40–50K | Soho", 40_000),
])  # fmt: skip
def test_a_sentence_about_pay_is_told_from_other_sums(title, said, low):
    row = only(json.dumps([{"title": title, "description": said}]).encode())
    assert row["pay_low"] == low if low else row["pay_low"] != row["pay_low"]


def test_words_of_an_amount_say_more_than_its_number_and_another_country_is_not_london():
    amount = {
        "currency": "GBP",
        "value": {"minValue": "38694", "value": "£38,694 - £40,000 per annum", "unitText": "YEAR"},
    }
    row = only(json.dumps(files.school(salary=None, baseSalary=amount)).encode())
    assert (row["pay_low"], row["pay_high"]) == (38_694, 40_000)
    address = {"addressLocality": "Greenwich", "addressCountry": "US"}
    assert only(json.dumps(files.school(jobLocation={"address": address})).encode())["borough"] == ""


@pytest.mark.parametrize(("fields", "ends"), [
    ({"Hourly Rate": "12"}, (23_400, 23_400)), ({"Salary": "450", "Pay Frequency": "Daily"}, (117_000, 117_000)),
    ({"salary": [30_000, 35_000]}, (30_000, 35_000)),
    ({"salary": {"from": 12, "to": 14, "unit": "hour"}}, (23_400, 27_300)),
    ({"min_amount": 12, "max_amount": 14, "interval": "hourly"}, (23_400, 27_300)),
    ({"minimumSalary": "£30,000 per annum", "maximumSalary": "£35k"}, (30_000, 35_000)),
    ({"salary_min": "0", "salary_max": "0", "Annual Salary (£)": "35,000"}, (35_000, 35_000)),
    ({"estimated_salary": "£30,000"}, None), ({"salary": "nan"}, None), ({"salary": "35000", "currency": "USD"}, None),
    ({"salary": 35_000, "country": "France"}, None), ({"salary": 35_000, "country": "UK"}, (35_000, 35_000)),
])  # fmt: skip
def test_fields_of_pay_have_many_names_and_types(fields, ends):
    row = only(json.dumps([{"title": "Cook", "company": "A"} | fields]).encode())
    assert ((row["pay_low"], row["pay_high"]) == ends) if ends else row["pay_reason"]
