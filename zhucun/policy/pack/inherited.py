"""Examples of higher layers: each is proven in its own layer's pack, and shown below as long as it still comes out.

A county that changes a number makes some of the nation's examples speak of another number; it writes its own.
"""

from collections.abc import Sequence
from dataclasses import replace

from zhucun.engine.expression import Expression
from zhucun.policy.pack.archive_cases import run_archive_case
from zhucun.policy.pack.cases import CaseResult, ValueCaseResult, run_cases, run_value_cases
from zhucun.policy.pack.files import LayerFiles
from zhucun.policy.pack.flow_cases import run_flow_case
from zhucun.policy.pack.model import Pack
from zhucun.policy.pack.paper_cases import run_paper_case
from zhucun.policy.pack.retention_cases import run_retention_case
from zhucun.policy.pack.shapes.duty import DutyChange
from zhucun.policy.pack.shapes.files import CalendarFile, ValuesFile
from zhucun.policy.pack.shapes.flow import FlowShape
from zhucun.policy.pack.warning_cases import run_warning_case


def without_outdated(pack: Pack, layers: Sequence[LayerFiles]) -> Pack:
    """The pack with the examples of its lowest layer, and those of higher ones that come out or cannot have changed."""
    own = {read.document.file for read in layers[-1].files}
    values, duties = _changed_values(layers), _changed_duties(pack, layers)
    flows = _changed_flows(pack, layers)
    asked = replace(
        pack,
        cases=tuple(one for one in pack.cases if one.duty in duties),
        value_cases=tuple(one for one in pack.value_cases if one.value in values),
    )
    results: list[CaseResult | ValueCaseResult] = [*run_cases(asked), *run_value_cases(asked)]
    outdated = {
        (one.case.file, one.case.line) for one in results if not one.passed and one.case.file not in own
    }
    return replace(
        pack,
        cases=tuple(one for one in pack.cases if (one.file, one.line) not in outdated),
        value_cases=tuple(one for one in pack.value_cases if (one.file, one.line) not in outdated),
        flow_cases=tuple(
            one
            for one in pack.flow_cases
            if one.file in own or one.flow not in flows or run_flow_case(pack, one).passed
        ),
        warning_cases=tuple(
            one for one in pack.warning_cases if one.file in own or run_warning_case(pack, one).passed
        ),
        retention_cases=tuple(
            one for one in pack.retention_cases if one.file in own or run_retention_case(pack, one).passed
        ),
        archive_cases=tuple(
            one for one in pack.archive_cases if one.file in own or run_archive_case(pack, one).passed
        ),
        paper_cases=tuple(
            one for one in pack.paper_cases if one.file in own or run_paper_case(pack, one).passed
        ),
    )


def _changed_values(layers: Sequence[LayerFiles]) -> set[str]:
    return {key for layer in layers for read in layer.all_of(ValuesFile) for key in read.shape.changes}


def _changed_flows(pack: Pack, layers: Sequence[LayerFiles]) -> set[str]:
    """Those a lower layer has put another in the place of; those that reckon with other numbers, or other days."""
    if any(layer.one(CalendarFile) for layer in layers[1:]):
        return set(pack.flows)
    values = _changed_values(layers)
    reckoned = {flow.id for flow in pack.flows.values() if any(key in flow.text for key in values)}
    return reckoned | {read.shape.id for layer in layers[1:] for read in layer.all_of(FlowShape)}


def _changed_duties(pack: Pack, layers: Sequence[LayerFiles]) -> set[str]:
    """Those a lower layer has said something on; all that count by a calendar or a number it has changed."""
    if any(layer.one(CalendarFile) for layer in layers[1:]):
        return set(pack.duties)
    named = {read.shape.changes for layer in layers for read in layer.all_of(DutyChange)}
    if not _changed_values(layers):
        return named
    reckoned = {
        duty.id
        for duty in pack.duties.values()
        if any(isinstance(one.value, Expression) for one in duty.threshold.values)
    }
    return named | reckoned
