"""Canaries: facts with a mark that stands nowhere else, so that a page which shows one has told too much.

One set per village. Whatever a screen can lead to has its row here; `tests/test_access_matrix.py` fails
when a table of facts has none, or when an address asks for something that no set holds.
"""

from base64 import b64decode
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from zhucun.accounts.models import Grant, User
from zhucun.attendance.choices import Kind
from zhucun.attendance.models import MonthConfirmation
from zhucun.attendance.services import add_entry
from zhucun.audit.services import append
from zhucun.cases.services import raise_case
from zhucun.cases.services_files import add_file
from zhucun.dispatch.choices import Role
from zhucun.dispatch.holding import Upload, hold
from zhucun.dispatch.models import Posting
from zhucun.dispatch.roster.template import roster_template
from zhucun.documents import store
from zhucun.documents.models import ArchiveFile, ArchiveGap, PaperRun
from zhucun.documents.services import EXCEL, keep_paper
from zhucun.fieldwork.models import WorkRecord
from zhucun.fieldwork.services import write_record
from zhucun.households.choices import Did, Joined
from zhucun.households.models import Household, Mark, Membership, MinorAccess, Pairing, RegistryAct
from zhucun.monitoring.models import Monitored
from zhucun.monitoring.services import add_lead
from zhucun.monitoring.services_income import add_sheet
from zhucun.monitoring.services_measures import Plan, plan_measure
from zhucun.places.choices import UnitKind
from zhucun.places.models import Unit, VillageType
from zhucun.policy.changes.domain import Proposal
from zhucun.policy.changes.layer import Paper
from zhucun.policy.changes.services import approve, propose_value
from zhucun.policy.choices import ChangeOf
from zhucun.policy.models import Decision, Digest, RetentionHold, ValueChange
from zhucun.policy.reminders.domain import Reminder
from zhucun.testing.county import County, Village, member, post
from zhucun.testing.families import villager
from zhucun.testing.phones import plant_phone
from zhucun.testing.requests import plant_requests

A_PICTURE = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)


@dataclass(frozen=True)
class Planted:
    """What was planted in one village: the mark, and each thing by the name that addresses give it."""

    village: Village
    mark: str
    things: dict[str, Any]

    @property
    def canaries(self) -> frozenset[str]:
        """Texts that no page may hold for a reader who does not see this village."""
        ids = {str(thing.pk) for thing in self.things.values() if hasattr(thing, "pk")}
        return frozenset({self.mark, *ids})


# What an address names that is the same for everybody.
NAMED = {
    "form": "household-visit",
    "duty": "onsite-days",
    "kind": "villager",
    "subject": "village",
    "document": "monitored-notice",
    "ledger": "households",
    "item": "appointment",
    "flow": "matter",
    "step": "settle_now",
    "nth": 1,
    "figure": "households",
}


def plant(
    county: County, village: Village, mark: str, serial: int, at: datetime, *, own_unit: bool
) -> Planted:
    """Somebody stationed in the village, with a household, a record, days, a paper, a line in the trail."""
    user, grant = _somebody(county, village, mark)
    unit = (
        county.unit
        if own_unit
        else Unit.objects.create(county_code=county.code, name=f"{mark}局", kind=UnitKind.ORGAN)
    )
    posting = post(_with_unit(county, unit), user, village, Role.TEAM_MEMBER, serial)
    household = Household.objects.create(
        county_code=county.code, village_code=village.code, head_name=f"{mark}户", people=3
    )
    things = {
        "account": user,
        "grant": grant,
        "posting": posting,
        "household": household,
        "record": _record(user, posting, household, mark, at),
        "entry": add_entry(
            by=user,
            posting=posting,
            kind=Kind.TRAINING,
            first_day=at.date(),
            last_day=at.date(),
            at=at,
            note_text=mark,
        ),
        "paper": _paper(user, posting, mark, at),
        "run": _run(user, posting, mark, at),
        "archive_file": _archive_file(user, posting, mark, at),
        "archive_gap": _archive_gap(posting, at),
        "confirmation": _confirmation(user, posting, mark, at),
        "change": _change(county, village, serial, mark, at),
        "village_type": _village_type(village, mark),
        "hold": _hold(county.code, user, village, mark, at),
        "pairing": _pairing(user, household, mark),
        **_case(user, village, mark, at),
        **_member(user, household, mark, serial, at),
        **_monitored(user, household, mark, at),
        **plant_phone(county.code, user, village.code, mark, at),
        **plant_requests(county, village, user, mark, at),
        "upload": hold(_roster(county), owner=user.id, county=county.code, at=at),
        "county": county.code,
        "code": village.code,
        "township": village.township_code,
        **NAMED,
        "month": at.date().replace(day=1),
        "year": at.year,
    }
    things["decision"] = Decision.objects.in_county(county.code).filter(subject_id=posting.pk).first()
    things["digest"] = _digest(user, posting, mark, at)
    append(county=county.code, act="test.planted", by=user, subject=household, place_code=village.code)
    return Planted(village, mark, things)


