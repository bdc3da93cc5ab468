"""What one owes that ends soon: one's own, nearest first, never a neighbour's."""

from datetime import date, datetime

import time_machine
from django.urls import reverse

from zhucun.accounts.queries import scope_of
from zhucun.engine.verdict import Answer
from zhucun.kernel.clock import SHANGHAI
from zhucun.policy.due import due_for
from zhucun.policy.models import Decision

SOON, EARLY = date(2026, 11, 26), date(2026, 11, 18)


def owed(stage, user, on):
    scope = scope_of(user, stage.code, on=EARLY).narrowed("policy.answers")
    return due_for(scope, on)


def test_near_its_end_an_open_month_is_due_on_its_last_day(full_time):
    found = [one for one in owed(full_time, full_time.secretary, SOON) if one.duty.id == "onsite-days"]

    assert [(one.day, one.answer) for one in found] == [(date(2026, 11, 30), Answer.UNDETERMINED)]
    assert (
        Decision.objects.in_county(full_time.code).get(id=found[0].decision).subject_id
        == full_time.posting.id
    )


def test_the_year_shows_what_ends_soon_with_its_reason(full_time, client_of):
    with time_machine.travel(datetime(2026, 11, 26, 10, tzinfo=SHANGHAI), tick=False):
        answer = client_of(full_time.secretary).get(reverse("policy:year", kwargs={"county": full_time.code}))

    soon = next(one for one in answer.context["soon"] if one.duty.id == "onsite-days")
    why = reverse("policy:why", kwargs={"county": full_time.code, "decision": soon.decision})
    assert why in answer.content.decode()


def test_long_before_its_end_nothing_is_said(full_time):
    assert not [one for one in owed(full_time, full_time.secretary, EARLY) if one.duty.id == "onsite-days"]


def test_whoever_answers_for_nothing_owes_nothing(full_time):
    assert not owed(full_time, full_time.officer, SOON)


def test_each_owes_their_own(full_time):
    mine = {one.decision for one in owed(full_time, full_time.secretary, SOON)}
    about = (
        Decision.objects.in_county(full_time.code).filter(id__in=mine).values_list("subject_id", flat=True)
    )

    assert full_time.neighbour.id not in about
