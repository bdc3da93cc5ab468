"""What components need beyond plain templates: days, addresses that keep filters, a block used twice."""

from collections.abc import Iterable, Sequence

from django import template
from django.template.base import Node, NodeList, Parser, Token
from django.template.context import Context
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from zhucun.kernel import ribbon as days
from zhucun.kernel.lists import listed

register = template.Library()

register.filter("ribbon", days.ribbon)
register.filter("listed", listed)
register.simple_tag(days.month_cells, name="month_cells")


@register.filter
def kinds(codes: str) -> list[days.Kind]:
    """The kinds of day behind the letters, for a legend."""
    return [days.KINDS[code] for code in codes]


@register.simple_tag(takes_context=True)
def address_with(context: Context, key: str, value: object) -> str:
    """This page's address with one filter changed, starting at page one; an empty value drops the filter."""
    query = context["request"].GET.copy()
    if key != "page":
        query.pop("page", None)
    query.pop(key, None)
    if value not in ("", None):
        query[key] = str(value)
    return f"?{query.urlencode()}"


@register.simple_tag(takes_context=True)
def filter_value(context: Context, key: str) -> str:
    return str(context["request"].GET.get(key, ""))


@register.simple_tag(takes_context=True)
def other_filters(context: Context, key: str) -> Sequence[tuple[str, str]]:
    """What a form for one filter must carry along so that the others stay."""
    query = context["request"].GET
    kept: Iterable[str] = (name for name in query if name not in {key, "page"})
    return [(name, value) for name in kept for value in query.getlist(name)]


# The first mark that is found names the thing: Edge and WeChat also call themselves Chrome, Android also Linux.
_SYSTEMS = {
    "OpenHarmony": _("鸿蒙手机"),
    "Android": _("安卓手机"),
    "iPhone": _("苹果手机"),
    "iPad": _("苹果平板"),
    "Windows": _("Windows 电脑"),
    "Macintosh": _("苹果电脑"),
    "Linux": _("Linux 电脑"),
}
_BROWSERS = {
    "MicroMessenger": _("微信"),
    "DingTalk": _("钉钉"),
    "Edg/": "Edge",
    "Firefox/": "Firefox",
    "Chrome/": "Chrome",
    "Safari/": "Safari",
}


@register.filter
def device(user_agent: str) -> str:
    """What a person would call the device behind a sign-in."""
    system = next((word for mark, word in _SYSTEMS.items() if mark in user_agent), _("认不出的设备"))
    browser = next((word for mark, word in _BROWSERS.items() if mark in user_agent), "")
    return f"{system} {browser}".rstrip()


class Captured(Node):
    child_nodelists = ("nodelist",)

    def __init__(self, nodelist: NodeList, name: str) -> None:
        self.nodelist, self.name = nodelist, name

    def render(self, context: Context) -> SafeString:
        context[self.name] = SafeString(self.nodelist.render(context).strip())
        return SafeString("")


@register.tag
def captured(parser: Parser, token: Token) -> Captured:
    """`{% captured name %}…{% endcaptured %}`: a block that is shown twice, or only when it is not empty."""
    _tag, name = token.split_contents()
    nodelist = parser.parse(("endcaptured",))
    parser.delete_first_token()
    return Captured(nodelist, name)
