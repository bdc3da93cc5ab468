"""Each role's home page: what it owes, what waits, what changed; it costs no more where there are more people."""

from datetime import date

import pytest
from django.urls import reverse

from zhucun.attendance import services
from zhucun.attendance.choices import Kind
from zhucun.attendance.refresh import refresh_between
from zhucun.cases.services import raise_case
from zhucun.dispatch.choices import Role
from zhucun.dispatch.models import Posting
from zhucun.kernel import clock
from zhucun.kernel.guard import watching
from zhucun.kernel.place_codes import township_of
from zhucun.testing.county import person_of
from zhucun.testing.stage import Stage, build_stage

OCTOBER, NOVEMBER = date(2026, 10, 1), date(2026, 11, 18)
MOST_QUERIES = 12


@pytest.fixture
def stage(db, frozen_today) -> Stage:
    return build_stage("513331", "白玉县")


def home(stage):
    return reverse("home:home", kwargs={"county": stage.code})


def page_of(stage, client):
    return client.get(home(stage)).context["page"]


def ask(stage, posting):
    return services.add_entry(
        by=stage.township,
        posting=posting,
        kind=Kind.IN_VILLAGE,
        first_day=date(2026, 10, 12),
        last_day=date(2026, 10, 12),
        at=clock.now(),
        note_text="请说明",
        questioned=True,
    )


def test_a_first_secretary_finds_the_own_month_and_the_forms(stage, client_of):
    page = page_of(stage, client_of(stage.secretary))

    assert [act.word for act in page.acts] == ["入户走访", "其他记录"]
    assert [line.title for line in page.owe] == ["上村 2026年11月", "上村 2026年10月"]
    assert page.owe[0].note.startswith("本月还没有结束")


def test_a_question_waits_for_the_one_who_was_asked_and_for_the_township(stage, client_of):
    asked = ask(stage, stage.posting)
    where = reverse("attendance:entry", kwargs={"county": stage.code, "entry": asked.id})

    def waits(user):
        return where in [line.href for line in page_of(stage, client_of(user)).waits]

    assert waits(stage.secretary)
    assert waits(stage.township)
    assert not waits(stage.contact)


def test_the_township_is_told_what_waits_for_its_word_until_it_has_given_it(stage, client_of):
    client = client_of(stage.township)

    before = page_of(stage, client).waits
    services.confirm_month(
        by=stage.township,
        county=stage.code,
        township_code=township_of(stage.posting.village_code),
        month=OCTOBER,
        at=clock.now(),
    )
    after = page_of(stage, client).waits

    assert [line.title for line in before] == ["东镇 2026年10月待确认"]
    assert after == []


def test_the_county_is_told_who_has_no_account(stage, client_of):
    more(stage, 3)

    waits = page_of(stage, client_of(stage.officer)).waits

    assert "3 名派驻人员还没有账号" in [line.title for line in waits]


def test_a_county_where_nobody_is_stationed_begins_with_its_roster(cast, frozen_today, client_of):
    page = client_of(cast.county_officer).get(reverse("home:home", kwargs={"county": cast.home.code}))

    assert [line.title for line in page.context["page"].owe] == ["先导入派驻名册"]


def test_days_entered_in_one_sitting_are_one_line(stage, client_of):
    for day in (2, 3, 9):
        services.add_entry(
            by=stage.secretary,
            posting=stage.posting,
            kind=Kind.IN_VILLAGE,
            first_day=date(2026, 11, day),
            last_day=date(2026, 11, day),
            at=clock.now(),
        )

    changed = page_of(stage, client_of(stage.secretary)).changed

    assert [line.note for line in changed] == ["上村 · 11月2日、11月3日、11月9日"]


def test_what_changed_last_stands_first(stage, client_of):
    first = ask(stage, stage.posting)
    second = ask(stage, stage.neighbour)

    changed = page_of(stage, client_of(stage.officer)).changed

    assert [line.href.split("/")[-2] for line in changed] == [str(second.id), str(first.id)]


def test_cases_that_wait_are_one_line_on_the_page_of_whoever_acts(stage, client_of):
    for topic in ("路灯不亮", "水管漏水"):
        raise_case(
            by=stage.secretary,
            county=stage.code,
            flow="matter",
            role="first_secretary",
            fields={"topic": topic, "came_by": "visit"},
            at=clock.now(),
            place_code=stage.posting.village_code,
        )

    def waits(user):
        return [line.title for line in page_of(stage, client_of(user)).waits]

    assert "2 件办件等您办" in waits(stage.secretary)
    assert not any("办件" in title for title in waits(stage.township))


def test_a_unit_contact_reads_the_name_of_the_unit(stage, client_of):
    assert stage.county.unit.name in client_of(stage.contact).get(home(stage)).content.decode()


def test_the_outsider_finds_no_home_here(stage, cast, client_of):
    assert client_of(cast.outsider).get(home(stage)).status_code == 404


@pytest.mark.parametrize("part", ["officer", "township", "secretary", "contact"])
def test_a_home_page_asks_no_more_when_there_are_more_people(stage, client_of, part):
    client = client_of(getattr(stage, part))
    ask(stage, stage.posting)
    more(stage, 1)
    client.get(home(stage))
    with watching() as few:
        client.get(home(stage))
    more(stage, 30)

    with watching() as many:
        client.get(home(stage))

    assert len(many.statements) == len(few.statements) <= MOST_QUERIES
    assert many.unpinned == []


def more(stage, people):
    held = Posting.objects.in_county(stage.code).count()
    Posting.objects.bulk_create(
        Posting(
            county_code=stage.code,
            person=person_of(stage.code, f"新人{at}", 100 + held + at),
            batch=stage.county.batch,
            unit=stage.county.unit,
            village_code=stage.county.villages[at % 2].code,
            role=Role.TEAM_MEMBER,
            sender_level="county",
            starts_on=OCTOBER,
        )
        for at in range(people)
    )
    refresh_between(stage.code, OCTOBER, NOVEMBER)
