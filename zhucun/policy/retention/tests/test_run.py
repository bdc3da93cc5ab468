"""The run as the night watch and the command line start it."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command

from zhucun.audit.models import AuditEvent
from zhucun.config import keeper
from zhucun.kernel import clock
from zhucun.policy.models import Digest
from zhucun.policy.retention.services import DROPPED, Dropped

pytestmark = pytest.mark.usefixtures("frozen_today")


@pytest.fixture
def reminded(cast):
    """Reminders on the last day that is due, and on the first that is not."""
    for day in (date(2026, 8, 18), date(2026, 8, 19)):
        Digest.objects.create(
            county_code=cast.home.code, user=cast.first_secretary, day=day, lines=[], made_at=clock.now()
        )
    return cast


def told(*arguments):
    out = StringIO()
    call_command("retention", *arguments, stdout=out)
    return out.getvalue()


def days(cast):
    return list(Digest.objects.in_county(cast.home.code).order_by("day").values_list("day", flat=True))


def test_a_dry_run_counts_every_kind_and_touches_nothing(reminded):
    said = told("--dry-run")

    assert "990001　保存期限到期：每日提醒 1 条" in said
    assert "990001　保存期限到期：农户成员 0 条" in said
    assert len(days(reminded)) == 2


def test_the_command_drops_what_is_due_and_says_so(reminded):
    said = told()

    assert said == "990001　保存期限到期：每日提醒 1 条\n"
    assert days(reminded) == [date(2026, 8, 19)]
    assert told() == "没有到期的信息。\n"


@pytest.mark.django_db(transaction=True)  # the watch closes its connections
def test_the_night_watch_does_it_too_and_the_trail_knows_counts_alone(reminded):
    heard: list[str] = []

    keeper.run(clock.now(), heard.append)

    assert "2026-11-18　990001　保存期限到期：每日提醒 1 条" in heard
    line = AuditEvent.objects.in_county(reminded.home.code).get(act=DROPPED)
    assert line.details == {"kind": "reminder", "then": "delete", "rows": 1}
    assert (line.actor, line.subject_id) == ("保存期限", None)


def test_the_rest_of_a_long_night_is_announced():
    assert str(Dropped("990001", "农户", 5000, 12)).endswith("农户 5000 条，其余 12 条下一夜接着处理")
