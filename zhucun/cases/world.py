"""What the engine must know beyond a case: the day, the calendar, the numbers, and who holds which post."""

from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from django.db.models import Count

from zhucun.cases.models import Case
from zhucun.cases.numbers import numbers_of
from zhucun.cases.routing import Posts, levels_over
from zhucun.engine.flow.acting import World
from zhucun.engine.flow.definition import Flow
from zhucun.policy.pack import Pack


def numbers_on(pack: Pack, on: date) -> dict[str, int]:
    """The pack's numbers as they hold on a day; one that does not hold yet is not known."""
    found = {key: value.on(on).found for key, value in pack.values.items()}
    return {key: dated.value for key, dated in found.items() if dated is not None}


def world_at(
    pack: Pack,
    on: date,
    flow: Flow,
    place: str,
    against: UUID | None,
    *,
    posts: Posts | None = None,
    numbers: Mapping[str, int] | None = None,
    subject: UUID | None = None,
    about: Mapping[str, int] | None = None,
    children_open: int = 0,
) -> World:
    """The world as a case at a place meets it. Who holds posts is read only when a step asks for it.

    `about` is what is known of the subject, where it has been read for many cases at once.
    """
    known = posts or Posts(pack.county_code, on, near=levels_over(place), also=[against])
    values = numbers_on(pack, on) if numbers is None else numbers
    if about is None:
        about = numbers_of(pack.county_code, [(flow, subject)], on).get(subject, {}) if subject else {}
    return World(
        on=on,
        calendar=pack.calendar,
        values={**values, **about} if about else values,
        handled_at=lambda level: known.handle_at(flow, level, place, against),
        children_open=children_open,
    )


def world_of(pack: Pack, on: date, flow: Flow, case: Case, against: UUID | None = None) -> World:
    """The world of a case that is there; an act may have just named whom it is against."""
    children = children_open(case.county_code, [case.id]) if opens_children(flow) else {}
    barred = against or case.against_id
    return world_at(
        pack, on, flow, case.place, barred, subject=case.subject_id, children_open=children.get(case.id, 0)
    )


def opens_children(flow: Flow) -> bool:
    return any(step.opens for state in flow.states.values() for step in state.steps)


def children_open(county: str, parents: Iterable[UUID]) -> dict[UUID, int]:
    """How many children of each case are not over: one statement."""
    rows = Case.objects.in_county(county).filter(parent__in=list(parents), ending="")
    counted = rows.order_by().values_list("parent_id").annotate(Count("id"))
    return {parent: count for parent, count in counted if parent is not None}
