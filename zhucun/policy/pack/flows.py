"""Kinds of case of all layers: from a file to a flow that stands alone, and from such a flow to the engine's.

The stored definition is the file with everything it leans on written out, so reading it again needs no pack.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from zhucun.engine.flow.definition import (
    AGAINST,
    About,
    Acting,
    Actor,
    Child,
    DaysCounted,
    Effect,
    Ending,
    Flow,
    Level,
    Opening,
    State,
    Step,
    StepKind,
    TermUnit,
)
from zhucun.policy.pack import flow_parts as part
from zhucun.policy.pack.files import LayerFiles, Read
from zhucun.policy.pack.flow_grammar import grammar
from zhucun.policy.pack.flow_model import CaseField, PackFlow
from zhucun.policy.pack.flow_places import LEVEL_OF_SCOPE, digits_of
from zhucun.policy.pack.model import Role
from zhucun.policy.pack.options import Option
from zhucun.policy.pack.problems import Problem
from zhucun.policy.pack.shapes.flow import (
    CaseFieldShape,
    FlowShape,
    StateShape,
    StepShape,
    StoredFlow,
)
from zhucun.policy.pack.vocabulary import Vocabularies

NUMBERS = frozenset({"number", "money"})
NOBODY = Actor(Acting.NOBODY)


@dataclass(frozen=True)
class DeclaredFlow:
    """A flow with the file that says it."""

    flow: PackFlow
    read: Read[FlowShape]


def flows_of(
    layers: Sequence[LayerFiles], vocabularies: Vocabularies, roles: Mapping[str, Role]
) -> tuple[dict[str, DeclaredFlow], list[Problem]]:
    """A lower layer may replace a flow whole where the one above says so."""
    flows: dict[str, DeclaredFlow] = {}
    level: dict[str, LayerFiles] = {}
    problems: list[Problem] = []
    for layer in layers:
        for read in layer.all_of(FlowShape):
            known = flows.get(read.shape.id)
            refused = _refused(read, known, same_layer=level.get(read.shape.id) is layer)
            found = refused or list(grammar(read))
            problems += found
            if not found:
                flow = flow_of(definition_of(read.shape, vocabularies, roles))
                flows[read.shape.id], level[read.shape.id] = DeclaredFlow(flow, read), layer
    return flows, problems


def _refused(read: Read[FlowShape], known: DeclaredFlow | None, *, same_layer: bool) -> list[Problem]:
    if known is None:
        return []
    if same_layer:
        what = f"“{read.shape.id}”在 {known.read.document.file} 里已经写过。"
        return [read.problem(("id",), what, "请换一个代码，或者只留一个文件。")]
    if known.flow.may_be == "fixed":
        what = f"流程“{known.flow.title}”由上级统一规定，不能改。"
        do = "请换一个代码另设流程，或者删去这个文件；只是期限不同的，请在 values.yaml 的 changes 下改数。"
        return [read.problem(("id",), what, do)]
    return []


def definition_of(shape: FlowShape, vocabularies: Vocabularies, roles: Mapping[str, Role]) -> dict[str, Any]:
    """What the flow says, as JSON that needs no pack beside it."""
    told: dict[str, Any] = shape.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    for one in told["fields"]:
        terms = vocabularies.get(one.pop("options_from", ""), {})
        if terms:
            one["options"] = [{"code": code, "label": label} for code, label in terms.items()]
    named = {one.role for one in shape.levels} | set(shape.opening.by) | _acting_roles(shape)
    told["role_digits"] = {
        code: digits_of(LEVEL_OF_SCOPE[roles[code].scope])
        for code in sorted(named)
        if code in roles and roles[code].scope in LEVEL_OF_SCOPE
    }
    return told


def _acting_roles(shape: FlowShape) -> set[str]:
    steps = [step for state in shape.states for step in state.steps]
    actors = [*(state.actor for state in shape.states), *(step.by for step in steps)]
    return {one.role for one in actors if one is not None and one.role is not None}


def flow_of(definition: Mapping[str, Any]) -> PackFlow:
    """A stored definition, read again."""
    shape = StoredFlow.model_validate(definition)
    return PackFlow(
        flow=_flow(shape),
        help=shape.help or "",
        offered=shape.offered,
        fields=tuple(_field(one) for one in shape.fields),
        source=shape.because,
        mechanisms=tuple(shape.mechanisms),
        may_be=shape.may_be,
        against=shape.against or "",
        rating=shape.rating or "",
        state_help={state.id: state.help for state in shape.states if state.help},
        because={state.id: state.because for state in shape.states if state.because},
        counted={one.key: one.label for one in shape.counted},
        definition=definition,
    )


def _flow(shape: StoredFlow) -> Flow:
    return Flow(
        id=shape.id,
        title=shape.title,
        about=About(shape.about),
        opening=_opening(shape),
        states={state.id: _state(state, shape.against) for state in shape.states},
        levels={Level(one.level): one.role for one in shape.levels},
        role_digits=shape.role_digits,
        fields=frozenset(one.key for one in shape.fields),
        numbers=frozenset(one.key for one in shape.fields if one.type in NUMBERS),
        counted=tuple(
            DaysCounted(one.key, one.first, one.last, TermUnit(one.count), one.in_order)
            for one in shape.counted
        ),
        seen_by={one.key: frozenset(one.seen_by) for one in shape.fields if one.seen_by},
        confidential=shape.confidential,
        closing_needs=tuple(shape.closing_needs),
        title_from=shape.title_from or "",
    )


def _opening(shape: FlowShape) -> Opening:
    one = shape.opening
    return Opening(
        by=frozenset(one.by),
        to=part.routes(one.to),
        asks=tuple(one.asks),
        may_add=tuple(one.may_add),
        names=_names(one.names, (*one.asks, *one.may_add), shape.against),
    )


def _state(shape: StateShape, against: str | None) -> State:
    return State(
        id=shape.id,
        title=shape.title,
        actor=part.actor(shape.actor) if shape.actor else NOBODY,
        steps=tuple(_step(one, against) for one in shape.steps),
        term=part.term(shape.term) if shape.term else None,
        warn_before=shape.warn_before,
        waits=shape.waits,
        late=part.late(shape.late) if shape.late else None,
        ending=Ending(shape.end) if shape.end else None,
    )


def _step(shape: StepShape, against: str | None) -> Step:
    return Step(
        id=shape.id,
        title=shape.title,
        kind=StepKind(shape.kind),
        to=part.routes(shape.to),
        by=part.actor(shape.by) if shape.by else None,
        not_by=frozenset(shape.not_by),
        when=tuple(part.condition(one) for one in shape.when),
        asks=tuple(shape.asks),
        may_add=tuple(shape.may_add),
        level=shape.level or "",
        names=_names(shape.names, (*shape.asks, *shape.may_add), against),
        prolongs=part.term(shape.prolongs) if shape.prolongs else None,
        once=shape.once,
        opens=Child(shape.opens.flow, shape.opens.fields) if shape.opens else None,
        effects=tuple(Effect(one.name, one.gives, one.fixed) for one in shape.effects),
        reopens=shape.reopens,
    )


def _names(said: Mapping[str, str], asked: Sequence[str], against: str | None) -> dict[str, str]:
    """Whoever is named in the field of complaints is a party from then on, without being said twice."""
    return {**said, AGAINST: against} if against and against in asked else dict(said)


def _field(shape: CaseFieldShape) -> CaseField:
    return CaseField(
        key=shape.key,
        label=shape.label,
        type=shape.type,
        help=shape.help or "",
        max=shape.max,
        default=shape.default,
        options=tuple(Option(one.code, one.label) for one in shape.options),
        seen_by=frozenset(shape.seen_by),
    )
