"""The screen of the audit trail. It stands here because a screen must know who may see it, and audit does not."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhucun.accounts import roles
from zhucun.accounts.directory import Directory
from zhucun.accounts.queries import names_of
from zhucun.accounts.screens import ScreenRequest, screen
from zhucun.audit import acts, queries
from zhucun.audit.models import AuditEvent
from zhucun.kernel.lists import listed
from zhucun.kernel.place_codes import prefix_of

PER_PAGE = 50
NAMED = 10  # so many people of one act are shown by name
SAID = {
    "because": _("原因"),
    "on": _("日期"),
    "until": _("止"),
    "month": _("月份"),
    "account": _("账号"),
    "accounts": _("账号"),
    "role": _("角色"),
    "roles": _("角色"),
    "place": _("地方"),
    "places": _("地方"),
    "needs": _("所需权限"),
    "path": _("地址"),
    "kind": _("种类"),
    "form": _("记录类型"),
    "first_day": _("首日"),
    "last_day": _("末日"),
    "occurred_on": _("发生日期"),
    "was_on": _("原日期"),
    "questioned": _("待核"),
    "people": _("人数"),
    "revision": _("第几次"),
    "entries": _("登记条数"),
    "records": _("记录条数"),
    "postings": _("派驻段数"),
    "posting": _("派驻"),
    "households": _("户数"),
    "townships": _("乡镇数"),
    "villages": _("村数"),
    "village": _("村"),
    "edition": _("资料截至"),
    "code": _("代码"),
    "old": _("原代码"),
    "new": _("新代码"),
    "new_code": _("新代码"),
    "grants": _("授权数"),
    "fields": _("改动项目"),
    "unit": _("单位"),
    "digest": _("文件摘要"),
    "rows": _("核对行数"),
    "changed": _("变化行数"),
}
ACCOUNT = "accounts.user"


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
    reader = Reader(Directory(request.scope), events)
    context = {
        "rows": [reader.row(event) for event in events[:PER_PAGE]],
        "older": events[PER_PAGE - 1].seq if len(events) > PER_PAGE else None,
        "acts": list(acts.names().items()),
        "narrow": bool(act or actor or before),
        "actor": next((event.actor for event in events), "") if actor else "",
        "head": queries.head_of(county),
    }
    return render(request, "accounts/audit.html", context)


class Reader:
    """Turns lines of the trail into words: ids of accounts into names, codes of roles and places into titles."""

    def __init__(self, directory: Directory, events: Sequence[AuditEvent]) -> None:
        self.directory = directory
        ids = {str(event.subject_id) for event in events if event.subject_kind == ACCOUNT}
        for event in events:
            ids |= {*_listed(event.details.get("accounts"))[:NAMED], *_listed(event.details.get("account"))}
        self.names = {str(id_): name for id_, name in names_of(ids).items()}

    def row(self, event: AuditEvent) -> dict[str, Any]:
        details = {name: value for name, value in event.details.items() if value not in (None, "", [])}
        known = [(SAID[name], self._word(name, details[name])) for name in SAID if name in details]
        other = [(name, value) for name, value in sorted(details.items()) if name not in SAID]
        return {
            "event": event,
            "act": acts.name_of(event.act),
            "place": self.directory.place(prefix_of(event.place_code)) if event.place_code else "",
            "subject": self.names.get(str(event.subject_id), "") if event.subject_kind == ACCOUNT else "",
            "details": [*known, *other],
        }

    def _word(self, name: str, value: Any) -> str:
        if name in ("account", "accounts"):
            ids = _listed(value)
            shown = listed(self.names.get(id_, id_) for id_ in ids[:NAMED])
            more = {"shown": shown, "number": len(ids)}
            return shown if len(ids) <= NAMED else gettext("%(shown)s 等 %(number)s 人") % more
        if name in ("role", "roles"):
            return listed(roles.title_of(role) for role in _listed(value))
        if name in ("place", "places"):
            return listed(self.directory.place(prefix_of(code)) for code in _listed(value))
        return str(value)


def _listed(value: Any) -> list[str]:
    return [str(each) for each in value] if isinstance(value, list) else [str(value)] if value else []


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
