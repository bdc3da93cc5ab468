"""Written once on a phone, seen everywhere: one visit, one meeting and one project note, and every place that tells of them.

The list of places is the promise of the product: nobody types any of this again. A place that falls silent fails here.
"""

import io
import zipfile
from dataclasses import dataclass

import pytest
from django.urls import reverse

from zhucun.fieldwork.models import WorkRecord
from zhucun.fieldwork.tests.builders import home
from zhucun.testing.phone import Phone

pytestmark = pytest.mark.usefixtures("frozen_today")

VISIT, MEETING, PROJECT = "水管冻裂了，盼着早点修好", "学习防火通知", "看茶园水渠的工地"
AT_LEAST = 12
TODAY, MONTH = "2026-11-18", "2026-11"


@dataclass(frozen=True)
class Place:
    """Where it is read: who looks, at which address, and the words that show it; `words` of all are in the page."""

    name: str
    reader: str
    address: str
    words: tuple[str, ...]


def written(cast) -> WorkRecord:
    """The only typing there is: three forms on the phone."""
    phone = Phone.enrolled(cast.first_secretary, cast.home.code)
    family = home(cast, name="张三")
    for form, household, body in (
        ("household-visit", str(family.id), {"way": "at_home", "topic": "living", "said": VISIT}),
        ("party-life", None, {"kind": "theme_day", "led_by": "branch_secretary", "topic": MEETING}),
        (
            "work-note",
            None,
            {"kind": "project", "work_area": "prosperity", "where": "in_village", "text": PROJECT},
        ),
    ):
        told = {
            "posting": str(cast.posting.id),
            "form": form,
            "occurred_on": TODAY,
            "body": body,
            "household": household,
        }
        (answer,) = phone.send(phone.act("record.write", {k: v for k, v in told.items() if v is not None}))
        assert answer["answer"] == "accepted", answer
    return WorkRecord.objects.in_county(cast.home.code).get(form="household-visit")


def places_of(cast, visit: WorkRecord) -> list[Place]:
    county, village = cast.home.code, cast.villages[0].code
    township = f"{village[:9]}000"

    def at(name: str, *args: object, query: str = "") -> str:
        return reverse(name, args=[county, *args]) + query

    def paper(kind: str, of: object, which: str, period: str = "") -> str:
        return at("documents:draft", kind, of, which) + (f"?period={period}" if period else "")

    mine, officer = "first_secretary", "township_officer"
    posting = cast.posting.id
    return [
        Place("首页最近的记录", mine, at("home:home"), (MEETING,)),
        Place("工作记录", mine, at("fieldwork:records"), (MEETING, "张三")),
        Place("四项职责的比例", officer, at("fieldwork:balance"), (">3<",)),
        Place("驻村日记", mine, at("fieldwork:diary"), (VISIT, MEETING, PROJECT)),
        Place("这一户的走访", mine, at("households:household", visit.household_id), ("2026",)),
        Place("日记底稿", mine, paper("posting", posting, "month-diary", MONTH), (VISIT, MEETING, PROJECT)),
        Place("年度小结", mine, paper("posting", posting, "year-summary", "2026"), ("全年记录", ">3</a>条")),
        Place("个人事迹材料", mine, paper("posting", posting, "person-deeds", "2026"), (VISIT, MEETING)),
        Place("述职报告", mine, paper("posting", posting, "secretary-report", "2026"), (">3</a>条",)),
        Place("村事迹材料", mine, paper("village", village, "village-deeds", "2026"), (">3</a>条", MEETING)),
        Place("一户一档", mine, paper("household", visit.household_id, "household-file", "2026"), (VISIT,)),
        Place("会议纪要", mine, paper("record", visit.id, "meeting-minutes"), (VISIT,)),
        Place("乡镇月报", officer, paper("township", township, "township-report", MONTH), (">3</a>条",)),
        Place("走访台账", officer, at("documents:ledger", "visits"), ("张三",)),
        Place("工作纪实台账", officer, at("documents:ledger", "work-records"), (MEETING,)),
        Place("档案：入户走访记录", mine, at("documents:archive_item", 2026, village, "visits"), ("张三",)),
        Place(
            "档案：主题党日记录", mine, at("documents:archive_item", 2026, village, "theme-days"), (MEETING,)
        ),
    ]


def test_what_is_written_once_on_the_phone_is_read_in_at_least_twelve_places(cast, client_of):
    visit = written(cast)
    clients = {name: client_of(getattr(cast, name)) for name in ("first_secretary", "township_officer")}

    silent = {}
    places = places_of(cast, visit)
    for place in places:
        answer = clients[place.reader].get(place.address, follow=True)
        page = answer.content.decode()
        missing = [words for words in place.words if words not in page]
        if answer.status_code != 200 or missing:
            silent[place.name] = (answer.status_code, missing)

    assert silent == {}
    assert len(places) >= AT_LEAST


def test_the_phone_itself_and_the_archive_s_copy_tell_it_too(cast, client_of):
    written(cast)
    phone = Phone.enrolled(cast.first_secretary, cast.home.code)

    pulled = phone.say("pull", {"have": {}}).content.decode()
    export = reverse("documents:archive_export", args=[cast.home.code, 2026, cast.villages[0].code])
    answer = client_of(cast.first_secretary).get(export)

    assert "张三" in pulled
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as archive:
        pages = "".join(archive.read(name).decode() for name in archive.namelist() if name.endswith(".html"))
    assert VISIT in pages and MEETING in pages and PROJECT in pages


def test_a_place_that_does_not_tell_it_would_be_found(cast, client_of):
    written(cast)
    client = client_of(cast.first_secretary)

    page = client.get(reverse("documents:archive", args=[cast.home.code, 2025, cast.villages[0].code]))

    assert MEETING not in page.content.decode()
