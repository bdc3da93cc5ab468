"""What the frame around every screen shows: menu, place, role, date.

The menu asks the same permissions as the screens, so nobody sees a word that leads nowhere.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from zhucun.accounts.scope import Scope
from zhucun.kernel import clock
from zhucun.kernel.place_codes import VILLAGE
from zhucun.places import queries as places


@dataclass(frozen=True)
class Word:
    """A word of the menu: what it says, where it leads, what it needs; `app` marks it as the current one."""

    word: Any
    icon: str
    url_name: str
    needs: str
    app: str


MENU = (
    Word(_("首页"), "home", "home:home", "desk.home", "home"),
    Word(_("派驻"), "map-pin", "dispatch:postings", "dispatch.see", "dispatch"),
    Word(_("在岗"), "calendar", "attendance:current", "attendance.see", "attendance"),
    Word(_("工作记录"), "notes", "fieldwork:records", "fieldwork.see", "fieldwork"),
    Word(_("农户"), "users", "households:households", "households.see", "households"),
    Word(_("办件"), "clipboard-check", "cases:inbox", "cases.see", "cases"),
    Word(_("文书档案"), "file-text", "documents:papers", "documents.see", "documents"),
    Word(_("填报与减负"), "scale", "burden:mine", "burden.answer", "burden"),
    Word(_("填报与减负"), "scale", "burden:requests", "burden.read", "burden"),
    Word(_("制度"), "book", "policy:duties", "policy.see", "policy"),
    Word(_("地方"), "map", "places:villages", "places.see", "places"),
    Word(_("系统"), "settings", "system:people", "accounts.see", "system"),
    Word(_("系统"), "settings", "system:audit", "audit.see", "system"),
    Word(_("系统"), "settings", "phones:phones", "sync.manage", "system"),
    Word(_("系统"), "settings", "phones:held_list", "sync.settle", "system"),
)
BAR = (
    Word(_("首页"), "home", "home:home", "desk.home", "home"),
    Word(_("农户"), "users", "households:households", "households.see", "households"),
    Word(_("记一笔"), "plus", "fieldwork:new", "fieldwork.write", "fieldwork"),
    Word(_("办件"), "clipboard-check", "cases:inbox", "cases.see", "cases"),
    Word(_("在岗"), "calendar", "attendance:mine", "attendance.enter_own", "attendance"),
)
OFFICE_BAR = (
    BAR[0],
    Word(_("派驻"), "map-pin", "dispatch:postings", "dispatch.see", "dispatch"),
    Word(_("办件"), "clipboard-check", "cases:inbox", "cases.see", "cases"),
    Word(_("在岗"), "calendar", "attendance:current", "attendance.see", "attendance"),
    *MENU[-4:],
)

# Features that stand below another's word.
PART_OF = {"monitoring": "households", "retention": "system", "phones": "system"}


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context for base.html."""
    scope: Scope | None = getattr(request, "whole_scope", None)
    if scope is None:
        return {"today": clock.today(), "menu": [], "bar": [], "here": None}
    app = request.resolver_match.app_name if request.resolver_match else ""
    app = PART_OF.get(app, app)
    bar = BAR if scope.may("attendance.enter_own") else OFFICE_BAR
    return {
        "today": clock.today(),
        "menu": _links(MENU, scope, app),
        "bar": _links(bar, scope, app),
        "here": _here(scope, getattr(request, "place_names", None)),
    }


def _links(words: tuple[Word, ...], scope: Scope, app: str) -> list[dict[str, Any]]:
    seen: set[str] = set()
    links = []
    for word in words:
        if scope.may(word.needs) and word.app not in seen:
            seen.add(word.app)
            url = reverse(word.url_name, kwargs={"county": scope.county})
            links.append({"word": word.word, "icon": word.icon, "url": url, "current": word.app == app})
    return links


def _here(scope: Scope, known: dict[str, str] | None) -> dict[str, str]:
    """`known` are the names that the screen has read already, if it needed any."""
    grant, county = scope.grants[0], scope.county.ljust(VILLAGE, "0")
    own = grant.place_prefix.ljust(VILLAGE, "0")
    names = places.names_of({county, own}) if known is None else known
    return {
        "county": scope.county,
        "county_name": names.get(county, scope.county),
        "place_name": _unit(scope, grant.unit_id) or (names.get(own, "") if own != county else ""),
        "role_name": grant.title,
    }


def _unit(scope: Scope, unit_id: UUID | None) -> str:
    """The unit that somebody speaks for; nothing for those who have a place."""
    found = places.units(scope.county, scope).filter(id=unit_id).first() if unit_id else None
    return found.name if found else ""
