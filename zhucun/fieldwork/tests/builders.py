"""Records as tests write them: through the service, with what a form asks already answered."""

from datetime import UTC, date, datetime
from typing import Any

from zhucun.fieldwork.models import WorkRecord
from zhucun.fieldwork.services import write_record
from zhucun.households.domain import Entry
from zhucun.households.models import Household
from zhucun.households.services import add_households_in_bulk
from zhucun.testing.cast import Cast

AT = datetime(2026, 11, 18, 2, tzinfo=UTC)  # ten in the morning in Shanghai
TODAY = date(2026, 11, 18)
VISIT = {"way": "at_home", "topic": "living", "said": "水管冻裂了，盼着早点修好。"}
NOTE = {"kind": "project", "work_area": "prosperity", "where": "in_village", "text": "看茶园水渠。"}


def home(cast: Cast, *, name: str = "张三", village: int = 0) -> Household:
    entry = Entry(village_code=cast.villages[village].code, head_name=name, people=4)
    return add_households_in_bulk(by=cast.county_officer, county=cast.home.code, entries=[entry])[0]


def visit(cast: Cast, household: Household | None = None, **other: Any) -> WorkRecord:
    given: dict[str, Any] = {
        "by": cast.first_secretary,
        "county": cast.home.code,
        "posting": cast.posting,
        "form": "household-visit",
        "occurred_on": TODAY,
        "household": household or home(cast),
        "body": VISIT,
        "at": AT,
    }
    return write_record(**{**given, **other})


def note_down(cast: Cast, **other: Any) -> WorkRecord:
    given: dict[str, Any] = {
        "by": cast.first_secretary,
        "county": cast.home.code,
        "posting": cast.posting,
        "form": "work-note",
        "occurred_on": TODAY,
        "body": NOTE,
        "at": AT,
    }
    return write_record(**{**given, **other})
