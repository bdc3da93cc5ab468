"""What the screens of monitoring show, ready to be read: sheets against the line, measures by their day, one household."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from zhucun.accounts.scope import Scope
from zhucun.cases.models import Case
from zhucun.cases.queries import visible
from zhucun.cases.routing import RAISE
from zhucun.households.models import Household
from zhucun.kernel import clock
from zhucun.kernel.money import format_fen
from zhucun.monitoring import conditions, queries
from zhucun.monitoring.checks import EDIT, SEE
from zhucun.monitoring.conditions_shown import Reading, Shown, shown_to
from zhucun.monitoring.domain import Part, Worked, odd_in, worked_out
from zhucun.monitoring.facts import facts_of
from zhucun.monitoring.income_lines import ODD, PART_OF, PARTS, in_part
from zhucun.monitoring.models import HelpMeasure, IncomeSheet, Monitored
from zhucun.monitoring.services_measures import KINDS
from zhucun.monitoring.services_opening import FLOW, REMOVAL
from zhucun.policy.pack import Pack
from zhucun.policy.queries import pack_of

FIRST_MEASURE_DAYS = "measures_within_days"
USUAL_DAYS = 10


@dataclass(frozen=True, slots=True)
class MeasureLine:
    measure: HelpMeasure
    kind: str
    overdue: bool


@dataclass(frozen=True, slots=True)
class SheetTold:
    """A sheet in words. `line` is None when the province's line is not known for that day."""

    sheet: IncomeSheet
    parts: tuple[tuple[Any, str, tuple[tuple[Any, str], ...]], ...]
    net: str
    per_head: str
    line: str | None
    reached: bool | None
    illness: str | None
    odd: tuple[Any, ...]


def measures_told(measures: Iterable[HelpMeasure], pack: Pack, on: date) -> list[MeasureLine]:
    open_ = queries.OPEN_MEASURES
    return [
        MeasureLine(one, pack.term(KINDS, one.kind), one.state in open_ and one.due_on < on)
        for one in measures
    ]


def sheet_told(sheet: IncomeSheet, pack: Pack, people_known: int) -> SheetTold:
    known = {key: fen for key, fen in sheet.lines.items() if key in PART_OF}
    worked = worked_out(known, PART_OF, sheet.people)
    line = conditions.line_on(pack, sheet.made_on)
    illness = sheet.spent_on_illness
    return SheetTold(
        sheet=sheet,
        parts=tuple(_part(part, title, worked, known) for part, title in PARTS.items()),
        net=format_fen(sheet.net),
        per_head=format_fen(sheet.per_head),
        line=None if line is None else format_fen(line),
        reached=None if line is None else sheet.per_head >= line,
        illness=None if illness is None else format_fen(illness),
        odd=tuple(ODD[one] for one in odd_in(worked, people_known, illness)),
    )


def _part(
    part: Part, title: Any, worked: Worked, lines: dict[str, int]
) -> tuple[Any, str, tuple[tuple[Any, str], ...]]:
    told = tuple((line.title, format_fen(lines[line.key])) for line in in_part(part) if line.key in lines)
    return title, format_fen(worked.parts[part]), told


def people_of(household: Household, on: date) -> int:
    """Who lives there as the register has it now."""
    facts = facts_of(household.county_code, on, {household.id}).get(household.id)
    return facts.people if facts else household.people


def usual_due(county: str, on: date) -> date:
    """By when a first measure is usually there: days of the pack."""
    days = conditions.number_on(pack_of(county), FIRST_MEASURE_DAYS, on)
    return on + timedelta(days=USUAL_DAYS if days is None else days)


def household_part(scope: Scope, household: Household) -> dict[str, Any] | None:
    """Monitoring on the page of a household; hidden from whoever may not see it there."""
    if not scope.covers(household.village_code, SEE):
        return None
    county, on = household.county_code, clock.today()
    pack = pack_of(county)
    times = queries.times_monitored(county, household.id)
    now = next((one for one in times if one.removed_on is None), None)
    sheet, cases = queries.current_sheet(county, household.id), _cases(scope, household, on)
    return {
        "household": household,
        "now": now,
        "earlier": [one for one in times if one is not now],
        "risks": [pack.term("poverty_risk", code) for code in (now.risks if now else ())],
        "leads": list(queries.open_leads_of(county, household.id)),
        "conditions": _conditions(scope, household, now, sheet, cases) if now else [],
        "sheet": sheet,
        "net": format_fen(sheet.per_head) if sheet else "",
        "sheets": queries.sheets_of(county, household.id),
        "measures": measures_told(queries.measures_of(county, household.id), pack, on),
        "cases": cases,
        "may_edit": scope.covers(household.village_code, EDIT) and household.ends_on is None,
        "may_check": _opens(scope, pack, FLOW),
        "may_remove": now is not None and _opens(scope, pack, REMOVAL),
    }


def removal_conditions(scope: Scope, household: Household) -> list[Shown]:
    """For whoever is about to ask for the removal; nothing for a household that is not monitored."""
    county, on = household.county_code, clock.today()
    now = queries.monitored_now(county, household.id)
    sheet, cases = queries.current_sheet(county, household.id), _cases(scope, household, on)
    return _conditions(scope, household, now, sheet, cases) if now else []


def _conditions(
    scope: Scope, household: Household, now: Monitored, sheet: IncomeSheet | None, cases: Iterable[Case]
) -> list[Shown]:
    reading = Reading(scope, household, now, sheet, {case.id for case in cases})
    return shown_to(reading, pack_of(household.county_code), clock.today())


def _opens(scope: Scope, pack: Pack, flow: str) -> bool:
    """Whether the reader holds a role in which this kind of case is opened."""
    asked = pack.flows[flow].flow.opening.by if flow in pack.flows else frozenset()
    return any(grant.role in asked for grant in scope.narrowed(RAISE).grants)


def _cases(scope: Scope, household: Household, on: date) -> list[Case]:
    rows = visible(scope, on).filter(subject_id=household.id, flow__startswith=FLOW)
    return list(rows.order_by("-raised_on", "-id")[:20])
