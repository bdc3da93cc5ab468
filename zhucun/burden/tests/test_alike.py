"""What the system holds is told from a label; what is only alike is pointed out and nothing more."""

import pytest

from zhucun.burden.alike import alike_figures, same_figure, same_question
from zhucun.burden.domain import Field
from zhucun.policy.held_figures import offered


def name(label: str) -> str:
    found = same_figure(label, offered().values())
    return found.name if found else ""


@pytest.mark.parametrize(
    ("label", "figure"),
    [
        ("农户户数", "households"),
        ("总户数", "households"),
        ("本村总户数（户）", "households"),
        ("低保户户数", "households-allowance"),
        ("本月走访农户次数", "visits"),
        ("驻村干部人数", "stationed"),
        ("监测户数", "monitored"),
        ("总人口", "members"),
    ],
)
def test_the_same_words_are_found_whatever_stands_around_them(label, figure):
    assert name(label) == figure


@pytest.mark.parametrize("label", ["危房处数", "通水的户数", "村集体经济收入", "缺燃料的困难户有多少", "数"])
def test_other_words_are_no_figure(label):
    assert name(label) == ""


def test_what_is_alike_is_pointed_out():
    asked = [Field("f1", "走访脱贫农户次数", "number", 3), Field("f2", "危房处数", "number", 3)]

    found = alike_figures(asked, offered().values())

    assert [(one.field.key, one.held.name) for one in found] == [("f1", "visits")]


def test_a_question_is_the_same_whatever_unit_is_written_behind_it():
    assert same_question("危房处数（处）", "本村危房处数")
    assert not same_question("危房处数", "塌方处数")


def test_the_figures_that_forms_ask_for_most_are_offered():
    assert set(offered()) >= {
        "households", "members", "monitored", "households-lifted", "households-allowance", "stationed",
        "visits", "records", "cases-raised", "cases-settled", "pairings", "days-in-village",
    }  # fmt: skip
