"""The way from a thing's own page to the papers that can be written of it."""

from typing import Any

from django import template
from django.urls import reverse

from zhucun.documents.own_sources import WRITE

register = template.Library()


@register.inclusion_tag("documents/_write.html", takes_context=True)
def write_paper(context: dict[str, Any], kind: str, of: object) -> dict[str, str]:
    """A button, for whoever may write papers; `of` is the key of the thing."""
    request = context["request"]
    if not request.whole_scope.may(WRITE):
        return {}
    return {"href": reverse("documents:choose", args=[request.county, kind, str(of)])}
