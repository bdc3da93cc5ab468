"""Every read of presence and months."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Concat, Substr
from django.http import Http404
from django.utils.translation import gettext as _

from zhucun.accounts.scope import Scope
from zhucun.attendance.choices import Kind
from zhucun.attendance.models import MonthConfirmation, PostingMonth, PresenceEntry
from zhucun.engine.period import Period
from zhucun.engine.verdict import Verdict
from zhucun.kernel import clock
from zhucun.kernel.place_codes import TOWNSHIP, township_of, within
from zhucun.policy import queries as policy
from zhucun.policy.pack.explain import Explanation, explain
from zhucun.policy.registry import RecordLine

Totals = dict[str, Counter[str]]  # township → answer → postings

ROW = (
    "posting_id", "village_code", "person_name", "role", "days", "answer", "reason",
    "done", "target", "open", "excused", "possible", "as_of",
)  # fmt: skip


def entries_between(
    county: str, first: date, last: date, posting_ids: Sequence[UUID] | None = None
) -> QuerySet[PresenceEntry]:
    """Entries that stand and touch a period, oldest first."""
    found = PresenceEntry.objects.in_county(county).filter(
        is_current=True, voided=False, first_day__lte=last, last_day__gte=first
    )
    if posting_ids is not None:
        found = found.filter(posting_id__in=posting_ids)
    return found.order_by("recorded_at", "id")


def entries_by_posting(
    county: str, first: date, last: date, posting_ids: Sequence[UUID] | None
) -> dict[UUID, list[PresenceEntry]]:
    grouped: dict[UUID, list[PresenceEntry]] = defaultdict(list)
    for entry in entries_between(county, first, last, posting_ids):
        grouped[entry.posting_id].append(entry)
    return grouped


def entry_for(scope: Scope, entry_id: UUID) -> PresenceEntry:
    """One entry the reader may see, or 404."""
    found = (
        PresenceEntry.objects.for_scope(scope).select_related("posting__person").filter(id=entry_id).first()
    )
    if found is None:
        raise Http404("entry")
    return found


def entry_of_case(county: str, case_id: UUID) -> PresenceEntry | None:
    """The entry that a case has made, as it stands."""
    rows = PresenceEntry.objects.in_county(county).filter(case_id=case_id, is_current=True, voided=False)
    return rows.select_related("posting").order_by("-received_at", "-id").first()


def history_of_entry(entry: PresenceEntry) -> list[PresenceEntry]:
    """An entry and every version it supersedes, newest first."""
    chain, held = [entry], entry
    while held.supersedes_id:
        held = held.supersedes
        chain.append(held)
    return chain


def confirmations(county: str, month: date) -> dict[str, MonthConfirmation]:
    """The latest word of each township on a month."""
    rows = (
        MonthConfirmation.objects.in_county(county)
        .filter(month=month)
        .select_related("by")
        .order_by("revision")
    )
    return {row.township_code: row for row in rows}


def words_between(county: str, first: date, last: date) -> dict[tuple[str, date], datetime]:
    """When each township last stood by each month; what it has taken back since is left out."""
    rows = MonthConfirmation.objects.in_county(county).filter(
        month__gte=first.replace(day=1), month__lte=last
    )
    words: dict[tuple[str, date], datetime] = {}
    for township, month, confirmed, at in rows.order_by("revision").values_list(
        "township_code", "month", "confirmed", "at"
    ):
        words.pop((township, month), None)
        if confirmed:
            words[(township, month)] = at
    return words


def confirmed_townships(county: str, month: date) -> frozenset[str]:
    """The townships that stand by a month's calendar."""
    return frozenset(code for code, row in confirmations(county, month).items() if row.confirmed)


def month_rows(
    scope: Scope, month: date, *, answer: str = "", township: str = "", posting_ids: Sequence[UUID] = ()
) -> QuerySet[PostingMonth, dict[str, Any]]:
    """The matrix of a month: one row per posting the reader may see."""
    rows = PostingMonth.objects.for_scope(scope).filter(month=month)
    if answer:
        rows = rows.filter(answer=answer)
    if township:
        rows = rows.filter(within("village_code", township[:9]))
    if posting_ids:
        rows = rows.filter(posting_id__in=posting_ids)
    found: QuerySet[PostingMonth, dict[str, Any]] = rows.order_by(
        "village_code", "role", "person_name", "id"
    ).values(*ROW)
    return found


def month_totals(scope: Scope, month: date) -> Totals:
    """How many postings have each answer, by township: what every summary adds up from."""
    return totals_of(scope, [month])[month]


def totals_of(scope: Scope, months: Sequence[date]) -> dict[date, Totals]:
    """The totals of several months, read at once."""
    totals: dict[date, Totals] = {month: defaultdict(Counter) for month in months}
    rows = PostingMonth.objects.for_scope(scope).filter(month__in=months).order_by("village_code")
    counted = rows.values_list("month", "village_code", "answer").annotate(n=Count("id"))
    for month, village_code, answer, n in counted:
        totals[month][township_of(village_code)][answer] += n
    return totals


