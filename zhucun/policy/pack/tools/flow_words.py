"""A flow in plain Chinese: who acts, by when, what may be done, and under which conditions."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from zhucun.engine.expression import Expression
from zhucun.engine.flow.definition import (
    AGAINST,
    RAISER,
    Acting,
    Actor,
    Amount,
    ChildrenTest,
    Compare,
    Condition,
    FieldTest,
    Late,
    LateDo,
    Level,
    LevelTest,
    NumberTest,
    RoleTest,
    Route,
    State,
    Step,
    StepKind,
    Term,
    TermUnit,
    Test,
)
from zhucun.policy.pack.effects import EFFECTS
from zhucun.policy.pack.flow_model import PackFlow
from zhucun.policy.pack.model import Pack

SIGNS = str.maketrans({"*": "×", "/": "÷"})
NAME = re.compile(r"[a-z_][a-z0-9_]*")
SAID = {"min": "取小", "max": "取大"}
LEVELS: Mapping[Level, str] = {Level.VILLAGE: "村", Level.TOWNSHIP: "乡镇", Level.COUNTY: "县"}
UNITS: Mapping[TermUnit, str] = {TermUnit.WORKDAYS: "个工作日", TermUnit.DAYS: "天"}
PEOPLE: Mapping[str, str] = {RAISER: "提出人", AGAINST: "被反映的人", "actor": "正在办的人"}
COMPARED: Mapping[Compare, str] = {
    Compare.AT_LEAST: "不少于",
    Compare.AT_MOST: "不超过",
    Compare.MORE_THAN: "多于",
    Compare.LESS_THAN: "少于",
    Compare.EQUALS: "等于",
}
MOVES: Mapping[str, str] = {"up": "报上一级", "down": "交下一级"}


class FlowWords:
    """The words of one flow; whatever it names is called by its own title. With a day, the pack's numbers of that day."""

    def __init__(self, pack: Pack, flow: PackFlow, on: date | None = None) -> None:
        self.pack, self.flow, self.on = pack, flow, on
        self.fields = {one.key: one for one in flow.fields}
        self.steps = {step.id: step for state in flow.flow.states.values() for step in state.steps}

    def role(self, code: str) -> str:
        return self.pack.roles[code].title if code in self.pack.roles else code

    def field(self, key: str) -> str:
        return self.fields[key].label if key in self.fields else key

    def state(self, id: str) -> str:
        return self.flow.flow.states[id].title if id in self.flow.flow.states else id

    def person(self, name: str) -> str:
        """A party by what it is: whoever raised it, took a step, or is named in a field."""
        if name in PEOPLE:
            return PEOPLE[name]
        for step in self.steps.values():
            if step.names.get(name) == "me":
                return f"办“{step.title}”的人"
            if step.names.get(name) in self.fields:
                return f"“{self.field(step.names[name])}”"
        source = self.flow.flow.opening.names.get(name, "")
        return "提出人" if source == "me" else f"“{self.field(source)}”" if source else self.role(name)

    def actor(self, actor: Actor) -> str:
        match actor.kind:
            case Acting.LEVEL:
                return "办理层级"
            case Acting.ROLE:
                return self.role(actor.name)
            case Acting.PARTY:
                return self.person(actor.name)
            case Acting.UNIT:
                return f"“{self.field(actor.name)}”的联系人"
            case Acting.NOBODY:
                return "到期自动"

    def amount(self, amount: Amount) -> str:
        if not isinstance(amount, Expression):
            return str(amount)
        return NAME.sub(self._number, amount.text).translate(SIGNS)

    def term(self, term: Term) -> str:
        unit = UNITS[term.unit]
        amounts = [
            f"{LEVELS[level] if level else ''}{self.amount(one)} {unit}" for level, one in term.amount.items()
        ]
        since = {"": "", "raised": "，从提出那天起"}.get(term.since, f"，从“{self.field(term.since)}”起")
        return f"{'、'.join(amounts)}{since}"

    def late(self, late: Late) -> str:
        match late.do:
            case LateDo.REMIND:
                return "到期提醒"
            case LateDo.TAKE:
                return f"到期自动“{self._step(late.step)}”"
            case LateDo.ESCALATE:
                taken = f"自动“{self._step(late.step)}”"
                top = taken if late.at_top is LateDo.TAKE else "提醒"
                where = f"，转到“{self.state(late.state)}”" if late.state else ""
                return f"到期报上一级{where}；已在最高一级的{top}"

    def clock(self, state: State) -> Iterator[str]:
        """Everything a state says of its time."""
        if state.term is not None:
            yield self.term(state.term) + ("，到日子才往下走" if state.waits else "")
        if state.warn_before:
            yield f"提前 {state.warn_before} 个工作日提醒"
        if state.late is not None:
            yield self.late(state.late)

    def step(self, state: State, step: Step) -> str:
        """A step as one line: who, what is asked, when it may be taken, where it leads and what it does."""
        who = f"（{self.actor(step.by)}）" if step.by and step.by != state.actor else ""
        return f"{step.title}{who}：" + "；".join(self._said(step)) + "。"

    def routes(self, routes: Iterable[Route]) -> str:
        return "，".join(
            f"{'、'.join(self.test(one.test) for one in route.when)}的到“{self.state(route.state)}”"
            if route.when
            else f"到“{self.state(route.state)}”"
            for route in routes
        )

    def test(self, test: Test) -> str:
        match test:
            case NumberTest(left, compare, right):
                than = self.amount(right)
                return f"{self.amount(left)}{COMPARED[compare]}{' ' if than[0].isdigit() else ''}{than}"
            case FieldTest(key, values) if values:
                options = {one.code: one.label for one in self.fields[key].options}
                return f"“{self.field(key)}”为{'或'.join(options.get(one, one) for one in sorted(values))}"
            case FieldTest(key):
                return f"填了“{self.field(key)}”"
            case RoleTest(roles):
                return f"由{'或'.join(self.role(one) for one in sorted(roles))}提出"
            case LevelTest(levels):
                return f"在{'或'.join(LEVELS[one] for one in LEVELS if one in levels)}一级"
            case ChildrenTest():
                return "子事项都已办结"

    def condition(self, condition: Condition) -> str:
        otherwise = f"（不符时说“{condition.otherwise}”）" if condition.otherwise else ""
        return self.test(condition.test) + otherwise

    def names(self, names: Mapping[str, str]) -> Iterator[str]:
        """Who becomes one of the case's own people."""
        for party, who in names.items():
            source = {"me": "办这一步的人", "nobody": "没有人"}.get(who)
            yield f"{party} 定为{source or (f'“{self.field(who)}”' if who in self.fields else self.person(who))}"

    def _said(self, step: Step) -> Iterator[str]:
        if step.when:
            yield f"要{'、'.join(self.condition(one) for one in step.when)}"
        if step.not_by:
            yield f"不能由{'、'.join(self._done_by(one) for one in sorted(step.not_by))}办"
        if step.asks:
            yield f"填{'、'.join(self.field(key) for key in step.asks)}"
        if step.may_add:
            yield f"可填{'、'.join(self.field(key) for key in step.may_add)}"
        yield from self.names(step.names)
        yield from self._leads(step)
        if step.opens:
            child = self.pack.flows.get(step.opens.flow)
            yield f"开出子事项“{child.title if child else step.opens.flow}”"
        for effect in step.effects:
            yield EFFECTS[effect.name].title if effect.name in EFFECTS else effect.name

    def _leads(self, step: Step) -> Iterator[str]:
        if step.level:
            yield MOVES.get(step.level) or f"到{LEVELS[Level(step.level)]}一级"
        if step.kind is StepKind.SUSPEND:
            yield "期限中止，恢复后接着算"
        if step.kind is StepKind.MERGE:
            yield "并到另一件事项里"
        if step.prolongs:
            yield f"延长 {self.term(step.prolongs)}"
        if step.once:
            yield "只能用一次"
        if step.kind is StepKind.STAY and not step.prolongs:
            yield "留在原处"
        if step.to:
            yield self.routes(step.to)

    def _done_by(self, name: str) -> str:
        return f"办“{self.steps[name].title}”的人" if name in self.steps else self.person(name)

    def _step(self, id: str) -> str:
        return self.steps[id].title if id in self.steps else id

    def _number(self, written: re.Match[str]) -> str:
        name = written[0]
        if name not in self.pack.values:
            return SAID.get(name) or f"“{self.flow.counted.get(name) or self.field(name)}”"
        value = self.pack.values[name]
        found = value.on(self.on).found if self.on else None
        return f"“{value.title}”" + (f"（{found.value}）" if found else "")
