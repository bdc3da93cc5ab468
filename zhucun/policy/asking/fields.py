"""A pack's field as a field of a Django form. It refuses in the words of `answers`, so page and phone say the same.

Whom or which unit a field may name only the caller knows: `offered` are the ids and names to choose from.
"""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from zhucun.kernel.forms import DayInput
from zhucun.kernel.money import format_fen
from zhucun.policy.asking.answers import Wrong, read_answer
from zhucun.policy.pack import FormField

Offered = Sequence[tuple[str, str]]


class AnswerField(forms.Field):
    """One field of a pack's form."""

    def __init__(self, asked: FormField, *, offered: Offered | None = None, **kwargs: Any) -> None:
        self.asked = asked
        self.offered = offered
        super().__init__(
            label=asked.label,
            help_text=asked.help,
            required=asked.required,
            initial=asked.default,
            widget=widget_for(asked, offered),
            **kwargs,
        )

    def clean(self, value: Any) -> Any:
        try:
            answer = read_answer(self.asked, value)
        except Wrong as wrong:
            raise ValidationError(str(wrong)) from wrong
        if answer is not None and self.offered is not None and answer not in dict(self.offered):
            raise ValidationError(
                _("“%(label)s”没有这一项。请从列出的选项中选择。") % {"label": self.asked.label}
            )
        return answer

    def prepare_value(self, value: Any) -> Any:
        """Money is kept in fen and shown in yuan."""
        return format_fen(value) if self.asked.type == "money" and isinstance(value, int) else value


def widget_for(asked: FormField, offered: Offered | None = None) -> forms.Widget:
    if offered is not None:
        return forms.Select(choices=[("", _("请选择") if asked.required else _("不填")), *offered])
    match asked.type:
        case "choice":
            options = [(option.code, option.label) for option in asked.options]
            return forms.RadioSelect(choices=options if asked.required else [("", _("不填")), *options])
        case "checks":
            return forms.CheckboxSelectMultiple(
                choices=[(option.code, option.label) for option in asked.options]
            )
        case "date":
            return DayInput()
        case "number":
            return forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
        case "money":
            return forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        case "long_text":
            return forms.Textarea(attrs={"rows": 4})
        case _:
            return forms.TextInput(attrs={"autocomplete": "off"})
