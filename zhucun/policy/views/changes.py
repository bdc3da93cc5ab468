"""Setting a number of the county's own: proposed by one officer, seen with what it would do, decided by another."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from zhucun.accounts.screens import ScreenRequest, screen
from zhucun.kernel import clock
from zhucun.kernel.forms import NOT_ACCEPTED, ActForm, sent, status, tried
from zhucun.policy import queries
from zhucun.policy.changes import pages, services
from zhucun.policy.changes import queries as changing
from zhucun.policy.changes.domain import Subject
from zhucun.policy.changes.effect import effect_of
from zhucun.policy.changes.forms import ApprovalForm, EndForm, ProposalForm, RejectionForm
from zhucun.policy.choices import ChangeKind, ChangeOf, ChangeState
from zhucun.policy.models import ValueChange
from zhucun.policy.pack import Pack

LOOK = "look"  # the button that shows what would happen and keeps nothing


@screen(needs=services.PROPOSE)
def changes(request: ScreenRequest, county: str) -> HttpResponse:
    """What was proposed, and what became of it."""
    pack = queries.pack_of(county)
    lines = pages.lines(pack, changing.changes_in(request.scope))
    open_ones = [line for line in lines if line.change.state == ChangeState.PROPOSED]
    context = {
        "county": county,
        "pack": pack,
        "waiting": open_ones,
        "done": [line for line in lines if line not in open_ones],
    }
    return render(request, "policy/changes/changes.html", context)


@screen(needs=services.PROPOSE)
def propose(request: ScreenRequest, county: str) -> HttpResponse:
    """The number, its paper and its reason; first looked at with what it would change, then proposed."""
    pack, today = queries.pack_of(county), clock.today()
    subject = _subject(request, pack)
    if subject is None:
        choice = {"county": county, "subjects": pages.subjects_on(pack, today)}
        return render(request, "policy/changes/choose.html", choice)
    form = ProposalForm(sent(request), subject=subject, initial={"since": today})
    now = pages.now_of(pack, subject)
    context: dict[str, Any] = {"county": county, "subject": subject, "now": now, "form": form}
    if LOOK in request.POST:
        context |= tried(form, lambda: _looked_at(request, county, form)) or {}
        return render(request, "policy/changes/propose.html", context, status=status(form))
    made = tried(form, lambda: _propose(request, county, form))
    if made:
        messages.success(request, _("已提出，等另一位有此权限的人员决定；决定之前什么都不变。"))
        return redirect("policy:change", county, made.id)
    return render(request, "policy/changes/propose.html", context, status=status(form))


@screen(needs=services.PROPOSE)
def change(request: ScreenRequest, county: str, change: UUID) -> HttpResponse:
    """One change: the number before and after, the paper, whom it reaches, and what can be done about it."""
    return _change_page(request, changing.change_for(request.scope, change))


@screen(needs=services.APPROVE)
def approve(request: ScreenRequest, county: str, change: UUID) -> HttpResponse:
    """The second person's yes."""
    held, form = changing.change_for(request.scope, change), ApprovalForm(sent(request))

    def act() -> ValueChange:
        because = form.cleaned_data["because"]
        return services.approve(by=request.user, change=held, at=clock.now(), because=because)

    return _decision(request, held, form, act, _("已同意，从写明的日子起执行；涉及的结果已经重新判断。"))


@screen(needs=services.APPROVE)
def reject(request: ScreenRequest, county: str, change: UUID) -> HttpResponse:
    """The second person's no."""
    held, form = changing.change_for(request.scope, change), RejectionForm(sent(request))

    def act() -> ValueChange:
        because = form.cleaned_data["because"]
        return services.reject(by=request.user, change=held, because=because, at=clock.now())

    return _decision(request, held, form, act, _("已记为不同意，提出的人会看到理由。"))


