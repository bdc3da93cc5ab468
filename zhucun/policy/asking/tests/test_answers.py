from datetime import date

import pytest

from zhucun.policy.asking.answers import Wrong, read_answer, shown
from zhucun.policy.pack import FormField
from zhucun.policy.pack.model import Option


def field(kind, **other):
    given = {"required": False, "help": "", "max": None, "default": None, "options": ()}
    return FormField(key="x", label="数目", type=kind, **{**given, **other})


@pytest.mark.parametrize(
    ("kind", "given", "kept"),
    [
        ("text", "  两头\n牛\u200b ", "两头 牛"),
        ("long_text", " 第一行\r\n第二行 ", "第一行\n第二行"),
        ("text", "\ue000\U00020bb7", "\ue000\U00020bb7"),
        ("number", " １２ ", 12),
        ("number", 0, 0),
        ("money", "1,200.5", 120050),
        ("money", "１２００", 120000),
        ("money", 120050, 120050),
        ("date", "2026-10-31", "2026-10-31"),
        ("date", date(2026, 10, 31), "2026-10-31"),
        ("household", "01A20131-FE26-7244-BFFE-6BDEBC17B2C5", "01a20131-fe26-7244-bffe-6bdebc17b2c5"),
        ("text", " \u3000 ", None),
        ("number", None, None),
    ],
)
def test_an_answer_is_kept_in_one_spelling(kind, given, kept):
    assert read_answer(field(kind), given) == kept


@pytest.mark.parametrize(
    ("kind", "given", "sentence"),
    [
        ("text", 5, "“数目”应填文字。请重新填写。"),
        ("text", "长" * 201, "“数目”最多 200 个字，现在 201 个字。请删去 1 个字。"),
        ("number", "十二", "“数目”应是整数。请只填数字，例如 12。"),
        ("number", "-1", "“数目”应是整数。请只填数字，例如 12。"),
        ("number", "²", "“数目”应是整数。请只填数字，例如 12。"),
        ("number", True, "“数目”应是整数。请只填数字，例如 12。"),
        ("number", 1.5, "“数目”应是整数。请只填数字，例如 12。"),
        ("number", "9" * 400, "“数目”不能超过 1000000000。请核对后重新填写。"),
        ("money", "0.001", "“数目”应是金额。请以元为单位填写，例如 1200 或 1200.50。"),
        ("money", "NaN", "“数目”应是金额。请以元为单位填写，例如 1200 或 1200.50。"),
        ("money", "-5", "“数目”不能是负数。请填写实际金额。"),
        ("money", -5, "“数目”不能是负数。请填写实际金额。"),
        ("date", "2026-02-30", "“数目”不是日期。请填写年月日，例如 2026-10-31。"),
        ("household", "张三", "“数目”不是名册中的农户。请从名册中选择。"),
        ("choice", ["a"], "“数目”没有这一项。请从列出的选项中选择。"),
    ],
)
def test_a_wrong_answer_is_refused_with_what_to_do(kind, given, sentence):
    with pytest.raises(Wrong) as wrong:
        read_answer(field(kind), given)

    assert str(wrong.value) == sentence


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [("text", "“数目”没有填写。请填写后再保存。"), ("choice", "“数目”没有选择。请选一项后再保存。")],
)
def test_what_has_to_be_answered_says_so(kind, sentence):
    for nothing in (None, "", "  "):
        with pytest.raises(Wrong) as wrong:
            read_answer(field(kind, required=True), nothing)
        assert str(wrong.value) == sentence


def test_the_bound_of_the_pack_holds_to_the_last_unit():
    assert read_answer(field("money", max=500_00), "500") == 500_00
    with pytest.raises(Wrong, match=r"不能超过 500\.00"):
        read_answer(field("money", max=500_00), "500.01")
    assert read_answer(field("number", max=12), "12") == 12
    with pytest.raises(Wrong, match="不能超过 12"):
        read_answer(field("number", max=12), "13")


def test_a_kept_answer_is_shown_in_words():
    way = field("choice", options=(Option("at_home", "入户"),))

    assert shown(way, "at_home") == "入户"
    assert shown(way, "gone_from_the_pack") == "gone_from_the_pack"
    assert shown(field("money"), 120050) == "1,200.50 元"
    assert shown(field("number"), 3) == "3"


LISTED = (Option("contact", "电话", None), Option("wish", "愿景", None))


@pytest.mark.parametrize(
    ("given", "kept"),
    [(["wish", "contact"], ["contact", "wish"]), ("wish", ["wish"]), ([], None), (None, None)],
)
def test_what_was_ticked_is_kept_in_the_order_of_the_list(given, kept):
    assert read_answer(field("checks", options=LISTED), given) == kept


@pytest.mark.parametrize("given", [["other"], "other", 5, [["wish"]]])
def test_what_is_not_on_the_list_cannot_be_ticked(given):
    with pytest.raises(Wrong, match="没有这一项"):
        read_answer(field("checks", options=LISTED), given)


def test_what_had_to_be_ticked_and_was_not_is_said():
    with pytest.raises(Wrong, match="没有选择"):
        read_answer(field("checks", options=LISTED, required=True), [])


def test_ticks_are_shown_as_words():
    assert shown(field("checks", options=LISTED), ["contact", "wish"]) == "电话、愿景"
