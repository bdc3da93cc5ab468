"""What each kind of act says in words, and what stands at the door beside it. One function for each kind.

Names of households, people and cases are shown only where the reader may see them anyway.
"""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from zhucun.attendance import handlers as attendance
from zhucun.attendance.choices import Kind
from zhucun.attendance.models import PresenceEntry
from zhucun.cases import handlers as cases
from zhucun.cases.flow_versions import flow_behind
from zhucun.cases.models import Case
from zhucun.cases.queries import visible
from zhucun.dispatch.models import Posting
from zhucun.fieldwork import handlers as fieldwork
from zhucun.fieldwork.drafts import WORK_AREAS
from zhucun.fieldwork.models import WorkRecord
from zhucun.fieldwork.promises import PROMISED
from zhucun.households.queries import household_in
from zhucun.kernel.place_codes import prefix_of
from zhucun.places.queries import place_title
from zhucun.policy.pack.flow_model import PackFlow
from zhucun.sync.models import Held
from zhucun.sync.office.words import Reading, Rows, answers, day, day_of, id_of
from zhucun.sync.queries import MANAGE


class NotForThisReader(Exception):
    """The act is about the reader, or about a case that the reader does not see."""


def told(reading: Reading) -> Rows:
    """What the person meant."""
    if reading.body is None:
        return reading.as_it_came
    return BY_SHAPE[type(reading.body)](reading, reading.body)


def told_there(reading: Reading) -> Rows:
    """What stands at the door instead, under the same labels."""
    there = reading.there
    match reading.body:
        case fieldwork.Correct() | fieldwork.Void():
            return _record_there(reading, there)
        case attendance.Void():
            return _entry_there(there)
        case cases.Step():
            late = [(_("期限"), day_of(there.get("due_on")))] if there.get("due_on") else []
            return [(_("办件"), str(there.get("title"))), (_("现在的状态"), str(there.get("state"))), *late]
        case _:
            return []


def _write(reading: Reading, said: fieldwork.Write) -> Rows:
    form = reading.pack.forms.get(said.form)
    rows = [
        (_("记录类型"), form.title if form else said.form),
        (_("日期"), day(said.occurred_on)),
        *_posting(reading, said.posting),
    ]
    if said.household:
        rows.append((_("农户"), _household(reading, said.household)))
    rows += answers(form.fields if form else (), said.body)
    rows += _duty_and_title(reading, said.duty, said.title)
    if said.photos:
        rows.append((_("图片"), _("%(count)s 张") % {"count": len(said.photos)}))
    return rows


def _correct(reading: Reading, said: fieldwork.Correct) -> Rows:
    record = _record(reading, said.record)
    form = reading.pack.forms.get(record.form) if record else None
    return [
        *_which(reading, record),
        (_("日期"), day(said.occurred_on)),
        *answers(form.fields if form else (), said.body),
        *_duty_and_title(reading, said.duty or "", said.title or ""),
        (_("更正原因"), said.because),
    ]


def _void(reading: Reading, said: fieldwork.Void) -> Rows:
    return [*_which(reading, _record(reading, said.record)), (_("撤销原因"), said.because)]


def _promise(reading: Reading, said: fieldwork.Promise) -> Rows:
    record = _record(reading, said.record)
    promised = str(record.body.get(PROMISED) or "") if record else ""
    return [*_which(reading, record), *([(_("答应了什么"), promised)] if promised else [])]


def _record_there(reading: Reading, there: Mapping[str, Any]) -> Rows:
    form = reading.pack.forms.get(str(there.get("form")))
    body = there.get("body")
    return [
        (_("记录类型"), form.title if form else str(there.get("form"))),
        (_("日期"), day_of(there.get("occurred_on"))),
        *answers(form.fields if form else (), body if isinstance(body, Mapping) else {}),
        (_("标题"), str(there.get("title"))),
        *_changed(there, _("更正原因")),
    ]


def author_row(held: Held) -> tuple[str, str]:
    """Who stands behind the phone's version, under the same label as who stands behind the other."""
    return _("谁改的"), held.user.name


def _changed(there: Mapping[str, Any], why: str) -> Rows:
    rows = [(_("谁改的"), str(there.get("by"))), (why, str(there.get("because") or ""))]
    return [*rows, (_("状态"), _("已撤销"))] if there.get("voided") else rows


def _record(reading: Reading, id: UUID) -> WorkRecord | None:
    """The record that is named, where the reader sees its village."""
    seen = WorkRecord.objects.for_scope(reading.scope.narrowed("fieldwork.see"))
    return seen.filter(id=id).first()


