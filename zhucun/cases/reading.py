"""What somebody says with a step: read into values, and whomever it names looked up in the county.

Pages, phones and children of other cases come through here, so that the same answer is taken or refused everywhere.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from zhucun.accounts.models import Grant
from zhucun.accounts.queries import in_force
from zhucun.cases.refusals import CaseIncomplete
from zhucun.engine.flow.definition import Opening, Step
from zhucun.households.queries import households_by_ids
from zhucun.kernel.place_codes import within
from zhucun.places.choices import Level
from zhucun.places.models import Division, Unit
from zhucun.places.queries import valid
from zhucun.policy.asking.answers import asked_of, read_answers
from zhucun.policy.pack import FormField
from zhucun.policy.pack.flow_model import PackFlow

Act = Opening | Step
Known = Callable[[str, date, set[str]], set[str]]


def asked_by(flow: PackFlow, act: Act) -> tuple[FormField, ...]:
    """The fields of a step, or of raising: those that must be answered, then those that may be."""
    return asked_of(flow.fields, act.asks, act.may_add)


def read_act(flow: PackFlow, act: Act, given: Mapping[str, object], county: str, on: date) -> dict[str, Any]:
    """The values of one act; refused field by field where one is missing, wrong, or names what is not here."""
    asked = asked_by(flow, act)
    answers = read_answers(asked, given)
    problems = answers.problems | _not_here(asked, answers.values, county, on)
    if problems:
        raise CaseIncomplete(problems=problems)
    return answers.values


def _not_here(asked: Sequence[FormField], values: Mapping[str, Any], county: str, on: date) -> dict[str, str]:
    problems: dict[str, str] = {}
    for kind, known in KNOWN.items():
        named = {
            field.key: str(values[field.key]) for field in asked if field.type == kind and field.key in values
        }
        if named:
            there = known(county, on, set(named.values()))
            labels = {field.key: field.label for field in asked}
            problems |= {key: _say(labels[key]) for key, value in named.items() if value not in there}
    return problems


def is_known(county: str, on: date, user: UUID) -> bool:
    """Whether somebody works in the county on a day."""
    return str(user) in _accounts(county, on, {str(user)})


def _say(label: str) -> str:
    return _("“%(label)s”在本县没有找到。请从列出的名单中重新选择。") % {"label": label}


def _accounts(county: str, on: date, wanted: set[str]) -> set[str]:
    grants = Grant.objects.filter(in_force(on), county=county, user__is_active=True, user_id__in=wanted)
    return {str(user) for user in grants.values_list("user_id", flat=True)}


def _units(county: str, _on: date, wanted: set[str]) -> set[str]:
    rows = Unit.objects.in_county(county).filter(id__in=wanted)
    return {str(id) for id in rows.values_list("id", flat=True)}


def _households(county: str, _on: date, wanted: set[str]) -> set[str]:
    return {str(id) for id in households_by_ids(county, [UUID(one) for one in wanted])}


def _villages(county: str, on: date, wanted: set[str]) -> set[str]:
    rows = Division.objects.filter(valid(on), within("code", county), level=Level.VILLAGE, code__in=wanted)
    return set(rows.values_list("code", flat=True))


KNOWN: Mapping[str, Known] = {
    "account": _accounts,
    "unit": _units,
    "household": _households,
    "village": _villages,
}
