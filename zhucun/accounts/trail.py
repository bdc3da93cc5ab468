"""The screen of the audit trail. It stands here because a screen must know who may see it, and audit does not."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from zhucun.accounts.directory import Directory
from zhucun.accounts.screens import ScreenRequest, screen
from zhucun.audit import acts, queries
from zhucun.audit.models import AuditEvent
from zhucun.kernel.place_codes import prefix_of

PER_PAGE = 50
SAID = {
    "because": _("原因"),
    "on": _("日期"),
    "until": _("止"),
    "month": _("月份"),
    "role": _("角色"),
    "place": _("地方"),
    "needs": _("所需权限"),
    "path": _("地址"),
}


@screen(needs="audit.see")
def audit(request: ScreenRequest, county: str) -> HttpResponse:
    """The newest events first; a reader of part of the county sees what happened there."""
    asked = request.GET
    act, actor, before = asked.get("act", ""), _uuid(asked.get("actor", "")), _number(asked.get("page", ""))
    events = queries.latest_events(
        county,
        within=None if request.scope.whole_county else request.scope,
        act=act,
        actor_id=actor,
        before=before,
        limit=PER_PAGE + 1,
    )
    directory = Directory(request.scope)
    context = {
        "rows": [_row(event, directory) for event in events[:PER_PAGE]],
        "older": events[PER_PAGE - 1].seq if len(events) > PER_PAGE else None,
        "acts": list(acts.names().items()),
        "narrow": bool(act or actor or before),
        "actor": next((event.actor for event in events), "") if actor else "",
        "head": queries.head_of(county),
    }
    return render(request, "accounts/audit.html", context)


def _row(event: AuditEvent, directory: Directory) -> dict[str, Any]:
    known = [(SAID[name], event.details[name]) for name in SAID if event.details.get(name) not in (None, "")]
    other = [(name, value) for name, value in sorted(event.details.items()) if name not in SAID]
    return {
        "event": event,
        "act": acts.name_of(event.act),
        "place": directory.place(prefix_of(event.place_code)) if event.place_code else "",
        "details": [*known, *other],
    }


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError as strange:
        raise Http404("no such person") from strange


def _number(text: str) -> int | None:
    if not text:
        return None
    if not text.isdecimal() or len(text) > 18:
        raise Http404("no such place in the chain")
    return int(text)