def _which(reading: Reading, record: WorkRecord | None) -> Rows:
    if record is None:
        return [(_("记录类型"), _("还没有收到的一条，或者不在您的范围内"))]
    form = reading.pack.forms.get(record.form)
    return [(_("记录类型"), form.title if form else record.form), (_("标题"), record.title)]


def _duty_and_title(reading: Reading, duty: str, title: str) -> Rows:
    rows = [(_("职责"), reading.pack.term(WORK_AREAS, duty))] if duty else []
    return [*rows, (_("标题"), title)] if title else rows


def _household(reading: Reading, id: UUID) -> str:
    found = household_in(reading.held.county_code, id)
    if found is None or not reading.scope.covers(found.village_code, "households.see"):
        return _("名册里没有，或者不在您的范围内")
    return found.head_name


def _posting(reading: Reading, id: UUID) -> Rows:
    rows = Posting.objects.in_county(reading.held.county_code).filter(id=id).select_related("person")
    found = rows.first()
    if found is None:
        return [(_("派驻"), _("没有这一段派驻"))]
    named = {"person": found.person.name, "place": place_title(found.county_code, found.village_code)}
    return [(_("派驻"), _("%(person)s，%(place)s") % named)]


def _raise(reading: Reading, said: cases.Raise) -> Rows:
    flow = reading.pack.flows.get(said.flow)
    if flow and flow.against and not _may_read_complaint(reading, said.fields.get(flow.against)):
        raise NotForThisReader
    return [
        (_("办件"), flow.title if flow else said.flow),
        (_("地方"), place_title(reading.held.county_code, prefix_of(said.place))),
        *_fields(reading, flow, said.fields),
    ]


def _may_read_complaint(reading: Reading, named: Any) -> bool:
    """The county alone, for whoever is named may stand above the others; and never whoever is named."""
    return id_of(named) != reading.scope.user_id and reading.scope.narrowed(MANAGE).whole_county


def _step(reading: Reading, said: cases.Step) -> Rows:
    case: Case | None = visible(reading.scope, reading.today).filter(id=said.case).first()
    if case is None:
        raise NotForThisReader
    flow = flow_behind(case)
    steps = (step for state in flow.flow.states.values() for step in state.steps)
    step = next((one for one in steps if one.id == said.step), None)
    return [
        (_("办件"), case.title),
        (_("要办的一步"), step.title if step else said.step),
        *_fields(reading, flow, said.fields),
    ]


def _fields(reading: Reading, flow: PackFlow | None, given: Mapping[str, Any]) -> Rows:
    """What was filled in, without what only some roles may read."""
    roles = {grant.role for grant in reading.scope.grants}
    fields = flow.fields if flow else ()
    kept = {one.key for one in fields if one.seen_by and not one.seen_by & roles}
    open_ = {key: value for key, value in given.items() if key not in kept}
    hidden = [(one.label, _("只给办理的人看")) for one in fields if one.key in kept & given.keys()]
    return [*answers(fields, open_), *hidden]


def _add(reading: Reading, said: attendance.Add) -> Rows:
    return [
        *_posting(reading, said.posting),
        (_("种类"), str(said.kind.label)),
        (_("首日"), day(said.first)),
        (_("末日"), day(said.last)),
        (_("说明"), said.note),
    ]


def _take_back(reading: Reading, said: attendance.Void) -> Rows:
    seen = PresenceEntry.objects.for_scope(reading.scope.narrowed("attendance.see"))
    entry = seen.filter(id=said.entry).first()
    if entry is None:
        return [(_("种类"), _("还没有收到的一条，或者不在您的范围内")), (_("撤销原因"), said.because)]
    return [
        (_("种类"), str(Kind(entry.kind).label)),
        (_("首日"), day(entry.first_day)),
        (_("末日"), day(entry.last_day)),
        (_("撤销原因"), said.because),
    ]


def _entry_there(there: Mapping[str, Any]) -> Rows:
    return [
        (_("种类"), str(Kind(str(there.get("kind"))).label)),
        (_("首日"), day_of(there.get("first"))),
        (_("末日"), day_of(there.get("last"))),
        (_("说明"), str(there.get("note") or "")),
        *_changed(there, _("撤销原因")),
    ]


BY_SHAPE: Mapping[type, Callable[[Reading, Any], Rows]] = {
    fieldwork.Write: _write,
    fieldwork.Correct: _correct,
    fieldwork.Void: _void,
    fieldwork.Promise: _promise,
    cases.Raise: _raise,
    cases.Step: _step,
    attendance.Add: _add,
    attendance.Void: _take_back,
}
