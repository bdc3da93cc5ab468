"""The engine's refusals in words: the pack's own sentence where it has one, else ours with the names of the flow."""

from collections.abc import Callable, Mapping

from zhucun.accounts import roles
from zhucun.cases import refusals as why
from zhucun.cases.refusals import CaseRefusal
from zhucun.engine.flow.acting import NotAllowed, Why
from zhucun.kernel.lists import listed
from zhucun.policy.pack.flow_model import PackFlow

Said = Mapping[str, str]


def refusal(
    error: NotAllowed, flow: PackFlow, *, step: str = "", state: str = "", role: str = ""
) -> CaseRefusal:
    """What the person who asked is told."""
    if error.says:
        return why.SaidByPack(says=error.says)
    about = listed(_named(flow, name) for name in error.about)
    said = {
        "flow": flow.title,
        "step": step_title(flow, step),
        "state": flow.flow.state(state).title if state else "",
        "role": roles.title_of(role),
        "what": about,
        "before": about,
        "last": _named(flow, error.about[0]) if error.about else "",
        "first": _named(flow, error.about[-1]) if error.about else "",
    }
    kind = KINDS[error.why]
    return kind(said)


def step_title(flow: PackFlow, step: str) -> str:
    """What a step is called, in whichever state it stands; its code where the flow has none of that name."""
    found = (state.step(step) for state in flow.flow.states.values())
    return next((one.title for one in found if one), step or flow.flow.title)


def _named(flow: PackFlow, name: str) -> str:
    """A field, a counted number or a step by what it is called."""
    labels = {field.key: field.label for field in flow.fields} | dict(flow.counted)
    return labels.get(name) or step_title(flow, name)


def _with(kind: type[CaseRefusal], *names: str) -> Callable[[Said], CaseRefusal]:
    return lambda said: kind(**{name: said[name] for name in names})


KINDS: Mapping[Why, Callable[[Said], CaseRefusal]] = {
    Why.NOT_IN_THIS_STATE: _with(why.NotInThisState, "state", "step"),
    Why.NOT_YOURS: _with(why.NotYours, "step"),
    Why.FOUR_EYES: _with(why.FourEyes, "step", "before"),
    Why.NOT_YET: _with(why.NotYet, "step"),
    Why.ANSWER_MISSING: _with(why.AnswerMissing, "what"),
    Why.NOT_ASKED: _with(why.NotAsked, "what"),
    Why.DAYS_REVERSED: _with(why.DaysReversed, "last", "first"),
    Why.CLOSING_NEEDS: _with(why.ClosingNeeds, "what"),
    Why.SUSPENDED: _with(why.CaseSuspended),
    Why.NOT_SUSPENDED: _with(why.CaseNotSuspended),
    Why.OVER: _with(why.CaseIsOver, "state", "step"),
    Why.ONCE: _with(why.OnlyOnce, "step"),
    Why.NO_LEVEL: _with(why.NoLevelLeft),
    Why.NOBODY_TO_NAME: _with(why.NobodyToName, "step"),
    Why.MAY_NOT_RAISE: _with(why.MayNotRaise, "flow", "role"),
}