def _hold(county: str, user: User, village: Village, mark: str, at: datetime) -> RetentionHold:
    return RetentionHold.objects.create(
        county_code=county,
        place_code=village.code,
        starts_on=at.date(),
        ends_on=at.date(),
        because=mark,
        set_by=user,
    )


def _pairing(user: User, household: Household, mark: str) -> Pairing:
    return Pairing.objects.create(
        county_code=household.county_code,
        kind="cadre_household",
        place_code=household.village_code,
        household=household,
        user=user,
        name=f"{mark}干部",
        starts_on=date(2026, 1, 1),
    )


def _somebody(county: County, village: Village, mark: str) -> tuple[User, Grant]:
    user, grant = member(county.code, f"planted{village.code}", mark, "team_member", village.code)
    user.save()
    grant.save()
    return user, grant


def _with_unit(county: County, unit: Unit) -> County:
    return County(**{**vars(county), "unit": unit})


def _record(user: User, posting: Posting, household: Household, mark: str, at: datetime) -> WorkRecord:
    return write_record(
        by=user,
        county=posting.county_code,
        posting=posting,
        form="household-visit",
        occurred_on=at.date(),
        household=household,
        body={"way": "at_home", "topic": "living", "said": f"{mark}说的话"},
        at=at,
    )


def _case(user: User, village: Village, mark: str, at: datetime) -> dict[str, Any]:
    """A matter of the village that waits for whoever raised it, with a picture."""
    case = raise_case(
        by=user,
        county=village.code[:6],
        flow="matter",
        role="team_member",
        fields={"topic": f"{mark}的事", "came_by": "visit", "contact": f"{mark}晚上在家"},
        at=at,
        place_code=village.code,
    )
    file = add_file(by=user, case=case, name=f"{mark}.png", media_type="image/png", content=A_PICTURE, at=at)
    return {"case": case, "file": file}


def _member(user: User, household: Household, mark: str, serial: int, at: datetime) -> dict[str, Any]:
    """Somebody in the household, marked, with a line of history; leave to open the children of the village."""
    county, village = household.county_code, household.village_code
    person = villager(county, f"{mark}人", "head", serial)
    kept: Any = {"county_code": county, "household": household, "village_code": village, "villager": person}
    Membership.objects.create(**kept, relation="head", joined=Joined.KNOWN)
    began = Mark.objects.create(**kept, kind="disabled", starts_on=date(2026, 1, 1), basis=mark)
    RegistryAct.objects.create(
        **kept, act=Did.MEMBER_ADDED, happened_on=at.date(), at=at, by=user, because=mark
    )
    access = MinorAccess.objects.create(
        county_code=county,
        user=user,
        place_code=village,
        starts_on=at.date(),
        ends_on=at.date(),
        because=mark,
        given_by=user,
    )
    return {"villager": person, "mark": began, "access": access}


def _village_type(village: Village, mark: str) -> VillageType:
    since = date(2026, 1, 1)
    return VillageType.objects.create(
        county_code=village.code[:6], village_code=village.code, kind="key", starts_on=since, because=mark
    )