@screen(needs=services.PROPOSE)
def withdraw(request: ScreenRequest, county: str, change: UUID) -> HttpResponse:
    """The proposer takes it back."""
    held, form = changing.change_for(request.scope, change), ActForm(sent(request))

    def act() -> ValueChange:
        return services.withdraw(by=request.user, change=held, at=clock.now())

    return _decision(request, held, form, act, _("已撤回。"))


@screen(needs=services.PROPOSE)
def end(request: ScreenRequest, county: str, change: UUID) -> HttpResponse:
    """Propose that an approved number no longer holds."""
    held = changing.change_for(request.scope, change)
    form = EndForm(sent(request), initial={"since": clock.today()})

    def act() -> ValueChange:
        return services.repeal(
            by=request.user,
            change=held,
            since=form.cleaned_data["since"],
            paper=form.paper(),
            reason=form.cleaned_data["reason"],
            at=clock.now(),
        )

    if made := tried(form, act):
        messages.success(request, _("已提出停止执行，等另一位有此权限的人员决定。"))
        return redirect("policy:change", county, made.id)
    (line,) = pages.lines(queries.pack_of(county), [held])
    context = {"county": county, "line": line, "form": form}
    return render(request, "policy/changes/end.html", context, status=status(form))


def _decision(
    request: ScreenRequest, held: ValueChange, form: ActForm, act: Callable[[], ValueChange], done: str
) -> HttpResponse:
    """Done, or the page again with what was refused; looking at the address alone decides nothing."""
    if request.method != "POST":
        return redirect("policy:change", request.county, held.id)
    if tried(form, act):
        messages.success(request, done)
        return redirect("policy:change", request.county, held.id)
    return _change_page(request, changing.change_for(request.scope, held.id), form)


def _change_page(
    request: ScreenRequest, held: ValueChange, refused: forms.Form | None = None
) -> HttpResponse:
    pack = queries.pack_of(request.county)
    (line,) = pages.lines(pack, [held])
    waits, mine = held.state == ChangeState.PROPOSED, held.proposed_by_id == request.user.id
    context = {
        "county": request.county,
        "change": held,
        "line": line,
        "sides": pages.sides(held, pages.pack_after(held)),
        **_told(held),
        "refused": _first_error(refused),
        "approval": refused if isinstance(refused, ApprovalForm) else ApprovalForm(),
        "rejection": refused if isinstance(refused, RejectionForm) else RejectionForm(),
        "may_decide": waits and not mine and request.whole_scope.may(services.APPROVE),
        "may_withdraw": waits and mine,
        "may_end": held.state == ChangeState.APPROVED and held.kind == ChangeKind.SET,
        "waits_for_another": waits and mine,
    }
    return render(request, "policy/changes/change.html", context, status=NOT_ACCEPTED if refused else 200)


def _first_error(form: forms.Form | None) -> str:
    return str(next(iter(form.errors.values()))[0]) if form else ""


def _subject(request: ScreenRequest, pack: Pack) -> Subject | None:
    """What the address names; a name that this county's rules do not have is 404."""
    for of in ChangeOf:
        if what := request.GET.get(of):
            found = changing.subject_of(pack, of, what, clock.today())
            if found is None:
                raise Http404("no such number")
            return found
    return None


def _looked_at(request: ScreenRequest, county: str, form: ProposalForm) -> dict[str, Any]:
    """What a proposal would do; nothing of it is kept."""
    at = clock.now()
    draft = services.drafted(by=request.user, county=county, proposal=form.proposal(), at=at)
    after = services.preview(draft, at=at)
    return {"draft": draft, "sides": pages.sides(draft, after), **_told(draft)}


def _told(change: ValueChange) -> dict[str, Any]:
    """Whom a change reaches; what it would do is tried out as long as it can still be decided."""
    waits = change.state == ChangeState.PROPOSED
    return {
        "reach": pages.reach_of(change) if change.of == ChangeOf.DUTY else None,
        "effect": effect_of(change, at=clock.now()) if waits else None,
    }


def _propose(request: ScreenRequest, county: str, form: ProposalForm) -> ValueChange:
    return services.propose_value(by=request.user, county=county, proposal=form.proposal(), at=clock.now())
