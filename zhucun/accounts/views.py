"""Screens of accounts: who has one, what each may do where, and every act on them."""

from collections import defaultdict
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from zhucun.accounts import queries, roles, services
from zhucun.accounts.directory import Directory, role_choices
from zhucun.accounts.forms import AccountForm, EndForm, GrantForm, OpeningForm
from zhucun.accounts.issuing import first_password
from zhucun.accounts.models import User
from zhucun.accounts.reach import GRANT, ISSUE
from zhucun.accounts.refusals import AccountRefusal
from zhucun.accounts.screens import ScreenRequest, screen
from zhucun.kernel import clock
from zhucun.kernel.forms import status
from zhucun.kernel.text import canonical_name
from zhucun.places.queries import county_name

PER_PAGE = 50
SEE = "accounts.see"


@screen(needs=SEE)
def people(request: ScreenRequest, county: str) -> HttpResponse:
    """Everybody with a role below the reader's places, present and past."""
    today, asked = clock.today(), request.GET
    found = queries.people_in(
        request.scope,
        on=today,
        words=canonical_name(asked.get("q", "")),
        role=asked.get("role", ""),
        state=asked.get("state", ""),
    )
    page = Paginator(found, PER_PAGE).get_page(asked.get("page"))
    context = {
        "page": page,
        "rows": _rows(request, list(page.object_list)),
        "roles": list(roles.titles().items()),
        "narrow": any(asked.get(name) for name in ("q", "role", "state")),
        "may_issue": request.whole_scope.may(ISSUE),
        "may_keep_terms": request.whole_scope.may("policy.retention"),
        "may_manage_phones": request.whole_scope.may("sync.manage"),
    }
    return render(request, "accounts/people.html", context)


def _rows(request: ScreenRequest, found: list[User]) -> list[dict[str, Any]]:
    directory, today = Directory(request.scope), clock.today()
    held: dict[UUID, list[dict[str, Any]]] = defaultdict(list)
    for grant in queries.accounts_in(request.scope).filter(user__in=found):
        held[grant.user_id].append(
            {
                "grant": grant,
                "role": roles.title_of(grant.role),
                "reach": directory.reach(grant),
                "current": grant.holds(today),
                "to_come": grant.starts_on > today and not grant.withdrawn,
            }
        )
    return [{"user": user, "grants": held[user.id], "state": _state(user, held[user.id])} for user in found]


def _state(user: User, held: list[dict[str, Any]]) -> str:
    if not user.is_active:
        return _("已停用")
    if not any(line["current"] for line in held):
        return _("没有有效授权")
    return _("等待首次登录") if user.must_change_password else _("正常")


@screen(needs=SEE)
def person(request: ScreenRequest, county: str, account: UUID) -> HttpResponse:
    """One account: its roles with their reasons, and what the reader may do with it."""
    found = _person(request, account)
    own = found.pk == request.user.pk
    context = {
        **_rows(request, [found])[0],
        "may_issue": request.whole_scope.may(ISSUE) and not own,
        "may_grant": request.whole_scope.may(GRANT) and not own,
    }
    return render(request, "accounts/person.html", {"person": found, **context})


@screen(needs=ISSUE)
def issue(request: ScreenRequest, county: str) -> HttpResponse:
    """A new account with its first role; its password is shown here, once."""
    form = OpeningForm(request.POST or None, **_choices(request))
    if form.is_valid():
        try:
            user, password = services.open_account(
                by=request.user, county=county, opening=form.opening(), **form.terms()
            )
        except AccountRefusal as refusal:
            form.refuse(refusal)
        else:
            return _slip(request, user, password)
    return render(request, "accounts/issue.html", {"form": form}, status=status(form))


@screen(needs=GRANT)
def grant(request: ScreenRequest, county: str, account: UUID) -> HttpResponse:
    """A further role for somebody who has an account."""
    found = _person(request, account)
    form = GrantForm(request.POST or None, **_choices(request, separated=True))
    if form.is_valid():
        try:
            services.grant_role(by=request.user, county=county, user=found, **form.grant(), **form.terms())
        except AccountRefusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("已授权。"))
            return redirect("system:person", county, account)
    return render(request, "accounts/grant.html", {"form": form, "person": found}, status=status(form))


@screen(needs=GRANT)
def end(request: ScreenRequest, county: str, grant: UUID) -> HttpResponse:
    """The last day of a role."""
    held = get_object_or_404(queries.accounts_in(request.scope), pk=grant)
    form = EndForm(request.POST or None)
    if form.is_valid():
        try:
            services.end_grant(by=request.user, county=county, grant=held, **form.cleaned_data)
        except AccountRefusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("授权的最后一天已记下。"))
            return redirect("system:person", county, held.user_id)
    context = {
        "form": form,
        "person": held.user,
        "role": roles.title_of(held.role),
        "reach": Directory(request.scope).reach(held),
    }
    return render(request, "accounts/end.html", context, status=status(form))


@screen(needs=ISSUE)
def reset(request: ScreenRequest, county: str, account: UUID) -> HttpResponse:
    return _with_new_password(request, account, services.reset_password, "accounts/reset.html")


@screen(needs=ISSUE)
def reopen(request: ScreenRequest, county: str, account: UUID) -> HttpResponse:
    return _with_new_password(request, account, services.reopen_account, "accounts/reopen.html")


@screen(needs=ISSUE)
def close(request: ScreenRequest, county: str, account: UUID) -> HttpResponse:
    """Shut an account: every session of it ends with this request."""
    found = _person(request, account)
    form = AccountForm(request.POST or None)
    if form.is_valid():
        try:
            services.close_account(by=request.user, county=county, user=found, **form.cleaned_data)
        except AccountRefusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("账号已停用，所有设备上的登录都已退出。"))
            return redirect("system:person", county, account)
    return render(request, "accounts/close.html", {"form": form, "person": found}, status=status(form))


def _with_new_password(
    request: ScreenRequest, account: UUID, act: Callable[..., User], template: str
) -> HttpResponse:
    found = _person(request, account)
    form = AccountForm(request.POST or None)
    if form.is_valid():
        password = first_password()
        try:
            user = act(
                by=request.user, county=request.county, user=found, password=password, **form.cleaned_data
            )
        except AccountRefusal as refusal:
            form.refuse(refusal)
        else:
            return _slip(request, user, password)
    return render(request, template, {"form": form, "person": found}, status=status(form))


def _slip(request: ScreenRequest, user: User, password: str) -> HttpResponse:
    """The only sight of a first password: in the answer to the act, never at an address of its own."""
    context = {
        "person": user,
        "password": password,
        "county_name": county_name(request.county),
        "site": request.build_absolute_uri("/"),
    }
    return render(request, "accounts/slip.html", context)


def _person(request: ScreenRequest, account: UUID) -> User:
    return get_object_or_404(queries.people_in(request.scope, on=clock.today()), pk=account)


def _choices(request: ScreenRequest, *, separated: bool = False) -> dict[str, Any]:
    return {"roles": role_choices(separated=separated), "reaches": Directory(request.scope).choices()}
