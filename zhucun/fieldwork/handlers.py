"""Work records from phones: what an envelope says, and how it is carried out by the services that the pages use."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from zhucun.dispatch.models import Posting
from zhucun.fieldwork import services
from zhucun.fieldwork.models import RecordPicture, WorkRecord
from zhucun.fieldwork.promises import matter_of, raise_matter
from zhucun.fieldwork.refusals import HouseholdElsewhere, NotYourPosting, RecordIsHistory
from zhucun.households.models import Household
from zhucun.households.queries import households_by_ids
from zhucun.policy.phone import Named, NoSuchBase, NotYetHere, Overtaken, Sent

Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Because = Annotated[str, StringConstraints(max_length=200)]
MOST_PHOTOS = 9


class Write(BaseModel):
    """`record.write`"""

    model_config = ConfigDict(extra="forbid")

    posting: UUID
    form: Annotated[str, StringConstraints(max_length=60)]
    occurred_on: date
    household: UUID | None = None
    in_village: bool | None = None
    duty: Annotated[str, StringConstraints(max_length=40)] = ""
    title: Annotated[str, StringConstraints(max_length=200)] = ""
    body: Mapping[str, Any] = {}
    photos: Annotated[list[Digest], Field(max_length=MOST_PHOTOS)] = []


class Correct(BaseModel):
    """`record.correct`; what is left out of duty and title stays as it was."""

    model_config = ConfigDict(extra="forbid")

    record: UUID
    occurred_on: date
    duty: Annotated[str, StringConstraints(max_length=40)] | None = None
    title: Annotated[str, StringConstraints(max_length=200)] | None = None
    body: Mapping[str, Any]
    because: Because


class Void(BaseModel):
    """`record.void`"""

    model_config = ConfigDict(extra="forbid")

    record: UUID
    because: Because


class Promise(BaseModel):
    """`record.promise`: what was promised becomes a matter. Its envelope's id is the sibling of the record's first."""

    model_config = ConfigDict(extra="forbid")

    record: UUID


@dataclass(slots=True)
class Known:
    """What a batch of envelopes names, read in three statements; what it makes is added as it is made."""

    county: str
    postings: dict[UUID, Posting] = field(default_factory=dict)
    households: dict[UUID, Household] = field(default_factory=dict)
    records: dict[UUID, WorkRecord] = field(default_factory=dict)
    taken: frozenset[UUID] = frozenset()  # ids of envelopes under which there is a record already


def read(county: str, named: Iterable[Named]) -> Known:
    """Everything that some envelopes name."""
    bodies = list(named)
    written = [one.said for one in bodies if isinstance(one.said, Write)]
    changed = [
        (one.said.record, one.base) for one in bodies if isinstance(one.said, Correct | Void | Promise)
    ]
    ids = {id for pair in changed for id in pair if isinstance(id, UUID)}
    own = WorkRecord.objects.in_county(county).filter(id__in=[one.id for one in bodies])
    records = (
        WorkRecord.objects.in_county(county).filter(id__in=ids).select_related("posting__person", "household")
    )
    postings = Posting.objects.in_county(county).filter(id__in={body.posting for body in written})
    return Known(
        county,
        {one.id: one for one in postings.select_related("person")} if written else {},
        households_by_ids(county, [body.household for body in written if body.household]) if written else {},
        {one.id: one for one in records} if ids else {},
        frozenset(own.values_list("id", flat=True)) if written else frozenset(),
    )


def place_of(said: BaseModel, known: Known) -> str:
    """The village an envelope is about; empty when it cannot be told."""
    match said:
        case Write():
            posting = known.postings.get(said.posting)
            return posting.village_code if posting else ""
        case Correct() | Void() | Promise():
            record = known.records.get(said.record)
            return record.village_code if record else ""
        case _:
            return ""


def write(sent: Sent[Write], known: Known) -> UUID:
    said, posting = sent.said, known.postings.get(sent.said.posting)
    household = known.households.get(said.household) if said.household else None
    if posting is None:
        raise NotYourPosting
    if said.household and household is None:
        raise HouseholdElsewhere
    record = services.write_record(
        by=sent.by,
        county=sent.county,
        posting=posting,
        form=said.form,
        occurred_on=said.occurred_on,
        household=household,
        in_village=said.in_village,
        duty=said.duty,
        title=said.title,
        body=said.body,
        recorded_at=sent.made_at,
        id=sent.id,
        at=sent.at,
        pack=sent.pack,
        held=sent.id not in known.taken,
    )
    record.posting = posting
    if household and record.household_id == household.id:  # else the one that has taken it in
        record.household = household
    known.records[record.id] = record
    if said.photos:
        RecordPicture.objects.bulk_create(_pictures(record, said.photos), ignore_conflicts=True)
    return record.id


def _pictures(record: WorkRecord, names: Iterable[str]) -> list[RecordPicture]:
    county = record.county_code
    return [
        RecordPicture(county_code=county, record_id=record.id, digest=name) for name in dict.fromkeys(names)
    ]


def correct(sent: Sent[Correct], known: Known) -> UUID:
    said, record = sent.said, _base(sent, known)
    try:
        fresh = services.correct_record(
            by=sent.by,
            record=record,
            occurred_on=said.occurred_on,
            household=record.household,
            duty=record.duty if said.duty is None else said.duty,
            title=record.title if said.title is None else said.title,
            body=said.body,
            because=said.because,
            recorded_at=sent.made_at,
            id=sent.id,
            at=sent.at,
            pack=sent.pack,
        )
    except RecordIsHistory as error:
        raise _overtaken(error, record) from error
    return _made(fresh, record, known)


def void(sent: Sent[Void], known: Known) -> UUID:
    record = _base(sent, known)
    try:
        fresh = services.void_record(
            by=sent.by,
            record=record,
            because=sent.said.because,
            recorded_at=sent.made_at,
            id=sent.id,
            at=sent.at,
        )
    except RecordIsHistory as error:
        raise _overtaken(error, record) from error
    return _made(fresh, record, known)


def promise(sent: Sent[Promise], known: Known) -> UUID:
    """The same act as on the record's page: one matter for a record, whoever was first, whatever was corrected since."""
    named = known.records.get(sent.said.record)
    if named is None:
        raise NotYetHere(sent.said.record)
    record = _standing(named)
    found = matter_of(record)
    return (found or raise_matter(by=sent.by, record=record, at=sent.at, pack=sent.pack)).id


