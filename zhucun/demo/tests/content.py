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
        "SELECT county_code, village_code, group_name, head_name, people, circumstance, number, housing, water, "
        "way_to_earn, needs, ends_on FROM households_household"
    ),
    "members": (
        "SELECT m.county_code, h.head_name, v.name, v.sex, v.born_on, v.died_on, v.id_kind, v.ethnicity, v.education, "
        "v.schooling, v.disability, v.skill, v.works_at, v.works_months, v.medical_insurance, v.pension, "
        "CAST(v.benefits AS text), m.relation, m.joined, m.starts_on, m.ends_on, m.gone FROM households_membership m "
        "JOIN households_villager v ON v.id = m.villager_id AND v.county_code = m.county_code "
        "JOIN households_household h ON h.id = m.household_id AND h.county_code = m.county_code"
    ),
    "marks": (
        "SELECT x.county_code, h.head_name, v.name, x.kind, x.starts_on, x.ends_on, x.basis FROM households_mark x "
        "JOIN households_household h ON h.id = x.household_id AND h.county_code = x.county_code "
        "LEFT JOIN households_villager v ON v.id = x.villager_id AND v.county_code = x.county_code"
    ),
    "leads": (
        "SELECT x.county_code, h.head_name, x.channel, x.rule, x.figure, x.says, x.found_on, x.state, x.closed_on "
        "FROM monitoring_lead x JOIN households_household h ON h.id = x.household_id AND h.county_code = x.county_code"
    ),
    "monitored": (
        "SELECT x.county_code, h.head_name, x.kind, x.channel, x.since, x.removed_on, s.per_head, s.made_on "
        "FROM monitoring_monitored x JOIN households_household h ON h.id = x.household_id "
        "AND h.county_code = x.county_code JOIN monitoring_incomesheet s ON s.household_id = x.household_id"
    ),
    "measures": (
        "SELECT x.county_code, h.head_name, x.kind, x.owner, x.due_on, x.state, x.done_on, x.effect "
        "FROM monitoring_helpmeasure x JOIN households_household h ON h.id = x.household_id "
        "AND h.county_code = x.county_code"
    ),
    "pairings": (
        "SELECT x.county_code, x.kind, x.place_code, h.head_name, x.name, x.starts_on, x.ends_on "
        "FROM households_pairing x LEFT JOIN households_household h ON h.id = x.household_id "
        "AND h.county_code = x.county_code"
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
