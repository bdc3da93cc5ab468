"""What the rules tell on the home page: one's own that ends soon, and what was missed where one is to know."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.urls import reverse

from zhucun.desk import owing
from zhucun.desk.tests.test_home_view import MOST_QUERIES, ask, home, more, page_of
from zhucun.kernel.guard import watching
from zhucun.policy.deciding.run import decide
from zhucun.policy.models import Decision
from zhucun.policy.tests.test_missed import MEETING, NOVEMBER, OCTOBER, miss
from zhucun.testing.stage import Stage, build_stage

FRIDAY = datetime(2026, 11, 27, 2, tzinfo=UTC)


@pytest.fixture
def stage(db, frozen_today) -> Stage:
    return build_stage("350428", "将乐县")


def test_a_township_is_told_the_number_and_led_to_the_names(stage, client_of):
    miss(stage, 0)
    client = client_of(stage.township)

    [line] = [one for one in page_of(stage, client).owe if one.text == "1 个村未达标"]
    text = client.get(home(stage)).content.decode()
    behind = client.get(line.href)

    page = reverse("policy:answers", kwargs={"county": stage.code, "duty": MEETING})
    assert line.href == f"{page}?on=2026-10-31&answer=not_met"
    assert line.note == "2026-10-01 至 2026-10-31。"
    assert line.href.replace("&", "&amp;") in text
    assert [row.name for row in behind.context["rows"]] == ["上村"]


def test_what_can_no_longer_be_reached_says_that_its_period_still_runs(stage, client_of):
    miss(stage, 0, NOVEMBER)

    [line] = [one for one in page_of(stage, client_of(stage.township)).owe if "已经来不及" in one.note]

    assert line.href.endswith("?on=2026-11-18&answer=not_met")


def test_no_name_stands_on_the_home_page(stage, client_of):
    miss(stage, 0, subject=("posting", stage.posting.id))

    text = client_of(stage.township).get(home(stage)).content.decode()

    assert "1 个村未达标" in text
    assert stage.posting.person.name not in text


def test_nobody_is_told_whom_the_rule_does_not_name(stage, client_of):
    miss(stage, 0)

    for user in (stage.officer, stage.secretary, stage.contact):
        assert not [one for one in page_of(stage, client_of(user)).owe if "未达标" in one.text]


def test_a_first_secretary_finds_what_ends_soon_and_the_number_of_the_rest(stage, client_of, monkeypatch):
    monkeypatch.setattr(owing, "MOST_DUE", 2)
    with time_machine.travel(FRIDAY, tick=False):
        decide(stage.code, on=date(2026, 11, 27), at=FRIDAY)
        owe = page_of(stage, client_of(stage.secretary)).owe

    soon = [one for one in owe if "到期。" in one.note]
    assert len(soon) == 2
    assert all("/policy/why/" in one.href for one in soon)
    assert owe[-1].title.startswith("其余") and owe[-1].href.endswith("/policy/year/")


@pytest.mark.parametrize("part", ["officer", "township", "secretary", "contact"])
def test_a_home_page_with_something_to_tell_stays_within_its_statements(stage, client_of, part):
    client = client_of(getattr(stage, part))
    ask(stage, stage.posting)
    miss(stage, 0, OCTOBER)
    client.get(home(stage))
    with watching() as few:
        client.get(home(stage))
    more(stage, 30)
    decide(stage.code, on=date(2026, 11, 18), at=datetime(2026, 11, 18, 2, tzinfo=UTC))

    with watching() as many:
        client.get(home(stage))

    assert len(few.statements) <= len(many.statements) <= MOST_QUERIES
    assert many.unpinned == []


def test_a_units_contact_finds_what_the_unit_owes(stage, client_of):
    at = datetime(2026, 12, 21, 2, tzinfo=UTC)
    with time_machine.travel(at, tick=False):
        decide(stage.code, on=at.date(), at=at)
        owe = page_of(stage, client_of(stage.contact)).owe

    soon = [one for one in owe if "到期。" in one.note]
    about = Decision.objects.in_county(stage.code).filter(id__in=[one.href.split("/")[-2] for one in soon])
    assert {row.subject_id for row in about} == {stage.county.unit.id}