def _monitored(user: User, household: Household, mark: str, at: datetime) -> dict[str, Any]:
    """A household that is monitored, with a lead to be looked at, what it lives on, and a measure."""
    row = Monitored.objects.create(
        county_code=household.county_code,
        household=household,
        village_code=household.village_code,
        kind="borderline",
        channel="visited",
        risks=["illness"],
        since=date(2026, 8, 1),
    )
    plan = Plan("work", f"{mark}的措施", f"{mark}负责", date(2026, 11, 30))
    month = date(2026, 10, 1)
    return {
        "monitored": row,
        "lead": add_lead(by=user, household=household, channel="visited", says=f"{mark}的线索", at=at),
        "sheet": add_sheet(by=user, household=household, last_month=month, people=3, lines={}, at=at),
        "measure": plan_measure(by=user, household=household, plan=plan, at=at),
    }


def _paper(user: User, posting: Posting, mark: str, at: datetime) -> Any:
    return keep_paper(
        by=user,
        county=posting.county_code,
        kind="month-ledger",
        title=f"{mark}台账",
        place_code=posting.village_code,
        file_name=f"{mark}.xlsx",
        media_type=EXCEL,
        content=mark.encode(),
        at=at,
    )


def _archive_file(user: User, posting: Posting, mark: str, at: datetime) -> ArchiveFile:
    return ArchiveFile.objects.create(
        county_code=posting.county_code,
        village_code=posting.village_code,
        year=at.year,
        item="statistics",
        name=f"{mark}.pdf",
        media_type="application/pdf",
        digest=store.keep(mark.encode()),
        size=len(mark),
        added_at=at,
        added_by=user,
    )


def _archive_gap(posting: Posting, at: datetime) -> ArchiveGap:
    return ArchiveGap.objects.create(
        county_code=posting.county_code,
        village_code=posting.village_code,
        year=at.year,
        item="appointment",
        provider="township_officer",
        due_on=at.date(),
    )


def _run(user: User, posting: Posting, mark: str, at: datetime) -> PaperRun:
    return PaperRun.objects.create(
        county_code=posting.county_code,
        paper="month-diary",
        title=f"{mark}日记",
        place_code=posting.village_code,
        site="https://zhucun.example/",
        total=1,
        asked_by=user,
        asked_at=at,
    )


def _confirmation(user: User, posting: Posting, mark: str, at: datetime) -> MonthConfirmation:
    return MonthConfirmation.objects.create(
        county_code=posting.county_code,
        township_code=posting.village_code[:9] + "000",
        month=date(2026, 9, 1),
        revision=int(posting.village_code[-3:]),
        confirmed=False,
        people=1,
        at=at,
        by=user,
        because=mark,
    )


def _digest(user: User, posting: Posting, mark: str, at: datetime) -> Digest:
    line = Reminder("onsite-days", "每月驻村天数", f"{mark}村", at.date(), "还差 1 天", str(posting.id))
    return Digest.objects.create(
        county_code=posting.county_code, user=user, day=at.date(), lines=[line.to_json()], made_at=at
    )


def _change(county: County, village: Village, serial: int, mark: str, at: datetime) -> ValueChange:
    """A number waiting for its second person, and one in force far ahead, so that the county has a layer."""
    people = [
        member(county.code, f"{part}{village.code}", f"某{part}", "county_officer", county.code)
        for part in ("proposer", "approver")
    ]
    for account, grant in people:
        account.save()
        grant.save()
    (proposer, _), (approver, _) = people
    days = [date(2030 + serial, month, 1) for month in (1, 6)]
    marks = ("某", mark)  # what is in force everybody of the county may read
    first, second = (
        propose_value(by=proposer, county=county.code, proposal=_proposal(word, day), at=at)
        for word, day in zip(marks, days, strict=True)
    )
    approve(by=approver, change=first, at=at)
    return second


def _proposal(mark: str, since: date) -> Proposal:
    paper = Paper(f"{mark}办法", "县委组织部", "", "2026", f"{mark}：说明期限为七个工作日", "original")
    value = str(5 + since.month + since.year % 2)
    return Proposal(ChangeOf.VALUE, "explain_within", value, since, paper, f"{mark}要求")


def _roster(county: County) -> Upload:
    villages = [(village.township_code, village.name) for village in county.villages]
    return Upload(f"{county.name}名册.xlsx", roster_template(county.name, villages))
