"""Acts on circumstances: one begins, ends, or was entered by mistake."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from zhucun.accounts.screens import ScreenRequest, screen
from zhucun.households import services_marks as services
from zhucun.households.checks import EDIT
from zhucun.households.choices import Circumstance
from zhucun.households.domain_people import is_minor
from zhucun.households.forms_acts import DayForm, MarkForm, ReasonForm
from zhucun.households.members import last
from zhucun.households.models import Household, Mark
from zhucun.households.person import Person
from zhucun.households.queries_minors import may_open_minor
from zhucun.households.said import CIRCUMSTANCES, PERSONAL, Said
from zhucun.households.views.acting import carry_out, household_of, person_of
from zhucun.kernel import clock
from zhucun.kernel.forms import ActForm, sent


@screen(needs=EDIT)
def begin(request: ScreenRequest, county: str, household_id: UUID) -> HttpResponse:
    """Of the household; what is so already is not offered again, the service would refuse it."""
    found = household_of(request, household_id)
    known = [(kind.value, kind.label) for kind in Circumstance if kind != Circumstance.NONE]
    form = MarkForm(sent(request), today=clock.today(), kinds=Said(county).options(CIRCUMSTANCES) or known)
    return _begin(request, form, found, None)


@screen(needs=EDIT)
def begin_of_person(request: ScreenRequest, county: str, villager_id: UUID) -> HttpResponse:
    person, today = person_of(request, villager_id)
    if person.minor and not may_open_minor(request.scope, person.membership.village_code, today):
        return render(request, "households/minor_closed.html", {"person": person})
    form = MarkForm(sent(request), today=today, kinds=Said(county).options(PERSONAL))
    return _begin(request, form, person.membership.household, person)


@screen(needs=EDIT)
def end(request: ScreenRequest, county: str, mark_id: UUID) -> HttpResponse:
    mark, title = _mark(request, mark_id)
    if _closed(request, mark):
        return render(request, "households/minor_closed.html", {"household": mark.household})
    form = DayForm(sent(request), today=clock.today())

    def do() -> tuple[str, Household]:
        services.mark_ends(by=request.user, mark=mark, **form.cleaned_data)
        return _("“%(kind)s”已结束。") % {"kind": title}, mark.household

    lead = _("填写的这一天是不再属于这一情形的第一天。")
    frame = {
        "household": mark.household,
        "title": _("结束“%(kind)s”") % {"kind": title},
        "submit": _("结束"),
        "lead": lead,
    }
    return carry_out(request, form, do, frame=frame)


@screen(needs=EDIT)
def void(request: ScreenRequest, county: str, mark_id: UUID) -> HttpResponse:
    mark, title = _mark(request, mark_id)
    if _closed(request, mark):
        return render(request, "households/minor_closed.html", {"household": mark.household})
    form = ReasonForm(sent(request))

    def do() -> tuple[str, Household]:
        services.void_mark(by=request.user, mark=mark, **form.cleaned_data)
        return _("“%(kind)s”已撤销。") % {"kind": title}, mark.household

    frame = {
        "household": mark.household,
        "title": _("撤销误登的“%(kind)s”") % {"kind": title},
        "submit": _("撤销"),
        "lead": _("只用于从来没有过的误登。情形不再有的，请办理“结束”。"),
    }
    return carry_out(request, form, do, frame=frame)


def _begin(request: ScreenRequest, form: ActForm, found: Household, person: Person | None) -> HttpResponse:
    def do() -> tuple[str, Household]:
        villager = person.villager if person else None
        services.mark_begins(by=request.user, household=found, villager=villager, **form.cleaned_data)
        return _("已登记情形。"), found

    frame = {"household": found, "person": person, "title": _("登记情形"), "submit": _("登记")}
    return carry_out(request, form, do, frame=frame)


def _mark(request: ScreenRequest, mark_id: UUID) -> tuple[Mark, str]:
    marks = Mark.objects.for_scope(request.scope).select_related("household", "villager")
    mark = get_object_or_404(marks, id=mark_id)
    if mark.voided:
        raise Http404("taken back")
    return mark, Said(mark.county_code).mark(mark.kind, personal=mark.villager_id is not None)


def _closed(request: ScreenRequest, mark: Mark) -> bool:
    """Whether it is of a child whom the reader has no leave to open."""
    today = clock.today()
    if mark.villager is None:
        return False
    child = is_minor(mark.villager, today, last(mark.villager).relation)
    return child and not may_open_minor(request.scope, mark.village_code, today)
