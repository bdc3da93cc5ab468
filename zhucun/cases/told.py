"""A kind of case ready for a page: its states with who acts, by when and on which paper, and the picture of them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from zhucun.accounts import roles
from zhucun.accounts.scope import Scope
from zhucun.cases import words
from zhucun.cases.picture import START, Picture, in_order, picture_of
from zhucun.cases.routing import RAISE
from zhucun.cases.world import numbers_on
from zhucun.engine.flow.definition import About, RoleTest, State, Step
from zhucun.kernel.lists import listed
from zhucun.policy.pack import Citation, Pack
from zhucun.policy.pack.flow_model import PackFlow


@dataclass(frozen=True, slots=True)
class Told:
    """One state in words. `source` is the paper that sets its term, or that of the flow."""

    state: State
    acts: str
    term: str
    since: str
    late: str
    steps: tuple[tuple[str, str, str], ...]  # what may be done, by whom else, and where it leads
    help: str
    source: Citation | None


def told_states(flow: PackFlow, pack: Pack, on: date) -> list[Told]:
    values = numbers_on(pack, on)
    return [_told(flow, state, pack, values) for state in in_order(flow.flow)]


def told_state(flow: PackFlow, state: str, pack: Pack, on: date) -> Told:
    return _told(flow, flow.flow.states[state], pack, numbers_on(pack, on))


def _told(flow: PackFlow, state: State, pack: Pack, values: Mapping[str, int]) -> Told:
    term = words.term_words(state.term, values)
    return Told(
        state=state,
        acts="" if state.ending else words.actor_words(flow, state.actor),
        term=term,
        since=words.since_words(flow, state.term) if state.term else "",
        late=words.late_words(state),
        steps=tuple(_steps(flow, state)),
        help=flow.state_help.get(state.id, ""),
        source=pack.cite(flow.because.get(state.id) or flow.source) if term else None,
    )


def _steps(flow: PackFlow, state: State) -> Iterator[tuple[str, str, str]]:
    for step in state.steps:
        targets = dict.fromkeys(route.state for route in step.to)
        leads = listed(flow.flow.states[id].title for id in targets if id in flow.flow.states)
        yield step.title, words.by_words(flow, state, step), leads


def opening_words(flow: PackFlow) -> str:
    return listed(roles.title_of(role) for role in sorted(flow.flow.opening.by))


def drawn(flow: PackFlow, pack: Pack, on: date, here: str = "") -> Picture:
    """The picture, with who acts and by when below each title."""
    notes = {told.state.id: list(_notes(told)) for told in told_states(flow, pack, on)}
    notes[START] = [_("谁来提：%(who)s") % {"who": opening_words(flow)}]
    by = {
        step.id: words.by_words(flow, state, step)
        for state in flow.flow.states.values()
        for step in state.steps
    }
    return picture_of(flow.flow, _("提出"), notes, here, by)


def _notes(told: Told) -> Iterator[str]:
    if told.acts:
        yield _("谁来办：%(who)s") % {"who": told.acts}
    if told.term:
        late = _("，%(late)s") % {"late": told.late} if told.late else ""
        yield _("期限：%(term)s%(late)s") % {"term": told.term, "late": late}


def picture_says(flow: PackFlow) -> str:
    """What the picture shows, for those who cannot see it; the table beside it has all of it."""
    titles = listed(state.title for state in in_order(flow.flow))
    return _("“%(title)s”的流程图：%(states)s。下表写明每一步。") % {"title": flow.title, "states": titles}


def first_state(flow: PackFlow, role: str) -> str | None:
    """Where a case goes when somebody raises it in a role; nothing where that turns on the answers."""
    for route in flow.flow.opening.to:
        tests = [condition.test for condition in route.when]
        if not all(isinstance(test, RoleTest) for test in tests):
            return None
        if all(isinstance(test, RoleTest) and role in test.roles for test in tests):
            return route.state
    return None


@dataclass(frozen=True, slots=True)
class Group:
    title: str
    flows: tuple[PackFlow, ...]


def grouped(flows: Iterable[PackFlow]) -> list[Group]:
    """By what they are about, what is raised most before the rest, else in the order in which a village worker meets them."""
    found: dict[About, list[PackFlow]] = {about: [] for about in words.ABOUT}
    for flow in flows:
        found[flow.flow.about].append(flow)
    held = sorted(found.items(), key=lambda one: all(flow.offered != "first" for flow in one[1]))
    return [Group(str(words.ABOUT[about]), tuple(kinds)) for about, kinds in held if kinds]


def may_raise(pack: Pack, scope: Scope) -> list[PackFlow]:
    """The kinds that a reader may raise in one of the reader's roles; what is raised most comes first."""
    held = {grant.role for grant in scope.narrowed(RAISE).grants}
    found = (flow for flow in pack.flows.values() if held & flow.flow.opening.by)
    return sorted(
        (flow for flow in found if flow.offered != "never"), key=lambda flow: flow.offered != "first"
    )


def kind_words(step: Step) -> str:
    """What a step that is no move does to the clock and to the case."""
    return str(words.KINDS.get(step.kind, ""))