def standing_of(
    scope: Scope, months: Sequence[date]
) -> tuple[dict[date, Totals], frozenset[tuple[date, str]]]:
    """The totals of several months, and the months and townships whose word stands: one statement."""
    totals: dict[date, Totals] = {month: defaultdict(Counter) for month in months}
    township = Concat(Substr(OuterRef("village_code"), 1, TOWNSHIP), Value("000"))
    words = MonthConfirmation.objects.in_county(scope.county).filter(
        month=OuterRef("month"), township_code=township
    )
    rows = PostingMonth.objects.for_scope(scope).filter(month__in=months).order_by("village_code")
    latest = Subquery(words.order_by("-revision").values("confirmed")[:1])
    counted = rows.values_list("month", "village_code", "answer").annotate(n=Count("id"), word=latest)
    confirmed = set()
    for month, village_code, answer, n, word in counted:
        totals[month][township_of(village_code)][answer] += n
        if word:
            confirmed.add((month, township_of(village_code)))
    return totals, frozenset(confirmed)


def posting_month(scope: Scope, posting_id: UUID, month: date) -> PostingMonth:
    """One posting's month with its verdict, or 404."""
    rows = PostingMonth.objects.for_scope(scope).select_related("posting__person", "posting__unit")
    found = rows.filter(posting_id=posting_id, month=month).first()
    if found is None:
        raise Http404("month of a posting")
    return found


def own_months(scope: Scope, user_id: UUID, months: Sequence[date]) -> list[dict[str, Any]]:
    """The months of the postings that a signed-in person holds or held, newest first."""
    rows = PostingMonth.objects.for_scope(scope).filter(posting__person__user_id=user_id, month__in=months)
    return list(rows.order_by("-month", "village_code").values("month", "verdict", *ROW))


def explained(county: str, verdict: dict[str, Any] | None, month: date) -> Explanation | None:
    """A stored verdict in words; nothing where the county's pack asks nothing."""
    pack = policy.pack_of(county)
    duty = policy.presence_duty(pack)
    if duty is None or not verdict:
        return None
    period = Period.month(month.year, month.month)
    return explain(pack, duty.id, Verdict.from_json(verdict), period, on=clock.today())


def questions_by_township(scope: Scope, month: date) -> dict[str, list[PresenceEntry]]:
    """What a month still waits for before its townships can stand by it."""
    period = Period.month(month.year, month.month)
    rows = PresenceEntry.objects.for_scope(scope).filter(
        is_current=True,
        voided=False,
        questioned=True,
        first_day__lte=period.last,
        last_day__gte=period.first,
    )
    found: dict[str, list[PresenceEntry]] = defaultdict(list)
    for entry in rows.select_related("posting__person").order_by("first_day", "id"):
        found[township_of(entry.village_code)].append(entry)
    return found


def entries_of_note(
    scope: Scope, questions: int, latest: int, *, since: datetime, user_id: UUID | None = None
) -> tuple[list[PresenceEntry], list[PresenceEntry]]:
    """Entries under question, oldest first, a person's own with `user_id`; and what was entered last: one statement.

    `since` keeps the years before out of the search.
    """
    current = PresenceEntry.objects.for_scope(scope).filter(is_current=True, voided=False)
    asked = current.filter(questioned=True)
    if user_id:
        asked = asked.filter(posting__person__user_id=user_id)
    fresh = current.filter(received_at__gte=since)
    wanted = Q(id__in=asked.order_by("first_day", "id").values("id")[:questions])
    wanted |= Q(id__in=fresh.order_by("-received_at", "-id").values("id")[:latest])
    rows = list(current.filter(wanted).select_related("posting__person"))
    own = [row for row in rows if row.questioned and user_id in (None, row.posting.person.user_id)]
    late = [row for row in rows if row.received_at >= since]
    own.sort(key=lambda row: (row.first_day, row.id))
    late.sort(key=lambda row: (row.received_at, row.id), reverse=True)
    return own[:questions], late[:latest]


def record_lines(county: str, ids: list[UUID]) -> list[RecordLine]:
    """Entries behind a figure, as policy.registry asks for them."""
    rows = PresenceEntry.objects.in_county(county).filter(id__in=ids).select_related("recorded_by")
    return [
        RecordLine(
            row.id,
            row.first_day,
            _said(row),
            "attendance:entry",
            "entry",
            "attendance.see",
            row.recorded_by.name,
        )
        for row in rows
    ]


def _said(entry: PresenceEntry) -> str:
    """What an entry says, in a line: its kind, whether it is under question, its note."""
    kind = (
        _("%(kind)s（待核）") % {"kind": Kind(entry.kind).label}
        if entry.questioned
        else Kind(entry.kind).label
    )
    return _("%(kind)s：%(note)s") % {"kind": kind, "note": entry.note} if entry.note else str(kind)
