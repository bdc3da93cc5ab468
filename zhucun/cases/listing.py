"""Lists of cases: pages by key, what is due first, and each row in words.

A page is a fixed number of statements whatever it shows: keys first, then the rows of that page alone.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Expression, F, Q, QuerySet
from django.db.models.expressions import OrderBy
from django.http import Http404
from django.utils.translation import gettext as _

from zhucun.accounts import roles
from zhucun.accounts.scope import Scope
from zhucun.cases import queries, words
from zhucun.cases.filters import Standing, overdue
from zhucun.cases.flow_versions import flows_behind
from zhucun.cases.models import Case
from zhucun.cases.words import Due, due_words
from zhucun.engine.flow.definition import Ending, Level
from zhucun.kernel.paging import Page, beyond
from zhucun.kernel.place_codes import VILLAGE
from zhucun.kernel.short import Counts, Short, counted, read
from zhucun.places.models import Unit
from zhucun.policy.pack import Pack
from zhucun.policy.pack.flow_model import PackFlow
from zhucun.policy.queries import pack_of

Cases = QuerySet[Case]
ENDED = ("-ended_on", "-id")
RAISED = ("-raised_on", "-id")
WAITING = "cases"


def waiting_counted(scope: Scope, today: date) -> Counts:
    """What might wait for the reader, to be read with other counts; `waiting_told` says what of it may be told."""
    return _counted(queries.might_wait(scope), today, Count("against"))


def waiting_told(scope: Scope, today: date, found: Short) -> Short:
    """Only where a complaint is among them is it asked, in a statement of its own, who must not hear of it."""
    if not found.marked:
        return found
    return read([_counted(queries.waiting_for(scope, today), today)])[WAITING]


def waiting_in_short(scope: Scope, today: date) -> Short:
    """What waits for somebody, in three numbers."""
    return waiting_told(scope, today, read([waiting_counted(scope, today)])[WAITING])


def _counted(rows: Cases, today: date, mark: Expression | None = None) -> Counts:
    near = Q(is_waiting=False, suspended_on__isnull=True)
    return counted(rows, WAITING, day="due_on", overdue=overdue(today), near=near, mark=mark)


@dataclass(frozen=True, slots=True)
class Line:
    """One case as a list shows it."""

    case: Case
    kind: str
    state: str
    place: str
    level: str
    acts: str
    due: Due


def page_of(county: str, found: Cases, standing: Standing, after: UUID | None, size: int) -> Page[Case]:
    """One page; a case to begin after that the reader does not see is 404."""
    if after is not None:
        last = found.filter(id=after).first()
        if last is None:
            raise Http404("case")
        found = found.filter(_beyond(last, standing))
    ids = list(found.order_by(*_order(standing)).values_list("id", flat=True)[: size + 1])
    return Page(rows_of(county, ids[:size]), ids[size - 1] if len(ids) > size else None)


def first_of(county: str, found: Cases, size: int) -> list[Case]:
    """The most urgent of open cases."""
    return rows_of(county, list(found.order_by(*_order(Standing.OPEN)).values_list("id", flat=True)[:size]))


def rows_of(county: str, ids: Sequence[UUID]) -> list[Case]:
    """Cases by key with the people a list names, in the order given."""
    rows = Case.objects.in_county(county).filter(id__in=ids).defer("values", "doers", "since_entered")
    found = {row.id: row for row in rows.select_related("waits_user", "raised_by")} if ids else {}
    return [found[id] for id in ids]


def _order(standing: Standing) -> tuple[str | OrderBy, ...]:
    match standing:
        case Standing.OPEN:
            return F("due_on").asc(nulls_last=True), "id"
        case Standing.ENDED:
            return ENDED
        case Standing.ALL:
            return RAISED


def _beyond(last: Case, standing: Standing) -> Q:
    match standing:
        case Standing.OPEN if last.due_on is None:
            return Q(due_on__isnull=True, id__gt=last.id)
        case Standing.OPEN:
            same = Q(due_on=last.due_on, id__gt=last.id)
            return Q(due_on__gt=last.due_on) | same | Q(due_on__isnull=True)
        case Standing.ENDED:
            return beyond(last, *ENDED)
        case Standing.ALL:
            return beyond(last, *RAISED)


@dataclass(frozen=True)
class Teller:
    """Says cases in words; made once per page from all its rows."""

    county: str
    today: date
    pack: Pack
    places: Mapping[str, str]
    flows: Mapping[UUID, PackFlow]
    units: Mapping[UUID, str]
    reader: UUID | None = None

    @classmethod
    def of(
        cls,
        county: str,
        today: date,
        places: Mapping[str, str],
        rows: Sequence[Case],
        reader: UUID | None = None,
    ) -> "Teller":
        pack = pack_of(county)
        flows = flows_behind(county, (row.flow_version_id for row in rows))
        units = {row.waits_unit for row in rows if row.waits_unit}
        named = Unit.objects.in_county(county).filter(id__in=units).values_list("id", "name")
        return cls(county, today, pack, places, flows, dict(named) if units else {}, reader)

    def line(self, case: Case) -> Line:
        flow = self.flows[case.flow_version_id]
        return Line(
            case=case,
            kind=flow.title,
            state=flow.flow.states[case.state].title,
            place=self.place(case.place_code),
            level=str(words.LEVELS[Level(case.level)]) if case.level else "",
            acts=self.acts(case),
            due=self.due(case),
        )

    def lines(self, rows: Iterable[Case]) -> list[Line]:
        return [self.line(row) for row in rows]

    def place(self, code: str) -> str:
        return self.places.get(code.ljust(VILLAGE, "0"), code)

    def acts(self, case: Case) -> str:
        """For whom it waits: a name, a unit, a role at a place."""
        if case.ending:
            return ""
        if case.waits_user_id:
            return _("您") if case.waits_user_id == self.reader else str(case.waits_user.name)
        if case.waits_unit:
            return _("%(unit)s联系人") % {"unit": self.units.get(case.waits_unit, "")}
        if case.waits_role:
            return _("%(place)s%(role)s") % {
                "place": self.place(case.waits_place),
                "role": roles.title_of(case.waits_role),
            }
        return _("等到期限")

    def due(self, case: Case) -> Due:
        if case.ending:
            return Due(str(words.ENDINGS[Ending(case.ending)]))
        return due_words(
            case.due_on,
            self.today,
            self.pack.calendar,
            waiting=case.is_waiting,
            suspended=case.suspended_on is not None,
        )
