"""A flow and what happens in it, in words: who acts, how long it may take, and by when that is.

Pure over the pack's flow; names of people and places are given by whoever has read them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhucun.accounts import roles
from zhucun.engine.calendar import WorkCalendar
from zhucun.engine.expression import Expression
from zhucun.engine.flow.definition import (
    AGAINST,
    RAISER,
    About,
    Acting,
    Actor,
    Amount,
    Ending,
    Late,
    LateDo,
    Level,
    State,
    Step,
    StepKind,
    Term,
    TermUnit,
)
from zhucun.engine.flow.routing import ME
from zhucun.engine.verdict import Answer
from zhucun.kernel.lists import listed
from zhucun.policy.pack.flow_model import PackFlow

SOON = 2  # workdays before a term is over

LEVELS = {
    Level.VILLAGE: gettext_lazy("村级"),
    Level.TOWNSHIP: gettext_lazy("乡镇"),
    Level.COUNTY: gettext_lazy("县级"),
}
ENDINGS = {
    Ending.SETTLED: gettext_lazy("已办结"),
    Ending.REFUSED: gettext_lazy("未予办理"),
    Ending.WITHDRAWN: gettext_lazy("已撤回"),
    Ending.MERGED: gettext_lazy("已合并"),
}
ABOUT = {
    About.HOUSEHOLD: gettext_lazy("关于农户"),
    About.VILLAGE: gettext_lazy("关于村里"),
    About.TOWNSHIP: gettext_lazy("关于乡镇"),
    About.COUNTY: gettext_lazy("关于全县"),
    About.POSTING: gettext_lazy("关于派驻人员"),
    About.UNIT: gettext_lazy("关于单位"),
}
KINDS = {
    StepKind.SUSPEND: gettext_lazy("期限暂停计算，恢复后继续。"),
    StepKind.MERGE: gettext_lazy("并入另一件，以那一件的办理为准。"),
}


@dataclass(frozen=True, slots=True)
class Due:
    """By when, as a reader says it; `answer` carries the shape and colour."""

    text: str
    answer: str = ""


def due_words(
    due_on: date | None,
    today: date,
    calendar: WorkCalendar,
    *,
    waiting: bool = False,
    suspended: bool = False,
) -> Due:
    """还有 2 个工作日; 逾期 3 天; 不限期."""
    if suspended:
        return Due(_("暂停中"), Answer.NOT_APPLICABLE)
    if due_on is None:
        return Due(_("不限期"))
    if waiting:
        return Due(_("到 %(day)s为止") % {"day": date_format(due_on, "MONTH_DAY_FORMAT")})
    if due_on < today:
        return Due(_("逾期 %(days)s 天") % {"days": (today - due_on).days}, Answer.NOT_MET)
    if due_on == today:
        return Due(_("今天到期"), Answer.UNDETERMINED)
    workdays = calendar.workdays(today, due_on) - calendar.is_workday(today)
    answer = Answer.UNDETERMINED if workdays <= SOON else ""
    if not workdays:
        return Due(_("还有 %(days)s 天") % {"days": (due_on - today).days}, answer)
    return Due(_("还有 %(days)s 个工作日") % {"days": workdays}, answer)


def actor_words(flow: PackFlow, actor: Actor) -> str:
    """Who acts, as the definition says it: no names."""
    match actor.kind:
        case Acting.LEVEL:
            handlers = listed(_role(role) for role in flow.flow.levels.values())
            if len(flow.flow.levels) == 1:
                return handlers
            return _("%(roles)s（看事情在哪一级）") % {"roles": handlers}
        case Acting.ROLE:
            return _role(actor.name)
        case Acting.PARTY:
            return party_words(flow, actor.name)
        case Acting.UNIT:
            return _("“%(field)s”的联系人") % {"field": _label(flow, actor.name)}
        case Acting.NOBODY:
            return _("不用人办，等到期限")


def _role(code: str) -> str:
    return roles.title_of(code)


def _label(flow: PackFlow, key: str) -> str:
    return next((one.label for one in flow.fields if one.key == key), key)


def party_words(flow: PackFlow, name: str) -> str:
    """A person of the case is called after the field, or the step, that named them."""
    if name == RAISER:
        return _("提出人")
    if name == AGAINST:
        return _("被反映人")
    found = list(dict.fromkeys(_named(flow, name)))
    return _("或者").join(found) or name


def party_label(flow: PackFlow, name: str) -> str:
    """The same in a word, beside somebody's name."""
    named = {RAISER: _("提出人"), AGAINST: _("被反映人")}
    labels = {one.key: one.label for one in flow.fields}
    steps = [step for state in flow.flow.states.values() for step in state.steps]
    sources = [flow.flow.opening.names.get(name, ""), *(step.names.get(name, "") for step in steps)]
    return named.get(name) or next((labels[one] for one in sources if one in labels), _("责任人"))


