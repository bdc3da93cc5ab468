"""What forms of several features share: words in full, days, acts that may be refused, lists pasted or as a workbook.

The browser never shortens what somebody writes: it would cut what is pasted, without a word.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from django import forms
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext_lazy as _

from zhucun.kernel.refusals import Refusal

NOT_ACCEPTED = 422
Done = TypeVar("Done")


class Line(forms.CharField):
    """Words on one line; too many are refused with their number."""

    default_error_messages = {
        "max_length": _("最多 %(limit_value)d 个字，现在 %(show_value)d 个字。请删短一些。")
    }

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        attrs: dict[str, Any] = super().widget_attrs(widget)
        attrs.pop("maxlength", None)
        return attrs


class LongText(Line):
    """Words on several lines. A line end counts as one character, as it does for whoever typed it."""

    def __init__(self, *, rows: int = 3, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), **kwargs)

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        return text.replace("\r\n", "\n") if isinstance(text, str) else text


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class Workbook(forms.FileField):
    """A workbook; the reader of workbooks says what is wrong with one, an empty one too."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.ClearableFileInput(attrs={"accept": ".xlsx"})
        super().__init__(widget=widget, allow_empty_file=True, **kwargs)


class ActForm(forms.Form):
    """A form whose act may be refused by its service."""

    def refuse(self, refusal: Refusal) -> None:
        """Show a refusal under the field it speaks of."""
        self.add_error(refusal.about if refusal.about in self.fields else None, refusal.said)


class AskingForm(ActForm):
    """A form that says in its own words what is missing; the browser's bubble does not come before them."""

    use_required_attribute = False


class ListForm(ActForm):
    """A list pasted or as a workbook, whose rows are put into the box to be looked at; features bound and explain both."""

    text = LongText(label=_("名单"), rows=10, required=False)
    file = Workbook(label=_("或者上传 Excel"), required=False)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if not given.get("text", "").strip() and not given.get("file") and not self.errors:
            self.add_error("text", _("没有名单。请粘贴名单，或者上传 Excel。"))
        return given


def sent(request: HttpRequest) -> QueryDict | None:
    """What came with the page; nothing while it is only looked at."""
    return request.POST if request.method == "POST" else None


def tried(form: ActForm, act: Callable[[], Done]) -> Done | None:
    """Do what a valid form asks; what is refused is said beside it, and nothing typed is lost."""
    if not form.is_valid():
        return None
    try:
        return act()
    except Refusal as refusal:
        form.refuse(refusal)
        return None


def status(form: forms.BaseForm | None) -> int:
    """Of the answer: a page that shows what is wrong with a form is no success."""
    return NOT_ACCEPTED if form is not None and form.errors else 200
