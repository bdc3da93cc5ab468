from datetime import date

import pytest
from django.urls import reverse

from zhucun.accounts.queries import scope_of
from zhucun.fieldwork.checklists import checklists_of
from zhucun.fieldwork.models import WorkRecord
from zhucun.fieldwork.tests.builders import AT, TODAY, home, visit
from zhucun.kernel.guard import watching
from zhucun.policy.queries import pack_of
from zhucun.testing.cast import build_cast

pytestmark = [pytest.mark.usefixtures("frozen_today"), pytest.mark.django_db]

HERE = "511781"
FORM = "service-checklist"


@pytest.fixture
def people():
    return build_cast(HERE, "350428")


def tick(people, household, day=TODAY, **ticked):
    return visit(people, household, form=FORM, occurred_on=day, body={"way": "at_home", **ticked}, at=AT)


def read(people, household, who=None):
    scope = scope_of(who or people.first_secretary, HERE, on=TODAY)
    (found,) = checklists_of(scope, household.id, pack_of(HERE))
    return found


def test_what_was_ticked_is_kept_as_codes_in_the_order_of_the_list(people):
    record = tick(people, home(people), keep_first=["wish", "contact"])

    assert record.body["keep_first"] == ["contact", "wish"]
    assert record.duty == "service" and record.in_village


def test_an_item_is_open_until_it_was_ticked_on_some_visit(people):
    household = home(people)
    tick(people, household, date(2026, 11, 2), keep_first=["contact"], in_time=["weather"])
    tick(people, household, keep_first=["contact", "wish"])

    found = read(people, household)

    first = found.groups[0]
    assert first.label == "三先留"
    assert [(item.label, item.last) for item in first.items] == [
        ("留下联系电话", TODAY),
        ("问清常住地点", None),
        ("记下真实愿景", TODAY),
    ]
    assert found.open == 12 - 3
    assert [group.label for group in found.groups] == ["三先留", "四必清", "五及时"]


def test_what_was_taken_back_or_is_of_another_family_does_not_count(people):
    from zhucun.fieldwork.services import void_record

    household, other = home(people), home(people, name="李四")
    void_record(
        by=people.first_secretary, record=tick(people, household, keep_first=["wish"]), because="错", at=AT
    )
    tick(people, other, keep_first=["wish"])

    assert read(people, household).open == 12
    assert read(people, other, people.outsider).open == 12


def test_the_page_of_a_family_shows_what_is_still_open_and_the_form_asks_in_taps(people, client_of):
    household = home(people)
    tick(people, household, must_clear=["plan"])
    browser = client_of(people.first_secretary)

    page = browser.get(reverse("households:household", args=[HERE, household.id])).content.decode()
    asked = browser.get(
        reverse("fieldwork:new", args=[HERE, FORM]), {"household": str(household.id)}
    ).content.decode()

    assert "还有 11 项没有做到" in page and "“一户一策”定清（2026-11-18）" in page.replace("&quot;", "“")
    assert asked.count('type="checkbox"') == 12


def test_ticks_come_in_through_the_page_and_can_be_corrected(people, client_of):
    household = home(people)
    browser = client_of(people.first_secretary)
    new = reverse("fieldwork:new", args=[HERE, FORM])
    given = {"checked_on": "2026-11-18", "household": str(household.id), "way": "at_home"}
    given["record-id"] = "01a20131-fe26-7244-bffe-6bdebc17b2c5"

    browser.post(new, {**given, "keep_first": ["contact", "wish"]})
    (record,) = WorkRecord.objects.in_county(HERE)
    shown = browser.get(reverse("fieldwork:record", args=[HERE, record.id])).content.decode()
    correct = reverse("fieldwork:correct", args=[HERE, record.id])
    again = browser.get(correct).content.decode()
    strange = browser.post(new, {**given, "keep_first": ["nonsense"]})

    assert record.body["keep_first"] == ["contact", "wish"]
    assert "留下联系电话、记下真实愿景" in shown
    assert again.count("checked") >= 2
    assert strange.status_code == 422


def test_a_county_without_a_checklist_asks_nothing(cast):
    with watching() as watch:
        found = checklists_of(
            scope_of(cast.first_secretary, cast.home.code, on=TODAY), home(cast).id, pack_of(cast.home.code)
        )

    assert found == []
    assert not [sql for sql in watch.statements if "fieldwork_workrecord" in sql]
