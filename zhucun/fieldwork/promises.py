"""What was promised on a visit becomes a matter that is followed to its end: once, whatever becomes of the record.

The matter's id is the sibling of the record's first version, so both find each other and nothing is kept twice.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.text import Truncator

from zhucun.accounts.models import User
from zhucun.accounts.queries import scope_of
from zhucun.accounts.scope import Scope
from zhucun.cases import queries as cases
from zhucun.cases import services as cases_services
from zhucun.cases.models import Case
from zhucun.cases.raising import Where, where
from zhucun.cases.reading import asked_by
from zhucun.fieldwork.models import WorkRecord
from zhucun.fieldwork.refusals import MatterRaised, MayNotRaise, NoMatters, NothingPromised
from zhucun.kernel import clock
from zhucun.kernel.ids import sibling
from zhucun.policy.pack import Form, Pack
from zhucun.policy.pack.flow_model import PackFlow
from zhucun.policy.queries import pack_of

PROMISED, MATTER, FROM_A_VISIT = "promised", "matter", "visit"
SHORT = 60


@dataclass(frozen=True, slots=True)
class Promise:
    """What the page of a record says of its promise: raised already, seen by the reader or not, or still to raise."""

    raised: bool
    case: Case | None
    may_raise: bool


def promise_of(scope: Scope, record: WorkRecord) -> Promise | None:
    """Nothing when nothing was promised, or the record no longer stands and nothing was raised from it."""
    county = record.county_code
    kept = matter_of(record)
    if kept is not None:
        seen = cases.visible(scope, clock.today()).filter(id=kept.id).first()
        return Promise(True, seen, may_raise=False)
    if not _promised(record) or record.voided or not record.is_current:
        return None
    return Promise(False, None, may_raise=_where(scope, pack_of(county), record) is not None)


def raise_matter(*, by: User, record: WorkRecord, at: datetime, pack: Pack | None = None) -> Case:
    """Raise the matter that a visit promised; refused where there is nothing to raise or nobody to.

    `pack` is the one whose forms the person saw, where that is not the one in force.
    """
    county = record.county_code
    pack = pack or pack_of(county)
    flow = pack.flows.get(MATTER)
    if flow is None:
        raise NoMatters
    if not _promised(record) or record.voided or not record.is_current:
        raise NothingPromised
    found = _where(scope_of(by, county, on=clock.date_of(at)), pack, record)
    if found is None:
        raise MayNotRaise
    if matter_of(record) is not None:
        raise MatterRaised
    return cases_services.raise_case(
        by=by,
        county=county,
        flow=MATTER,
        role=found.role,
        fields=_fields(flow, record),
        at=at,
        place_code=record.village_code,
        id=_matter_id(record),
        pack=pack,
    )


def matter_of(record: WorkRecord) -> Case | None:
    """The matter that was raised from a record, from whichever of its versions."""
    return cases.case_of_id(record.county_code, _matter_id(record))


def promise_key(form: Form, pack: Pack) -> str:
    """The field of a form whose answer can become a matter; empty where none can."""
    asked = any(field.key == PROMISED for field in form.fields)
    return PROMISED if asked and MATTER in pack.flows else ""


def _promised(record: WorkRecord) -> str:
    return str(record.body.get(PROMISED) or "")


def _matter_id(record: WorkRecord) -> UUID:
    return sibling(record.first_version or record.id)


def _where(scope: Scope, pack: Pack, record: WorkRecord) -> Where | None:
    """In which role the reader may raise a matter in the village of the record."""
    flow = pack.flows.get(MATTER)
    found = where(scope, flow, {record.village_code: ""}, record.village_code) if flow else None
    return found if found is not None and found.place == record.village_code else None


def _fields(flow: PackFlow, record: WorkRecord) -> Mapping[str, object]:
    """What the record knows of what a matter asks; a county may ask other things, then the flow says what is missing."""
    promised = _promised(record)
    asked = {field.key: field for field in asked_by(flow, flow.flow.opening)}
    known: dict[str, object] = {
        "topic": Truncator(promised.splitlines()[0]).chars(
            (asked["topic"].max if "topic" in asked else None) or SHORT
        ),
        "detail": promised,
        "household": str(record.household_id) if record.household_id else None,
    }
    if "came_by" in asked and FROM_A_VISIT in {option.code for option in asked["came_by"].options}:
        known["came_by"] = FROM_A_VISIT
    return {key: value for key, value in known.items() if key in asked and value}
