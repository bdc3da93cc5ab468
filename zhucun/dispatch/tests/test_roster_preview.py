from dataclasses import replace
from datetime import date

import pytest

from zhucun.dispatch.choices import Political, Role
from zhucun.dispatch.roster.plan import Totals
from zhucun.dispatch.tests.roster_samples import (
    KNOWN,
    KNOWN_PERSON,
    KNOWN_POSTING,
    KNOWN_UNIT,
    OTHER,
    PLAIN,
    book_of,
    citizen,
    credit_code,
    phone,
    previewed,
    problems_of,
    sentence_of,
)
from zhucun.kernel.spreadsheet import Change, State


def test_a_first_roster_is_all_new_and_counted():
    preview = previewed(
        PLAIN, OTHER, OTHER | {"name": "王五", "id_number": citizen(3), "phone": phone(3), "role": "队员"}
    )

    assert preview.can_be_imported
    assert preview.totals == Totals(
        rows=3, new=3, changed=0, unchanged=0, errors=0, notices=0, units=2, persons=3, batches=1, postings=3
    )
    assert preview.rows[0].place == "建设镇根呷村"
    assert preview.entries[2].posting.role == Role.TEAM_MEMBER


def test_the_same_roster_again_changes_nothing():
    preview = previewed(PLAIN, book=KNOWN)

    assert [row.state for row in preview.rows] == [State.UNCHANGED]
    assert (
        preview.totals.postings
        == preview.totals.units
        == preview.totals.persons
        == preview.totals.batches
        == 0
    )


def test_what_differs_is_named_with_before_and_after():
    new = PLAIN | {"role": "队长", "phone": phone(9), "political": "群众", "ends_on": "2026-05-31"}

    (row,) = previewed(new, book=KNOWN).rows

    assert row.state is State.CHANGED
    assert row.changes == (
        Change("职务", "第一书记", "工作队队长"),
        Change("结束日期", "", "2026-05-31"),
        Change("手机号", "已登记的号码", "138****0009"),
        Change("政治面貌", "中共党员", "群众"),
    )


def test_a_blank_in_the_sheet_takes_nothing_away():
    ended = replace(KNOWN_POSTING, ends_on=date(2026, 5, 31))
    book = replace(KNOWN, postings=(ended,))

    preview = previewed(PLAIN | {"uscc": None, "political": None, "ends_on": None}, book=book)

    assert [row.state for row in preview.rows] == [State.UNCHANGED]
    assert preview.entries[0].posting.ends_on == date(2026, 5, 31)
    assert preview.entries[0].unit.uscc == credit_code(1)
    assert preview.entries[0].person.political == ""


def test_an_unknown_village_is_an_error_in_its_cell_and_nothing_is_imported():
    preview = previewed(PLAIN | {"village": "根甲村"}, OTHER)

    assert problems_of(preview) == [(2, "L", "village.unknown")]
    assert not preview.can_be_imported
    assert [entry.row for entry in preview.entries] == [3]


def test_another_spelling_of_a_village_is_said():
    preview = previewed(PLAIN | {"village": "根呷"})

    assert sentence_of(preview, "village.spelled") == "按“建设镇根呷村”登记。"
    assert preview.can_be_imported


def test_an_end_before_the_start_is_an_error():
    assert problems_of(previewed(PLAIN | {"ends_on": "2026-02-28"})) == [(2, "N", "posting.ends_first")]


def test_the_last_day_may_be_the_first_day():
    assert previewed(PLAIN | {"ends_on": "2026-03-01"}).can_be_imported


def test_a_line_twice_is_an_error_that_names_the_first():
    preview = previewed(PLAIN, OTHER, PLAIN)

    assert problems_of(preview) == [(4, "A", "posting.repeated")]
    assert "第 2 行" in sentence_of(preview, "posting.repeated")


@pytest.mark.parametrize(
    ("ends_on", "starts_on", "overlaps"),
    [
        (None, "2026-05-01", True),
        ("2026-05-01", "2026-05-01", True),
        ("2026-04-30", "2026-05-01", False),
    ],
)
def test_one_person_is_in_one_village_on_one_day(ends_on, starts_on, overlaps):
    first = PLAIN | {"role": "队员", "ends_on": ends_on}
    second = first | {"village": "麻绒村", "township": "麻绒乡", "starts_on": starts_on, "ends_on": None}

    preview = previewed(first, second)

    assert problems_of(preview) == ([(3, "M", "posting.person_twice")] if overlaps else [])
    if overlaps:
        assert "第 2 行" in sentence_of(preview, "posting.person_twice")
        assert "建设镇根呷村" in sentence_of(preview, "posting.person_twice")


def test_a_stay_the_county_holds_is_in_the_way_until_the_sheet_ends_it():
    moved = PLAIN | {"village": "麻绒村", "township": "麻绒乡", "starts_on": "2026-05-01"}

    refused = previewed(moved, book=KNOWN)
    allowed = previewed(PLAIN | {"ends_on": "2026-04-30"}, moved, book=KNOWN)

    assert "县里已登记的派驻与本行重叠：建设镇根呷村，2026-03-01 起" in sentence_of(
        refused, "posting.person_twice"
    )
    assert allowed.can_be_imported
    assert [row.state for row in allowed.rows] == [State.CHANGED, State.NEW]


