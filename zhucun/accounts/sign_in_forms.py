"""The two forms of one's own account, in our words; what they check is allauth's and the adapter's."""

from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm
from django import forms
from django.utils.translation import gettext_lazy as _

LABELS = {
    "login": _("登录名"),
    "password": _("密码"),
    "oldpassword": _("现在的密码"),
    "password1": _("新密码"),
    "password2": _("再输一次新密码"),
}
MISSING = {
    "login": _("登录名没有填写。请填写账号通知单上的登录名。"),
    "password": _("密码没有填写。"),
    "oldpassword": _("现在的密码没有填写。"),
    "password1": _("新密码没有填写。"),
    "password2": _("新密码要再输一次，以免输错。"),
}


class SignInForm(LoginForm):  # type: ignore[misc]  # allauth ships no types
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        put_in_our_words(self)


class OwnPasswordForm(ChangePasswordForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        put_in_our_words(self)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = self.cleaned_data
        first, second = given.get("password1"), given.get("password2")
        if first and second and first != second:
            self.add_error("password2", _("两次输入的新密码不一样。请重新输入。"))
        return given


def put_in_our_words(form: forms.Form) -> None:
    for name, field in form.fields.items():
        field.label = LABELS[name]
        field.error_messages["required"] = MISSING[name]
        if name != "password1":
            field.help_text = ""  # allauth's leads to a reset by e-mail, and nobody here has one
        field.widget.attrs.pop("placeholder", None)
