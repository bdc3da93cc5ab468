"""What a page shows of one case to one reader: what may be done, and those values that the reader may see.

No screen reads `case.values` itself; what a flow keeps from a reader is left out here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from zhucun.accounts.models import User
from zhucun.accounts.scope import Scope
from zhucun.cases import saying, store
from zhucun.cases.flow_versions import flow_behind, flows_behind
from zhucun.cases.models import Case
from zhucun.cases.reading import asked_by
from zhucun.cases.routing import who_is
from zhucun.cases.world import world_of
from zhucun.engine.flow.definition import Step
from zhucun.engine.flow.offers import Offer, offered
from zhucun.engine.flow.seeing import seen_fields
from zhucun.engine.flow.steps import may_resume
from zhucun.kernel import clock
from zhucun.policy.pack import FormField
from zhucun.policy.pack.flow_model import PackFlow
from zhucun.policy.queries import pack_of


@dataclass(frozen=True, slots=True)
class Offered:
    """A step of the reader's. `why` is the sentence that says what is still in its way."""

    step: Step
    can: bool
    why: str
    fields: tuple[FormField, ...]


def offers_of(scope: Scope, user: User, case: Case, at: datetime) -> tuple[Offered, ...]:
    """Every step that is the reader's to take, now or once something is in place."""
    on, flow = clock.date_of(at), flow_behind(case)
    world = world_of(pack_of(case.county_code), on, flow.flow, case)
    found = offered(flow.flow, store.engine_case(case), who_is(scope), world)
    return tuple(
        Offered(offer.step, offer.can, _why(offer, flow, case), asked_by(flow, offer.step)) for offer in found
    )


def _why(offer: Offer, flow: PackFlow, case: Case) -> str:
    if offer.why is None:
        return ""
    return saying.refusal(offer.why, flow, step=offer.step.id, state=case.state).said


def resumes(scope: Scope, case: Case) -> bool:
    """Whether the reader may let the clock of a suspended case run on."""
    if case.suspended_on is None or case.ending:
        return False
    return may_resume(flow_behind(case).flow, store.engine_case(case), who_is(scope))


def seen_values(scope: Scope, case: Case) -> dict[str, Any]:
    """What was answered, in the order of the flow, as far as the reader may see it."""
    flow = flow_behind(case)
    seen = seen_fields(flow.flow, store.engine_case(case), who_is(scope))
    return _kept(flow, case, seen)


def seen_by_case(scope: Scope, cases: Sequence[Case]) -> dict[UUID, dict[str, Any]]:
    """The same of several cases, for lists and exports: two statements at most."""
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
