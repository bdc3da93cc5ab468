"""Acts on a whole family: another head, a household split, merged into another, ended."""

from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _

from zhucun.accounts.screens import ScreenRequest, screen
from zhucun.households import services_families as services
from zhucun.households.acts import members_of
from zhucun.households.checks import EDIT
from zhucun.households.choices import Gone
from zhucun.households.domain_people import HEAD
from zhucun.households.forms_acts import EndForm, HeadForm, RelationsForm, SplitForm
from zhucun.households.models import Household
from zhucun.households.said import Said
from zhucun.households.views.acting import carry_out, choose, chosen, household_of
from zhucun.kernel import clock
from zhucun.kernel.forms import ActForm, sent

Frame = dict[str, object]


@screen(needs=EDIT)
def head(request: ScreenRequest, county: str, household_id: UUID) -> HttpResponse:
    found = household_of(request, household_id)
    members = members_of(found)
    options = [("", _("不变")), *Said(county).relations(with_head=False)]
    form = HeadForm(sent(request), today=clock.today(), members=members, options=options)

    def do() -> tuple[str, Household]:
        given = form.cleaned_data
        new = next(m.villager for m in members if str(m.villager.id) == given["head"])
        relations = {who: word for who, word in form.relations().items() if who != new.id}
        services.change_head(
            by=request.user,
            household=found,
            villager=new,
            relations=relations,
            on=given["on"],
            because=given["because"],
        )
        return _("户主已变更为“%(name)s”。") % {"name": new.name}, found

    lead = _("先选新户主，再写明其他人与新户主的关系。原户主的关系必须写明。")
    return carry_out(request, form, do, frame=_frame(found, _("变更户主"), _("办理变更"), lead))


@screen(needs=EDIT)
def split(request: ScreenRequest, county: str, household_id: UUID) -> HttpResponse:
    found = household_of(request, household_id)
    members = members_of(found)
    options = [("", _("留在原户")), (HEAD, _("分出，当新户户主")), *_going(county)]
    form = SplitForm(sent(request), today=clock.today(), members=members, options=options)

    def do() -> tuple[str, Household]:
        given, new_head = form.cleaned_data, form.new_head()
        new = services.split_household(
            by=request.user,
            household=found,
            head=next(m.villager for m in members if m.villager.id == new_head),
            relations={who: word for who, word in form.relations().items() if who != new_head},
            on=given["on"],
            because=given["because"],
        )
        return _("已分出“%(name)s”户。") % {"name": new.head_name}, new

    lead = _("每人选一项：留在原户，或者分出去后与新户户主的关系。")
    return carry_out(request, form, do, frame=_frame(found, _("分户"), _("办理分户"), lead))


@screen(needs=EDIT)
def merge(request: ScreenRequest, county: str, household_id: UUID) -> HttpResponse:
    """Everybody goes over into another household, and this one ends."""
    found = household_of(request, household_id)
    frame = _frame(found, _("并入另一户"), _("办理并户"))
    into = chosen(request, besides=found)
    if into is None:
        return choose(request, frame, besides=found)
    members = members_of(found)
    options = [("", _("请选择")), *Said(county).relations(with_head=False)]
    form = RelationsForm(sent(request), today=clock.today(), members=members, options=options)

    def do() -> tuple[str, Household]:
        services.merge_households(
            by=request.user,
            into=into,
            household=found,
            relations=form.relations(),
            on=form.cleaned_data["on"],
            because=form.cleaned_data["because"],
        )
        return _("“%(name)s”户已并入。") % {"name": found.head_name}, into

    said = {"name": found.head_name, "head": into.head_name}
    lead = _("“%(name)s”户并入“%(head)s”户，原户注销。请写明每人与“%(head)s”的关系。") % said
    return carry_out(request, form, do, frame={**frame, "lead": lead})


@screen(needs=EDIT)
def end(request: ScreenRequest, county: str, household_id: UUID) -> HttpResponse:
    found = household_of(request, household_id)
    form: ActForm = EndForm(sent(request), today=clock.today())

    def do() -> tuple[str, Household]:
        given = {**form.cleaned_data, "gone": Gone(form.cleaned_data["gone"])}
        services.household_ends(by=request.user, household=found, **given)
        return _("“%(name)s”户已注销，历史仍可查看。") % {"name": found.head_name}, found

    lead = _("注销后不再列入名册和数字，历史仍可查看。")
    return carry_out(request, form, do, frame=_frame(found, _("注销农户"), _("注销"), lead))


def _going(county: str) -> list[tuple[str, str]]:
    return [
        (code, _("分出，新户户主的%(relation)s") % {"relation": word})
        for code, word in Said(county).relations(with_head=False)
    ]


def _frame(household: Household, title: str, submit: str, lead: str = "") -> Frame:
    return {"household": household, "title": title, "submit": submit, "lead": lead}
