"""The night watch: months move on by themselves, at start and after each midnight; reminders go out in office hours.

It looks at the wall calendar at least every few minutes, so a computer that slept through midnight, or whose
clock was put right, is not left behind. Being killed costs nothing: the next start does what was missed.
"""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Protocol

from django.db import DatabaseError, connections

from zhucun.attendance.services_nightly import refresh_counties
from zhucun.audit.services import System
from zhucun.cases.services_clock import run_clocks_everywhere
from zhucun.documents.archives.gaps import look_everywhere
from zhucun.kernel import clock
from zhucun.monitoring.services_warnings import warn_everywhere
from zhucun.policy.reminders.services import remind_counties
from zhucun.policy.retention.services import drop_everywhere
from zhucun.policy.services_nightly import decide_counties
from zhucun.sync.services_pieces import clear_everywhere

BY, CLOCK, REMINDING = System("每夜重算"), System("办件期限"), System("每日提醒")
WARNING, TERMS, BOXES = System("按规则提示"), System("保存期限"), System("核对档案")
LONGEST_WAIT = 300.0
Tell = Callable[[str], object]


class Stop(Protocol):
    """What a threading.Event offers."""

    def wait(self, timeout: float) -> bool: ...


def keep(stop: Stop, tell: Tell) -> None:
    """Run once for every day that comes, until told to stop. A day that failed is tried again at the next look."""
    done: date | None = None
    while True:
        at = clock.now()
        if clock.date_of(at) != done and run(at, tell):
            done = clock.date_of(at)
        remind(at, tell)
        if stop.wait(seconds_to_look(clock.now())):
            return


def run(at: datetime, tell: Tell) -> bool:
    """One night for every county; gives whether it was completed."""
    return _attempt(_night, at, tell)


def remind(at: datetime, tell: Tell) -> bool:
    """The day's digests, once it is office time and nobody has been told yet."""
    return _attempt(_digests, at, tell)


def _night(at: datetime, tell: Tell) -> None:
    for night in refresh_counties(by=BY, at=at):
        tell(f"{clock.date_of(at)}　{night.county}　{night.rows} 行，{night.changed} 行有变化")
    for decided in decide_counties(by=BY, at=at):  # reads what the months have come to
        tell(f"{clock.date_of(at)}　{decided.county}　判断 {decided.rows} 项，{decided.changed} 项有变化")
    for ran in run_clocks_everywhere(by=CLOCK, at=at):
        tell(f"{clock.date_of(at)}　{ran.county}　办件到期处理 {ran.events} 件，{ran.stuck} 件未能处理")
    for warned in warn_everywhere(by=WARNING, at=at):
        tell(f"{clock.date_of(at)}　{warned.county}　按规则提示线索 {warned.leads} 条")
    for looked in look_everywhere(by=BOXES, at=at):
        tell(f"{clock.date_of(at)}　{looked.county}　档案缺 {looked.missing} 项")
    for dropped in drop_everywhere(by=TERMS, at=at):  # last: nothing else of the night waits for it
        tell(f"{clock.date_of(at)}　{dropped}")
    for cleared in clear_everywhere(by=TERMS, at=at):
        tell(f"{clock.date_of(at)}　{cleared.county}　清除没有传完的图片 {cleared.files} 张")


def _digests(at: datetime, tell: Tell) -> None:
    for sent in remind_counties(by=REMINDING, at=at):
        tell(f"{clock.date_of(at)}　{sent.county}　提醒 {sent.people} 人")


def _attempt(work: Callable[[datetime, Tell], None], at: datetime, tell: Tell) -> bool:
    try:
        work(at, tell)
    except DatabaseError as problem:
        tell(f"{clock.date_of(at)}　数据库暂不可用，稍后重试：{str(problem).strip()}")
        return False
    finally:
        connections.close_all()  # hours pass until the next run
    return True


def seconds_to_look(at: datetime) -> float:
    """Until the next midnight in Shanghai, and never long."""
    here = at.astimezone(clock.SHANGHAI)
    midnight = datetime.combine(here.date() + timedelta(days=1), time(), clock.SHANGHAI)
    return min((midnight - here).total_seconds(), LONGEST_WAIT)
