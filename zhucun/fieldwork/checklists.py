"""Checklists of a household: what has been ticked on some visit, on which day last, and what is still open."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from zhucun.accounts.scope import Scope
from zhucun.fieldwork.domain import Filters
from zhucun.fieldwork.queries import records_in
from zhucun.policy.pack import Form, FormField, Pack

CHECKS = "checks"
MOST = 400  # records of one household that are looked through, the newest first
Ticks = dict[tuple[str, str, str], date]  # form, field and code: the last day


@dataclass(frozen=True, slots=True)
class Item:
    label: str
    last: date | None  # never ticked: still open


@dataclass(frozen=True, slots=True)
class Group:
    """One list of a form, such as 三先留."""

    label: str
    items: list[Item]

    @property
    def open(self) -> list[Item]:
        return [item for item in self.items if item.last is None]


@dataclass(frozen=True, slots=True)
class Checklist:
    form: Form
    groups: list[Group]

    @property
    def open(self) -> int:
        return sum(len(group.open) for group in self.groups)


def checklists_of(scope: Scope, household: UUID, pack: Pack) -> list[Checklist]:
    """Every checklist that the county has, as it stands for one household: one query, none where there is no list."""
    forms = [form for form in pack.forms.values() if form.about == "household" and _lists(form)]
    if not forms:
        return []
    rows = records_in(scope, Filters(household=household)).filter(form__in=[form.code for form in forms])
    ticks = _ticks(rows.values_list("form", "occurred_on", "body")[:MOST])
    return [Checklist(form, [_group(form, field, ticks) for field in _lists(form)]) for form in forms]


def _lists(form: Form) -> list[FormField]:
    return [field for field in form.fields if field.type == CHECKS]


def _ticks(rows: Iterable[tuple[str, date, dict[str, object]]]) -> Ticks:
    last: Ticks = {}
    for form, day, body in rows:
        for key, codes in body.items():
            for code in codes if isinstance(codes, list) else ():
                last.setdefault((form, key, str(code)), day)
    return last


def _group(form: Form, field: FormField, ticks: Ticks) -> Group:
    items = [Item(option.label, ticks.get((form.code, field.key, option.code))) for option in field.options]
    return Group(field.label, items)
