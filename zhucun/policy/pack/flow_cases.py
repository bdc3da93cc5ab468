"""Running the examples beside flows: each case is raised, acted on and left to the clock as a real one would be.

The people are made up: one of each role, more where an example gives names. The numbers are the pack's on the day, and
those of the household that the example gives.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from zhucun.engine.flow.acting import NotAllowed, Who, World
from zhucun.engine.flow.case import Case, Event, after
from zhucun.engine.flow.clocks import lapse
from zhucun.engine.flow.definition import DIGITS, Flow, Level, StepKind
from zhucun.engine.flow.follows import child_of, effects_of
from zhucun.engine.flow.opening import raise_case
from zhucun.engine.flow.steps import resume, take
from zhucun.engine.period import Period
from zhucun.policy.pack.flow_model import FlowAct, FlowCase
from zhucun.policy.pack.flow_places import LIES_AT
from zhucun.policy.pack.model import Pack
from zhucun.policy.pack.quantities import of_values

VILLAGE = "110101001001"  # where every example lies
ANOTHER_CASE = "another-case"
UNIT = "unit"
NONE = "none"


class Wrong(Exception):
    """An act did not come out as the example says; the sentence tells what came instead."""

    def __init__(self, line: int, what: str) -> None:
        self.line = line
        super().__init__(what)


@dataclass
class Run:
    """A case on its way, the roles its people hold, and what it has brought about elsewhere."""

    pack: Pack
    example: FlowCase
    case: Case | None = None
    held: dict[str, set[str]] = field(default_factory=dict)
    effects: list[str] = field(default_factory=list)
    opened: list[str] = field(default_factory=list)
    taken: set[str] = field(default_factory=set)
    numbers: dict[str, int] = field(default_factory=dict)

    @property
    def flow(self) -> Flow:
        return self.pack.flows[self.example.flow].flow

    def happened(self, event: Event) -> None:
        before = self.case
        self.effects += [effect.name for effect, _ in effects_of(self.flow, event, before)]
        child = child_of(self.flow, event, before)
        self.opened += [child.flow] if child else []
        self.taken |= {event.step} if event.step else set()
        self.case = after(before, event)


@dataclass(frozen=True, slots=True)
class FlowResult:
    """`wrong` holds a sentence for each thing that came out otherwise; `taken` the steps that were taken."""

    case: FlowCase
    wrong: tuple[str, ...]
    taken: frozenset[str] = frozenset()

    @property
    def passed(self) -> bool:
        return not self.wrong

    def __str__(self) -> str:
        case = self.case
        return f"{case.file} 第 {case.line} 行“{case.says}”：{''.join(self.wrong)}"


def run_flow_cases(pack: Pack) -> list[FlowResult]:
    return [run_flow_case(pack, case) for case in pack.flow_cases]


def run_flow_case(pack: Pack, example: FlowCase) -> FlowResult:
    run = Run(pack, example, numbers=dict(example.numbers))
    try:
        _play(run)
    except Wrong as wrong:
        return FlowResult(example, (f"第 {wrong.line} 行，{wrong}",), frozenset(run.taken))
    return FlowResult(example, tuple(_different(run)), frozenset(run.taken))


def missing_flow_cases(pack: Pack) -> list[str]:
    """A sentence for every flow without an example."""
    shown = {case.flow for case in pack.flow_cases}
    return [
        f"流程“{flow.title}”（{flow.id}）一个例子也没有，请写 flows/{flow.id}.cases.yaml。"
        for flow in pack.flows.values()
        if flow.id not in shown
    ]


def _play(run: Run) -> None:
    _do(run, run.example.raised, raising=True)
    for act in run.example.acts if run.case else ():
        _do(run, act)


def _do(run: Run, act: FlowAct, *, raising: bool = False) -> None:
    run.numbers |= act.numbers
    try:
        event = _raised(run, act) if raising else _acted(run, act)
    except NotAllowed as refused:
        if refused.why != act.refused:
            about = f"，涉及 {'、'.join(refused.about)}" if refused.about else ""
            says = f"（{refused.says}）" if refused.says else ""
            expected = f"应被拒绝（{act.refused}）" if act.refused else "应当办成"
            raise Wrong(
                act.line, f"{act.on} 的这一步{expected}，却被拒绝：{refused.why}{about}{says}。"
            ) from refused
        return
    if act.refused:
        raise Wrong(act.line, f"{act.on} 的这一步应被拒绝（{act.refused}），却办成了。")
    if event is not None:
        run.happened(event)


def _raised(run: Run, act: FlowAct) -> Event:
    level = run.example.place or Level(LIES_AT[run.flow.about])
    who = _who(run, act.by, act.name)
    place = VILLAGE[: DIGITS[level]]
    return raise_case(run.flow, who=who, role=act.by, place=place, answers=act.fields, world=_world(run, act))


def _acted(run: Run, act: FlowAct) -> Event | None:
    case = run.case
    if case is None:
        raise Wrong(act.line, "事项没有提出来，谈不上后面的步骤。")
    world = _world(run, act)
    if act.clock:
        return lapse(run.flow, case, world)
    who = _who(run, act.by, act.name)
    if act.resume:
        return resume(run.flow, case, who, world)
    step = run.flow.state(case.state).step(act.step)
    into = ANOTHER_CASE if step is not None and step.kind is StepKind.MERGE else ""
    return take(run.flow, case, act.step, act.fields, who, world, merge_into=into)


def _world(run: Run, act: FlowAct) -> World:
    return World(
        on=act.on,
        calendar=run.pack.calendar,
        values={**of_values(run.pack.values, Period(act.on, act.on)), **run.numbers},
        handled_at=lambda level: level not in run.example.empty_levels,
        children_open=act.children_open,
    )


def _who(run: Run, by: str, name: str) -> Who:
    """Somebody of a role, the raiser, a party, or a contact of the unit; what a person has acted as before is kept."""
    user = name or by
    if by not in run.pack.roles and run.case is not None:
        user = name or run.case.parties.get(by, by)
    held = run.held.setdefault(user, set())
    held.add(by)
    scopes = {role: run.pack.roles[role].scope for role in sorted(held) if role in run.pack.roles}
    in_unit = UNIT in (*held, *scopes.values())
    return Who(
        user=user,
        grants=tuple((role, _held_at(scope)) for role, scope in scopes.items()),
        units=_units(run) if in_unit else frozenset(),
    )


def _held_at(scope: str) -> str:
    return VILLAGE[: DIGITS[Level(scope)]] if scope in set(Level) else VILLAGE[: DIGITS[Level.COUNTY]]


def _units(run: Run) -> frozenset[str]:
    """A contact of some unit is one of whichever unit the case names."""
    flow = run.pack.flows[run.example.flow]
    values: Mapping[str, Any] = run.case.values if run.case else {}
    return frozenset(str(values[one.key]) for one in flow.fields if one.type == UNIT and one.key in values)


def _different(run: Run) -> list[str]:
    """What the example expects and is not so."""
    case, wanted = run.case, run.example.expect
    if case is None:
        return ["应当有这个事项，却没有提出来。"] if wanted else []
    came: dict[str, Any] = {
        "state": case.state,
        "level": str(case.level or NONE),
        "due": case.due_on or NONE,
        "ended": str(case.ending or NONE),
        "effects": run.effects,
        "opened": run.opened,
    }
    found = [
        f"{WORDS[name]}应为 {_said(wanted[name])}，实为 {_said(one)}。"
        for name, one in came.items()
        if name in wanted and wanted[name] != one
    ]
    waiting = _waited_for(case)
    if "waits_for" in wanted and wanted["waits_for"] not in waiting:
        found.append(f"{WORDS['waits_for']}应为 {wanted['waits_for']}，实为 {'、'.join(waiting)}。")
    return found


WORDS = {
    "state": "状态",
    "level": "层级",
    "due": "期限",
    "waits_for": "等谁办",
    "ended": "办结方式",
    "effects": "效果",
    "opened": "开出的子事项",
}


def _waited_for(case: Case) -> list[str]:
    """Every name there is for whoever the case waits for."""
    waits = case.waits
    if waits.role:
        return [waits.role]
    if waits.unit:
        return [UNIT]
    parties = [name for name, user in case.parties.items() if user == waits.user]
    return [*parties, waits.user] if waits.user else ["nobody"]


def _said(value: Any) -> str:
    if isinstance(value, list):
        return "、".join(value) or NONE
    return value.isoformat() if isinstance(value, date) else str(value)
