"""The definition under which a case was raised, kept once for each county; a case never follows another.

A version never changes, so a process that has read one keeps it under its id.
"""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from zhucun.cases.models import Case, FlowVersion
from zhucun.cases.refusals import NoSuchFlow
from zhucun.policy.pack import Pack
from zhucun.policy.pack.flow_model import PackFlow
from zhucun.policy.pack.flows import flow_of

KEPT = 512
_read: dict[UUID, PackFlow] = {}


def flow_here(pack: Pack, flow: str) -> PackFlow:
    """A kind of case as the county has it now."""
    found = pack.flows.get(flow)
    if found is None:
        raise NoSuchFlow(flow=flow)
    return found


def kept(county: str, flow: PackFlow, pack: Pack, at: datetime) -> FlowVersion:
    """The version that stands for a flow as it is now. One statement, and one more for whoever raises the first."""
    rows = FlowVersion.objects.in_county(county).filter(flow=flow.id, digest=flow.digest)
    found = rows.first()
    if found is not None:
        return found
    return FlowVersion.objects.create(
        county_code=county,
        flow=flow.id,
        digest=flow.digest,
        title=flow.title,
        definition=dict(flow.definition),
        pack_version=pack.version,
        kept_at=at,
    )


def flow_behind(case: Case) -> PackFlow:
    """The flow that a case follows."""
    return flows_behind(case.county_code, [case.flow_version_id])[case.flow_version_id]


def flows_behind(county: str, versions: Iterable[UUID]) -> dict[UUID, PackFlow]:
    """The flows of several cases by the id of their version: at most one statement."""
    wanted = set(versions)
    if missing := wanted - _read.keys():
        rows = FlowVersion.objects.in_county(county).filter(id__in=missing)
        fresh = {id: flow_of(definition) for id, definition in rows.values_list("id", "definition")}
        if len(_read) + len(fresh) > KEPT:
            _read.clear()
        _read.update(fresh)
        return {id: fresh.get(id) or _read[id] for id in wanted}
    return {id: _read[id] for id in wanted}
