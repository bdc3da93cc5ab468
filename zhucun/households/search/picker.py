"""The box by which a form names a household: type a part of the head's name or its initials, then touch one.

Typing looks by htmx; without a script the button sends the form to its own page, which shows it again as it was typed
with the households found. What is typed here is a name: it is sent in the body all the same, so that nobody's habit
of typing numbers leaves one in an address.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from zhucun.households import queries
from zhucun.households.models import Household
from zhucun.households.naming import has_number
from zhucun.kernel.county import CountyQuerySet

LOOK = "household-look"  # the button that looks; its value is the field it looks for
_KEY = re.compile(r"[a-z][a-z0-9_-]{0,60}")
PICKS = "households/search/_picks.html"


@dataclass(frozen=True, slots=True)
class Look:
    """What is looked for in one field: the households to pick from, the one picked already among them."""

    rows: Sequence[Household]
    text: str
    chosen: UUID | None
    number: bool


def look(
    there: CountyQuerySet[Household], key: str, given: Mapping[str, Any], chosen: UUID | None = None
) -> Look:
    """Among the households that may be named; one picked elsewhere is not shown, and the form refuses it."""
    text = str(given.get(f"{key}-name", ""))
    number = has_number(text)
    rows = [] if number else list(queries.suggested(there, text))
    held = there.filter(id=chosen).first() if chosen else None
    if held is not None:
        rows = [held, *(one for one in rows if one.id != held.id)]
    return Look(rows, text, chosen, number)


class Picker(forms.Widget):
    """`address` answers `picks` for what is typed so far; `key` is the name of the field."""

    use_fieldset = True

    def __init__(self, found: Look, *, address: str, required: bool) -> None:
        super().__init__()
        self.found, self.address, self.required = found, address, required

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        return ""  # the legend names the group

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        invalid = bool(attrs and attrs.get("aria-invalid"))
        context = {
            "key": name,
            "look": self.found,
            "address": self.address,
            "invalid": invalid,
            "button": LOOK,
        }
        return render_to_string("households/search/_picker.html", {**context, "optional": not self.required})


def picks(request: HttpRequest, there: CountyQuerySet[Household]) -> HttpResponse:
    """The piece under the box, for what is typed so far; `key` and `optional` stand in the picker's address."""
    key = request.GET.get("key", "")
    if not _KEY.fullmatch(key):
        raise BadRequest("no field to look for")
    found = look(there, key, request.POST, chosen_in(request.POST, key))
    return render(request, PICKS, {"key": key, "look": found, "optional": "optional" in request.GET})


def put_into(
    form: forms.BaseForm,
    key: str,
    there: CountyQuerySet[Household],
    *,
    given: Mapping[str, Any],
    address: str,
) -> None:
    """Give a field of a form its box. `given` came with the page; `address`, with its query, answers `picks`."""
    field = form.fields[key]
    asked = {"key": key} if field.required else {"key": key, "optional": "1"}
    found = look(there, key, given, chosen_in({key: form[key].value()}, key))
    field.widget = Picker(found, address=f"{address}&{urlencode(asked)}", required=field.required)


def chosen_in(given: Mapping[str, Any], key: str) -> UUID | None:
    """The household that is picked; what is no key of one counts as none."""
    try:
        return UUID(str(given.get(key) or ""))
    except ValueError:
        return None


def looks(given: Mapping[str, Any] | None) -> bool:
    """Whether a form was sent only to look for a household, so that nothing of it is judged yet."""
    return given is not None and LOOK in given


def typed(form: forms.BaseForm) -> dict[str, Any]:
    """What somebody has typed so far, to be shown again without judging it."""
    return {
        name: field.widget.value_from_datadict(form.data, form.files, form.add_prefix(name))
        for name, field in form.fields.items()
    }
