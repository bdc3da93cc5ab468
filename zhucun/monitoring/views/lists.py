"""The lists of monitoring: who is monitored, what is to be looked at, what is overdue, who is followed afterwards."""

from datetime import date, timedelta
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from zhucun.accounts.screens import ScreenRequest, screen
from zhucun.kernel import clock
from zhucun.kernel.county import CountyQuerySet
from zhucun.kernel.place_codes import prefix_of, within
from zhucun.monitoring import queries
from zhucun.monitoring.checks import EDIT, MANAGE, SEE
from zhucun.monitoring.choices import Channel, Kind
from zhucun.monitoring.conditions import number_on
from zhucun.monitoring.pages import measures_told
from zhucun.monitoring.paging import asked_in, page_of
from zhucun.monitoring.queries_mine import mine_in
from zhucun.monitoring.services_measures import KINDS
from zhucun.places.queries import village_names
from zhucun.policy.pack import Pack
from zhucun.policy.queries import pack_of

TABS = {
    "monitored": _("监测户"),
    "leads": _("线索"),
    "overdue": _("措施逾期"),
    "mine": _("我负责的措施"),
    "removed": _("风险消除后"),
}
MEASURES = ("overdue", "mine")
DECISION_DAYS = "monitoring_decision_days"


@screen(needs=SEE)
def monitored(request: ScreenRequest, county: str) -> HttpResponse:
    tab = request.GET.get("tab", "monitored")
    if tab not in TABS:
        raise Http404("tab")
    sets, pack, today = _sets(request), pack_of(county), clock.today()
    words = _words(tab, pack)
    asked = asked_in(request.GET, words)
    rows = sets[tab]
    if asked.village:
        rows = rows.filter(within("village_code", prefix_of(asked.village)))
    if asked.word:
        rows = rows.filter(**{"channel" if tab == "leads" else "kind": asked.word})
    page, villages = page_of(rows, asked.after), village_names(request.scope)
    context = {
        "tab": tab,
        "tabs": [(key, word, sets[key].count()) for key, word in TABS.items()],
        "asked": asked,
        "words": words.items(),
        "villages": villages.items(),
        "rows": [(row, villages.get(row.village_code, row.village_code)) for row in page.rows],
        "late_from": _late_from(pack, today) if tab == "leads" else None,
        "measures": {one.measure.id: one.kind for one in measures_told(page.rows, pack, today)}
        if tab in MEASURES
        else {},
        "following": page.following,
        "may_post": request.whole_scope.may(EDIT),
        "may_compare": request.whole_scope.may(MANAGE),
        "today": today,
    }
    return render(request, "monitoring/list.html", context)


def _late_from(pack: Pack, today: date) -> date | None:
    """A lead found before this day is past the term in which it ought to be decided."""
    days = number_on(pack, DECISION_DAYS, today)
    return today - timedelta(days=days) if days is not None else None


def _words(tab: str, pack: Pack) -> dict[str, Any]:
    """What a list can be narrowed to: channels of leads, kinds of measures, kinds of household."""
    if tab in MEASURES:
        return dict(pack.vocabularies.get(KINDS, {}))
    return dict(Channel.choices) if tab == "leads" else dict(Kind.choices)


def _sets(request: ScreenRequest) -> dict[str, CountyQuerySet[Any]]:
    scope = request.scope
    return {
        "monitored": queries.monitored_in(scope),
        "leads": queries.leads_in(scope),
        "overdue": queries.overdue_in(scope, clock.today()),
        "mine": mine_in(scope),
        "removed": queries.removed_in(scope),
    }
