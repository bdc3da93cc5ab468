"""The form of a draft as a screen needs it: places the reader may ask, figures the records hold."""

from collections.abc import Mapping
from typing import Any

from django.http import QueryDict

from zhucun.accounts.screens import ScreenRequest
from zhucun.burden import pages
from zhucun.burden.checks import ASK
from zhucun.burden.domain import Content
from zhucun.burden.forms import DraftForm, initial_of
from zhucun.kernel import clock
from zhucun.places import queries as places
from zhucun.policy.held_figures import offered


def draft_form(
    request: ScreenRequest,
    data: QueryDict | None,
    content: Content | None = None,
    presets: Mapping[str, Any] | None = None,
) -> DraftForm:
    towns = pages.townships_with_villages(request.whole_scope, clock.today())
    offered_places = [(place, name) for place, name in _whole(request)]
    for code, name, villages in towns:
        offered_places += [(code, name), *villages]
    given = {"first_on": clock.today(), **(presets or {}), **(initial_of(content) if content else {})}
    return DraftForm(data, places=offered_places, figures=list(offered().values()), initial=given)


def drafting_page(request: ScreenRequest, form: DraftForm) -> dict[str, Any]:
    towns = pages.townships_with_villages(request.whole_scope, clock.today())
    whole = _whole(request)
    return {
        "form": form,
        "some_chosen": bool(form.chosen - {code for code, _name in whole}),
        "whole": whole,
        "towns": [
            (code, name, villages, code in form.chosen or any(one in form.chosen for one, _name in villages))
            for code, name, villages in towns
        ],
    }


def _whole(request: ScreenRequest) -> list[tuple[str, str]]:
    """The county itself, for whoever may ask all of it."""
    if not request.whole_scope.narrowed(ASK).whole_county:
        return []
    return [(f"{request.county}000000", places.county_name(request.county))]