def test_two_first_secretaries_at_once_are_an_error_and_one_after_the_other_are_not():
    second = OTHER | {"village": "根呷村", "starts_on": "2026-05-01"}

    at_once = previewed(PLAIN, second)
    in_turn = previewed(PLAIN | {"ends_on": "2026-04-30"}, second)
    member = previewed(PLAIN, second | {"role": "队员"})
    against_county = previewed(second, book=KNOWN)

    assert problems_of(at_once) == [(3, "J", "posting.two_secretaries")]
    assert "第 2 行的“张三”，2026-03-01 起" in sentence_of(at_once, "posting.two_secretaries")
    assert "县里已登记的“张三”" in sentence_of(against_county, "posting.two_secretaries")
    assert in_turn.can_be_imported and member.can_be_imported


def test_one_id_number_with_two_names_is_an_error():
    again = PLAIN | {"name": "张山", "village": "和平村", "starts_on": "2026-05-01"}

    in_sheet = previewed(PLAIN | {"ends_on": "2026-04-30"}, again)
    in_county = previewed(again | {"starts_on": "2025-01-01", "ends_on": "2025-12-31"}, book=KNOWN)

    assert problems_of(in_sheet) == [(3, "A", "person.other_name")]
    assert "第 2 行用同一身份证号填了“张三”，本行却是“张山”" in sentence_of(in_sheet, "person.other_name")
    assert "已登记为“张三”" in sentence_of(in_county, "person.other_name")


def test_one_person_with_two_phones_is_an_error():
    later = PLAIN | {"phone": phone(8), "political": "群众", "village": "和平村", "starts_on": "2026-05-01"}

    preview = previewed(PLAIN | {"ends_on": "2026-04-30"}, later)

    assert problems_of(preview) == [(3, "C", "person.two_phone"), (3, "D", "person.two_political")]


def test_a_phone_of_two_people_is_a_notice():
    in_sheet = previewed(PLAIN, OTHER | {"phone": phone(1)})
    in_county = previewed(OTHER | {"phone": phone(1)}, book=KNOWN)

    assert sentence_of(in_sheet, "person.phone_shared") == "手机号与第 2 行“张三”相同。请确认是否填错。"
    assert sentence_of(in_county, "person.phone_shared") == "手机号已登记在“张三”名下。请确认是否填错。"
    assert in_sheet.can_be_imported and in_county.can_be_imported


def test_one_code_with_two_units_is_an_error():
    in_sheet = previewed(PLAIN, OTHER | {"uscc": credit_code(1)})
    in_county = previewed(OTHER | {"uscc": credit_code(1)}, book=KNOWN)

    assert problems_of(in_sheet) == [(3, "F", "unit.code_of_another")]
    assert "第 2 行用同一代码填了“县财政局”，本行却是“县教育局”" in sentence_of(
        in_sheet, "unit.code_of_another"
    )
    assert "已登记为“县财政局”" in sentence_of(in_county, "unit.code_of_another")


def test_one_unit_with_two_codes_or_two_kinds_is_an_error():
    in_sheet = previewed(PLAIN, OTHER | {"unit": "县财政局", "unit_kind": "企业"})
    in_county = previewed(OTHER | {"unit": "县财政局"}, book=KNOWN)

    assert problems_of(in_sheet) == [(3, "F", "unit.two_codes"), (3, "G", "unit.two_kinds")]
    assert credit_code(1) in sentence_of(in_sheet, "unit.two_codes")
    assert "县里登记的“县财政局”" in sentence_of(in_county, "unit.two_codes")


def test_the_kind_of_a_known_unit_is_kept_and_that_is_said():
    preview = previewed(PLAIN | {"unit_kind": "企业"}, book=KNOWN)

    assert sentence_of(preview, "unit.kind_kept") == "县里登记的单位类型是“机关”，导入不改动它。"
    assert [row.state for row in preview.rows] == [State.UNCHANGED]


def test_a_code_learned_from_another_line_completes_the_unit():
    without = book_of(units=[replace(KNOWN_UNIT, uscc=None)], persons=[KNOWN_PERSON])

    preview = previewed(OTHER | {"unit": "县财政局", "uscc": None}, PLAIN, book=without)

    assert {entry.unit.uscc for entry in preview.entries} == {credit_code(1)}
    assert preview.rows[0].changes == (Change("统一社会信用代码", "", credit_code(1)),)
    assert preview.totals.units == 0


def test_units_that_differ_in_brackets_and_spaces_are_one():
    first, second = (
        PLAIN | {"unit": "县供销社（联合社）"},
        OTHER | {"unit": "县供销社 (联合社)", "uscc": None},
    )

    preview = previewed(first, second)

    assert preview.totals.units == 1
    assert {entry.unit.name for entry in preview.entries} == {"县供销社（联合社）"}


def test_a_line_with_one_fault_still_learns_of_its_other_faults():
    preview = previewed(PLAIN, OTHER | {"phone": "12", "village": "根甲村", "uscc": credit_code(1)})

    assert problems_of(preview) == [
        (3, "C", "phone.length"),
        (3, "F", "unit.code_of_another"),
        (3, "L", "village.unknown"),
    ]


def test_a_roster_without_a_line_cannot_be_imported():
    preview = previewed()

    assert preview.rows == ()
    assert not preview.can_be_imported


def test_a_change_of_a_person_alone_is_a_change_of_the_line():
    book = replace(KNOWN, persons=(replace(KNOWN_PERSON, political=Political.UNKNOWN),))

    (row,) = previewed(PLAIN, book=book).rows

    assert (row.state, row.changes) == (State.CHANGED, (Change("政治面貌", "未填", "中共党员"),))


def test_a_successor_who_comes_before_the_first_has_gone_takes_the_village_over():
    successor = OTHER | {"village": "根呷村", "starts_on": "2026-05-01"}

    overlapping = previewed(PLAIN | {"ends_on": "2026-05-31"}, successor)

    assert overlapping.can_be_imported
    assert "按压茬交接处理" in sentence_of(overlapping, "posting.handover")
