"""What officers do with many cases at once: take them away as a ledger, remind, say who is to handle them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from zhucun.accounts.screens import ScreenRequest, screen
from zhucun.cases import queries, services
from zhucun.cases.export import MOST, export_cases
from zhucun.cases.flow_versions import flows_behind
from zhucun.cases.forms import AssignForm
from zhucun.cases.listing import Cases, Line, Teller, rows_of
from zhucun.cases.models import Case
from zhucun.cases.people import around, assignable, named
from zhucun.cases.refusals import TooManyAtOnce
from zhucun.cases.routing import MANAGE
from zhucun.cases.views.asking import filters_in, uuid_in
from zhucun.documents.services import EXCEL
from zhucun.kernel import clock
from zhucun.kernel.forms import status
from zhucun.kernel.refusals import Refusal
from zhucun.places import queries as places

AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class Answered:
    """What became of one case of many."""

    case: Case
    done: bool
    says: str


@screen(needs=MANAGE)
def export(request: ScreenRequest, county: str) -> HttpResponse:
    """The list as it stands in the address, as a ledger; asked for by POST, because it is written down."""
    page = reverse("cases:list", kwargs={"county": county})
    if request.method != "POST":
        return redirect(page)
    filters, _size = filters_in(request.GET)
    today = clock.today()
    found = queries.manageable(request.whole_scope, today).filter(filters.conditions(today))
    return _ledger(request, found.order_by("-raised_on", "-id"))


def _ledger(request: ScreenRequest, found: Cases) -> HttpResponse:
    ids = list(found.values_list("id", flat=True)[: MOST + 1])
    if len(ids) > MOST:
        raise TooManyAtOnce(most=MOST, now=len(ids))
    rows = rows_of(request.county, ids)
    lines = Teller.of(request.county, clock.today(), places.names(request.county), rows).lines(rows)
    title = _("%(place)s办件台账") % {"place": places.county_name(request.county)}

    def link(line: Line) -> str:
        where = {"county": request.county, "case": line.case.id}
        return request.build_absolute_uri(reverse("cases:case", kwargs=where))

    content = export_cases(by=request.user, county=request.county, title=title, lines=lines, link=link)
    answer = HttpResponse(content, content_type=EXCEL)
    answer["Content-Disposition"] = 'attachment; filename="cases.xlsx"'
    return answer


@screen(needs=MANAGE)
def bulk(request: ScreenRequest, county: str) -> HttpResponse:
    """One act on the cases that were ticked; each of them answers for itself."""
    chosen = [uuid_in(text) for text in request.POST.getlist("case")]
    if request.method != "POST" or not chosen:
        if request.method == "POST":
            messages.warning(request, _("没有选中办件。请先在列表里勾选，再点要办的事。"))
        return redirect("cases:list", county)
    if len(chosen) > AT_ONCE:
        raise TooManyAtOnce(most=AT_ONCE, now=len(chosen))
    found = queries.manageable(request.whole_scope, clock.today()).filter(id__in=chosen)
    match request.POST.get("act"):
        case "remind":
            return _answers(request, _("催办"), _each(found, lambda case: _remind(request, case)))
        case "assign":
            return _assign(request, found)
        case "export":
            return _ledger(request, found.order_by("-raised_on", "-id"))
        case _:
            return redirect("cases:list", county)


def _remind(request: ScreenRequest, case: Case) -> str:
    services.remind_about(by=request.user, county=request.county, cases=[case], at=clock.now())
    return _("已催办")


def _each(found: Iterable[Case], act: Callable[[Case], str]) -> list[Answered]:
    answers = []
    for case in found:
        try:
            answers.append(Answered(case, True, act(case)))
        except Refusal as refusal:
            answers.append(Answered(case, False, refusal.said))
    return answers


def _answers(request: ScreenRequest, title: str, answers: Sequence[Answered]) -> HttpResponse:
    done = sum(one.done for one in answers)
    return render(request, "cases/bulk.html", {"act_title": title, "answers": answers, "done": done})


def _assign(request: ScreenRequest, found: Cases) -> HttpResponse:
    """First who, then for each case as whom: the first of its people that an officer may name."""
    cases = list(found)
    prefix = request.county if len({case.place for case in cases}) != 1 else cases[0].place
    people = around(request.county, prefix, clock.today(), places.names(request.county))
    sent = request.POST if "user" in request.POST else None
    form = AssignForm(sent, parties=[("any", _("办理人"))], people=people, initial={"party": "any"})
    if form.is_valid():
        data = form.cleaned_data
        user = named(data["user"])
        flows = flows_behind(request.county, (case.flow_version_id for case in cases))

        def name(case: Case) -> str:
            party = next(iter(assignable(flows[case.flow_version_id])), "")
            services.assign_case(
                by=request.user,
                case=case,
                party=party,
                user=user,
                because=data["because"],
                at=clock.now(),
            )
            return _("已指定")

        return _answers(request, _("指定办理人"), _each(cases, name))
    context = {"form": form, "cases": cases}
    return render(request, "cases/assign_many.html", context, status=status(form))
