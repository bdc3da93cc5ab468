"""By when: the due day of a stay, its prolongation, and what a suspension adds.

A due day that cannot be worked out is none; nothing is guessed. It may lie in the past when the term runs from a
day before the stay.
"""

from datetime import date, timedelta

from zhucun.engine.calendar import ONE_DAY, WorkCalendar
from zhucun.engine.flow.acting import World
from zhucun.engine.flow.case import Case
from zhucun.engine.flow.definition import Flow, Term, TermUnit
from zhucun.engine.flow.numbers import amount_of, day_of


def due_of(flow: Flow, case: Case, world: World, *, afresh: bool = False) -> date | None:
    """The due day of the stay a case has just begun. With `afresh`, a day already past is counted from the first
    day of the stay instead."""
    term = flow.state(case.state).term
    if term is None or not case.is_open:
        return None
    due = _counted(term, _since(term, case), flow, case, world)
    if afresh and due is not None and due < case.entered_on:
        return _counted(term, case.entered_on, flow, case, world)
    return due


def prolonged(term: Term, flow: Flow, case: Case, world: World) -> date | None:
    """The due day with a term's amount added to it."""
    return _counted(term, case.due_on, flow, case, world)


def after_suspension(flow: Flow, case: Case, world: World) -> date | None:
    """The due day moved on by the days, or workdays, on which the clock stood still."""
    term = flow.state(case.state).term
    if term is None or case.due_on is None or case.suspended_on is None:
        return case.due_on
    stood = (world.on - case.suspended_on).days
    if term.unit is TermUnit.WORKDAYS:
        stood = world.calendar.workdays(case.suspended_on + ONE_DAY, world.on)
    return _add(case.due_on, max(0, stood), term.unit, world.calendar)


def _since(term: Term, case: Case) -> date | None:
    match term.since:
        case "":
            return case.entered_on
        case "raised":
            return case.raised_on
        case field:
            return day_of(case.values.get(field))


def _counted(term: Term, since: date | None, flow: Flow, case: Case, world: World) -> date | None:
    amount = amount_of(term.amount.get(case.level, term.amount.get(None)), flow, case, world)
    if since is None or amount is None:
        return None
    return _add(since, amount, term.unit, world.calendar)


def _add(day: date, amount: int, unit: TermUnit, calendar: WorkCalendar) -> date | None:
    try:
        return calendar.add_workdays(day, amount) if unit is TermUnit.WORKDAYS else day + timedelta(amount)
    except OverflowError:  # beyond the last year there is
        return None
