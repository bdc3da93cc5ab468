"""Screens of phones: whose there are, one of them, stopping it, letting it go; a saved outbox read in."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from zhucun.accounts.screens import ScreenRequest, screen
from zhucun.kernel import clock
from zhucun.kernel.refusals import Refusal
from zhucun.kernel.text import canonical_name
from zhucun.sync import queries_office
from zhucun.sync.choices import DeviceState
from zhucun.sync.models import Device
from zhucun.sync.office.forms import FileForm, ReasonForm
from zhucun.sync.office.rows import Row, rows_of
from zhucun.sync.queries import MANAGE
from zhucun.sync.services import revoke_device
from zhucun.sync.services_devices import release_device
from zhucun.sync.services_import import take_file

PER_PAGE = 50


@screen(needs=MANAGE)
def phones(request: ScreenRequest, county: str) -> HttpResponse:
    """The phones of people below the reader's places, by place and name."""
    words, state = canonical_name(request.GET.get("q", "")), request.GET.get("state", "")
    found = queries_office.phones_in(request.scope, clock.today())
    if words:
        found = found.filter(user__name__contains=words)
    if state in DeviceState.values:
        found = found.filter(state=state)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": rows_of(request.scope, list(page.object_list)),
        "states": DeviceState.choices,
        "narrow": bool(words or state),
    }
    return render(request, "phones/phones.html", context)


@screen(needs=MANAGE)
def phone(request: ScreenRequest, county: str, device: UUID) -> HttpResponse:
    return render(request, "phones/phone.html", {"row": _row(request, device)})


@screen(needs=MANAGE)
def revoke(request: ScreenRequest, county: str, device: UUID) -> HttpResponse:
    """Stop a phone: what it has is handed over, then it empties itself."""
    row = _row(request, device)
    form = ReasonForm(request.POST or None, example=_("例如“手机丢失”“已调离，手机收回”"))
    if form.is_valid():
        try:
            revoke_device(by=request.user, device=row.device, at=clock.now(), **form.cleaned_data)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("已停用。它下一次联系时交完手里的内容，然后清空。"))
            return redirect("phones:phone", county, device)
    return render(request, "phones/revoke.html", {"row": row, "form": form}, status=form.status)


@screen(needs=MANAGE)
def release(request: ScreenRequest, county: str, device: UUID) -> HttpResponse:
    """Let a phone go that cannot hand over what it has."""
    row = _row(request, device)
    form = ReasonForm(request.POST or None, example=_("例如“忘了手机口令，内容已在电脑上补记”"))
    if form.is_valid():
        try:
            release_device(by=request.user, device=row.device, at=clock.now(), **form.cleaned_data)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("已免交。它下一次联系时不再等着交，直接清空。"))
            return redirect("phones:phone", county, device)
    return render(request, "phones/release.html", {"row": row, "form": form}, status=form.status)


@screen(needs=MANAGE)
def import_file(request: ScreenRequest, county: str) -> HttpResponse:
    """An outbox that a phone saved as a file, through the same door as what phones send."""
    sent = request.method == "POST"
    form, taken = FileForm(request.POST if sent else None, request.FILES if sent else None), None
    if form.is_valid():
        try:
            blob = form.cleaned_data["file"].read()
            taken = take_file(by=request.user, scope=request.scope, blob=blob, at=clock.now())
        except Refusal as refusal:
            form.refuse(refusal)
    context: dict[str, Any] = {"form": form, "taken": taken}
    return render(request, "phones/import_file.html", context, status=form.status)


def _row(request: ScreenRequest, id: UUID) -> Row:
    found: Device = get_object_or_404(queries_office.phones_in(request.scope, clock.today()), id=id)
    return rows_of(request.scope, [found])[0]
