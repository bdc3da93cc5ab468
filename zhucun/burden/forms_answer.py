"""The form of a village: only what no record holds, and “not known” beside every question."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhucun.burden import refusals
from zhucun.burden.choices import FieldKind
from zhucun.burden.domain import WORDS, Field
from zhucun.burden.forms import words
from zhucun.burden.models import Answer, DataRequest
from zhucun.burden.services_answers import MOST_NUMBER, Given
from zhucun.kernel.forms import AskingForm, DayInput, Line, LongText
from zhucun.kernel.refusals import Refusal
from zhucun.kernel.text import canonical_code

YES, NO = "yes", "no"
UNKNOWN = "unknown-"


class NumberLine(Line):
    """A whole number as people write it: full-width digits and separators are read, anything else is told."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"inputmode": "numeric", "autocomplete": "off"}
        super().__init__(widget=forms.TextInput(attrs=attrs), **kwargs)

    def to_python(self, value: Any) -> Any:
        text = canonical_code(str(value or "")).replace(",", "").replace("，", "")
        if not text:
            return None
        if not (text.isascii() and text.isdecimal()) or len(text) > 10 or int(text) > MOST_NUMBER:
            raise forms.ValidationError(_("这里应填整数，例如 12。不要写单位。"))
        return int(text)


@dataclass(frozen=True, slots=True)
class Asked:
    """One question with its way out."""

    field: Field
    value: forms.BoundField
    unknown: forms.BoundField


class AnswerForm(AskingForm):
    """Built from what a request asks; a correction says why."""

    def __init__(self, data: QueryDict | None, *, request: DataRequest, before: Answer | None) -> None:
        super().__init__(data, initial=_shown(request, before) if before else None)
        self.request = request
        for one in request.asked:
            self.fields[one.key] = _box(one)
            self.fields[UNKNOWN + one.key] = forms.BooleanField(label=_("不清楚或没有"), required=False)
        if before:
            self.fields["because"] = words(
                gettext_lazy("更正的原因"),
                200,
                gettext_lazy("没有写明更正的原因。请用一句话写明，原来填的会保留。"),
            )

    def questions(self) -> Iterator[Asked]:
        for one in self.request.asked:
            yield Asked(one, self[one.key], self[UNKNOWN + one.key])

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        for one in self.request.asked:
            if one.key in self.errors:
                continue
            said, unknown = given.get(one.key) not in (None, ""), given.get(UNKNOWN + one.key)
            if said and unknown:
                self.add_error(one.key, _("已经填了内容，又勾了“不清楚或没有”。请只留一个。"))
            elif not said and not unknown:
                self.add_error(one.key, refusals.FieldMissing(label=one.label).said)
        return given

    def refuse(self, refusal: Refusal) -> None:
        """What is said of one question stands at it."""
        label = refusal.details.get("label")
        key = next((one.key for one in self.request.asked if one.label == label), None)
        if key:
            self.add_error(key, refusal.said)
        else:
            super().refuse(refusal)

    def values(self) -> dict[str, Given]:
        return {one.key: self._value(one) for one in self.request.asked}

    def _value(self, field: Field) -> Given:
        given = self.cleaned_data[field.key]
        if self.cleaned_data[UNKNOWN + field.key]:
            return None
        if field.kind == FieldKind.YES_NO:
            return bool(given == YES)
        if isinstance(given, date):
            return given.isoformat()
        return given if isinstance(given, int) else str(given)


def _box(field: Field) -> forms.Field:
    match field.kind:
        case FieldKind.NUMBER:
            return NumberLine(label=field.label, required=False)
        case FieldKind.DATE:
            return forms.DateField(
                label=field.label,
                required=False,
                widget=DayInput(),
                error_messages={"invalid": _("日期看不懂。请填写真实的年月日，例如 2026-11-30。")},
            )
        case FieldKind.YES_NO:
            return forms.ChoiceField(
                label=field.label,
                required=False,
                choices=[(YES, _("是")), (NO, _("否"))],
                widget=forms.RadioSelect,
            )
    return LongText(label=field.label, required=False, max_length=WORDS)


def _shown(request: DataRequest, before: Answer) -> dict[str, Any]:
    """What was answered, as the form shows it again."""
    initial: dict[str, Any] = {}
    for one in request.asked:
        value = before.values.get(one.key)
        initial[UNKNOWN + one.key] = one.key in before.values and value is None
        initial[one.key] = {True: YES, False: NO}.get(value, value) if isinstance(value, bool) else value
    return initial
