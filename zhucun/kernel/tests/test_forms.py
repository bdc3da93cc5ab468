import pytest
from django import forms
from django.test import RequestFactory

from zhucun.kernel.forms import (
    ActForm,
    AskingForm,
    DayInput,
    Line,
    ListForm,
    LongText,
    Workbook,
    sent,
    status,
    tried,
)
from zhucun.kernel.refusals import Refusal


class NotThatDay(Refusal):
    """这一天不能登记。"""

    code = "test.not_that_day"
    next_step = "请改填昨天。"
    about = "on"


class NoteForm(AskingForm):
    on = forms.DateField(widget=DayInput(), required=False)
    text = LongText(max_length=5)
    name = Line(max_length=5, required=False)


@pytest.mark.parametrize("field", ["text", "name"])
def test_what_is_too_long_comes_to_us_whole_and_is_refused_with_its_number(field):
    form = NoteForm({"text": "一", field: "一二三四五六七"})

    said = form.errors[field]

    assert "maxlength" not in form.as_p()
    assert said == ["最多 5 个字，现在 7 个字。请删短一些。"]


def test_a_line_end_counts_once_though_browsers_send_two_characters():
    form = NoteForm({"text": "一二\r\n三四"})

    accepted = form.is_valid()

    assert accepted
    assert form.cleaned_data["text"] == "一二\n三四"


@pytest.mark.parametrize(("shown", "where"), [(NoteForm, "on"), (ActForm, "__all__")])
def test_a_refusal_stands_at_its_field_or_above_a_form_without_it(shown, where):
    form = shown({"text": "一"})

    form.refuse(NotThatDay())

    assert form.errors == {where: ["这一天不能登记。请改填昨天。"]}


def test_a_list_is_pasted_or_chosen():
    empty, pasted = ListForm({"text": " \n"}), ListForm({"text": "上坪村"})

    assert empty.errors == {"text": ["没有名单。请粘贴名单，或者上传 Excel。"]}
    assert pasted.is_valid()


def test_a_list_too_long_is_not_also_said_to_be_missing():
    class ShortListForm(ListForm):
        text = LongText(max_length=2, required=False)

    form = ShortListForm({"text": "上坪村"})

    assert list(form.errors["text"]) == ["最多 2 个字，现在 3 个字。请删短一些。"]


def test_an_empty_workbook_is_left_to_the_reader_of_workbooks():
    assert Workbook().allow_empty_file
    assert 'accept=".xlsx"' in Workbook().widget.render("file", None)


def test_an_act_is_done_only_for_a_sound_form_and_gives_what_it_made():
    done = []

    def act():
        done.append("一")
        return "一"

    assert tried(NoteForm({"text": ""}), act) is None
    assert tried(NoteForm({"text": "一"}), act) == "一"
    assert done == ["一"]


def test_an_act_refused_is_said_at_the_field_and_the_page_is_no_success():
    form = NoteForm({"text": "一"})

    def act():
        raise NotThatDay

    assert status(form) == 200
    assert tried(form, act) is None
    assert list(form.errors) == ["on"]
    assert status(form) == 422


def test_a_page_only_looked_at_was_sent_nothing():
    ask = RequestFactory()

    assert sent(ask.get("/?text=一")) is None
    answered = sent(ask.post("/", {"text": "一"}))
    assert answered is not None
    assert answered["text"] == "一"
    assert sent(ask.post("/")) is not None
