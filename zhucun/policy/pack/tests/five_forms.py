"""One rule of each form, with most of what a rule can say: for tests that bend or damage them."""

BY_ROLE, BY_TYPE = "who: {role: [first_secretary]}", "who: {village_type: [key]}"
COMMON = """
title: 试验
mechanisms: [B12]
subject: %(subject)s
measure: %(measure)s
unit: %(unit)s
%(who)s
counted_by: workdays
rounding: up
excused_by: [sick_leave]
when_missing: undetermined
if_it_changes_midway: split
before_confirmation: as_recorded
warn_before: 5
tell: [township_officer]
readings: [{of: who, says: 试验}, {of: pro_rata, says: 试验}]
on_breach:
  - {at: 1, says: 提醒一次, source: "B#leave", tell: [township_officer]}
  - {at: 3, says: 由县里了解情况, source: "B#leave"}
"""
VISITS = "of: {form: [household-visit], where: {way: [at_home]}}\n"
NUMBERS = """
  may_be: raised
  values:
    - {from: 2024-01-01, until: 2025-12-31, value: 1, source: "B#leave", adopted: 2023-12-01}
    - {from: 2026-01-01, value: 2, source: "B#leave", checked: 2026-11-22}
"""
WORKED_OUT = NUMBERS.replace("value: 2", 'value: "max(1, team_size * 2 / 3)"')


def _common(subject: str, measure: str, unit: str) -> str:
    who = BY_TYPE if subject == "village" else BY_ROLE
    return COMMON % {"subject": subject, "measure": measure, "unit": unit, "who": who}


FORMS = {
    "tally": "id: a-tally\nform: tally\nperiod: quarter\n"
    + _common("posting", "fieldwork.records", "time")
    + VISITS
    + f"cap: false\npro_rata: true\nexcused_lowers: in_proportion\nminimum:{NUMBERS}",
    "coverage": "id: a-coverage\nform: coverage\nperiod: half_year\n"
    + _common("village", "fieldwork.records", "time")
    + VISITS
    + f"every: {{set: households.of_village}}\nminimum:{NUMBERS}",
    "dated": "id: a-dated\nform: dated\nperiod: year\n"
    + _common("posting", "fieldwork.records", "time")
    + VISITS
    + f"grace: 3\nminimum:{NUMBERS}",
    "standing": "id: a-standing\nform: standing\nperiod: month\n"
    + _common("village", "attendance.on_duty", "person")
    + f"grace: 2\nminimum:{WORKED_OUT}",
    "streak": "id: a-streak\nform: streak\nperiod: year\n"
    + _common("posting", "policy.answers", "time")
    + f"of_duty: onsite-days\noutcome: not_met\nin_a_row:{NUMBERS}",
}
DAYS = """
window: by
days:
  - {month_day: -1, months: [3, 6]}
  - {workday: 2}
  - {weekday: friday}
  - {year_day: "02-28"}
  - {date: 2026-03-25}
  - {within: 10, after: posting_start, workdays: true}
"""
WHOLE = {**FORMS, "dated": FORMS["dated"] + DAYS}
