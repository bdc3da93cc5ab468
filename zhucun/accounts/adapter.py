"""How allauth behaves here: nobody signs up, a first password expires, every failure leaves a line."""

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.utils.translation import gettext_lazy as _

from zhucun.accounts.handlers import note_sign_in_failed, trail_of
from zhucun.accounts.models import User
from zhucun.accounts.services import password_changed
from zhucun.kernel import clock


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _(
            "登录名或密码不对。请再输一次；连续输错五次，这个账号五分钟内不能登录。"
        ),
        "too_many_login_attempts": _(
            "密码连续输错次数过多，五分钟内不能登录。请稍后再试；忘了密码的，请找管理员重置。"
        ),
        "enter_current_password": _("现在的密码不对。请重新输入。"),
        "first_password_expired": _("初始密码已过期，不能再用。请找管理员重置密码。"),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are issued by the office."""
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            note_sign_in_failed(_typed(credentials), act="accounts.sign_in_locked")
            raise

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        user: User | None = super().authenticate(request, **credentials)
        if user and user.first_password_until and user.first_password_until < clock.today():
            note_sign_in_failed(_typed(credentials), act="accounts.first_password_expired")
            raise self.validation_error("first_password_expired")
        return user

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        super().authentication_failed(request, **credentials)
        note_sign_in_failed(_typed(credentials))

    def set_password(self, user: User, password: str) -> None:
        """The one way in which a person's own password is saved: with its history and its line."""
        user.set_password(password)
        password_changed(by=user, county=trail_of(user))

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return resolve_url(settings.LOGIN_REDIRECT_URL)


def _typed(credentials: dict[str, Any]) -> str:
    return str(credentials.get("username", ""))
