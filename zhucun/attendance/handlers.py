"""Presence from phones: what an envelope says, and how it is carried out by the services that the pages use."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict, StringConstraints

from zhucun.accounts.models import User
from zhucun.accounts.queries import scope_of
from zhucun.attendance import services
from zhucun.attendance.choices import BY_OFFICE_ONLY, Kind
from zhucun.attendance.models import PresenceEntry
from zhucun.attendance.queries import history_of_entry
from zhucun.attendance.services import EntryIsHistory
from zhucun.dispatch.models import Posting
from zhucun.kernel import clock
from zhucun.kernel.refusals import Refusal
from zhucun.policy.phone import Named, NoSuchBase, NotYetHere, Overtaken, Sent

ENTER = "attendance.enter"
Words = Annotated[str, StringConstraints(max_length=200)]


class NotYours(Refusal):
    """这条登记不属于您的派驻，您也没有替人登记的权限，或者它只能由乡镇改动。"""

    code = "attendance.not_yours"
    next_step = "请由本人登记；检查结果、待核的登记和请假，请联系乡镇。"


class Add(BaseModel):
    """`presence.add`"""

    model_config = ConfigDict(extra="forbid")

    posting: UUID
    kind: Kind
    first: date
    last: date
    note: Words = ""


class Void(BaseModel):
    """`presence.void`"""

    model_config = ConfigDict(extra="forbid")

    entry: UUID
    because: Words


@dataclass(slots=True)
class Known:
    """What a batch of envelopes names; what it makes is added as it is made."""

    county: str
    postings: dict[UUID, Posting] = field(default_factory=dict)
    entries: dict[UUID, PresenceEntry] = field(default_factory=dict)


def read(county: str, named: Iterable[Named]) -> Known:
    bodies = list(named)
    postings = {one.said.posting for one in bodies if isinstance(one.said, Add)}
    voided = [one for one in bodies if isinstance(one.said, Void)]
    entries = {one.said.entry for one in voided} | {one.base for one in voided if isinstance(one.base, UUID)}
    posted = Posting.objects.in_county(county).filter(id__in=postings).select_related("person")
    entered = PresenceEntry.objects.in_county(county).filter(id__in=entries)
    return Known(
        county,
        {one.id: one for one in posted} if postings else {},
        {one.id: one for one in entered.select_related("posting__person")} if entries else {},
    )


def place_of(said: BaseModel, known: Known) -> str:
    match said:
        case Add():
            posting = known.postings.get(said.posting)
            return posting.village_code if posting else ""
        case Void():
            entry = known.entries.get(said.entry)
            return entry.village_code if entry else ""
        case _:
            return ""


def add(sent: Sent[Add], known: Known) -> UUID:
    said, posting = sent.said, known.postings.get(sent.said.posting)
    if posting is None or not _may(sent, posting, own_word=said.kind not in BY_OFFICE_ONLY):
        raise NotYours
    entry = services.add_entry(
        by=sent.by,
        posting=posting,
        kind=said.kind,
        first_day=said.first,
        last_day=said.last,
        note_text=said.note,
        recorded_at=sent.made_at,
        id=sent.id,
        at=sent.at,
    )
    entry.posting = posting
    known.entries[entry.id] = entry
    return entry.id


def void(sent: Sent[Void], known: Known) -> UUID:
    entry = _base(sent, known)
    own_word = entry.kind != Kind.FOUND_ABSENT and entry.case_id is None and not entry.questioned
    if not _may(sent, entry.posting, own_word=own_word):
        raise NotYours
    try:
        fresh = services.void_entry(
            by=sent.by,
            entry=entry,
            because=sent.said.because,
            recorded_at=sent.made_at,
            id=sent.id,
            at=sent.at,
        )
    except EntryIsHistory as error:
        there = _standing(entry)
        raise Overtaken(error, there.id, shown(there)) from error
    fresh.posting = entry.posting
    known.entries[fresh.id] = fresh
    return fresh.id


def _base(sent: Sent[Void], known: Known) -> PresenceEntry:
    """The version that the person saw: of the entry that is named."""
    named, seen = sent.said.entry, sent.base if isinstance(sent.base, UUID) else sent.said.entry
    for id in (named, seen):
        if id not in known.entries:
            raise NotYetHere(id)
    if not _same(known.entries[named], known.entries[seen]):
        raise NoSuchBase
    return known.entries[seen]


def _same(one: PresenceEntry, other: PresenceEntry) -> bool:
    """Whether both are versions of one entry."""
    return one.id == other.id or _first(one) == _first(other)


def _first(entry: PresenceEntry) -> UUID:
    return history_of_entry(entry)[-1].id


def _may(sent: Sent[Any], posting: Posting, *, own_word: bool) -> bool:
    """One's own word about oneself, also of a posting that has ended; an office's about its place."""
    by: User = sent.by
    if own_word and posting.person.user_id == by.id:
        return True
    return scope_of(by, sent.county, on=clock.date_of(sent.at)).covers(posting.village_code, ENTER)


def _standing(entry: PresenceEntry) -> PresenceEntry:
    """The last version of an entry."""
    rows = PresenceEntry.objects.in_county(entry.county_code).select_related("recorded_by")
    last = entry
    while (later := rows.filter(supersedes=last.id).first()) is not None:
        last = later
    return last


def shown(entry: PresenceEntry) -> dict[str, Any]:
    """An entry as a phone shows it beside another version."""
    return {
        "id": str(entry.id),
        "kind": entry.kind,
        "first": entry.first_day.isoformat(),
        "last": entry.last_day.isoformat(),
        "note": entry.note,
        "by": entry.recorded_by.name,
        "at": entry.received_at.isoformat(),
        "because": entry.because,
        "voided": entry.voided,
    }
