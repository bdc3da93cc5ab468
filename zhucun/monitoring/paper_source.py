"""What papers are written from here: who is monitored, what is done for them and what came of it."""

from typing import TypeVar
from urllib.parse import urlencode

from django.urls import reverse

from zhucun.documents.gb9704.paper import written
from zhucun.documents.sources import Asked, Given, offer_source, words
from zhucun.kernel.county import CountyModel, CountyQuerySet
from zhucun.kernel.place_codes import prefix_of, within
from zhucun.monitoring import queries
from zhucun.monitoring.checks import SEE
from zhucun.monitoring.choices import MeasureState
from zhucun.monitoring.models import HelpMeasure, Monitored
from zhucun.monitoring.services_measures import KINDS
from zhucun.policy.pack.paper_filling import Fact, Row

M = TypeVar("M", bound=CountyModel)
RISKS = "poverty_risk"


def offer_all() -> None:
    offer_source("monitored", SEE, monitored)
    offer_source("measures", SEE, measures)


def monitored(asked: Asked) -> Given:
    """Who is monitored on the day of writing, and whose risk was removed."""
    now = list(_there(asked, queries.monitored_in(asked.scope)))
    over = list(_there(asked, queries.removed_in(asked.scope)))
    fields = {
        "count": _counted(asked, len(now), "monitored"),
        "removed": _counted(asked, len(over), "removed"),
    }
    return Given(fields, [_monitored(asked, one) for one in (*now, *over)])


def _there(asked: Asked, rows: CountyQuerySet[M]) -> CountyQuerySet[M]:
    if asked.subject.kind == "household":
        return rows.filter(household_id=asked.subject.id)
    return rows.filter(within("village_code", prefix_of(asked.subject.village)))


def _counted(asked: Asked, count: int, tab: str) -> Fact:
    if asked.subject.kind == "household":
        page = reverse("households:household", args=[asked.county, asked.subject.id])
        return Fact(str(count), asked.link(page))
    query = urlencode({"tab": tab, "village": asked.subject.village})
    return asked.counted(count, f"{reverse('monitoring:list', args=[asked.county])}?{query}")


def _monitored(asked: Asked, one: Monitored) -> Row:
    page = asked.link(reverse("households:household", args=[asked.county, one.household_id]))
    risks = "、".join(asked.pack.term(RISKS, code) for code in one.risks)
    state = f"{written(one.removed_on)}风险消除" if one.removed_on else "正在监测"
    return {
        "head": Fact(one.household.head_name, page),
        "kind": words(str(one.get_kind_display())),
        "risks": words(risks),
        "since": words(written(one.since)),
        "state": words(state),
    }


def measures(asked: Asked) -> Given:
    found = HelpMeasure.objects.for_scope(asked.scope).select_related("household")
    rows = list(_there(asked, found).order_by("due_on", "id"))
    done = sum(one.state == MeasureState.DONE for one in rows)
    return Given(
        {"count": words(str(len(rows))), "done": words(str(done))}, [_measure(asked, one) for one in rows]
    )


def _measure(asked: Asked, one: HelpMeasure) -> Row:
    page = asked.link(reverse("monitoring:measure", args=[asked.county, one.id]))
    return {
        "title": Fact(f"{asked.pack.term(KINDS, one.kind)}：{one.what}", page),
        "owner": words(one.owner),
        "due": words(written(one.due_on)),
        "state": words(str(one.get_state_display())),
        "effect": words("，".join(filter(None, [str(one.get_effect_display()), one.effect_note]))),
    }
