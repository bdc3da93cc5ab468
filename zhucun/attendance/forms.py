"""What people type about presence."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zhucun.attendance.choices import BY_OFFICE_ONLY, Kind
from zhucun.kernel.forms import ActForm, DayInput, Line, LongText


class EntryForm(ActForm):
    """An exception or an added day. One day is the usual case, so the last day may stay empty."""

    kind = forms.ChoiceField(label=_("情况"), widget=forms.RadioSelect)
    first_day = forms.DateField(label=_("日期"), widget=DayInput())
    last_day = forms.DateField(
        label=_("到哪天"), widget=DayInput(), required=False, help_text=_("只有一天的，“到哪天”可不填。")
    )
    note = Line(label=_("说明"), max_length=200, required=False, help_text=_("可不填。"))

    def __init__(self, *args: Any, by_office: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [kind for kind in Kind if by_office or kind not in BY_OFFICE_ONLY]
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in kinds]  # type: ignore[attr-defined]

    @property
    def stretch(self) -> tuple[date, date]:
        first = self.cleaned_data["first_day"]
        return first, self.cleaned_data["last_day"] or first


class CorrectionForm(EntryForm):
    """The same, with the reason that the history keeps."""

    because = Line(label=_("更正原因"), max_length=200)


class ReasonForm(ActForm):
    because = Line(label=_("原因"), max_length=200)


class ExplanationForm(ActForm):
    """What the person says to days under question."""

    because = LongText(
        label=_("当时的情况"),
        max_length=200,
        rows=10,
        help_text=_("那天在哪里、做什么，一两句就够。"),
    )


class QuestionForm(ActForm):
    """Days the township wants explained before it can confirm."""

    first_day = forms.DateField(label=_("从哪天"), widget=DayInput())
    last_day = forms.DateField(label=_("到哪天"), widget=DayInput(), required=False)
    note = Line(label=_("想核实什么"), max_length=200)
