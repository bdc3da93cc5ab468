"""The slow plain model: every subject and period for itself, straight from the tables, without the book and its indexes.

Only the engine's own judgement is shared; it is held against a plain model of its own.
"""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from zhucun.attendance.choices import Kind
from zhucun.attendance.models import MonthConfirmation, PresenceEntry
from zhucun.dispatch.models import Posting
from zhucun.engine.facts import (
    Act,
    CoverageFacts,
    DatedFacts,
    Facts,
    Member,
    Outcome,
    StandingFacts,
    State,
    StreakFacts,
)
from zhucun.engine.judge import judge
from zhucun.engine.period import Period, PeriodKind
from zhucun.engine.verdict import Verdict
from zhucun.fieldwork.models import WorkRecord
from zhucun.households.models import Household
from zhucun.kernel.place_codes import township_of, village_id
from zhucun.policy.queries import pack_of

Said = dict[tuple[str, UUID, date], Verdict]
VISIT, NOTE = "household-visit", "work-note"
ONE_DAY = timedelta(days=1)


class Plain:
    def __init__(self, county: str, since: date, today: date) -> None:
        self.county, self.since, self.today = county, since, today
        self.pack = pack_of(county)
        self.said: Said = {}

    def decided(self) -> Said:
        postings = list(self.rows(Posting).select_related("person", "unit"))
        for posting in postings:
            self.visits(posting)
            self.record_days(posting)
            self.leave_limit(posting)
            self.calls(posting)
            self.monthly_note(posting)
            self.missed_twice(posting)
        for code in {posting.village_code for posting in postings}:
            team = [posting for posting in postings if posting.village_code == code]
            self.every_household(code, team)
            self.team(code, team)
        return self.said

    # -- the duties, one by one ------------------------------------------

    def visits(self, posting: Posting) -> None:
        duty = self.pack.duties["visits"]
        for period, there in self.periods(PeriodKind.MONTH, posting):
            found = self.records(posting, VISIT, period)
            sick = [e for e in self.entries(posting) if e.kind == Kind.SICK_LEAVE and not e.questioned]
            excused = [d for d in days(there) if self.worked(d) and self.covering(sick, d)]
            covering = [self.covering(sick, d) for d in days(there) if self.covering(sick, d)]
            facts = Facts(
                **self.known(there, period, sum(self.worked(d) for d in days(period))),
                countable_while_posted=sum(self.worked(d) for d in days(there)),
                excused=len(excused),
                excused_records=tuple(dict.fromkeys(str(one.id) for one in covering if one)),
                settled=self.confirmed(posting, period),
                done=len(found),
                still_possible=0 if self.over(period) else None,
                missing=not found,
                records=tuple(str(record.id) for record in found),
                attributes={"role": (posting.role,)},
            )
            self.say("visits", posting.id, period, judge(duty, facts, period))

    def record_days(self, posting: Posting) -> None:
        duty = self.pack.duties["record-days"]
        for period, there in self.periods(PeriodKind.WEEK, posting):
            found = self.records(posting, None, period)
            facts = Facts(
                **self.known(there, period, period.days),
                countable_while_posted=there.days,
                done=len({record.occurred_on for record in found}),
                still_possible=sum(
                    day > self.today or (day == self.today and day not in {one.occurred_on for one in found})
                    for day in days(there)
                ),
                missing=not found,
                records=tuple(str(record.id) for record in found),
            )
            self.say("record-days", posting.id, period, judge(duty, facts, period))

    def leave_limit(self, posting: Posting) -> None:
        duty = self.pack.duties["leave-limit"]
        leaves = (Kind.PERSONAL_LEAVE, Kind.SICK_LEAVE, Kind.STATUTORY_LEAVE)
        for period, there in self.periods(PeriodKind.QUARTER, posting):
            found: list[tuple[date, Any]] = [
                (day, entry)
                for day in days(period)
                for entry in self.entries(posting)
                if day <= self.today
                and self.worked(day)
                and entry.kind in leaves
                and entry.first_day <= day <= entry.last_day
            ]
            found.sort(key=lambda one: (one[0], one[1].id))
            sure = [entry for _day, entry in found if not entry.questioned]
            asked = [entry for _day, entry in found if entry.questioned]
            facts = Facts(
                **self.known(there, period, sum(self.worked(d) for d in days(period))),
                countable_while_posted=sum(self.worked(d) for d in days(there)),
                done=len(sure),
                open=len(asked),
                still_possible=sum(
                    self.worked(day)
                    and (day > self.today or (day == self.today and day not in {one for one, _ in found}))
                    for day in days(there)
                ),
                missing=not found,
                records=tuple(dict.fromkeys(str(entry.id) for entry in sure)),
                open_records=tuple(dict.fromkeys(str(entry.id) for entry in asked)),
            )
            self.say("leave-limit", posting.id, period, judge(duty, facts, period))

    def calls(self, posting: Posting) -> None:
        duty = self.pack.duties["calls-in-a-row"]
        for period, there in self.periods(PeriodKind.QUARTER, posting):
            outcomes = tuple(
                Outcome(record.occurred_on, record.body["way"] == "by_phone", str(record.id))
                for record in self.records(posting, VISIT, period)
            )
            known = self.known(there, period, period.days)
            facts = StreakFacts(
                **known, countable_while_posted=there.days, missing=not outcomes, outcomes=outcomes
            )
            self.say("calls-in-a-row", posting.id, period, judge(duty, facts, period))

    def monthly_note(self, posting: Posting) -> None:
        """Nobody in these histories holds two postings, so a person is their posting."""
        duty: Any = self.pack.duties["monthly-note"]
        for period, there in self.periods(PeriodKind.MONTH, posting):
            due = tuple(day for day in days(there) if day.day == 10)
            closes = due[0] if due else period.last
            for _ in range(3 if due else 0):
                closes = next(
                    day for day in days(Period(closes + ONE_DAY, closes + 15 * ONE_DAY)) if self.worked(day)
                )
            away = [e for e in self.entries(posting) if e.kind == Kind.STATUTORY_LEAVE and not e.questioned]
            excused = [day for day in days(there) if self.covering(away, day)]
            found = self.records(posting, NOTE, period)
            facts = DatedFacts(
                **self.known(there, period, period.days),
                countable_while_posted=there.days,
                excused=len(excused),
                excused_records=tuple(
                    dict.fromkeys(str(one.id) for day in excused if (one := self.covering(away, day)))
                ),
                missing=not found,
                as_of=self.today - ONE_DAY,
                due=due,
                acts=tuple(Act(record.occurred_on, str(record.id)) for record in found),
                excused_days=frozenset(excused),
                late_until=dict.fromkeys(due, closes),
            )
            self.say("monthly-note", posting.person_id, period, judge(duty, facts, period))

    def missed_twice(self, posting: Posting) -> None:
        duty = self.pack.duties["missed-twice"]
        for period, there in self.periods(PeriodKind.YEAR, posting):
            outcomes = []
            for month, _there in self.periods(PeriodKind.MONTH, posting):
                if not self.over(month) or month.first.year != period.first.year:
                    continue
                answer = self.said[("visits", posting.id, month.first)].answer
                if answer == "not_applicable":
                    continue
                hit = None if answer == "undetermined" else answer == "not_met"
                outcomes.append(Outcome(month.last, hit, f"visits@{month.first.isoformat()}"))
            facts = StreakFacts(
                **self.known(there, period, period.days),
                countable_while_posted=there.days,
                missing=not outcomes,
                outcomes=tuple(outcomes),
            )
            self.say("missed-twice", posting.id, period, judge(duty, facts, period))

    def every_household(self, code: str, team: list[Posting]) -> None:
        duty = self.pack.duties["every-household"]
        poor = self.rows(Household).filter(village_code=code, circumstance="monitored").order_by("id")
        for period, there in self.team_periods(team):
            members = []
            for household in poor:
                found = self.rows(WorkRecord).filter(
                    household_id=household.id, is_current=True, voided=False, form=VISIT,
                    occurred_on__gte=period.first, occurred_on__lte=min(period.last, self.today),
                ).order_by("occurred_on", "id")  # fmt: skip
                ids = tuple(str(record.id) for record in found)
                members.append(Member(str(household.id), len(ids), 0, False, ids))
            facts = CoverageFacts(
                **self.known(None, period, period.days),
                countable_while_posted=there,
                members=tuple(members),
                missing=not any(member.done for member in members),
            )
            self.say("every-household", village_id(code), period, judge(duty, facts, period))

    def team(self, code: str, team: list[Posting]) -> None:
        duty = self.pack.duties["team"]
        for period, there in self.team_periods(team):
            held = [day for day in days(period) if any(on(posting, day) for posting in team)]
            asked = [day for day in days(period) if held[0] <= day <= min(held[-1], self.today)]
            states = tuple(
                State(Period(day, day), len({p.person_id for p in team if on(p, day)})) for day in asked
            )
            facts = StandingFacts(
                **self.known(None, period, period.days),
                countable_while_posted=there,
                missing=not states,
                as_of=min(self.today, period.last),
                states=states,
                workdays=frozenset(day for day in days(period) if self.worked(day)),
            )
            self.say("team", village_id(code), period, judge(duty, facts, period))

    # -- reading ---------------------------------------------------------

    def rows(self, model: Any) -> Any:
        return model.objects.in_county(self.county)

    def records(self, posting: Posting, form: str | None, period: Period) -> list[Any]:
        found = self.rows(WorkRecord).filter(posting_id=posting.id, is_current=True, voided=False)
        forms = {form} if form else {VISIT, NOTE}
        kept = [
            r for r in found if r.form in forms and r.occurred_on in period and r.occurred_on <= self.today
        ]
        return sorted(kept, key=lambda record: (record.occurred_on, record.id))

    def entries(self, posting: Posting) -> list[Any]:
        found = self.rows(PresenceEntry).filter(posting_id=posting.id, is_current=True, voided=False)
        return list(found.order_by("recorded_at", "id"))

    def covering(self, entries: list[Any], day: date) -> Any:
        return next((entry for entry in entries if entry.first_day <= day <= entry.last_day), None)

    def confirmed(self, posting: Posting, period: Period) -> bool:
        words = self.rows(MonthConfirmation).filter(
            township_code=township_of(posting.village_code), month=period.first
        )
        last = words.order_by("-revision").first()
        return bool(last and last.confirmed)

    # -- days ------------------------------------------------------------

    def known(self, _there: Any, period: Period, countable: int) -> dict[str, Any]:
        return {
            "countable": countable,
            "period_over": self.over(period),
            "calendar_source": self.pack.calendar.source_of(period.first.year),
            "provisional_years": tuple(
                year
                for year in sorted({period.first.year, period.last.year})
                if year not in self.pack.calendar.announced_years
            ),
        }

    def over(self, period: Period) -> bool:
        return self.today > period.last

    def worked(self, day: date) -> bool:
        return self.pack.calendar.is_workday(day)

    def periods(self, kind: PeriodKind, posting: Posting) -> list[tuple[Period, Period]]:
        found = []
        period = Period.containing(kind, self.since)
        while period.first <= self.today:
            there = period.overlap(posting.starts_on, posting.ends_on)
            if there:
                found.append((period, there))
            period = Period.containing(kind, period.last + ONE_DAY)
        return found

    def team_periods(self, team: list[Posting]) -> list[tuple[Period, int]]:
        """The months in which somebody was there, and on how many days."""
        found = []
        period = Period.containing(PeriodKind.MONTH, self.since)
        while period.first <= self.today:
            there = sum(any(on(posting, day) for posting in team) for day in days(period))
            if there:
                found.append((period, there))
            period = Period.containing(PeriodKind.MONTH, period.last + ONE_DAY)
        return found

    def say(self, duty: str, subject: UUID, period: Period, verdict: Verdict) -> None:
        self.said[(duty, subject, period.first)] = verdict


def days(period: Period) -> list[date]:
    return [period.first + n * ONE_DAY for n in range(period.days)]


def on(posting: Posting, day: date) -> bool:
    return posting.starts_on <= day and (posting.ends_on is None or day <= posting.ends_on)
