"""What happened to a case, in order and in words: who, what, when, what was answered, where it went.

What the clock did and which levels were passed over is said as plainly as what people did.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from zhucun.accounts import roles
from zhucun.cases import words
from zhucun.cases.models import CaseEvent
from zhucun.cases.names import Names, facts_of
from zhucun.engine.flow.case import Event, Happened
from zhucun.engine.flow.definition import RAISER, Level
from zhucun.kernel.lists import listed
from zhucun.policy.pack.flow_model import PackFlow


@dataclass(frozen=True, slots=True)
class Entry:
    at: datetime
    who: str
    title: str
    facts: Sequence[tuple[str, str]]
    notes: Sequence[str]
    by_clock: bool
    seq: int


@dataclass(frozen=True, slots=True)
class Timeline:
    """Tells the events of one case to one reader; `seen` are the fields that this reader may see."""

    flow: PackFlow
    names: Names
    seen: Collection[str]

    def entries(self, rows: Sequence[CaseEvent], events: Sequence[Event]) -> list[Entry]:
        before = [None, *events]
        return [self._entry(row, event, last) for row, event, last in zip(rows, events, before, strict=False)]

    def _entry(self, row: CaseEvent, event: Event, last: Event | None) -> Entry:
        return Entry(
            at=row.at,
            who=row.by.name if row.by else _("系统按期限"),
            title=self._title(row, event, last),
            facts=facts_of(self.flow, event.answers, self.seen, self.names, event.answers),
            notes=[*self._notes(event, last), *_remarks(row.body)],
            by_clock=row.by is None,
            seq=event.seq,
        )

    def _title(self, row: CaseEvent, event: Event, last: Event | None) -> str:
        match event.what:
            case Happened.RAISED:
                return _("以%(role)s身份提出") % {"role": roles.title_of(event.role)}
            case Happened.STEP:
                return self._step(event, last)
            case Happened.LATE:
                return self._late(event, last)
            case Happened.RESUMED:
                return _("恢复办理")
            case Happened.ASSIGNED:
                return _("指定办理人")
            case Happened.NOTED:
                return _noted(row.body.get("more", {}))

    def _step(self, event: Event, last: Event | None) -> str:
        state = self.flow.flow.states.get(last.state) if last else None
        step = state.step(event.step) if state else None
        return step.title if step else event.step

    def _late(self, event: Event, last: Event | None) -> str:
        if event.step:
            return _("期限到了，自动办“%(step)s”") % {"step": self._step(event, last)}
        if last and event.level != last.level and event.level:
            return _("期限到了，自动转到%(level)s") % {"level": words.LEVELS[event.level]}
        return _("期限到了，再次提醒")

    def _notes(self, event: Event, last: Event | None) -> Iterator[str]:
        if event.skipped:
            yield _("%(levels)s没有可以办理的人，已越过。") % {"levels": listed(map(_level, event.skipped))}
        if event.suspended and not (last and last.suspended):
            yield _("期限暂停计算。")
        if told := list(self._named(event)):
            yield listed(told)
        if event.entered or last is None or event.state != last.state:
            yield from self._reached(event)
        elif event.due_on and event.due_on != last.due_on:
            yield _("期限改为 %(day)s。") % {"day": date_format(event.due_on, "DATE_FORMAT")}

    def _named(self, event: Event) -> Iterator[str]:
        """Who became what, as far as it says more than who did it; who was named in a field kept secret is too."""
        hidden = {str(value) for key, value in event.answers.items() if key not in self.seen}
        for name, user in event.names.items():
            if user and name != RAISER and user != event.by and user not in hidden:
                part = words.party_label(self.flow, name)
                yield _("%(part)s：%(name)s") % {"part": part, "name": self.names.user(user)}

    def _reached(self, event: Event) -> Iterator[str]:
        state = self.flow.flow.states[event.state]
        if event.ending:
            yield _("到“%(state)s”，%(ending)s。") % {
                "state": state.title,
                "ending": words.ENDINGS[event.ending],
            }
        elif event.due_on:
            day = date_format(event.due_on, "DATE_FORMAT")
            yield _("到“%(state)s”，期限 %(day)s。") % {"state": state.title, "day": day}
        else:
            yield _("到“%(state)s”，不限期。") % {"state": state.title}


def _noted(more: Mapping[str, Any]) -> str:
    if more.get("file"):
        return _("添加附件")
    return _("催办") if more.get("reminded") else _("备注")


def _level(level: Level) -> str:
    return str(words.LEVELS[level])


def _remarks(body: dict[str, Any]) -> Iterator[str]:
    """What was written outside the fields of the flow."""
    more = body.get("more", {})
    for key in ("text", "because"):
        if more.get(key):
            yield str(more[key])
