"""What people do with cases: raise, take a step, go on, assign, remark, remind. Each act is one event, or none.

Whoever sees an older state than there is gets told what happened meanwhile; nothing is ever done on top of it.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from zhucun.accounts.models import User
from zhucun.accounts.queries import scope_of
from zhucun.audit.services import note, recorded
from zhucun.cases import queries, refusals, subjects
from zhucun.cases.at_hand import Act, AtHand, text_of
from zhucun.cases.flow_versions import flow_here
from zhucun.cases.handling import Raising, begin
from zhucun.cases.models import Case
from zhucun.cases.reading import is_known, read_act
from zhucun.engine.flow import steps
from zhucun.engine.flow.definition import StepKind
from zhucun.kernel import clock
from zhucun.policy.pack import Pack
from zhucun.policy.queries import pack_of

MOST_AT_ONCE = 500


@recorded("cases.case_raised", _("提出办件"))
def raise_case(
    *,
    by: User,
    county: str,
    flow: str,
    role: str,
    fields: Mapping[str, object],
    at: datetime,
    place_code: str,
    subject_id: UUID | None = None,
    id: UUID | None = None,
    parent: Case | None = None,
    pack: Pack | None = None,
) -> Case:
    """Raise a case. The same id again is the case already raised; never a second one.

    `pack` is the one whose flow the raiser saw, where that is not the one in force.
    """
    earlier = queries.case_of_id(county, id) if id else None
    if earlier is not None:
        return _again(earlier, by, flow)
    on, pack = clock.date_of(at), pack or pack_of(county)
    here, scope = flow_here(pack, flow), scope_of(by, county, on=on)
    subject = subjects.subject_of(county, here, place_code, subject_id)
    who = subjects.raiser(by, scope, here, role, subject)
    if parent is not None:
        parent = AtHand.of(by, parent, at).row
    note(flow=flow, place=subject.place)
    return begin(
        Raising(
            pack=pack,
            flow=here,
            who=who,
            role=role,
            subject=subject,
            values=read_act(here, here.flow.opening, fields, county, on),
            at=at,
            id=id,
            parent=parent.id if parent else None,
            barred=parent.against_id if parent else None,
        )
    )


@recorded("cases.step_taken", _("办理一步"))
def take_step(
    *,
    by: User,
    case: Case,
    seq: int,
    step: str,
    fields: Mapping[str, object],
    at: datetime,
    merge_into: UUID | None = None,
) -> Case:
    """Take a step out of the state that the person saw; `seq` is the number of the last event then."""
    hand = AtHand.of(by, case, at)
    hand.refuse_stale(seq)
    asked = hand.step(step)
    values = read_act(hand.flow, asked, fields, case.county_code, hand.on) if asked else {}
    target = _merged_into(hand, merge_into) if asked and asked.kind is StepKind.MERGE else ""
    note(flow=case.flow, step=step)
    return hand.do(
        Act(
            lambda world: steps.take(
                hand.flow.flow, hand.case, step, values, hand.who, world, merge_into=target
            ),
            step=step,
            given=values,
        )
    )


@recorded("cases.case_resumed", _("恢复办理"))
def resume_case(*, by: User, case: Case, seq: int, at: datetime) -> Case:
    """Let the clock of a suspended case run on."""
    hand = AtHand.of(by, case, at)
    hand.refuse_stale(seq)
    return hand.do(Act(lambda world: steps.resume(hand.flow.flow, hand.case, hand.who, world)))


@recorded("cases.case_assigned", _("指定办理人"))
def assign_case(*, by: User, case: Case, party: str, user: User, because: str, at: datetime) -> Case:
    """Name somebody for a case outside its steps, for a stated reason."""
    hand = AtHand.of(by, case, at)
    hand.require_manager()
    reason = text_of(because, refusals.ReasonMissing)
    if not is_known(case.county_code, hand.on, user.id):
        raise refusals.NobodyToName(step=hand.flow.title)
    note(party=party, account=user.id)
    return hand.do(
        Act(
            lambda world: steps.assign(hand.flow.flow, hand.case, party, str(user.id), hand.who, world),
            more={"because": reason},
        )
    )


@recorded("cases.remark_made", _("给办件加说明"))
def note_case(*, by: User, case: Case, text: str, at: datetime) -> Case:
    """A remark that moves nothing."""
    hand = AtHand.of(by, case, at)
    return _say(hand, {"text": text_of(text, refusals.TextMissing)})


def _say(hand: AtHand, more: Mapping[str, object]) -> Case:
    return hand.do(Act(lambda world: steps.note(hand.case, hand.who, world), more=more))


@recorded("cases.people_reminded", _("催办"))
def remind_about(*, by: User, county: str, cases: Sequence[Case], at: datetime) -> int:
    """Say of several cases that they are waited for; gives how many. Once a day is enough for each."""
    if len(cases) > MOST_AT_ONCE:
        raise refusals.TooManyAtOnce(most=MOST_AT_ONCE, now=len(cases))
    on = clock.date_of(at)
    wanted = queries.manageable(scope_of(by, county, on=on), on).filter(id__in=[case.id for case in cases])
    told = queries.reminded_on(county, on)
    rows = [row for row in wanted.order_by("id") if row.id not in told and queries.waits_for_somebody(row)]
    if not rows:
        raise refusals.NobodyToRemind
    for row in rows:
        _say(AtHand.of(by, row, at), {"reminded": True})
    note(cases=len(rows))
    return len(rows)


def _again(earlier: Case, by: User, flow: str) -> Case:
    if earlier.raised_by_id != by.id or earlier.flow != flow:
        raise refusals.CaseDiffers(id=earlier.id)
    note(again=True)
    return earlier


def _merged_into(hand: AtHand, target: UUID | None) -> str:
    """Another open case of the same kind that the person may see."""
    same = queries.visible(hand.scope, hand.on).filter(flow=hand.row.flow, ending="")
    if target is None or target == hand.row.id or not same.filter(id=target).exists():
        raise refusals.MergeWhere
    return str(target)
