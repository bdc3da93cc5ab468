"""Acts on one person: entered, corrected, moved, gone, dead, back, taken back."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from zhucun.accounts.screens import ScreenRequest, screen
from zhucun.households import services_people as services
from zhucun.households.checks import EDIT
from zhucun.households.choices import Gone, Joined
from zhucun.households.forms_acts import (
    COMES_BACK,
    MOVES,
    ComeForm,
    DeathForm,
    LeaveForm,
    ReasonForm,
    RelationForm,
)
from zhucun.households.forms_people import AddForm, ChangeForm
from zhucun.households.models import Household
from zhucun.households.person import Person
from zhucun.households.queries_minors import may_open_minor
from zhucun.households.said import Said
from zhucun.households.services_opening import has_read
from zhucun.households.views.acting import carry_out, choose, chosen, household_of, person_of
from zhucun.kernel import clock
from zhucun.kernel.forms import sent

Frame = dict[str, object]


@screen(needs=EDIT)
def add(request: ScreenRequest, county: str, household_id: UUID) -> HttpResponse:
    found, said = household_of(request, household_id), Said(county)
    form = AddForm(sent(request), said=said, today=clock.today(), relations=said.relations())

    def do() -> tuple[str, Household]:
        given = form.cleaned_data
        added = services.add_villager(
            by=request.user,
            county=county,
            household=found,
            entry=form.entry(),
            relation=given["relation"],
            joined=given["joined"],
            on=given["on"],
            because=given["because"],
        )
        return _("已登记“%(name)s”。") % {"name": added.name}, found

    frame: Frame = {
        "household": found,
        "title": _("添加成员"),
        "lead": _("先填前几项，其余的走访时再补；不知道的空着，不要猜。"),
        "submit": _("保存"),
    }
    return carry_out(request, form, do, frame=frame, template="households/person_form.html")


@screen(needs=EDIT)
def correct(request: ScreenRequest, county: str, villager_id: UUID) -> HttpResponse:
    person, today = person_of(request, villager_id)
    if person.minor and not may_open_minor(request.scope, person.membership.village_code, today):
        return render(request, "households/minor_closed.html", {"person": person})
    if request.method != "POST" and not has_read(request.user, person.villager, today):
        return render(request, "households/details_first.html", {"person": person})
    form = ChangeForm(sent(request), villager=person.villager, said=Said(county))

    def do() -> tuple[str, Household]:
        services.correct_villager(
            by=request.user,
            villager=person.villager,
            entry=form.entry(),
            because=form.cleaned_data["because"],
        )
        return _("已更正，改了哪些项目和原因都已留痕。"), person.membership.household

    frame = _frame(person, _("更正成员信息"), _("保存更正"))
    return carry_out(request, form, do, frame=frame, template="households/person_form.html")


@screen(needs=EDIT)
def relation(request: ScreenRequest, county: str, villager_id: UUID) -> HttpResponse:
    person, _today = person_of(request, villager_id)
    form = RelationForm(sent(request), relations=Said(county).relations(with_head=False))

    def do() -> tuple[str, Household]:
        services.correct_relation(by=request.user, villager=person.villager, **form.cleaned_data)
        return _("已更正与户主的关系。"), person.membership.household

    return carry_out(
        request,
        form,
        do,
        frame=_frame(person, _("更正与户主关系"), _("保存更正"), _("换人当户主的，请办理“变更户主”。")),
    )


@screen(needs=EDIT)
def leave(request: ScreenRequest, county: str, villager_id: UUID) -> HttpResponse:
    person, today = person_of(request, villager_id)
    form = LeaveForm(sent(request), today=today)

    def do() -> tuple[str, Household]:
        given = {**form.cleaned_data, "gone": Gone(form.cleaned_data["gone"])}
        services.member_leaves(by=request.user, villager=person.villager, **given)
        return _("已登记“%(name)s”迁出。") % {"name": person.villager.name}, person.membership.household

    lead = _("迁到本县其他户的，请办理“转到另一户”，资料随人走。")
    return carry_out(request, form, do, frame=_frame(person, _("迁出"), _("登记迁出"), lead))


@screen(needs=EDIT)
def died(request: ScreenRequest, county: str, villager_id: UUID) -> HttpResponse:
    person, today = person_of(request, villager_id)
    form = DeathForm(sent(request), today=today)

    def do() -> tuple[str, Household]:
        services.member_dies(by=request.user, villager=person.villager, **form.cleaned_data)
        return _("已登记“%(name)s”去世。") % {"name": person.villager.name}, person.membership.household

    lead = _("请先与家属或村干部核实。登记后，其享受的补助请按规定告知有关部门。")
    return carry_out(request, form, do, frame=_frame(person, _("去世"), _("登记去世"), lead))


@screen(needs=EDIT)
def move(request: ScreenRequest, county: str, villager_id: UUID) -> HttpResponse:
    """Into another household of the county: a marriage, a move."""
    person, _today = person_of(request, villager_id)
    frame = _frame(person, _("转到另一户"), _("办理转户"))
    to = chosen(request, besides=person.membership.household)
    if to is None:
        return choose(request, frame, besides=person.membership.household)
    return _come(request, person, to, frame, back=False)


@screen(needs=EDIT)
def come_back(request: ScreenRequest, county: str, villager_id: UUID) -> HttpResponse:
    """Somebody who left is in a household again."""
    person, _today = person_of(request, villager_id)
    frame = _frame(person, _("回户"), _("办理回户"))
    to = chosen(request)
    return choose(request, frame) if to is None else _come(request, person, to, frame, back=True)


@screen(needs=EDIT)
def void(request: ScreenRequest, county: str, villager_id: UUID) -> HttpResponse:
    person, _today = person_of(request, villager_id)
    form = ReasonForm(sent(request))

    def do() -> tuple[str, Household]:
        services.void_villager(by=request.user, villager=person.villager, **form.cleaned_data)
        return _("已撤销误登的“%(name)s”。") % {"name": person.villager.name}, person.membership.household

    lead = _("只用于从来不是这一户成员的误登。迁出、去世请办理相应事项。")
    return carry_out(request, form, do, frame=_frame(person, _("撤销误登"), _("撤销"), lead))


def _come(request: ScreenRequest, person: Person, to: Household, frame: Frame, *, back: bool) -> HttpResponse:
    said = Said(to.county_code)
    ways = COMES_BACK if back else MOVES
    form = ComeForm(sent(request), today=clock.today(), relations=said.relations(), ways=ways)

    def do() -> tuple[str, Household]:
        given = form.cleaned_data
        if back:
            services.member_joins(by=request.user, villager=person.villager, household=to, **given)
        else:
            gone = Gone.MARRIED if given["joined"] == Joined.MARRIED else Gone.MOVED_OUT
            services.member_moves(by=request.user, villager=person.villager, to=to, gone=gone, **given)
        return _("“%(name)s”已转入“%(head)s”户。") % {"name": person.villager.name, "head": to.head_name}, to

    lead = _("“%(name)s”转入“%(head)s”户。") % {"name": person.villager.name, "head": to.head_name}
    return carry_out(request, form, do, frame={**frame, "lead": lead})


def _frame(person: Person, title: str, submit: str, lead: str = "") -> Frame:
    return {"person": person, "title": title, "submit": submit, "lead": lead}