def _named(flow: PackFlow, name: str) -> Iterator[str]:
    """What names a party: fields, whoever raised it, whoever took a step, another party."""
    steps = [step for state in flow.flow.states.values() for step in state.steps if step.names.get(name)]
    opened = flow.flow.opening.names.get(name, "")
    sources = [opened, *(step.names[name] for step in steps)]
    labels = {one.key: one.label for one in flow.fields}
    yield from (labels[source] for source in sources if source in labels)
    if ME in sources[:1]:
        yield _("提出人")
    yield from (party_words(flow, source) for source in sources if source in {RAISER, AGAINST})
    if takers := listed(f"“{step.title}”" for step in steps if step.names[name] == ME):
        yield _("办%(steps)s的人") % {"steps": takers}


def term_words(term: Term | None, values: Mapping[str, int]) -> str:
    """5 个工作日; by level where the levels differ; empty where there is none."""
    if term is None:
        return ""
    everywhere = term.amount.get(None)
    if everywhere is not None:
        return _amount(term, everywhere, values)
    return listed(
        _("%(level)s %(amount)s") % {"level": LEVELS[level], "amount": _amount(term, amount, values)}
        for level, amount in term.amount.items()
        if level is not None
    )


def _amount(term: Term, amount: Amount, values: Mapping[str, int]) -> str:
    number = amount if isinstance(amount, int) else _reckoned(amount, values)
    if number is None:
        return _("按填写的内容计算")
    if term.unit is TermUnit.WORKDAYS:
        return _("%(days)s 个工作日") % {"days": number}
    return _("%(days)s 天") % {"days": number}


def _reckoned(amount: Expression, values: Mapping[str, int]) -> int | None:
    """Nothing where it rests on what a case says."""
    if not amount.names <= values.keys():
        return None
    try:
        found: Fraction = amount.value(values)
    except ZeroDivisionError:
        return None
    return int(found)


def since_words(flow: PackFlow, term: Term) -> str:
    """From when a term runs."""
    if not term.since:
        return _("从进入这一步起算")
    if term.since == "raised":
        return _("从提出之日起算")
    return _("从“%(field)s”起算") % {"field": _label(flow, term.since)}


def late_words(state: State, late: Late | None = None) -> str:
    """What the end of a term does by itself."""
    late = late or state.late
    if late is None:
        return ""
    match late.do:
        case LateDo.REMIND:
            return _("逾期再次提醒")
        case LateDo.ESCALATE:
            return _("逾期转上一级")
        case LateDo.TAKE:
            step = state.step(late.step)
            return _("到期自动“%(step)s”") % {"step": step.title if step else late.step}


def by_words(flow: PackFlow, state: State, step: Step) -> str:
    """Who takes a step, where that is somebody else than whoever the state waits for."""
    if step.by is None or step.by == state.actor:
        return ""
    match step.by.kind:
        case Acting.NOBODY:
            return _("到期自动")
        case Acting.LEVEL:
            return _("所在层级的办理人")
        case _:
            return actor_words(flow, step.by)
