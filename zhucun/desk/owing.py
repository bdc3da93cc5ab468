"""What do I owe: one's own month and what ends soon, or how things stand where one looks after others."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from zhucun.attendance import matrix
from zhucun.attendance import queries as attendance
from zhucun.attendance.months import month_title
from zhucun.burden.queries_home import TO_ANSWER
from zhucun.desk.reader import FEW, Line, Reader, short_day
from zhucun.documents.archives.gaps import GAPS
from zhucun.engine.duty import Subject
from zhucun.engine.verdict import Answer
from zhucun.fieldwork.agreed import AGREED
from zhucun.kernel.short import Short
from zhucun.monitoring.queries_mine import MINE
from zhucun.policy import queries as policy
from zhucun.policy.due import due_for
from zhucun.policy.missed import Missed, missed_for

MOST_DUE = 4


def lines(reader: Reader) -> Iterator[Line]:
    if reader.is_stationed:
        yield from _own_months(reader)
        yield from _due(reader)
    elif reader.scope.may("attendance.see"):
        yield from _months(reader) if any(reader.totals.values()) else _beginning(reader)
        if reader.scope.units:
            yield from _due(reader)
        yield from _missed(reader)
    yield from _agreed(reader)
    yield from _measures(reader)
    yield from _archive(reader)
    yield from _requests(reader)


def _requests(reader: Reader) -> Iterator[Line]:
    """What the village has been asked and has not answered: one line."""
    found = reader.short.get(TO_ANSWER)
    if found and found.count:
        yield Line(
            title=_("村里要填报 %(count)s 次") % {"count": found.count},
            href=reader.link("burden:mine"),
            answer=_due_answer(found),
            text=_("%(count)s 次过了日子") % {"count": found.overdue} if found.overdue else _("快到期"),
            note=_first_day(found),
        )


def _agreed(reader: Reader) -> Iterator[Line]:
    """Visits that the reader has agreed on and whose day comes: one line."""
    found = reader.short.get(AGREED)
    if found and found.count:
        yield Line(
            title=_("约好走访 %(count)s 户") % {"count": found.count},
            href=reader.link("fieldwork:agreed"),
            answer=_due_answer(found),
            text=_("%(count)s 户已过约定的日子") % {"count": found.overdue} if found.overdue else _("快到了"),
            note=_first_day(found),
        )


def _measures(reader: Reader) -> Iterator[Line]:
    """Help measures that the reader answers for and whose day comes: one line."""
    found = reader.short.get(MINE)
    if found and found.count:
        yield Line(
            title=_("您负责的帮扶措施 %(count)s 项要落实") % {"count": found.count},
            href=f"{reader.link('monitoring:list')}?tab=mine",
            answer=_due_answer(found),
            text=_("%(count)s 项逾期") % {"count": found.overdue} if found.overdue else _("快到期"),
            note=_first_day(found),
        )


def _archive(reader: Reader) -> Iterator[Line]:
    """Items of archives that the reader brings, nothing of which is there: one line, as of last night."""
    found = reader.short.get(GAPS)
    if found and found.count:
        yield Line(
            title=_("档案还缺 %(count)s 项，由您提供") % {"count": found.count},
            href=reader.link("documents:archives"),
            answer=Answer.UNDETERMINED,
            text=_("%(count)s 项过了日期") % {"count": found.overdue} if found.overdue else _("快到期"),
            note=_first_day(found),
        )


def _due_answer(found: Short) -> Answer:
    return Answer.NOT_MET if found.overdue else Answer.UNDETERMINED


def _first_day(found: Short) -> str:
    return _("最早的是 %(day)s。") % {"day": short_day(found.nearest)} if found.nearest else ""


def _own_months(reader: Reader) -> Iterator[Line]:
    """This month, and the last one while it is not settled."""
    for row in attendance.own_months(reader.seen, reader.user.id, reader.months):
        open_ = row["answer"] in {Answer.NOT_MET, Answer.UNDETERMINED}
        if row["month"] != reader.months[0] and not open_:
            continue
        where = {"month": row["month"], "posting": row["posting_id"]}
        told = attendance.explained(reader.scope.county, row["verdict"], row["month"])
        yield Line(
            title=_("%(village)s %(month)s")
            % {"village": reader.names.get(row["village_code"], ""), "month": month_title(row["month"])},
            href=reader.link("attendance:calendar", **where),
            answer=row["answer"],
            text=_("%(done)s / %(target)s 天")
            % {"done": matrix.counted(row["done"] or 0, row["open"]), "target": row["target"] or "–"},
            note=told.sentence if told else "",
            why=reader.link("attendance:why", **where),
            days=row["days"],
        )


def _due(reader: Reader) -> Iterator[Line]:
    """Other duties of one's own that end soon or can hardly be met any more; the month in the village stands above."""
    presence = policy.presence_duty(policy.pack_of(reader.scope.county))
    own = due_for(reader.scope.narrowed("policy.answers"), reader.today, posted=reader.is_stationed)
    found = [one for one in own if presence is None or one.duty.id != presence.id]
    for one in found[:MOST_DUE]:
        yield Line(
            title=one.duty.title,
            href=reader.link("policy:why", decision=one.decision),
            answer=one.answer,
            text=one.badge,
            note=_("%(day)s到期。%(sentence)s") % {"day": short_day(one.day), "sentence": one.sentence},
        )
    if len(found) > MOST_DUE:
        title = _("其余 %(count)s 项") % {"count": len(found) - MOST_DUE}
        yield Line(title=title, href=reader.link("policy:year"))


