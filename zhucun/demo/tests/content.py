"""What a demo says, without the keys and seals that differ in every installation: for comparing two builds."""

import hashlib
from collections.abc import Callable, Iterable
from typing import Any

WHO = (
    "JOIN dispatch_posting o ON o.id = x.posting_id AND o.county_code = x.county_code "
    "JOIN dispatch_person p ON p.id = o.person_id AND p.county_code = o.county_code"
)
SAID = {
    "divisions": "SELECT code, level, kind, name, short_name, valid_from FROM places_division",
    "units": "SELECT county_code, name, uscc, kind FROM places_unit",
    "people": "SELECT county_code, name, political FROM dispatch_person",
    "postings": (
        "SELECT x.county_code, p.name, u.name, b.name, x.village_code, x.role, x.sender_level, x.starts_on, "
        "x.ends_on FROM dispatch_posting x JOIN dispatch_person p ON p.id = x.person_id "
        "JOIN places_unit u ON u.id = x.unit_id JOIN dispatch_batch b ON b.id = x.batch_id"
    ),
    "accounts": (
        "SELECT u.username, u.name, u.must_change_password, g.role, g.county, g.place_prefix, g.starts_on, "
        "g.ends_on FROM accounts_user u JOIN accounts_grant g ON g.user_id = u.id"
    ),
    "whose": (
        "SELECT p.county_code, p.name, u.username FROM dispatch_person p JOIN accounts_user u ON u.id = p.user_id"
    ),
    "households": (
        "SELECT county_code, village_code, group_name, head_name, people, circumstance FROM households_household"
    ),
    "entries": (
        "SELECT x.county_code, p.name, x.village_code, x.kind, x.first_day, x.last_day, x.note, x.questioned, "
        "x.recorded_at, x.received_at, u.username FROM attendance_presenceentry x WHO "
        "JOIN accounts_user u ON u.id = x.recorded_by_id"
    ),
    "records": (
        "SELECT x.county_code, p.name, x.village_code, h.head_name, x.form, x.occurred_on, x.in_village, x.duty, "
        "x.title, CAST(x.body AS text), x.recorded_at, x.received_at, u.username "
        "FROM fieldwork_workrecord x WHO JOIN accounts_user u ON u.id = x.recorded_by_id "
        "LEFT JOIN households_household h ON h.id = x.household_id"
    ),
    "confirmations": (
        "SELECT x.county_code, x.township_code, x.month, x.revision, x.confirmed, x.people, x.at, u.username "
        "FROM attendance_monthconfirmation x JOIN accounts_user u ON u.id = x.by_id"
    ),
    "months": (
        "SELECT x.county_code, p.name, x.village_code, x.month, x.days, x.answer, x.reason, x.done, x.target, "
        "x.open, x.excused, x.possible, x.as_of FROM attendance_postingmonth x WHO"
    ),
    "decisions": (
        "SELECT x.county_code, p.name, x.period_from, x.revision, x.answer, x.as_of, x.made_at, x.is_current "
        "FROM policy_decision x JOIN dispatch_posting o ON o.id = x.subject_id "
        "JOIN dispatch_person p ON p.id = o.person_id"
    ),
}

Ask = Callable[[str], Iterable[tuple[Any, ...]]]


def content(ask: Ask) -> dict[str, str]:
    """A digest for each kind of thing; `ask` runs a statement and gives its rows."""
    return {kind: _digest(ask(statement.replace("WHO", WHO))) for kind, statement in SAID.items()}


def _digest(rows: Iterable[tuple[Any, ...]]) -> str:
    lines = sorted(map(repr, rows))
    assert lines
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
