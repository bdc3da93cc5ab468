"""The facts of an example in words, whatever the form of its rule. What an example leaves out is as usual."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhucun.engine.duty import Duty
from zhucun.kernel.lists import listed
from zhucun.policy.pack import Pack
from zhucun.policy.pages import sentence

COUNTS = {
    "done": gettext_lazy("已做到 %(amount)s"),
    "open": gettext_lazy("待核 %(amount)s"),
    "still_possible": gettext_lazy("还可能有 %(amount)s"),
}
DAYS = {
    "acts": gettext_lazy("%(days)s办理"),
    "open_acts": gettext_lazy("%(days)s办理，待核"),
    "excused_days": gettext_lazy("%(days)s除外"),
}
ROW = {
    "hit": gettext_lazy("有"),
    "miss": gettext_lazy("没有"),
    "unknown": gettext_lazy("不知道"),
    "excused": gettext_lazy("除外"),
    "open": gettext_lazy("待核"),
}


def given_in_words(pack: Pack, duty: Duty, given: Mapping[str, Any]) -> Iterator[str]:
    yield from _counts(pack, duty, given)
    yield from _members(given.get("members"))
    for key, pattern in DAYS.items():
        if given.get(key):
            yield pattern % {"days": listed(_day(day) for day in given[key])}
    if given.get("states"):
        yield listed(_state(one) for one in given["states"])
    if given.get("row"):
        yield _("依次：%(row)s") % {"row": listed(ROW[one] for one in given["row"])}
    if given.get("over") is False:
        yield _("这一期还没有结束")
    if given.get("confirmed") is False:
        yield _("还没有确认")


def _counts(pack: Pack, duty: Duty, given: Mapping[str, Any]) -> Iterator[str]:
    for key, pattern in COUNTS.items():
        amount = given.get(key)
        if isinstance(amount, int) and (amount or key == "done"):
            yield pattern % {"amount": sentence.how_much(pack, duty, amount)}
    if given.get("excused"):
        yield _("除外 %(days)s 天") % {"days": given["excused"]}


def _members(members: Sequence[Any] | str | None) -> Iterator[str]:
    if members == "unknown":
        yield _("不知道有哪些对象")
    elif members is not None:
        yield _("各对象：%(members)s") % {"members": listed(map(_member, members)) or _("一个也没有")}


def _member(member: Any) -> str:
    if isinstance(member, int):
        return str(member)
    if member.get("excused"):
        return _("除外")
    if member.get("open"):
        return _("%(done)s（待核 %(open)s）") % {"done": member.get("done", 0), "open": member["open"]}
    return str(member.get("done", 0))


def _state(state: Mapping[str, Any]) -> str:
    value = _("不知道") if state["value"] == "unknown" else state["value"]
    return _("%(day)s起 %(value)s") % {"day": _day(state.get("since") or state["from"]), "value": value}


def _day(day: date | str) -> str:
    return day if isinstance(day, str) else f"{day:%m-%d}"
