"""What a village's first secretary writes down about meetings and the unit's support: most of what is owed, not all."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random

from zhucun.demo.timeline import Month
from zhucun.dispatch.models import Posting
from zhucun.fieldwork.drafts import Draft


@dataclass(frozen=True)
class Habit:
    """A kind of record: how many months lie between two, how likely it is written, what is said."""

    form: str
    kind: str
    every: int
    likely: float
    says: str
    topics: tuple[str, ...]


PARTY, UNIT, VILLAGE = "party-life", "unit-support", "village-affairs"
HABITS = (
    Habit(PARTY, "committee_meeting", 1, 0.92, "topic", ("议本月重点工作", "议低保和临时救助")),
    Habit(PARTY, "group_meeting", 1, 0.85, "topic", ("学习党章", "议党员设岗")),
    Habit(PARTY, "theme_day", 1, 0.95, "topic", ("清理河道", "看望老党员", "学习条例")),
    Habit(PARTY, "members_meeting", 3, 0.93, "topic", ("听支部季度工作报告", "议村集体项目")),
    Habit(PARTY, "lecture", 3, 0.9, "topic", ("讲防返贫政策", "讲身边的党员")),
    Habit(VILLAGE, "disclosure", 3, 0.9, "topic", ("公开本季度收支和补助名单",)),
    Habit(UNIT, "contact", 1, 0.7, "what", ("通电话说了本月进展", "向单位报送项目需求")),
    Habit(UNIT, "leader_visit", 3, 0.75, "what", ("单位领导到村看项目、访农户",)),
    Habit(UNIT, "report_heard", 6, 0.8, "what", ("单位党组听取驻村工作汇报",)),
    Habit(UNIT, "project", 6, 0.6, "what", ("单位安排饮水管护项目",)),
)


def draw_meetings(month: Month, posting: Posting, days: Sequence[date], rng: Random) -> Iterator[Draft]:
    """Written on days on which something was written anyway, so that nobody's presence changes by it."""
    if not days:
        return
    for at, habit in enumerate(HABITS):
        falls_here = (month.period.first.month + at) % habit.every == 0
        drawn, day, topic = rng.random(), rng.choice(days), rng.choice(habit.topics)
        if falls_here and drawn < habit.likely:
            yield Draft(
                posting=posting,
                form=habit.form,
                occurred_on=day,
                household=None,
                body=_body(habit, topic),
                recorded_at=month.evening(day, rng.randrange(240)),
                recorded_by_id=posting.person.user_id,
            )


def _body(habit: Habit, topic: str) -> dict[str, str]:
    body = {"kind": habit.kind, habit.says: topic}
    return body | {"led_by": "branch_secretary"} if habit.form == PARTY else body
