"""Cases from phones: what an envelope says, and how it is carried out by the services that the pages use.

A case lives in the present: it is raised and moved with the rights of the day on which the envelope arrives.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict, StringConstraints

from zhucun.cases import services
from zhucun.cases.flow_versions import flow_behind
from zhucun.cases.models import Case
from zhucun.cases.refusals import SomebodyWasFirst
from zhucun.policy.phone import Named, NoSuchBase, NotYetHere, Overtaken, Sent

Code = Annotated[str, StringConstraints(max_length=60)]


class Raise(BaseModel):
    """`case.raise`; `place` is a 12-digit code."""

    model_config = ConfigDict(extra="forbid")

    flow: Code
    role: Code
    place: Annotated[str, StringConstraints(pattern=r"^\d{12}$")]
    subject: UUID | None = None
    fields: Mapping[str, Any]


class Step(BaseModel):
    """`case.step`"""

    model_config = ConfigDict(extra="forbid")

    case: UUID
    step: Code
    fields: Mapping[str, Any] = {}


@dataclass(slots=True)
class Known:
    """The cases that a batch of envelopes names; what it raises is added."""

    county: str
    cases: dict[UUID, Case] = field(default_factory=dict)


def read(county: str, named: Iterable[Named]) -> Known:
    ids = {one.said.case for one in named if isinstance(one.said, Step)}
    rows = Case.objects.in_county(county).filter(id__in=ids)
    return Known(county, {one.id: one for one in rows} if ids else {})


def place_of(said: BaseModel, known: Known) -> str:
    match said:
        case Raise():
            return said.place if said.place.startswith(known.county) else ""
        case Step():
            case = known.cases.get(said.case)
            return case.place_code if case else ""
        case _:
            return ""


def raise_(sent: Sent[Raise], known: Known) -> UUID:
    said = sent.said
    case = services.raise_case(
        by=sent.by,
        county=sent.county,
        flow=said.flow,
        role=said.role,
        fields=said.fields,
        place_code=said.place,
        subject_id=said.subject,
        id=sent.id,
        at=sent.at,
        pack=sent.pack,
    )
    known.cases[case.id] = case
    return case.id


def step(sent: Sent[Step], known: Known) -> UUID:
    said, case = sent.said, known.cases.get(sent.said.case)
    if not isinstance(sent.base, int):
        raise NoSuchBase
    if case is None:
        raise NotYetHere(said.case)
    try:
        moved = services.take_step(
            by=sent.by, case=case, seq=sent.base, step=said.step, fields=said.fields, at=sent.at
        )
    except SomebodyWasFirst as error:  # whoever may not see the case was refused before
        there = Case.objects.in_county(sent.county).get(id=case.id)
        raise Overtaken(error, case.id, shown(there)) from error
    known.cases[moved.id] = moved
    return moved.id


def shown(case: Case) -> dict[str, Any]:
    """Where a case stands, as a phone shows it beside what it was to become."""
    flow = flow_behind(case).flow
    return {
        "id": str(case.id),
        "seq": case.seq,
        "title": case.title,
        "state": flow.state(case.state).title,
        "due_on": case.due_on.isoformat() if case.due_on else None,
        "ending": case.ending,
    }
