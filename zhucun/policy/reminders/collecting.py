"""What each person is to be reminded of on a day: five set queries for a county, whatever its size."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from zhucun.accounts.queries import contacts_of_units
from zhucun.engine.duty import Subject
from zhucun.engine.verdict import Answer
from zhucun.policy import queries, registry
from zhucun.policy.deciding.subjects import key_of
from zhucun.policy.due import due_of
from zhucun.policy.models import Decision
from zhucun.policy.offers import Posted
from zhucun.policy.pack import Pack
from zhucun.policy.reminders.domain import Reminder

TOLD = (Subject.POSTING, Subject.PERSON, Subject.VILLAGE, Subject.UNIT)


def reminders(county: str, on: date) -> dict[UUID, list[Reminder]]:
    """By account, what is due or at risk, the nearest day first; nobody without a line is in it."""
    pack = queries.pack_of(county)
    bearers = _bearers(_posted(county, on), contacts_of_units(county, on=on))
    labels = _labels(county, bearers)
    found: dict[UUID, list[Reminder]] = defaultdict(list)
    for decision in _open_decisions(county, on, bearers):
        reminder = _reminder(pack, decision, on, labels)
        if reminder is not None:
            for user in bearers[Subject(decision.subject_kind), decision.subject_id]:
                found[user].append(reminder)
    return {user: sorted(lines, key=lambda one: (one.until, one.title)) for user, lines in found.items()}


def _posted(county: str, on: date) -> list[Posted]:
    return [
        posting
        for source in registry.postings.values()
        for posting in source(county, on, on, None, frozenset())
        if posting.user_id is not None
    ]


def _bearers(
    posted: Iterable[Posted], contacts: Mapping[UUID, list[UUID]]
) -> dict[tuple[Subject, UUID], list[UUID]]:
    """Who is told of a subject's duties: those posted to the village, from the unit, or the person; a unit's contact."""
    bearers: dict[tuple[Subject, UUID], list[UUID]] = defaultdict(list)
    for posting in posted:
        for kind in TOLD:
            users = bearers[kind, key_of(kind, posting)]
            if posting.user_id is not None and posting.user_id not in users:
                users.append(posting.user_id)
    for unit, speaking in contacts.items():
        users = bearers[Subject.UNIT, unit]
        users += [user for user in speaking if user not in users]
    return bearers


def _labels(county: str, bearers: Mapping[tuple[Subject, UUID], list[UUID]]) -> Mapping[UUID, str]:
    names: dict[UUID, str] = {}
    for kind, source in registry.labels.items():
        ids = [id for of, id in bearers if of is kind]
        names |= {id: label.name for id, label in source(county, ids).items()} if ids else {}
    return names


def _open_decisions(
    county: str, on: date, bearers: Mapping[tuple[Subject, UUID], list[UUID]]
) -> list[Decision]:
    rows = Decision.objects.in_county(county).filter(
        is_current=True, answer=Answer.UNDETERMINED.value, period_from__lte=on, period_to__gte=on
    )
    return [row for row in rows if (Subject(row.subject_kind), row.subject_id) in bearers]


def _reminder(pack: Pack, decision: Decision, on: date, labels: Mapping[UUID, str]) -> Reminder | None:
    due = due_of(pack, decision, on)
    if due is None:
        return None
    about = labels.get(decision.subject_id, "")
    return Reminder(due.duty.id, due.duty.title, about, due.day, due.badge, str(due.decision))
