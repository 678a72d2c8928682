"""Layout: the eleven lists of Ofsted's Annex A as data: their columns, what is checked in each, and their clocks.

The names are those of the published child-level specification. A header means a column when it has the same letters
and digits, when it is one of the other names, or when it has all the words that tell this column from the others.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from lbdp_core import door
from lbdp_core.children.annex_a import codes as c

UNBORN = 280  # days: a referral, an assessment or a plan may come before a birth, and no earlier than this


@dataclass(frozen=True)
class Column:
    """One column of a list.

    key:    what we call it. name: what the specification calls it. also: other names of it.
    holds:  "id" is turned into a number that means nothing; of "filled" only whether there is a value is kept.
    needed: a row without it is a fault; "closed" is needed once the row has an end date.
    unborn: a date that may come before the birth.
    """

    key: str
    name: str
    holds: Literal["id", "date", "code", "number", "filled"] = "filled"
    needed: bool | Literal["closed"] = False
    codes: c.Codes = ()
    also: tuple[str, ...] = ()
    unborn: bool = False


@dataclass(frozen=True)
class Layout:
    """One list: its number, what its rows are, its columns, and what makes two rows the same.

    start, end: columns of the dates between which a row is open ("" where it has none); orders: further pairs of dates
    that must come in that order.
    """

    number: int
    title: str
    columns: tuple[Column, ...]
    same: tuple[str, ...]
    start: str = ""
    end: str = ""
    orders: tuple[tuple[str, str], ...] = ()

    @property
    def name(self) -> str:
        return f"List {self.number} ({self.title.lower()})"

    @cached_property
    def own(self) -> frozenset[str]:
        """Keys of columns that few other lists have, by which a list is known whatever its sheet is called."""
        return frozenset(column.key for column in self.columns) - SHARED

    @cached_property
    def kind(self) -> door.Kind:
        """The list as the door knows layouts, with no column that must be there."""
        columns = tuple(door.Column(col.key, (col.name, *col.also), needed=False) for col in self.columns)
        return door.Kind(f"annex_a_{self.number}", self.name, "a local authority", "its own", columns)


def _date(key: str, name: str, needed: bool | Literal["closed"] = False, *also: str, unborn: bool = False) -> Column:
    return Column(key, name, "date", needed, also=also, unborn=unborn)


def _code(key: str, name: str, codes: c.Codes, *also: str, needed: bool | Literal["closed"] = True) -> Column:
    return Column(key, name, "code", needed, codes, also)


def _number(key: str, name: str) -> Column:
    return Column(key, name, "number", True)


CHILD = Column("child", "Child Unique ID", "id", True, also=("Child ID", "Unique ID", "Child Unique Identifier"))
BIRTH = _date("birth", "Date of Birth", False, "DOB", "Date of Birth or expected date of birth")
PERSON = (
    CHILD, _code("gender", "Gender", c.GENDER, "Sex"), _code("ethnicity", "Ethnicity", c.ETHNICITY, "Ethnic group"),
    BIRTH, Column("age", "Age of Child (Years)", "filled", also=("Age",)),
)  # fmt: skip
DISABLED = _code("disability", "Does the Child have a Disability", c.YES_NO, "Disability")
WORKER = (Column("team", "Allocated Team"), Column("worker", "Allocated Worker"))
SHARED = frozenset(column.key for column in (*PERSON, DISABLED, *WORKER)) | {"family"}

LISTS: tuple[Layout, ...] = (
    Layout(1, "Contacts", (
        *PERSON, _date("contact", "Date of Contact", True, unborn=True), _code("source", "Contact Source", c.SOURCE),
    ), ("child", "contact", "source"), "contact"),
    Layout(2, "Early help", (
        *PERSON, _date("started", "Assessment start date", True, unborn=True),
        _date("completed", "Assessment completion date", unborn=True),
        Column("organisation", "Organisation completing assessment", needed=True),
    ), ("child", "started"), "started", "completed"),
    Layout(3, "Referrals", (
        *PERSON, _date("referral", "Date of referral", True, unborn=True), _code("source", "Referral Source", c.SOURCE),
        _code("nfa", "Referral NFA?", c.YES_NO), _number("referrals", "Number of Referrals in Last 12 Months"), *WORKER,
    ), ("child", "referral", "source"), "referral"),
    Layout(4, "Assessments", (
        *PERSON, DISABLED, _date("started", "Continuous Assessment Start Date", True, unborn=True),
        _code("seen", "Child Seen During Continuous Assessment", c.YES_NO, needed=False),
        _date("authorised", "Continuous Assessment Date of Authorisation", unborn=True),
        _code("support", "Was the child assessed as requiring LA children's social care support?", c.YES_NO,
              needed="closed"), *WORKER,
    ), ("child", "started"), "started", "authorised"),
    Layout(5, "Section 47 enquiries and initial conferences", (
        *PERSON, DISABLED,
        _date("strategy", "Strategy discussion initiating Section 47 Enquiry Start Date", True, unborn=True),
        _code("unneeded", "Was an Initial Child Protection Conference deemed unnecessary?", c.YES_NO, needed=False),
        _date("conference", "Date of Initial Child Protection Conference", unborn=True),
        _code("plan", "Did the Initial Child Protection Conference Result in a Child Protection Plan", c.YES_NO,
              needed="closed"),
        _number("enquiries", "Number of Section 47 Enquiries in the last 12 months"),
        _number("conferences", "Number of ICPCs in the last 12 months"), *WORKER,
    ), ("child", "strategy"), "strategy", "conference"),
    Layout(6, "Children in need", (
        *PERSON, DISABLED, _date("started", "CIN Start Date", True, unborn=True),
        _code("need", "Primary Need Code", c.NEED), _date("seen", "Date Child Was Last Seen"),
        _date("closed", "CIN Closure Date", unborn=True),
        _code("reason", "Reason for Closure", c.CLOSURE, needed="closed"), _code("status", "Case Status", c.STATUS),
        *WORKER,
    ), ("child", "started"), "started", "closed"),
    Layout(7, "Child protection plans", (
        *PERSON, DISABLED, _date("started", "Child Protection Plan Start Date", True, unborn=True),
        _code("initial", "Initial Category of Abuse", c.ABUSE), _code("latest", "Latest Category of Abuse", c.ABUSE),
        _date("visit", "Date of the Last Statutory Visit", unborn=True),
        _code("alone", "Was the Child Seen Alone?", c.YES_NO, needed=False),
        _date("review", "Date of latest review conference", unborn=True),
        _date("ended", "Child Protection Plan End Date", unborn=True),
        _code("emergency", "Subject to Emergency Protection Order or Protected Under Police Powers in Last Six Months"
              " (Y/N)", c.YES_NO), _number("plans", "Number of Previous Child Protection Plans"), *WORKER,
    ), ("child", "started"), "started", "ended", (("started", "review"),)),
    Layout(8, "Looked after children", (
        *PERSON, _code("uasc", "Unaccompanied Asylum Seeking Child (UASC) within the Last 12 Months (Y/N)", c.YES_NO),
        DISABLED, _date("started", "Date Started to be Looked After", True),
        _code("need", "Child's Category of Need", c.NEED),
        _code("again", "Is this a second or subsequent period of being a Looked After Child within the last 12 months"
              " (Y/N)", c.YES_NO), _date("legal_since", "Start date of current legal status", True),
        _code("legal", "Child's Legal Status", c.LEGAL), _date("review", "Date of Latest Statutory Review"),
        _date("visit", "Date of Last Social Work Visit"),
        _code("permanence", "What is the permanence plan for this child?", c.PERMANENCE, needed=False),
        _date("iro", "Date of Last IRO Visit / Contact to the Child"),
        _date("health", "Date of Last Health Assessment"), _date("dental", "Date of Last Dental Check"),
        _number("placements", "Number of Placements in the Last 12 months"),
        _date("ceased", "Date Ceased to be Looked After"),
        _code("reason", "Reason Ceased to be Looked After", c.CEASED, needed="closed"),
        _date("placed", "Start Date of Most Recent Placement", True),
        _code("placement", "Placement Type", c.PLACEMENT), _code("provider", "Placement Provider", c.PROVIDER),
        Column("postcode", "Placement postcode"), Column("urn", "URN of Placement"),
        _code("location", "Placement Location", c.IN_OUT), Column("authority", "LA of Placement", needed=True),
        Column("missing", "Number of Episodes the Child has been Missing from their Placement in the last 12 months",
               "number", True),
        Column("absent", "Number of Episodes the Child has been Absent from their Placement in the last 12 months",
               "number"),
        _code("offered", "Was the child offered a Return Interview after their last missing episode (Y/N)?", c.YES_NO,
              needed=False),
        _code("accepted", "Did the child accept a Return Interview after their last missing episode (Y/N)?", c.YES_NO,
              needed=False), *WORKER,
    ), ("child", "started", "placed"), "started", "ceased", (("started", "legal_since"), ("started", "placed"))),
    Layout(9, "Care leavers", (
        *PERSON, DISABLED, *WORKER, _code("eligibility", "Eligibility Category", c.ELIGIBILITY),
        _code("in_touch", "LA in Touch", c.IN_TOUCH),
        _code("accommodation", "Type of Accommodation", c.ACCOMMODATION, needed=False),
        _code("suitable", "Suitability of Accommodation", c.SUITABILITY, needed=False),
        _code("activity", "Activity Status", c.ACTIVITY, needed=False),
    ), ("child",)),
    Layout(10, "Adoption", (
        CHILD, Column("family", "Family identifier"), *PERSON[1:], DISABLED,
        _date("entered", "Date the Child Entered Care", True),
        _date("decided", "Date of Decision that Child Should be Placed for Adoption", True),
        _date("order", "Date of Placement Order"),
        _date("matched", "Date of Matching Child and Prospective Adopters"),
        _date("placed", "Date Placed for Adoption"), _date("adopted", "Date of Adoption Order"),
        _date("reversed", "Date of Decision that Child Should No Longer be Placed for Adoption"),
        _code("reason", "Reason Why Child No Longer Placed for Adoption", c.NOT_ADOPTED, needed=False),
        _date("early", "Date the child was placed for fostering in FFA or concurrent planning placement"),
    ), ("child", "decided"), "decided", "adopted",
        (("entered", "decided"), ("decided", "reversed"), ("matched", "placed"), ("placed", "adopted"))),
    Layout(11, "Adopters", (
        Column("child", "Individual adopter identifier", "id", True), Column("family", "Family identifier"),
        *PERSON[1:3], DISABLED,
        _code("fostering", "Is the (prospective) adopter fostering for adoption?", c.YES_NO),
        _date("enquiry", "Date enquiry received", True), _date("stage_1", "Date Stage 1 started"),
        _date("stage_1_end", "Date Stage 1 ended"), _date("stage_2", "Date Stage 2 started"),
        _date("stage_2_end", "Date Stage 2 ended"), _date("submitted", "Date application submitted"),
        _date("approved", "Date application approved"), _date("matched", "Date adopter matched with child(ren)"),
        _date("placed", "Date child/children placed with adopter(s)"),
        Column("children", "No. of children placed", "number"), _date("order", "Date of Adoption Order"),
        _date("left", "Date of leaving adoption process"),
        _code("reason", "Reason for leaving adoption process", c.LEAVING, needed=False),
    ), ("child", "enquiry"), "enquiry", "left", (("stage_1", "stage_1_end"), ("stage_2", "stage_2_end"))),
)  # fmt: skip
BY_NUMBER = {layout.number: layout for layout in LISTS}
