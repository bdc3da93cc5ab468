"""What monitoring tells flows of a household, as numbers under names of the closed list."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from zhucun.cases.numbers import offer_number
from zhucun.monitoring import queries
from zhucun.monitoring.choices import MeasureState
from zhucun.monitoring.domain import whole_months
from zhucun.monitoring.facts import facts_of

Households = frozenset[UUID]


def offer() -> None:
    offer_number("household_income", income)
    offer_number("household_people", people)
    offer_number("guarantees_failing", guarantees_failing)
    offer_number("measures_done", measures_done)
    offer_number("measures_open", measures_open)
    offer_number("months_monitored", months_monitored)
    offer_number("monitored", monitored)
    offer_number("no_labour", no_labour)


def income(county: str, ids: Households, _on: date) -> Mapping[UUID, int]:
    return queries.incomes(county, ids)


def people(county: str, ids: Households, on: date) -> Mapping[UUID, int]:
    return {id: facts.people for id, facts in facts_of(county, on, ids).items()}


def guarantees_failing(county: str, ids: Households, on: date) -> Mapping[UUID, int]:
    told = {id: facts.failing for id, facts in facts_of(county, on, ids).items()}
    return {id: failing for id, failing in told.items() if failing is not None}


def measures_done(county: str, ids: Households, _on: date) -> Mapping[UUID, int]:
    return queries.measure_counts(county, ids, [MeasureState.DONE])


def measures_open(county: str, ids: Households, _on: date) -> Mapping[UUID, int]:
    return queries.measure_counts(county, ids, queries.OPEN_MEASURES)


def months_monitored(county: str, ids: Households, on: date) -> Mapping[UUID, int]:
    """Of those who are monitored; of everybody else it is not known."""
    return {id: whole_months(row.since, on) for id, row in queries.spans(county, ids).items()}


def monitored(county: str, ids: Households, _on: date) -> Mapping[UUID, int]:
    return dict.fromkeys(ids, 0) | dict.fromkeys(queries.spans(county, ids), 1)


def no_labour(county: str, ids: Households, _on: date) -> Mapping[UUID, int]:
    """Of those who are monitored: what was found when they were identified."""
    return {id: int(row.no_labour) for id, row in queries.spans(county, ids).items()}
