"""A leave from asking to return: raised, approved, entered; the entry opens its case."""

from datetime import date

import pytest
from django.urls import reverse

from zhucun.attendance import queries, services
from zhucun.attendance.models import PresenceEntry
from zhucun.cases import services as cases
from zhucun.kernel import clock

FIELDS = {"kind": "personal_leave", "first": "2026-11-23", "last": "2026-11-25"}


@pytest.fixture
def asked(full_time):
    return ask(full_time, **FIELDS)


def ask(stage, **fields):
    return cases.raise_case(
        by=stage.secretary,
        county=stage.code,
        flow="leave",
        role="first_secretary",
        fields=fields,
        at=clock.now(),
        place_code=stage.posting.village_code,
        subject_id=stage.posting.id,
    )


def take(case, by, step, **fields):
    return cases.take_step(by=by, case=case, seq=case.seq, step=step, fields=fields, at=clock.now())


def page(stage, name, **where):
    return reverse(f"attendance:{name}", kwargs={"county": stage.code, **where})


def test_an_approved_leave_is_in_the_calendar_until_the_day_of_return(full_time, asked):
    away = take(asked, full_time.township, "approve_by_township")
    entered = queries.entry_of_case(full_time.code, asked.id)
    take(away, full_time.secretary, "back", returned_on="2026-11-25")

    assert entered is not None
    assert (entered.first_day, entered.last_day) == (date(2026, 11, 23), date(2026, 11, 25))
    shortened = queries.entry_of_case(full_time.code, asked.id)
    assert shortened is not None
    assert (shortened.last_day, shortened.supersedes_id) == (date(2026, 11, 24), entered.id)


def test_what_the_calendar_refuses_is_not_approved_either(full_time):
    confirmed = {"month": date(2026, 10, 1), "township_code": full_time.county.townships[0].code}
    services.confirm_month(by=full_time.township, county=full_time.code, at=clock.now(), **confirmed)
    late = ask(full_time, kind="sick_leave", first="2026-10-29", last="2026-10-30")

    with pytest.raises(services.MonthIsConfirmed):
        take(late, full_time.township, "approve_by_township")

    late.refresh_from_db()
    assert (late.seq, late.state) == (1, "with_township")
    assert queries.entry_of_case(full_time.code, late.id) is None


def test_an_entry_opens_the_case_it_came_from_for_those_who_may_know_of_it(full_time, asked, client_of):
    take(asked, full_time.township, "approve_by_township")
    entry = PresenceEntry.objects.in_county(full_time.code).get(case_id=asked.id)
    shown = page(full_time, "entry", entry=entry.id)
    case = reverse("cases:case", args=[full_time.code, asked.id])

    assert case in client_of(full_time.secretary).get(shown).content.decode()
    assert case in client_of(full_time.township).get(shown).content.decode()


def test_ones_own_calendar_leads_to_asking_for_leave(full_time, client_of):
    where = {"month": date(2026, 11, 1), "posting": full_time.posting.id}
    raising = reverse("cases:raise_one", args=[full_time.code, "leave"])

    own = client_of(full_time.secretary).get(page(full_time, "calendar", **where)).content.decode()
    office = client_of(full_time.township).get(page(full_time, "calendar", **where)).content.decode()

    assert f'<a href="{raising}">请假</a>' in own
    assert raising not in office
