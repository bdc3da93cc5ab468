"""A county at work under a real county's rules, over invented places: the cast's own county has no pack, and so no duty."""

from dataclasses import dataclass
from datetime import date

from zhucun.accounts.models import Grant, User
from zhucun.attendance.refresh import refresh_between
from zhucun.dispatch.choices import Role
from zhucun.dispatch.models import Posting
from zhucun.testing.county import County, build_county, member, post

SINCE = date(2026, 9, 1)


@dataclass(frozen=True)
class Stage:
    """A county at work: its people, one stationed in each of two villages, months already computed."""

    county: County
    officer: User
    township: User
    secretary: User
    contact: User
    posting: Posting
    neighbour: Posting

    @property
    def code(self) -> str:
        return self.county.code


def build_stage(code: str, name: str) -> Stage:
    county = build_county(code, name, ["东镇", "西乡"], [(0, "上村"), (1, "下村")], f"{name}财政局")
    people = {
        "officer": member(code, f"officer{code}", "赵县委", "county_officer", code),
        "township": member(
            code, f"township{code}", "孙乡镇", "township_officer", county.townships[0].code[:9]
        ),
        "secretary": member(code, f"secretary{code}", "李书记", "first_secretary", county.villages[0].code),
        "other": member(code, f"other{code}", "周书记", "first_secretary", county.villages[1].code),
        "contact": member(code, f"contact{code}", "钱单位", "unit_contact"),
    }
    people["contact"][1].unit_id = county.unit.id
    User.objects.bulk_create([user for user, _grant in people.values()])
    Grant.objects.bulk_create([grant for _user, grant in people.values()])
    users = {part: user for part, (user, _grant) in people.items()}
    stage = Stage(
        county=county,
        officer=users["officer"],
        township=users["township"],
        secretary=users["secretary"],
        contact=users["contact"],
        posting=post(county, users["secretary"], county.villages[0], Role.FIRST_SECRETARY, 1, since=SINCE),
        neighbour=post(county, users["other"], county.villages[1], Role.FIRST_SECRETARY, 2, since=SINCE),
    )
    refresh_between(code, SINCE, date(2026, 11, 18))
    return stage
