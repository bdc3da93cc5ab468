"""Everything a flow says, part by part: what the manual prints of it and what two packs are compared by."""

from collections.abc import Iterator

from zhucun.engine.flow.definition import Acting, Ending, State, TermUnit
from zhucun.policy.pack.flow_model import CaseField, PackFlow
from zhucun.policy.pack.model import Pack
from zhucun.policy.pack.tools.facets import TYPES, Facets, reference
from zhucun.policy.pack.tools.flow_words import LEVELS, FlowWords
from zhucun.policy.pack.tools.sentence import joined

ABOUT = {
    "village": "一个村",
    "township": "一个乡镇",
    "county": "全县",
    "posting": "一位驻村干部",
    "household": "一户",
    "unit": "一个单位",
}
ENDINGS = {
    Ending.SETTLED: "办结",
    Ending.REFUSED: "不予办理",
    Ending.WITHDRAWN: "撤回",
    Ending.MERGED: "并案",
}
COUNTED = {TermUnit.WORKDAYS: "工作日", TermUnit.DAYS: "日历天"}
TYPES_HERE = TYPES | {"account": "人员", "unit": "单位"}


def of_flow(pack: Pack, flow: PackFlow) -> Facets:
    """What a flow says; a part that says nothing is left out. Each state is a part of its own."""
    words, opening = FlowWords(pack, flow), flow.flow.opening
    told = {
        "名称": (flow.title,),
        "说明": (flow.help,) if flow.help else (),
        "机制": (joined(flow.mechanisms),) if flow.mechanisms else (),
        "关于": (ABOUT[flow.flow.about],),
        "谁提出": (joined(words.role(code) for code in sorted(opening.by)),),
        "提出时填": tuple(words.field(key) for key in opening.asks),
        "提出时可填": tuple(words.field(key) for key in opening.may_add),
        "提出后": (words.routes(opening.to), *words.names(opening.names)),
        "办理层级": tuple(f"{LEVELS[level]}：{words.role(code)}" for level, code in flow.flow.levels.items()),
        "办结要有": tuple(words.field(key) for key in flow.flow.closing_needs),
        "评价": (words.field(flow.rating),) if flow.rating else (),
        "标题": (f"取自“{words.field(flow.flow.title_from)}”",) if flow.flow.title_from else (),
        "保密": ("只有事项里的人和正在办的人看得到",) if flow.flow.confidential else (),
        "被反映的人": (f"“{words.field(flow.against)}”，本人看不到",) if flow.against else (),
        "填哪些": tuple(_field(words, field) for field in flow.fields),
        "数出来的": tuple(_counted(words, flow)),
        "依据": (reference(pack, flow.source),),
        **{f"状态 {state.title}": tuple(of_state(words, flow, state)) for state in flow.flow.states.values()},
    }
    return {label: lines for label, lines in told.items() if lines}


def of_state(words: FlowWords, flow: PackFlow, state: State) -> Iterator[str]:
    """A state line by line: how it ends or who acts, by when, and the steps."""
    yield who(words, state)
    if help := flow.state_help.get(state.id):
        yield help
    yield from words.clock(state)
    if state.id in flow.because:
        yield f"期限依据{reference(words.pack, flow.because[state.id])}"
    yield from (words.step(state, step) for step in state.steps)


def who(words: FlowWords, state: State) -> str:
    if state.ending:
        return ENDINGS[state.ending]
    return "等日子到" if state.actor.kind is Acting.NOBODY else f"{words.actor(state.actor)}办"


def _field(words: FlowWords, field: CaseField) -> str:
    options = f"：{joined(option.label for option in field.options)}" if field.options else ""
    seen = joined(words.person(name) for name in sorted(field.seen_by))
    only = f"，只给{seen}看" if field.seen_by else ""
    help = f"。{field.help}" if field.help else ""
    most = f"，最多 {field.max}" if field.max else ""
    default = next((f"，不选就是{one.label}" for one in field.options if one.code == field.default), "")
    return f"{field.label}（{TYPES_HERE[field.type]}{most}{only}）{options}{default}{help}"


def _counted(words: FlowWords, flow: PackFlow) -> Iterator[str]:
    for days in flow.flow.counted:
        unit = COUNTED[days.unit]
        label = flow.counted.get(days.key, days.key)
        yield f"{label}：“{words.field(days.first)}”到“{words.field(days.last)}”的{unit}，两头都算"
