from datetime import date

import pytest

from zhucun.dispatch.choices import Political, Role, SenderLevel
from zhucun.dispatch.roster.layout import LAYOUT, WORDS
from zhucun.dispatch.roster.reading import read_roster
from zhucun.dispatch.tests.roster_samples import (
    KEYS,
    PLAIN,
    TITLES,
    TODAY,
    citizen,
    credit_code,
    phone,
    workbook,
)
from zhucun.kernel.spreadsheet.columns import title_key
from zhucun.kernel.text import match_key
from zhucun.places.choices import UnitKind


def read(*rows, **kwargs):
    return read_roster(workbook(*rows, **kwargs), today=TODAY)


def test_a_complete_line_is_read_into_values():
    sheet = read(PLAIN | {"ends_on": "2028年2月29日"})

    (row,) = sheet.rows
    assert sheet.problems == []
    assert (row.number, row.name, row.unit, row.batch) == (2, "张三", "县财政局", "2026年第一批")
    assert (row.person.number, row.phone, row.uscc) == (citizen(1), phone(1), credit_code(1))
    assert (row.political, row.unit_kind) == (Political.MEMBER, UnitKind.ORGAN)
    assert (row.sender_level, row.role) == (SenderLevel.COUNTY, Role.FIRST_SECRETARY)
    assert (row.township, row.village) == ("建设镇", "根呷村")
    assert (row.starts_on, row.ends_on) == (date(2026, 3, 1), date(2028, 2, 29))


def test_columns_in_any_order_with_usual_titles_and_words_are_understood():
    titles = TITLES.copy()
    titles[KEYS.index("phone")] = "联系电话"
    titles[KEYS.index("township")] = "乡（镇）"
    titles[KEYS.index("starts_on")] = "到村时间"
    words = {
        "role": "驻村第一书记",
        "unit_kind": "党政机关",
        "sender_level": "州直",
        "political": "党员",
        "ends_on": "至今",
    }

    sheet = read(PLAIN | words, titles=titles[::-1], keys=KEYS[::-1])

    (row,) = sheet.rows
    assert sheet.problems == []
    assert (row.role, row.sender_level, row.ends_on) == (Role.FIRST_SECRETARY, SenderLevel.CITY, None)


def test_every_fault_of_a_line_is_told_in_one_pass_and_no_number_is_shown_whole():
    wrong = citizen(1)[:17] + ("1" if citizen(1)[17] != "1" else "2")
    faults = {
        "name": None,
        "id_number": wrong,
        "phone": "0836-8322113",
        "role": "干部",
        "starts_on": "2026.3",
    }

    sheet = read(PLAIN | faults)

    assert [(problem.column, problem.code) for problem in sheet.problems] == [
        ("A", "cell.blank"),
        ("B", "id.checksum"),
        ("C", "phone.landline"),
        ("J", "choice.unknown"),
        ("M", "day.incomplete"),
    ]
    assert all(wrong not in problem.shown + problem.sentence for problem in sheet.problems)
    assert sheet.problems[1].shown == wrong[:3] + "*" * 11 + wrong[-4:]


def test_an_id_number_stored_as_a_number_has_its_own_sentence():
    sheet = read(PLAIN | {"id_number": 513331199001010011})

    assert [problem.sentence for problem in sheet.problems] == [
        "身份证号被存成数字，已丢失末位。请把该列设为“文本”后重新填写。"
    ]


def test_a_phone_stored_as_a_number_is_whole():
    assert read(PLAIN | {"phone": int(phone(1))}).rows[0].phone == phone(1)


def test_the_example_line_is_no_data():
    assert [row.number for row in read(PLAIN | {"name": "示例：张三"}, PLAIN).rows] == [3]


def test_no_two_columns_answer_to_one_title():
    titles = [
        title
        for column in LAYOUT.columns
        for title in {title_key(t) for t in (column.title, *column.aliases)}
    ]

    assert len(titles) == len(set(titles))


@pytest.mark.parametrize("key", WORDS)
def test_no_word_of_a_choice_stands_for_two_values(key):
    words = WORDS[key]
    all_words = [match_key(word) for word in (*words.options, *words.synonyms)]

    assert len(all_words) == len(set(all_words))
    assert set(words.synonyms.values()) <= set(words.options)


def test_the_words_of_the_sheet_reach_every_value_a_posting_may_have():
    assert set(WORDS["role"].options.values()) == set(Role.values)
    assert set(WORDS["sender_level"].options.values()) == set(SenderLevel.values)
    assert set(WORDS["unit_kind"].options.values()) == set(UnitKind.values)
    assert set(WORDS["political"].options.values()) == set(Political.values) - {Political.UNKNOWN}
