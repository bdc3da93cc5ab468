"""A birth date that nobody had written down: told without a look at what is kept closely for want of it."""

from dataclasses import replace
from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from zhucun.accounts.screens import ScreenRequest, screen
from zhucun.households import services_people as services
from zhucun.households.checks import EDIT
from zhucun.households.domain_people import VillagerEntry
from zhucun.households.forms_birth import BirthForm
from zhucun.households.models import Household
from zhucun.households.views.acting import carry_out, person_of
from zhucun.kernel.forms import sent


@screen(needs=EDIT)
def born(request: ScreenRequest, county: str, villager_id: UUID) -> HttpResponse:
    person, today = person_of(request, villager_id)
    if person.stripped or person.villager.born_on is not None:
        raise Http404("a birth date that is known is put right with the rest")
    form = BirthForm(sent(request), today=today)

    def do() -> tuple[str, Household]:
        entry = replace(VillagerEntry.of(person.villager), born_on=form.cleaned_data["born_on"])
        services.correct_villager(
            by=request.user,
            villager=person.villager,
            entry=entry,
            because=form.cleaned_data["because"],
        )
        return _("已登记“%(name)s”的出生日期。") % {"name": person.villager.name}, person.membership.household

    frame = {
        "person": person,
        "title": _("登记出生日期"),
        "lead": _("登记以后，满 14 周岁的照常查看；未满的仍从严保管。"),
        "submit": _("保存"),
    }
    return carry_out(request, form, do, frame=frame)
