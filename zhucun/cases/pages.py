"""What a page shows of one case to one reader: what may be done, and those values that the reader may see.

No screen reads `case.values` itself; what a flow keeps from a reader is left out here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from zhucun.accounts.models import User
from zhucun.accounts.queries import names_of
from zhucun.accounts.scope import Scope
from zhucun.cases import queries, saying, store
from zhucun.cases.flow_versions import flow_behind, flows_behind
from zhucun.cases.models import Case
from zhucun.cases.reading import asked_by
from zhucun.cases.routing import who_is
from zhucun.cases.world import world_of
from zhucun.engine.flow.definition import Step
from zhucun.engine.flow.offers import Offer, offered
from zhucun.engine.flow.seeing import seen_fields
from zhucun.engine.flow.steps import may_resume
from zhucun.households.queries import households_by_ids
from zhucun.kernel import clock
from zhucun.places.models import Unit
from zhucun.places.queries import names_of as place_names
from zhucun.policy.asking.answers import asked_of, shown
from zhucun.policy.pack import FormField
from zhucun.policy.pack.flow_model import CaseField, PackFlow
from zhucun.policy.queries import pack_of


@dataclass(frozen=True, slots=True)
class Offered:
    """A step of the reader's. `why` is the sentence that says what is still in its way."""

    step: Step
    can: bool
    why: str
    fields: tuple[FormField, ...]


@dataclass(frozen=True, slots=True)
class Offers:
    """What the reader may do now. `seq` goes into the form and comes back with the act."""

    seq: int
    steps: tuple[Offered, ...]
    may_resume: bool
    may_manage: bool


@dataclass(frozen=True, slots=True)
class Seen:
    """A value as the reader sees it."""

    key: str
    label: str
    value: object
    shown: str


def offers_of(scope: Scope, user: User, case: Case, at: datetime) -> Offers:
    """Every step that is the reader's to take, now or once something is in place."""
    on, flow, who = clock.date_of(at), flow_behind(case), who_is(scope)
    now = store.engine_case(case)
    found = offered(flow.flow, now, who, world_of(pack_of(case.county_code), on, flow.flow, case))
    return Offers(
        seq=case.seq,
        steps=tuple(
            Offered(offer.step, offer.can, _why(offer, flow, case), asked_by(flow, offer.step))
            for offer in found
        ),
        may_resume=case.suspended_on is not None and case.is_open and may_resume(flow.flow, now, who),
        may_manage=case.is_open and queries.manageable(scope, on).filter(id=case.id).exists(),
    )


def _why(offer: Offer, flow: PackFlow, case: Case) -> str:
    if offer.why is None:
        return ""
    return saying.refusal(offer.why, flow, step=offer.step.id, state=case.state).said


def seen_values(scope: Scope, case: Case) -> list[Seen]:
    """What was answered, in the order of the flow, as far as the reader may see it."""
    flow = flow_behind(case)
    seen = seen_fields(flow.flow, store.engine_case(case), who_is(scope))
    there = [field for field in flow.fields if field.key in seen and field.key in case.values]
    return told(case.county_code, there, case.values)


def told(county: str, fields: Sequence[CaseField], values: Mapping[str, Any]) -> list[Seen]:
    """Values as words: at most one statement for each kind of thing that is named."""
    names: dict[str, str] = {}
    for kind, look_up in NAMES.items():
        wanted = {str(values[field.key]) for field in fields if field.type == kind}
        names |= look_up(county, wanted) if wanted else {}
    return [
        Seen(field.key, field.label, values[field.key], _words(field, values[field.key], names))
        for field in fields
    ]


def _words(field: CaseField, value: Any, names: Mapping[str, str]) -> str:
    if field.type in NAMES:
        return names.get(str(value), _("（已不在名册）"))
    return shown(asked_of([field], [field.key])[0], value)


def _people(_county: str, ids: set[str]) -> dict[str, str]:
    return {str(id): name for id, name in names_of(ids).items()}


def _units(county: str, ids: set[str]) -> dict[str, str]:
    rows = Unit.objects.in_county(county).filter(id__in=ids)
    return {str(id): name for id, name in rows.values_list("id", "name")}


def _households(county: str, ids: set[str]) -> dict[str, str]:
    found = households_by_ids(county, [UUID(id) for id in ids])
    return {str(id): household.head_name for id, household in found.items()}


def _villages(_county: str, codes: set[str]) -> dict[str, str]:
    return place_names(codes)


NAMES = {"account": _people, "unit": _units, "household": _households, "village": _villages}


def seen_by_case(scope: Scope, cases: Sequence[Case]) -> dict[UUID, dict[str, Any]]:
    """The values that the reader may see of several cases, for exports: two statements at most."""
    flows = flows_behind(scope.county, [case.flow_version_id for case in cases])
    parties = store.parties_by_case(scope.county, [case.id for case in cases])
    who, found = who_is(scope), {}
    for case in cases:
        flow = flows[case.flow_version_id]
        seen = seen_fields(flow.flow, store.case_of(case, parties[case.id]), who)
        found[case.id] = _kept(flow, case, seen)
    return found


def _kept(flow: PackFlow, case: Case, seen: frozenset[str]) -> dict[str, Any]:
    keys = (field.key for field in flow.fields if field.key in seen)
    return {key: case.values[key] for key in keys if key in case.values}