def _missed(reader: Reader) -> Iterator[Line]:
    """What the rules tell this reader of, one line for each duty; names stand on the list behind it alone."""
    if not reader.scope.may("policy.answers"):
        return
    found = missed_for(reader.scope, reader.today)
    presence = policy.presence_duty(policy.pack_of(reader.scope.county)) if found else None
    found = [one for one in found if presence is None or one.duty.id != presence.id]
    for one in found[:FEW]:
        day = one.period.last if one.over else reader.today
        page = reader.link("policy:answers", duty=one.duty.id)
        yield Line(
            title=one.duty.title,
            href=f"{page}?on={day.isoformat()}&answer={Answer.NOT_MET.value}",
            answer=Answer.NOT_MET,
            text=_how_many(one),
            note=_missed_when(one),
        )
    if len(found) > FEW:
        title = _("其余 %(count)s 项") % {"count": len(found) - FEW}
        yield Line(title=title, href=reader.link("policy:duties"))


def _how_many(one: Missed) -> str:
    said = {"count": one.count}
    match one.duty.subject:
        case Subject.VILLAGE:
            return _("%(count)s 个村未达标") % said
        case Subject.UNIT:
            return _("%(count)s 个单位未达标") % said
        case Subject.HOUSEHOLD:
            return _("%(count)s 户未达标") % said
    return _("%(count)s 人未达标") % said


def _missed_when(one: Missed) -> str:
    when = _("%(first)s 至 %(last)s。") % {
        "first": one.period.first.isoformat(),
        "last": one.period.last.isoformat(),
    }
    if one.by_rung:
        return _("%(when)s只算达到规定所说后果的。") % {"when": when}
    return when if one.over else _("%(when)s这一期还没有结束，已经来不及。") % {"when": when}


def _beginning(reader: Reader) -> Iterator[Line]:
    """A county in which nobody is stationed yet begins with its roster."""
    if reader.scope.may("dispatch.import"):
        yield Line(
            title=_("先导入派驻名册"),
            href=reader.link("dispatch:roster"),
            note=_("单位、人员、批次和派驻一次建好；上传以后先看预览，点“导入”才写入。"),
        )


def _months(reader: Reader) -> Iterator[Line]:
    for month in reader.months:
        totals = matrix.sum_of(reader.totals[month])
        if not totals:
            continue
        short, open_ = totals[Answer.NOT_MET], totals[Answer.UNDETERMINED]
        yield Line(
            title=_("%(month)s在岗") % {"month": month_title(month)},
            href=reader.link("attendance:month", month=month),
            answer=Answer.NOT_MET if short else Answer.UNDETERMINED if open_ else Answer.MET,
            text=_state(short, open_, running=month == reader.months[0]),
            note=_("共 %(people)s 人：达标 %(met)s，未达标 %(short)s，待定 %(open)s，不适用 %(outside)s")
            % {
                "people": totals.total(),
                "met": totals[Answer.MET],
                "short": short,
                "open": open_,
                "outside": totals[Answer.NOT_APPLICABLE],
            },
        )


def _state(short: int, open_: int, *, running: bool) -> str:
    if short:
        return _("%(short)s 人未达标") % {"short": short}
    if running and open_:
        return _("进行中")
    return _("%(open)s 人待定") % {"open": open_} if open_ else ""
