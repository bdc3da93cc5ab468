"""A case in somebody's hands: as it is now, with what that person is to it. Every act of a person begins here."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any, Self

from zhucun.accounts.models import User
from zhucun.accounts.queries import scope_of
from zhucun.accounts.scope import Scope
from zhucun.cases import handling, queries, refusals, saying, store
from zhucun.cases.flow_versions import flow_behind
from zhucun.cases.models import Case
from zhucun.cases.refusals import CaseRefusal
from zhucun.cases.routing import who_is
from zhucun.cases.store import Doing
from zhucun.cases.world import world_of
from zhucun.engine.flow import case as engine
from zhucun.engine.flow.acting import NotAllowed, Who, World
from zhucun.engine.flow.definition import Step
from zhucun.engine.flow.routing import may_take
from zhucun.kernel import clock
from zhucun.kernel.text import canonical
from zhucun.policy.pack import Pack
from zhucun.policy.pack.flow_model import PackFlow
from zhucun.policy.queries import pack_of

LONGEST = 2000  # characters of a remark or a reason


@dataclass(frozen=True, slots=True)
class Act:
    """One act: what the engine makes of it, what was answered, what is kept beside the event."""

    make: Callable[[World], engine.Event]
    step: str = ""
    given: Mapping[str, Any] = field(default_factory=dict)
    more: Mapping[str, Any] = field(default_factory=dict)


@dataclass
class AtHand:
    by: User
    row: Case
    scope: Scope
    at: datetime

    @classmethod
    def of(cls, by: User, case: Case, at: datetime) -> Self:
        """The case as it is in the database; refused where the person may not know of it."""
        on = clock.date_of(at)
        scope = scope_of(by, case.county_code, on=on)
        row = queries.visible(scope, on).filter(id=case.id).select_related("raised_by").first()
        if row is None:
            raise refusals.NoSuchCase
        return cls(by, row, scope, at)

    @property
    def on(self) -> date:
        return clock.date_of(self.at)

    @cached_property
    def who(self) -> Who:
        return who_is(self.scope)

    @cached_property
    def flow(self) -> PackFlow:
        return flow_behind(self.row)

    @cached_property
    def case(self) -> engine.Case:
        return store.engine_case(self.row)

    @cached_property
    def pack(self) -> Pack:
        return pack_of(self.row.county_code)

    def refuse_stale(self, seq: int) -> None:
        """Somebody may have done something since the page was opened; a remark in between disturbs nobody."""
        if seq != self.row.seq and (seq > self.row.seq or queries.moved_since(self.row, seq)):
            raise store.was_first(self.row)

    def require_manager(self) -> None:
        if not queries.manageable(self.scope, self.on).filter(id=self.row.id).exists():
            raise refusals.MayNotManage

    def step(self, id: str) -> Step | None:
        """The step out of this state, if the person may take it; one that is not there is left to the engine to refuse."""
        state = self.flow.flow.state(self.row.state)
        step = state.step(id)
        if step is not None and not may_take(self.flow.flow, self.case, state, step, self.who):
            raise refusals.NotYours(step=step.title)
        return step

    def do(self, act: Act) -> Case:
        """Let an act happen, with all that follows from it."""
        against = handling.named_against(self.flow, act.given) or self.row.against_id
        try:
            event = act.make(world_of(self.pack, self.on, self.flow.flow, self.row, against))
        except NotAllowed as error:
            raise self._refusal(error, act.step) from error
        handling.check(self.flow, event, act.given, self.row.county_code, self.row.place, against)
        doing = Doing(by=self.by.id, at=self.at, more=act.more)
        return handling.carry_out(self.pack, self.flow, self.row, self.case, event, doing)

    def _refusal(self, error: NotAllowed, step: str) -> CaseRefusal:
        return saying.refusal(error, self.flow, step=step, state=self.row.state, role=self.row.raised_as)


def text_of(text: str, missing: type[CaseRefusal]) -> str:
    """Words as they are kept; refused when there are none, or too many."""
    said = canonical(text)
    if not said:
        raise missing
    if len(said) > LONGEST:
        raise refusals.TextTooLong(most=LONGEST, now=len(said), over=len(said) - LONGEST)
    return said
