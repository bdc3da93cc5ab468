"""A home page answers three questions: what do I owe, what waits for me, what changed.

Every line is derived from what is held; nothing is entered for it. The number of queries does not
depend on how many people, villages or records there are.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from zhucun.accounts.models import User
from zhucun.accounts.scope import Scope
from zhucun.attendance import matrix
from zhucun.attendance import queries as attendance
from zhucun.attendance.choices import Kind
from zhucun.attendance.months import month_before, month_title
from zhucun.documents import queries as documents
from zhucun.engine.verdict import Answer
from zhucun.fieldwork import queries as fieldwork
from zhucun.kernel import clock
from zhucun.places import queries as places

FEW = 6
LATELY = timedelta(days=30)


@dataclass(frozen=True)
class Line:
    """One thing on the home page, with the way to it."""

    title: str
    href: str = ""
    answer: str = ""
    text: str = ""
    note: str = ""
    why: str = ""


@dataclass
class Home:
    """The three answers."""

    owe: list[Line] = field(default_factory=list)
    waits: list[Line] = field(default_factory=list)
    changed: list[Line] = field(default_factory=list)


@dataclass(frozen=True)
class Reader:
    """Who looks, where, when; what several lines need is read once."""

    user: User
    scope: Scope
    at: datetime
    names: dict[str, str]

    @property
    def lately(self) -> datetime:
        return self.at - LATELY

    @cached_property
    def months(self) -> tuple[date, date]:
        """This month and the one before it."""
        this = clock.date_of(self.at).replace(day=1)
        return this, month_before(this)

    @cached_property
    def totals(self) -> dict[date, attendance.Totals]:
        return attendance.totals_of(self.scope.narrowed("attendance.see"), self.months)

    def link(self, name: str, **kwargs: Any) -> str:
        return reverse(name, kwargs={"county": self.scope.county, **kwargs})


def home_of(user: User, scope: Scope, *, at: datetime) -> Home:
    """The page of one reader at one moment."""
    reader = Reader(user, scope, at, places.names(scope.county))
    page = Home()
    if scope.may("attendance.see"):
        seen = scope.narrowed("attendance.see")
        page.owe += _own_months(reader, seen)
        page.owe += _months(reader)
        page.waits += _unconfirmed(reader)
        page.waits += _questions(reader, seen)
        page.changed += _entries(reader, seen)
    if scope.may("fieldwork.see"):
        page.changed += _records(reader)
    if scope.may("documents.see"):
        page.changed += _papers(reader)
    return page


def _own_months(reader: Reader, seen: Scope) -> Iterator[Line]:
    """A stationed person's own month, this one and the last while it is not settled."""
    if not reader.scope.may("attendance.enter_own"):
        return
    for row in attendance.own_months(seen, reader.user.id, reader.months):
        open_ = row["answer"] in {Answer.NOT_MET, Answer.UNDETERMINED}
        if row["month"] != reader.months[0] and not open_:
            continue
        where = {"month": row["month"], "posting": row["posting_id"]}
        yield Line(
            title=_("%(month)s在村") % {"month": month_title(row["month"])},
            href=reader.link("attendance:calendar", **where),
            answer=row["answer"],
            text=f"{matrix.counted(row['done'] or 0, row['open'])} / {row['target'] or '–'}",
            note=_("%(village)s · 不用打卡，例外才登记")
            % {"village": reader.names.get(row["village_code"], "")},
            why=reader.link("attendance:why", **where),
        )


def _months(reader: Reader) -> Iterator[Line]:
    """For those who look after others: how the month stands."""
    if reader.scope.may("attendance.enter_own"):
        return
    for month in reader.months:
        totals = matrix.sum_of(reader.totals[month])
        if not totals:
            continue
        short, open_ = totals[Answer.NOT_MET], totals[Answer.UNDETERMINED]
        page = reader.link("attendance:month", month=month)
        yield Line(
            title=_("%(month)s在岗") % {"month": month_title(month)},
            href=page,
            answer=Answer.NOT_MET if short else Answer.UNDETERMINED if open_ else Answer.MET,
            text=_state(short, open_, running=month == reader.months[0]),
            note=_("共 %(people)s 人：达标 %(met)s，未达标 %(short)s，待定 %(open)s")
            % {"people": totals.total(), "met": totals[Answer.MET], "short": short, "open": open_},
        )


def _state(short: int, open_: int, *, running: bool) -> str:
    if short:
        return _("%(short)s 人未达标") % {"short": short}
    if running and open_:
        return _("进行中")
    return _("%(open)s 人待定") % {"open": open_} if open_ else ""


def _unconfirmed(reader: Reader) -> Iterator[Line]:
    """Townships whose last month waits for their word: theirs to give, or the county's to ask for."""
    if not (reader.scope.may("attendance.confirm") or reader.scope.may("documents.make")):
        return
    month = reader.months[1]
    confirmed = attendance.confirmed_townships(reader.scope.county, month)
    lines = [code for code in reader.totals[month] if code not in confirmed]
    page = reader.link("attendance:month", month=month)
    for code in lines[:FEW]:
        yield Line(
            title=_("%(place)s %(month)s待确认")
            % {"place": reader.names.get(code, code), "month": month_title(month)},
            href=f"{page}?township={code}",
            answer=Answer.UNDETERMINED,
            text=_("未确认"),
        )
    if len(lines) > FEW:
        yield Line(
            title=_("还有 %(count)s 个乡镇未确认") % {"count": len(lines) - FEW}, href=f"{page}#townships"
        )


def _questions(reader: Reader, seen: Scope) -> Iterator[Line]:
    """Days under question: the person's to explain, the township's to settle."""
    for entry in attendance.questioned(seen, FEW):
        yield Line(
            title=_("%(name)s %(day)s 待核实")
            % {"name": entry.posting.person.name, "day": f"{entry.first_day:%m-%d}"},
            href=reader.link("attendance:entry", entry=entry.id),
            answer=Answer.UNDETERMINED,
            text=_("待核"),
            note=entry.note,
        )


def _entries(reader: Reader, seen: Scope) -> Iterator[Line]:
    for entry in attendance.latest_entries(seen, FEW, since=reader.lately):
        yield Line(
            title=_("%(name)s登记%(kind)s")
            % {"name": entry.posting.person.name, "kind": Kind(entry.kind).label},
            href=reader.link("attendance:entry", entry=entry.id),
            note=f"{reader.names.get(entry.village_code, '')} · {_span(entry.first_day, entry.last_day)}",
        )


def _span(first: date, last: date) -> str:
    return f"{first:%m-%d}" if first == last else f"{first:%m-%d} — {last:%m-%d}"


def _records(reader: Reader) -> Iterator[Line]:
    seen = reader.scope.narrowed("fieldwork.see")
    for record in fieldwork.latest_records(seen, FEW, since=reader.lately):
        yield Line(
            title=record.title,
            href=reader.link("fieldwork:record", record_id=record.id),
            note=f"{reader.names.get(record.village_code, '')} · {record.occurred_on:%m-%d}",
        )


def _papers(reader: Reader) -> Iterator[Line]:
    for paper in documents.papers(reader.scope.narrowed("documents.see"))[:FEW]:
        yield Line(
            title=paper.title, href=reader.link("documents:download", paper=paper.id), note=paper.kind_word
        )
