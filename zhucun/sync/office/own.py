"""One's own phones, in every county one works in: what is lost is stopped by its owner, without waiting for the office."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from zhucun.accounts.screens import ScreenRequest, screen
from zhucun.kernel import clock
from zhucun.kernel.refusals import Refusal
from zhucun.sync.choices import DeviceState
from zhucun.sync.office.forms import OwnPhoneForm
from zhucun.sync.office.rows import state_said
from zhucun.sync.office.words import kind_said
from zhucun.sync.queries_office import open_of, phones_of
from zhucun.sync.services import revoke_device


@screen()
def own(request: ScreenRequest) -> HttpResponse:
    devices = phones_of(request.user)
    active = {str(one.id): one for one in devices if one.state == DeviceState.ACTIVE}
    sent = request.POST if request.method == "POST" else None
    form = OwnPhoneForm(sent, devices=active.values(), example=_("例如“手机丢了”“换了新手机”"))
    if form.is_valid():
        lost, because = active[form.cleaned_data["device"]], form.cleaned_data["because"]
        try:
            revoke_device(by=request.user, device=lost, because=because, at=clock.now())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("已停用。它再联系时只交未交的内容，然后清空，看不到新的资料。"))
            return redirect("own_phones:own")
    context = {
        "rows": [(one, state_said(one)) for one in devices],
        "form": form if active else None,
        "held": [(one, kind_said(one.kind)) for one in open_of(request.user)],
    }
    return render(request, "phones/own.html", context, status=form.status)
