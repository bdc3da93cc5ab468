"""What an officer writes who lets somebody open what is kept of children under 14."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zhucun.accounts.models import User
from zhucun.households.forms_acts import day, one_of, why
from zhucun.kernel.forms import AskingForm, Line

MOST = 150


class LetForm(AskingForm):
    """`people` looks for current accounts by a name or a sign-in name."""

    who = Line(
        label=_("批准谁查看"),
        max_length=MOST,
        help_text=_("填写姓名或登录名。不能批准自己。"),
        error_messages={"required": _("没有填写批准谁。请填写姓名或登录名。")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )
    place = one_of(_("可以查看哪里的"), ())
    starts_on = day(_("从哪天起"))
    ends_on = day(_("到哪天止"), help_text=_("这一天仍可查看。按工作需要填写较短的期限。"))
    because = why(_("用途"), help_text=_("例如“开学前核对控辍保学名单”。"))

    def __init__(
        self, *args: Any, today: date, places: Sequence[tuple[str, str]], people: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["starts_on"].initial = today
        place = self.fields["place"]
        assert isinstance(place, forms.ChoiceField)
        place.choices = [("", _("请选择")), *places]
        self.people = people

    def clean_who(self) -> User:
        """The one account that is meant; a name that several bear must be told by its sign-in name."""
        words = self.cleaned_data["who"].strip()
        found: list[User] = [one for one in self.people(words) if words in (one.name, one.username)]
        if not found:
            raise forms.ValidationError(_("没有找到这个人。请填写在用账号的完整姓名或登录名。"))
        if len(found) > 1:
            raise forms.ValidationError(_("有不止一人叫这个姓名。请填写登录名。"))
        return found[0]
