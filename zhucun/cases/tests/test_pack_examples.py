"""The examples that stand beside a pack's flows come out in the store as they do in the pack's own check.

People are the cast's, one of each role; examples that need a second person of a role, an empty level, the clock, a
case of a case or numbers of the register are left to the pack's check.
"""

from datetime import datetime, time
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction

from zhucun.cases.models import Case
from zhucun.cases.services import raise_case, take_step
from zhucun.engine.flow.definition import About, StepKind
from zhucun.kernel.clock import SHANGHAI
from zhucun.policy.pack import load_pack
from zhucun.policy.pack.flow_model import FlowAct, FlowCase, PackFlow
from zhucun.testing.cast import Cast, build_cast

COUNTY = "511781"  # has flows of its own besides the nation's
PACK = load_pack(COUNTY)
STEPS = [step for flow in PACK.flows.values() for state in flow.flow.states.values() for step in state.steps]
TWO_CASES = {step.id for step in STEPS if step.kind is StepKind.MERGE or step.opens}


def plain(example: FlowCase) -> bool:
    acts = (example.raised, *example.acts)
    odd = any(act.clock or act.resume or act.name or act.refused or act.step in TWO_CASES for act in acts)
    of_register = PACK.flows[example.flow].flow.about is About.HOUSEHOLD
    return not (odd or example.empty_levels or of_register)


EXAMPLES = [example for example in PACK.flow_cases if plain(example)]


@pytest.fixture
def people(db: None) -> Cast:
    return build_cast(home_code=COUNTY)


@pytest.mark.parametrize("name", sorted({example.flow for example in EXAMPLES}))
def test_an_example_of_a_pack_comes_out_the_same_in_the_store(people: Cast, name: str) -> None:
    examples = {one.says: one for one in EXAMPLES if one.flow == name}

    came = {says: ended_up(people, PACK.flows[name], one) for says, one in examples.items()}

    assert came == {says: one.expect["state"] for says, one in examples.items()}


def ended_up(cast: Cast, flow: PackFlow, example: FlowCase) -> str:
    """Each example begins with an empty store."""
    with transaction.atomic():
        state = played(cast, flow, example).state
        transaction.set_rollback(True)
    return state


def played(cast: Cast, flow: PackFlow, example: FlowCase) -> Case:
    first = example.raised
    case = raise_case(
        by=_person(cast, None, first.by),
        county=cast.home.code,
        flow=flow.id,
        role=first.by,
        fields=_answers(cast, flow, first),
        at=_at(first),
        place_code=_place(cast, flow),
        subject_id=_subject(cast, flow, first),
    )
    for act in example.acts:
        case = take_step(
            by=_person(cast, case, act.by),
            case=case,
            seq=case.seq,
            step=act.step,
            fields=_answers(cast, flow, act),
            at=_at(act),
        )
    return case


def _person(cast: Cast, case: Case | None, by: str) -> Any:
    if by == "unit":
        return cast.unit_contact
    if by in cast.members or case is None:
        return cast.members[by]
    if by == "raiser":
        return case.raised_by
    return next(user for user in cast.members.values() if user.id == case.waits_user_id)


def _answers(cast: Cast, flow: PackFlow, act: FlowAct) -> dict[str, Any]:
    return {key: _answer(cast, flow.field(key).type, value) for key, value in act.fields.items()}


def _answer(cast: Cast, kind: str, value: Any) -> Any:
    match kind:
        case "unit":
            return str(cast.home.unit.id)
        case "account":
            return str(cast.members[value].id)
        case _:
            return str(value)


def _at(act: FlowAct) -> datetime:
    return datetime.combine(act.on, time(10), SHANGHAI)


def _place(cast: Cast, flow: PackFlow) -> str:
    match flow.flow.about:
        case About.TOWNSHIP:
            return cast.home.townships[0].code
        case About.COUNTY | About.UNIT:
            return cast.home.code
        case _:
            return cast.villages[0].code


def _subject(cast: Cast, flow: PackFlow, first: FlowAct) -> UUID | None:
    if flow.flow.about is not About.POSTING:
        return None
    return cast.member_posting.id if first.by == "team_member" else cast.posting.id
