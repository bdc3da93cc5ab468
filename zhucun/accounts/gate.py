"""The gate before every screen: signed in, first password changed, in the county, with the right."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django_htmx.http import HttpResponseClientRedirect

from zhucun.accounts import queries
from zhucun.accounts.screens import Rule, rule_of
from zhucun.audit import services as audit
from zhucun.kernel import clock

STILL_OPEN = {"account_change_password", "account_logout", "set_language"}


class Gate:
    """Middleware; see `screens` for what a view declares."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.user.is_authenticated:
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    def process_view(
        self, request: Any, view: Callable[..., Any], _args: Any, kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        match = request.resolver_match
        rule = rule_of(view, match.view_name)
        if rule is None:
            raise Http404("closed: the screen declares nothing")
        if rule.public:
            return None
        if not request.user.is_authenticated:
            return _to_sign_in(request)
        if request.user.must_change_password and match.view_name not in STILL_OPEN:
            return redirect("account_change_password")
        self._enter(request, rule, kwargs.get("county"))
        return None

    def _enter(self, request: Any, rule: Rule, county: str | None) -> None:
        if county is None:
            if rule.needs is not None:
                raise Http404("closed: a right is asked for, but no county stands in the address")
            return
        scope = queries.scope_of(request.user, county, on=clock.today())
        if not scope.grants:
            raise Http404("outside")
        request.county, request.whole_scope = county, scope
        request.scope = scope.narrowed(rule.needs) if rule.needs else scope
        if rule.needs and not request.scope.grants:
            audit.append(
                county=county,
                act="accounts.refused",
                by=request.user,
                details={"needs": rule.needs, "path": request.path},
            )
            raise PermissionDenied(rule.needs)


def _to_sign_in(request: Any) -> HttpResponseBase:
    if request.htmx:  # the whole page must go to the door, not the part that asked
        return HttpResponseClientRedirect(redirect_to_login(request.htmx.current_url_abs_path or "/").url)
    return redirect_to_login(request.get_full_path())
