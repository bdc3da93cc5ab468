"""Drafting, submitting, approving, returning, withdrawing, renewing: what happens, and what is refused in which words."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from zhucun.accounts.queries import scope_of
from zhucun.audit.models import AuditEvent
from zhucun.burden import refusals, services
from zhucun.burden.choices import State
from zhucun.burden.domain import Field, occasions
from zhucun.burden.models import DataRequest, RequestStep, RequestTime
from zhucun.burden.queries import content_of, cost_of, places_of, steps_of, visible
from zhucun.burden.tests.acting import TODAY, acts, at, drafted, running, submitted, whole
from zhucun.testing.requests import content

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_today")]


def seen_by(cast, user) -> list[DataRequest]:
    return list(visible(scope_of(user, cast.home.code, on=TODAY)))


def test_a_request_goes_from_draft_to_its_number(cast, second):
    draft = drafted(cast, whole(cast))
    assert (draft.state, draft.number) == (State.DRAFT, "")
    assert seen_by(cast, cast.first_secretary) == []

    held = services.submit_request(by=cast.county_officer, request=draft, cost=45, at=at())
    assert (held.state, seen_by(cast, cast.first_secretary)) == (State.SUBMITTED, [])

    held = services.approve_request(by=second, request=held, cost=45, at=at())

    assert (held.state, held.number) == (State.APPROVED, "2026-001")
    assert seen_by(cast, cast.first_secretary) == [held]
    assert acts(cast) == [
        "burden.request_drafted",
        "burden.request_submitted",
        "burden.request_approved",
    ]
    line = AuditEvent.objects.in_county(cast.home.code).order_by("-seq")[0]
    assert line.details == {"cost": 45, "number": "2026-001"}


def test_numbers_follow_one_another_within_a_year(cast, second):
    numbers = [running(cast, second, title=f"第{one}项").number for one in range(3)]

    assert numbers == ["2026-001", "2026-002", "2026-003"]


def test_the_cost_counts_villages_times_and_people(cast):
    told: dict[str, Any] = {
        "frequency": "monthly",
        "first_on": date(2026, 11, 1),
        "last_on": date(2027, 1, 31),
        "people": 2,
    }
    draft = drafted(cast, whole(cast), **told)

    cost = cost_of(draft)

    assert (cost.villages, cost.times, cost.people, cost.minutes) == (3, 3, 2, 15)
    assert cost.total == 3 * 3 * 2 * 15


def test_the_times_that_are_kept_are_those_of_the_run(cast, second):
    held = running(cast, second, frequency="monthly", first_on=date(2026, 11, 1), last_on=date(2027, 2, 10))

    kept = RequestTime.objects.in_county(cast.home.code).filter(request=held).order_by("nth")
    assert [(one.nth, one.first_on, one.last_on, one.due_on) for one in kept] == [
        (one.nth, one.period.first, one.period.last, one.due_on) for one in occasions(held.run)
    ]
    assert held.until == occasions(held.run)[-1].due_on


def test_whoever_drafted_or_changed_or_submitted_does_not_approve(cast, second):
    held = submitted(cast)
    with pytest.raises(refusals.SamePerson) as refused:
        services.approve_request(by=cast.county_officer, request=held, cost=15, at=at())
    assert refused.value.said == (
        "这项填报任务是您起草或者报审的，要由另一人审批。请由县里另一位有审批权限的人员办理。"
    )

    draft = drafted(cast, title="另一项")
    services.change_request(by=second, request=draft, content=content(cast.villages[0].code), at=at())
    services.submit_request(by=cast.county_officer, request=draft, cost=15, at=at())
    with pytest.raises(refusals.SamePerson):
        services.approve_request(by=second, request=draft, cost=15, at=at())


def test_the_database_too_wants_another_person(cast, second):
    held = running(cast, second)

    with pytest.raises(IntegrityError), transaction.atomic():
        DataRequest.objects.in_county(cast.home.code).filter(id=held.id).update(decided_by=held.drafted_by)


def test_a_sum_that_was_not_seen_is_shown_first(cast):
    draft = drafted(cast)

    with pytest.raises(refusals.CostNotSeen) as refused:
        services.submit_request(by=cast.county_officer, request=draft, cost=14, at=at())

    assert refused.value.said == "看到的负担是 14 人·分钟，现在是 15 人·分钟。请看过现在的数再报审。"
    assert acts(cast) == ["burden.request_drafted"]


def test_what_is_returned_can_be_changed_and_submitted_again(cast, second):
    held = submitted(cast)
    held = services.return_request(by=second, request=held, because="每月太密", at=at())
    assert (held.state, held.because) == (State.RETURNED, "每月太密")

    changed = services.change_request(
        by=cast.county_officer,
        request=held,
        content=content(cast.villages[0].code, frequency="quarterly"),
        at=at(),
    )
    services.submit_request(by=cast.county_officer, request=changed, cost=15, at=at())

    assert [step.did for step in steps_of(held)] == [
        "drafted",
        "submitted",
        "returned",
        "changed",
        "submitted",
    ]
    assert acts(cast)[-3:] == [
        "burden.request_returned",
        "burden.request_changed",
        "burden.request_submitted",
    ]


def test_nothing_that_was_said_is_overwritten(cast):
    draft = drafted(cast, title="原来的名称")
    services.change_request(
        by=cast.county_officer,
        request=draft,
        content=content(cast.villages[1].code, title="现在的名称"),
        at=at(),
    )

    steps = RequestStep.objects.in_county(cast.home.code).order_by("seq")
    assert [step.content["title"] for step in steps] == ["原来的名称", "现在的名称"]
    assert [step.content["places"] for step in steps] == [
        [cast.villages[0].code],
        [cast.villages[1].code],
    ]
    assert places_of(draft) == (cast.villages[1].code,)


@pytest.mark.parametrize(
    ("told", "refusal", "words"),
    [
        ({"paper_number": " "}, refusals.PaperMissing, "没有写依据的文件和文号。"),
        ({"owner": ""}, refusals.WordsMissing, "“负责单位”没有填写。"),
        ({"title": "长" * 81}, refusals.TooLong, "“填报任务的名称”写了 81 个字，最多 80 个字。"),
        (
            {"last_on": date(2026, 10, 1)},
            refusals.DatesReversed,
            "最后一天 2026-10-01 在第一天 2026-11-01 之前。",
        ),
        (
            {"last_on": date(2027, 11, 1)},
            refusals.RunsTooLong,
            "一项填报任务最长一年，从 2026-11-01 起最晚到 2027-10-31。",
        ),
        ({"fields": (), "held": ()}, refusals.NothingAsked, "既没有要村里填的项目，也没有选系统已有的数。"),
        (
            {"fields": (Field("f1", "总户数", "number", 3),)},
            refusals.HeldAlready,
            "“总户数”本系统已有：农户户数。已有的数不再要村里填。",
        ),
        (
            {"fields": (Field("f1", "危房处数", "number", 3), Field("f2", "危房处数（处）", "number", 3))},
            refusals.FieldTwice,
            "“危房处数（处）”写了两次。",
        ),
        (
            {"fields": (Field("f1", "危房处数", "number", 0),)},
            refusals.MinutesUnlikely,
            "“危房处数”估计的分钟数要在 1 到 240 之间。",
        ),
        (
            {"fields": tuple(Field(f"f{at}", f"第{at}件事", "number", 1) for at in range(13))},
            refusals.TooManyFields,
            "一项填报任务最多 12 个项目，现在有 13 个。",
        ),
    ],
)
def test_a_draft_that_lacks_something_is_refused_in_a_sentence(cast, told, refusal, words):
    with pytest.raises(refusal) as refused:
        drafted(cast, **told)

    assert refused.value.sentence == words
    assert not DataRequest.objects.in_county(cast.home.code).exists()
    assert acts(cast) == []


def test_a_place_that_is_not_there_or_not_one_s_own_is_refused(cast):
    with pytest.raises(refusals.NoSuchPlace):
        drafted(cast, "990001101999")
    with pytest.raises(refusals.NotYours) as refused:
        drafted(cast, cast.villages[2].code, by=cast.township_officer)
    assert refused.value.said == (
        "您没有向这些村发填报任务的权限。请只选您管辖范围内的村，或者由县里有此权限的人员办理。"
    )
    for user in (cast.first_secretary, cast.unit_contact, cast.outsider):
        with pytest.raises(refusals.NotYours):
            drafted(cast, by=user)


def test_a_township_drafts_for_its_own_villages_and_the_county_approves(cast):
    town = cast.home.townships[0].code
    held = submitted(cast, town, by=cast.township_officer)

    with pytest.raises(refusals.MayNotDecide):
        services.approve_request(by=cast.township_officer, request=held, cost=30, at=at())
    held = services.approve_request(by=cast.county_officer, request=held, cost=30, at=at())

    assert held.number == "2026-001"


def test_what_runs_is_withdrawn_with_a_reason_and_asked_no_more(cast, second):
    held = running(cast, second)

    with pytest.raises(refusals.ReasonMissing):
        services.withdraw_request(by=cast.county_officer, request=held, because=" ", at=at())
    held = services.withdraw_request(by=second, request=held, because="数据已从平台取得", at=at())

    assert (held.state, held.stopped_on) == (State.WITHDRAWN, TODAY)
    assert acts(cast)[-1] == "burden.request_withdrawn"
    with pytest.raises(refusals.NotOpen):
        services.withdraw_request(by=second, request=held, because="再撤一次", at=at())


def test_an_approved_request_cannot_be_changed(cast, second):
    held = running(cast, second)

    with pytest.raises(refusals.NotOpen) as refused:
        services.change_request(by=cast.county_officer, request=held, content=content_of(held), at=at())

    assert refused.value.sentence == "这项填报任务现在是“执行中”，不能这样办。"


def test_what_is_past_its_end_is_not_approved(cast, second):
    held = submitted(cast, on=date(2026, 11, 2), last_on=date(2026, 11, 10))

    with pytest.raises(refusals.EndedAlready):
        services.approve_request(by=second, request=held, cost=15, at=at())


def test_renewing_is_a_draft_of_its_own_that_says_the_same(cast, second):
    held = running(cast, second)
    told = services.renewed(held, date(2026, 12, 1), date(2026, 12, 31))

    again = services.draft_request(
        by=cast.county_officer, county=cast.home.code, content=told, at=at(), renews=held
    )

    assert (again.state, again.renews_id) == (State.DRAFT, held.id)
    assert replace(content_of(again), first_on=held.first_on, last_on=held.last_on) == content_of(held)


def test_drafts_are_seen_by_those_who_ask_there_and_by_the_county(cast):
    far = drafted(cast, cast.villages[2].code)

    assert seen_by(cast, cast.county_officer) == [far]
    for user in (cast.township_officer, cast.first_secretary, cast.team_member, cast.outsider):
        assert seen_by(cast, user) == []
