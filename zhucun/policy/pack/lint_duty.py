"""A duty against everything around it: whom it names, what it counts, and whether anybody could fulfil it."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from zhucun.engine.calendar import WorkCalendar, days_between
from zhucun.engine.dated import Dated
from zhucun.engine.duty import TallyDuty, Treatment
from zhucun.engine.facts import countable
from zhucun.engine.period import Period
from zhucun.policy.pack.files import Read
from zhucun.policy.pack.lint import Known
from zhucun.policy.pack.model import VOCABULARY_OF
from zhucun.policy.pack.numbers import Declared
from zhucun.policy.pack.problems import Problem

MOST_NAMED = 4


def lint_duty(declared: Declared, known: Known) -> Iterator[Problem]:
    """A duty that names things that exist, treats every kind of entry, and can be fulfilled."""
    read, duty = declared.read, declared.duty
    for attribute, wanted in read.shape.who.items():
        yield from _who(read, attribute, wanted, known)
    for index, role in enumerate(read.shape.tell):
        if role not in known.roles:
            yield read.problem(("tell", index), f"没有“{role}”这个角色。", "请核对 roles.yaml 里的角色代码。")
    yield from _presence(declared, known)
    yield from _readings(declared, duty)
    yield from _impossible(declared, duty, known.calendar)


def _who(read: Read[Any], attribute: str, wanted: list[str], known: Known) -> Iterator[Problem]:
    if attribute not in VOCABULARY_OF:
        allowed = "、".join(VOCABULARY_OF)
        yield read.problem(("who", attribute), f"不能按“{attribute}”区分对象。", f"只能写：{allowed}。")
        return
    for index, code in enumerate(wanted):
        if not known.has(VOCABULARY_OF[attribute], code):
            what = f"“{code}”不在词表 {VOCABULARY_OF[attribute]} 里。"
            yield read.problem(
                ("who", attribute, index), what, "请核对代码，或者先在 vocabularies.yaml 里加上。"
            )


def _presence(declared: Declared, known: Known) -> Iterator[Problem]:
    """A duty that reads presence says how each kind of entry and each kind of day counts."""
    read, shape = declared.read, declared.read.shape
    if shape.basis is None:
        for part, given in (("counts", shape.counts), ("counts_on", shape.counts_on)):
            if given:
                yield read.problem(
                    (part,), f"写了 {part} 却没有写 basis。", "请写明 full_time 或 part_time。"
                )
        return
    if shape.counts_on is None:
        yield read.problem(
            ("basis",), "没有写哪些日子计入（counts_on）。", "请写明工作日、休息日、法定节假日是否计入。"
        )
    for code, label in known.vocabularies.get("presence", {}).items():
        if code not in shape.counts:
            what = f"没有写“{label}”（{code}）怎么计。"
            yield read.problem(
                ("counts",), what, "请写 counts（计入）、excused（抵减）或 neither（都不算）。"
            )
    for code in shape.counts:
        if not known.has("presence", code):
            yield read.problem(
                ("counts", code), f"没有“{code}”这种登记。", "请核对 vocabularies.yaml 里的 presence。"
            )


def _readings(declared: Declared, duty: TallyDuty) -> Iterator[Problem]:
    """What the paper leaves open and the pack decides is said aloud."""
    said = {reading.of for reading in duty.readings}
    for part, decided in (("cap", duty.cap), ("pro_rata", duty.pro_rata)):
        if decided and part not in said:
            what = f"用了 {part}，却没有说明为什么这样理解。"
            do = f"请在 readings 里写一条 of: {part}，一句话说明理解和依据。"
            yield declared.read.problem((part,), what, do)


def _impossible(declared: Declared, duty: TallyDuty, calendar: WorkCalendar) -> Iterator[Problem]:
    """A minimum above what a month can hold would find everybody wanting."""
    if duty.cap:
        return
    over = [
        (period, asked, holds)
        for period in _announced_periods(duty, calendar)
        for asked in _asked(duty.threshold, period)
        if asked > (holds := _holds(duty, calendar, period))
    ]
    if over:
        named = "、".join(
            f"{p.first:%Y-%m}（最多 {holds}，要求 {asked}）" for p, asked, holds in over[:MOST_NAMED]
        )
        more = f"等 {len(over)} 期" if len(over) > MOST_NAMED else ""
        what = f"按日历办不到：{named}{more}。"
        do = "请把 cap 写成 true（以本期最多能有的天数封顶），或者降低要求。"
        yield declared.read.problem(("minimum", "values"), what, do)


def _announced_periods(duty: TallyDuty, calendar: WorkCalendar) -> list[Period]:
    days = (
        day for year in calendar.announced_years for day in days_between(date(year, 1, 1), date(year, 12, 31))
    )
    return sorted({Period.containing(duty.period, day) for day in days})


def _asked(minimum: Dated[int], period: Period) -> Iterator[int]:
    for stretch in minimum.stretches(period):
        if stretch.told.found is not None:
            yield stretch.told.found.value


def _holds(duty: TallyDuty, calendar: WorkCalendar, period: Period) -> int:
    """The most a person could do: each day that counts, or each day of the duty's own way of counting."""
    if not duty.counts_on:
        return countable(duty.counted_by, calendar, period)
    counting = {kind for kind, treatment in duty.counts_on.items() if treatment is Treatment.COUNTS}
    return sum(calendar.kind_of(day) in counting for day in days_between(period.first, period.last))
