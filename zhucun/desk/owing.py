"""What do I owe: one's own month, or how the month stands where one looks after others."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from zhucun.attendance import matrix
from zhucun.attendance import queries as attendance
from zhucun.attendance.months import month_title
from zhucun.desk.reader import Line, Reader
from zhucun.engine.verdict import Answer


def lines(reader: Reader) -> Iterator[Line]:
    if reader.is_stationed:
        yield from _own_months(reader)
    elif reader.scope.may("attendance.see"):
        yield from _months(reader) if any(reader.totals.values()) else _beginning(reader)


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
