"""Screens that write pairings: one, a change of one, a list."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from zhucun.accounts.screens import ScreenRequest, screen
from zhucun.households import queries as register
from zhucun.households.choices import PairingKind
from zhucun.households.models import Household, Pairing
from zhucun.households.pairings import queries, reading, services
from zhucun.households.pairings.domain import OF_HOUSEHOLDS, Helper, Wanted
from zhucun.households.pairings.forms import END, VOID, ChangeForm, HelperForm, NewForm, PairingListForm
from zhucun.households.pairings.lists import check, text_of
from zhucun.households.pairings.refusals import AccountUnknown, PairingRefusal
from zhucun.households.pairings.screens import kind_asked, may_change, uuid_asked
from zhucun.households.pairings.services import PAIR
from zhucun.kernel import clock
from zhucun.kernel.forms import NOT_ACCEPTED, sent, status
from zhucun.kernel.spreadsheet import Checked, SpreadsheetRefused
from zhucun.places.queries import names

FIRST_KIND = PairingKind.CADRE_HOUSEHOLD


@screen(needs=PAIR)
def new(request: ScreenRequest, county: str) -> HttpResponse:
    """Say who answers for a family, a village or a township."""
    kind = kind_asked(request, FIRST_KIND)
    family = _family(request)
    context: dict[str, Any] = {"kind": kind, "household": family, "kinds": PairingKind.choices}
    if kind in OF_HOUSEHOLDS and family is None:
        return render(request, "households/pairings/choose.html", context)
    form = _new_form(request, kind)
    if form.is_valid() and _tried(form, lambda: _paired(request, kind, family, form.cleaned_data)):
        messages.success(request, _("已登记。以后换人请办理交接，经过会保留。"))
        if family:
            return redirect("households:household", county, family.id)
        return redirect("households:pairings", county)
    return render(request, "households/pairings/new.html", {**context, "form": form}, status=status(form))


@screen(needs=PAIR)
def change(request: ScreenRequest, county: str, pairing: UUID) -> HttpResponse:
    """Hand over, end, or take back."""
    row = queries.pairing_for(request.scope, pairing)
    if not may_change(request.whole_scope, row, clock.today()):
        raise PermissionDenied(PAIR)
    kind = PairingKind(row.kind)
    form = ChangeForm(sent(request), kind=kind, units=_units(county, kind))
    if form.is_valid() and _tried(form, lambda: _changed(request, row, form.cleaned_data)):
        messages.success(request, _("已改好，原来的登记保留在经过里。"))
        return redirect("households:pairing", county, row.id)
    place = names(county).get(row.place_code, row.place_code)
    context = {"form": form, "row": row, "place": place}
    return render(request, "households/pairings/change.html", context, status=status(form))


@screen(needs=PAIR)
def many(request: ScreenRequest, county: str) -> HttpResponse:
    """A list: pasted or from Excel, looked at line by line, then written whole or not at all."""
    files = request.FILES if request.method == "POST" else None
    form = PairingListForm(sent(request), files, initial={"kind": request.GET.get("kind", FIRST_KIND)})
    template = "households/pairings/list.html"
    if not form.is_valid():
        return render(request, template, {"form": form}, status=status(form))
    given, kind = form.cleaned_data, PairingKind(form.cleaned_data["kind"])
    try:
        text = text_of(given["file"].read()) if given["file"] else given["text"]
        checked = check(text, kind, reading.register_for(request.scope, kind, clock.today()))
        if request.POST.get("step") == "confirm" and checked.can_be_kept:
            return _kept(request, checked)
    except (SpreadsheetRefused, PairingRefusal) as refusal:
        form.add_error("file" if given["file"] else "text", refusal.said)
        return render(request, template, {"form": form}, status=NOT_ACCEPTED)
    again = PairingListForm(initial={"text": text, "kind": kind})
    context = {"checked": checked, "text": text, "kind": kind, "form": again}
    code = 200 if checked.can_be_kept else NOT_ACCEPTED
    return render(request, "households/pairings/preview.html", context, status=code)


def _kept(request: ScreenRequest, checked: Checked[Wanted]) -> HttpResponse:
    done = services.pair_in_bulk(by=request.user, county=request.county, wanted=checked.wanted)
    said = {"new": done.new, "handed": done.handed_over, "same": done.same}
    messages.success(request, _("已登记：新增 %(new)d 条，交接 %(handed)d 条，%(same)d 条没有变化。") % said)
    return redirect("households:pairings", request.county)


def _family(request: ScreenRequest) -> Household | None:
    wanted = uuid_asked(request, "household")
    return register.household_for(request.scope, wanted) if wanted else None


def _new_form(request: ScreenRequest, kind: PairingKind) -> NewForm:
    today = clock.today()
    places = None if kind in OF_HOUSEHOLDS else reading.places_to_choose(request.scope, kind, today)
    presets = {"place": request.GET.get("place", ""), "starts_on": today}
    units = _units(request.county, kind)
    return NewForm(sent(request), kind=kind, units=units, places=places, initial=presets)


def _paired(
    request: ScreenRequest, kind: PairingKind, family: Household | None, given: dict[str, Any]
) -> None:
    services.pair(
        by=request.user,
        county=request.county,
        kind=kind,
        helper=_helper(request.county, given),
        starts_on=given["starts_on"],
        place_code=given.get("place", ""),
        household=family,
        because=given["because"],
    )


def _changed(request: ScreenRequest, row: Pairing, given: dict[str, Any]) -> None:
    because = given["because"]
    if given["what"] == VOID:
        services.void_pairing(by=request.user, pairing=row, because=because)
    elif given["what"] == END:
        services.end(by=request.user, pairing=row, on=given["on"], because=because)
    else:
        helper = _helper(request.county, given)
        services.hand_over(by=request.user, pairing=row, helper=helper, on=given["on"], because=because)


def _helper(county: str, given: dict[str, Any]) -> Helper:
    if unit := given.get("unit"):
        return Helper("", unit_id=UUID(unit))
    account = given.get("account", "").strip()
    user = reading.account_of(county, account, clock.today()) if account else None
    if account and user is None:
        raise AccountUnknown(account=account)
    return Helper(given.get("name", ""), user_id=user)


def _units(county: str, kind: PairingKind) -> list[tuple[UUID, str]]:
    return reading.units(county) if kind is PairingKind.UNIT_VILLAGE else []


def _tried(form: HelperForm, act: Callable[[], None]) -> bool:
    """Do what a valid form asks; what is refused is said beside it."""
    try:
        act()
    except PairingRefusal as refusal:
        form.refuse(refusal)
        return False
    return True
