"""Entries on screen: the day that was pointed at, what is refused, what a township asks and a person answers."""

from datetime import date

import pytest
from django.urls import reverse

from zhucun.attendance import services
from zhucun.attendance.choices import Kind
from zhucun.audit.queries import latest_events
from zhucun.kernel import clock

OCTOBER = date(2026, 10, 1)
MONDAY = date(2026, 10, 12)


def calendar_of(stage):
    where = {"county": stage.code, "month": OCTOBER, "posting": stage.posting.id}
    return reverse("attendance:calendar", kwargs=where)


def entry_page(entry, name="entry"):
    return reverse(f"attendance:{name}", kwargs={"county": entry.county_code, "entry": entry.id})


@pytest.fixture
def asked(full_time):
    """A Monday that the township has asked about."""
    return services.add_entry(
        by=full_time.township,
        posting=full_time.posting,
        kind=Kind.IN_VILLAGE,
        first_day=MONDAY,
        last_day=MONDAY,
        at=clock.now(),
        note_text="村里说没有见到",
        questioned=True,
    )


def test_the_day_that_was_pointed_at_is_in_the_form_with_what_is_known_of_it(full_time, asked, client_of):
    answer = client_of(full_time.secretary).get(calendar_of(full_time), {"day": "2026-10-12"})

    assert answer.context["form"]["first_day"].value() == MONDAY
    assert [line.title for line in answer.context["known"]] == ["在村（待核）：村里说没有见到"]


@pytest.mark.parametrize("day", ["2026-11-12", "2026-10-32", "明天", ""])
def test_what_is_no_day_of_the_month_is_passed_over(full_time, client_of, day):
    answer = client_of(full_time.secretary).get(calendar_of(full_time), {"day": day})

    assert answer.status_code == 200
    assert answer.context["chosen"] is None


def test_a_refused_entry_keeps_what_was_typed_and_says_why_under_the_field(full_time, asked, client_of):
    sent = {"kind": "sick_leave", "first_day": "2026-10-12", "last_day": "2026-10-13", "note": "感冒"}

    answer = client_of(full_time.secretary).post(calendar_of(full_time), sent)

    assert answer.status_code == 422
    assert "日期重叠" in answer.context["form"].errors["first_day"][0]
    assert 'value="感冒"' in answer.content.decode()


def test_a_person_explains_and_the_days_stay_under_question(full_time, asked, client_of):
    client = client_of(full_time.secretary)

    answer = client.post(entry_page(asked, "explain"), {"because": "在县里领救灾物资"}, follow=True)

    assert answer.context["entry"].questioned
    assert answer.context["versions"][0].because == "在县里领救灾物资"
    assert latest_events(full_time.code, limit=1)[0].act == "attendance.entry_corrected"


def test_an_explanation_without_words_is_refused(full_time, asked, client_of):
    answer = client_of(full_time.secretary).post(entry_page(asked, "explain"), {"because": " "})

    assert answer.status_code == 422


def test_nobody_else_explains(full_time, part_time, asked, client_of):
    where = entry_page(asked, "explain")

    assert client_of(full_time.township).post(where, {"because": "我来说"}).status_code == 403
    assert client_of(part_time.officer).post(where, {"because": "我来说"}).status_code == 404


def test_the_township_sees_what_it_still_has_to_settle_before_its_one_act(full_time, asked, client_of):
    month = reverse("attendance:month", kwargs={"county": full_time.code, "month": OCTOBER})
    client = client_of(full_time.township)

    before = client.get(month).content.decode()
    client.post(entry_page(asked, "settle"))
    after = client.get(month).content.decode()

    assert entry_page(asked) in before
    assert "确认 1 人" not in before
    assert "确认 1 人" in after


def test_a_confirmed_month_can_be_reopened_by_its_township_with_a_reason(full_time, client_of):
    client = client_of(full_time.township)
    town = full_time.county.townships[0].code
    where = {"county": full_time.code, "month": OCTOBER, "township": town}
    client.post(reverse("attendance:confirm", kwargs=where))

    page = client.post(reverse("attendance:reopen", kwargs=where), {"because": "漏了一天请假"}, follow=True)

    assert "确认 1 人" in page.content.decode()