def _base(sent: Sent[Correct] | Sent[Void], known: Known) -> WorkRecord:
    """The version that the person saw: of the record that is named."""
    if not isinstance(sent.base, UUID):
        raise NoSuchBase
    for id in (sent.said.record, sent.base):
        if id not in known.records:
            raise NotYetHere(id)
    seen, named = known.records[sent.base], known.records[sent.said.record]
    if _first(seen) != _first(named):
        raise NoSuchBase
    return seen


def _first(record: WorkRecord) -> UUID:
    return record.first_version or record.id


def _made(fresh: WorkRecord, base: WorkRecord, known: Known) -> UUID:
    fresh.posting, fresh.household = base.posting, base.household
    known.records[fresh.id] = fresh
    return fresh.id


def _overtaken(error: RecordIsHistory, record: WorkRecord) -> Overtaken:
    there = _standing(record)
    return Overtaken(error, there.id, shown(there))


def _standing(record: WorkRecord) -> WorkRecord:
    """The version that holds."""
    first = _first(record)
    rows = WorkRecord.objects.in_county(record.county_code).select_related("recorded_by")
    return (rows.filter(id=first, is_current=True) | rows.filter(first_version=first, is_current=True)).get()


def shown(record: WorkRecord) -> dict[str, Any]:
    """A version of a record as a phone shows it beside another one."""
    return {
        "id": str(record.id),
        "record": str(_first(record)),
        "form": record.form,
        "title": record.title,
        "occurred_on": record.occurred_on.isoformat(),
        "body": record.body,
        "by": record.recorded_by.name,
        "at": record.received_at.isoformat(),
        "because": record.because,
        "voided": record.voided,
    }
