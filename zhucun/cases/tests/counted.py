"""Cases of every standing in every place, as rows: what figures count, without living through any of them."""

from datetime import date
from itertools import product

from zhucun.cases.flow_versions import kept
from zhucun.cases.models import Case
from zhucun.kernel import clock
from zhucun.policy.queries import pack_of
from zhucun.testing.stage import Stage, build_stage

TODAY = date(2026, 11, 18)
ENDS = [
    {"ending": ""},
    {"ending": "", "due_on": date(2026, 11, 2)},
    {"ending": "", "due_on": date(2026, 11, 2), "is_waiting": True},
    {"ending": "", "due_on": date(2026, 11, 2), "suspended_on": date(2026, 11, 1)},
    {"ending": "settled", "in_time": True, "rating": "satisfied"},
    {"ending": "settled", "in_time": False, "broke_term": True, "times_up": 2, "rating": "dissatisfied"},
    {"ending": "settled", "in_time": True, "times_reopened": 1, "rating": "satisfied"},
    {"ending": "refused"},
    {"ending": "withdrawn"},
]


def build_counted() -> Stage:
    held = build_stage("350428", "将乐县")
    flows = {flow: version(held, flow) for flow in ("leave", "matter")}
    codes = [held.county.villages[0].code, held.county.villages[1].code]
    codes += [held.county.townships[0].code, "350428000000"]
    months = [date(2026, 1, 9), date(2026, 9, 30), date(2026, 11, 1), date(2025, 12, 31)]
    Case.objects.bulk_create(
        row(held, flows[flow], code, day, **end)
        for flow, code, day, end in product(flows, codes, months, ENDS)
    )
    return held


def version(held, flow):
    return kept(held.code, pack_of(held.code).flows[flow], pack_of(held.code), clock.now())


def row(held, flow, code, day, **more):
    return Case(
        county_code=held.code,
        flow_version=flow,
        flow=flow.flow,
        title="一件事",
        place_code=code,
        place_digits=len(code.rstrip("0")),
        state=next(iter(flow.definition["states"]))["id"],
        seq=1,
        entered_on=day,
        raised_by=held.officer,
        raised_as="county_officer",
        raised_on=day,
        ended_on=date(2026, 11, 17) if more["ending"] else None,
        **more,
    )
