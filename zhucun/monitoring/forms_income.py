"""The guided sheet on one page: money in yuan, empty where there was none."""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from zhucun.kernel.forms import AskingForm
from zhucun.kernel.ids import uuid7
from zhucun.kernel.money import NotMoney, format_fen, parse_fen
from zhucun.monitoring.domain import MONTHS_A_YEAR, MOST_FEN, Part, month_before, month_of
from zhucun.monitoring.income_lines import GUIDE, LINES, PART_OF, PARTS, in_part
from zhucun.monitoring.models import IncomeSheet
from zhucun.monitoring.services_income import MOST_PEOPLE


class YuanField(forms.CharField):
    """An amount typed in yuan and kept in fen; empty is none."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(required=False, widget=widget, **kwargs)

    def clean(self, value: Any) -> int | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            fen = parse_fen(text)
        except NotMoney as wrong:
            raise ValidationError(_("这里应填金额（元），例如 12000 或 350.50。")) from wrong
        if not 0 <= fen <= MOST_FEN:
            raise ValidationError(_("金额应在 0 至一亿元之间。请核对有没有多写几位。"))
        return fen

    def prepare_value(self, value: Any) -> Any:
        return format_fen(value).removesuffix(".00") if isinstance(value, int) else value


class SheetForm(AskingForm):
    """Twelve months of a household; the lines are those of `income_lines`."""

    parts: ClassVar[Mapping[Part, Any]] = PARTS
    id = forms.UUIDField(initial=uuid7, widget=forms.HiddenInput)
    last_month = forms.TypedChoiceField(label=_("哪十二个月"), coerce=date.fromisoformat)
    people = forms.IntegerField(
        label=_("按几口人算"),
        min_value=1,
        max_value=MOST_PEOPLE,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        help_text=_("共同生活的人口，默认是登记的成员。"),
        error_messages={
            "required": _("没有写按几口人算。请按实际共同生活的人口填写。"),
            "invalid": _("人口应是整数。请只填数字，例如 4。"),
            "min_value": _("人口应在 1 至 99 人之间。请按实际共同生活的人口填写。"),
            "max_value": _("人口应在 1 至 99 人之间。请按实际共同生活的人口填写。"),
        },
    )
    spent_on_illness = YuanField(
        label=_("自己付的看病钱"), help_text=_("报销以后自己付的；没有看病的填 0，不清楚的不填。")
    )

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for line in LINES:
            self.fields[line.key] = YuanField(label=line.title)
        months = self.fields["last_month"]
        assert isinstance(months, forms.ChoiceField)
        months.choices = _windows(on)

    @property
    def groups(self) -> list[dict[str, Any]]:
        """The lines part by part, each with what helps to ask about it."""
        return [self._group(part, title) for part, title in self.parts.items()]

    def _group(self, part: Part, title: Any) -> dict[str, Any]:
        """A part is folded away unless it is the first, holds something, or has a mistake in it."""
        fields = [self[line.key] for line in in_part(part)]
        used = any(field.errors or field.value() for field in fields)
        return {"title": title, "guide": GUIDE[part], "fields": fields, "open": used or part is Part.WAGES}

    def lines(self) -> dict[str, int]:
        return {key: self.cleaned_data[key] for key in PART_OF if self.cleaned_data[key]}


def presets(held: IncomeSheet | None, last: date, people: int) -> dict[str, Any]:
    """A sheet of the same months is gone on with; otherwise the members of the register and nothing else."""
    if held is None or held.last_month != last:
        return {"last_month": last.isoformat(), "people": people}
    lines = {key: fen for key, fen in held.lines.items() if key in PART_OF}
    more = {"last_month": last.isoformat(), "people": held.people, "spent_on_illness": held.spent_on_illness}
    return {**lines, **more}


def _windows(on: date) -> list[tuple[str, str]]:
    """Twelve months up to last month, or up to one of the eleven months before it."""
    lasts = [month_before(month_of(on), back) for back in range(1, MONTHS_A_YEAR + 1)]
    return [
        (last.isoformat(), f"{month_before(last, MONTHS_A_YEAR - 1):%Y-%m} – {last:%Y-%m}") for last in lasts
    ]
