"""A register is taken in whole, once, and told again changes only what it says otherwise."""

from datetime import date

import pytest

from zhucun.accounts.queries import scope_of
from zhucun.audit.models import AuditEvent
from zhucun.households.choices import Did
from zhucun.households.importing import refusals
from zhucun.households.importing.checking import plan_of
from zhucun.households.importing.services import import_register
from zhucun.households.importing.tests.samples import (
    FIRST,
    HEAD,
    HOUSEHOLDS,
    MEMBERS,
    OTHER_HEAD,
    SECOND,
    SON,
    WIFE,
    citizen,
    one_sheet,
    register,
    workbook,
)
from zhucun.households.models import Household, Mark, Membership, RegistryAct, Villager
from zhucun.kernel.spreadsheet import State

TODAY = date(2026, 11, 18)


@pytest.fixture(autouse=True)
def home(settings, tmp_path, frozen_today):
    settings.ZHUCUN_HOME = tmp_path


def planned(cast, data, by=None):
    by = by or cast.county_officer
    return plan_of(cast.home.code, scope_of(by, cast.home.code, on=TODAY), data, on=TODAY)


def imported(cast, data, by=None, **more):
    by = by or cast.county_officer
    return import_register(
        by=by, county=cast.home.code, data=data, on=TODAY, because="国家平台 10 月导出", **more
    )


def codes(plan):
    return [
        (problem.sheet, problem.row, problem.title, problem.code)
        for problem in plan.problems
        if problem.is_error
    ]


def villager(cast, name):
    return Villager.objects.in_county(cast.home.code).get(name=name)


def test_two_sheets_become_households_with_everybody_in_them(cast):
    plan = planned(cast, register())
    done = imported(cast, register())

    assert [(one.head_name, one.place, one.state) for one in plan.families] == [
        ("张三", "青河镇上坪村", State.NEW),
        ("李四", "青河镇上坪村", State.NEW),
    ]
    assert (done.totals.new, done.totals.new_people, done.totals.errors) == (2, 4, 0)
    first = Household.objects.in_county(cast.home.code).get(number="5117810001")
    assert (first.people, first.circumstance, first.group_name) == (3, "lifted", "一组")
    head = villager(cast, "张三")
    assert (head.id_number, head.phone, head.ethnicity, head.works_months) == (
        citizen(1),
        "13800001234",
        "ha",
        8,
    )
    assert (head.medical_insurance, head.pension, head.born_on) == ("resident", "none", date(1968, 3, 1))


def test_one_sheet_of_members_with_the_household_repeated_says_the_same(cast):
    family = [FIRST | member for member in (HEAD, WIFE, SON)]

    plan = planned(cast, one_sheet(*family, SECOND | OTHER_HEAD))

    assert not codes(plan)
    assert [(one.head_name, one.people) for one in plan.families] == [("张三", 3), ("李四", 1)]


def test_a_line_that_names_no_household_belongs_to_the_head_above_it(cast):
    bare = [{key: value for key, value in one.items() if key != "户编号"} for one in (HEAD, WIFE, OTHER_HEAD)]
    place = {"乡镇": "青河镇", "村": "上坪村"}

    plan = planned(cast, one_sheet(place | bare[0], bare[1], place | bare[2]))

    assert [(one.head_name, one.people) for one in plan.families] == [("张三", 2), ("李四", 1)]


def test_a_disability_number_in_the_id_column_is_known_by_its_citizens_number(cast):
    imported(cast, register())

    kept = villager(cast, "李四")

    assert (kept.id_kind, kept.id_number, kept.born_on) == (
        "disability",
        citizen(4, "19551212") + "44",
        date(1955, 12, 12),
    )
    assert Mark.objects.in_county(cast.home.code).get(villager=kept).kind == "allowance"


def test_the_same_file_twice_changes_nothing(cast):
    imported(cast, register())
    before = (
        list(RegistryAct.objects.in_county(cast.home.code).values()),
        Villager.objects.in_county(cast.home.code).count(),
    )

    plan = planned(cast, register())
    imported(cast, register())

    assert {one.state for one in plan.families} == {State.UNCHANGED}
    after = (
        list(RegistryAct.objects.in_county(cast.home.code).values()),
        Villager.objects.in_county(cast.home.code).count(),
    )
    assert after == before


def test_what_a_later_file_says_otherwise_is_shown_and_written_with_its_reason(cast):
    imported(cast, register())
    head = HEAD | {"务工地点": "浙江省杭州市", "养老": "城乡居民基本养老保险"}
    born = SON | {
        "姓名": "张小妹",
        "与户主关系": "女儿",
        "证件号码": citizen(5, "20260102", male=False),
        "在校生情况": None,
    }
    later = register([FIRST | {"村民小组": "二组"}], [head, WIFE, SON, born])

    (plan,) = planned(cast, later).families
    imported(cast, later)

    told = [(change.title, change.before, change.after) for change in plan.changes]
    assert ("村民小组", "一组", "二组") in told
    assert ("张三 务工地点", "广东省东莞市", "浙江省杭州市") in told
    assert ("张三 养老保险", "没有参加", "城乡居民基本养老保险") in told
    assert ("新增成员", "", "张小妹（女儿）") in told
    assert villager(cast, "张三").works_at == "浙江省杭州市"
    household = Household.objects.in_county(cast.home.code).get(number="5117810001")
    assert (household.people, household.group_name) == (4, "二组")
    acts = RegistryAct.objects.in_county(cast.home.code).filter(household=household).order_by("id")
    assert [act.act for act in acts] == [Did.ENTERED, Did.CORRECTED, Did.MEMBER_CORRECTED, Did.MEMBER_ADDED]
    assert acts[2].because == "国家平台 10 月导出"


def test_a_sealed_fact_is_told_to_change_without_its_value(cast):
    imported(cast, register())
    later = register([FIRST], [HEAD | {"联系电话": "13900005678"}, WIFE, SON])

    (plan,) = planned(cast, later).families
    imported(cast, later)

    assert [(change.title, change.before) for change in plan.changes] == [("张三 电话", "已登记的")]
    assert villager(cast, "张三").phone == "13900005678"
    assert "13900005678" not in str(list(RegistryAct.objects.in_county(cast.home.code).values()))


def test_a_blank_cell_and_a_masked_number_change_nothing(cast):
    imported(cast, register())
    masked = HEAD | {"证件号码": "990***********0101", "联系电话": "138****1234", "民族": None}

    plan = planned(cast, register([FIRST], [masked, WIFE, SON]))

    assert [one.state for one in plan.families] == [State.UNCHANGED]


def test_dirty_cells_are_read_as_they_are_meant(cast):
    dirty = HEAD | {
        "姓名": " 张　三\n",
        "证件号码": "'" + " ".join(citizen(1)),
        "联系电话": "’138-0000-1234",
        "民族": "01 汉族",
        "与户主关系": "01-户主",
        "务工时长": "８个月",
        "出生日期": 24898,
    }

    imported(cast, register([FIRST | {"户主姓名": "张三 "}], [dirty, WIFE, SON]))

    head = villager(cast, "张三")
    assert (head.id_number, head.phone, head.ethnicity, head.works_months) == (
        citizen(1),
        "13800001234",
        "ha",
        8,
    )


@pytest.mark.parametrize(
    ("households", "members", "expected"),
    [
        ((FIRST | {"村": "上平村"},), (HEAD,), ("户", 2, "村", "village.unknown")),
        ((FIRST,), (HEAD | {"证件号码": citizen(1)[:17] + "0"},), ("成员", 2, "证件号码", "id.checksum")),
        ((FIRST,), (HEAD | {"民族": "火星"},), ("成员", 2, "民族", "choice.unknown")),
        ((FIRST,), (HEAD, WIFE | {"与户主关系": "户主"}), ("成员", 3, "与户主关系", "household.two_heads")),
        ((FIRST,), (HEAD, HEAD | {"与户主关系": "配偶"}), ("成员", 3, "证件号码", "member.twice")),
        ((FIRST,), (HEAD, OTHER_HEAD), ("成员", 3, "", "member.homeless")),
        ((FIRST, FIRST), (HEAD,), ("户", 3, "户主姓名", "household.twice")),
        ((FIRST,), (HEAD | {"出生日期": "1970-01-01"},), ("成员", 2, "出生日期", "households.birth_differs")),
        ((FIRST,), (HEAD | {"务工时长": "13"},), ("成员", 2, "务工时长", "households.months_out_of_range")),
    ],
)  # fmt: skip
def test_each_problem_is_told_with_its_place(cast, households, members, expected):
    plan = planned(cast, register(households, members))

    assert expected in codes(plan)


def test_errors_hold_back_the_file_or_on_request_the_family_alone(cast):
    data = register(HOUSEHOLDS, (HEAD, WIFE | {"民族": "火星"}, SON, OTHER_HEAD))

    with pytest.raises(refusals.RegisterHasErrors):
        imported(cast, data)
    done = imported(cast, data, leave_out_faulty=True)

    assert (done.totals.new, done.totals.faulty) == (1, 1)
    assert [one.head_name for one in Household.objects.in_county(cast.home.code)] == ["李四"]


def test_somebody_registered_in_another_household_is_told_and_not_moved(cast):
    imported(cast, register())
    newly = {"村": "下坪村", "户编号": "5117810009", "户主姓名": "王芳"}

    plan = planned(cast, register([FIRST | newly], [WIFE | {"户编号": "5117810009", "与户主关系": "户主"}]))

    assert codes(plan) == [("成员", 2, "证件号码", "member.elsewhere")]
    assert "“张三”户" in plan.problems[0].sentence


def test_a_namesake_under_another_number_in_the_family_is_not_entered_beside(cast):
    imported(cast, register())
    other = WIFE | {"证件号码": citizen(9, "19700405", male=False)}

    plan = planned(cast, register([FIRST], [HEAD, other, SON]))

    assert codes(plan) == [("成员", 3, "证件号码", "member.namesake")]


def test_a_file_without_household_numbers_finds_the_family_by_its_head(cast):
    imported(cast, register())
    bare = {key: value for key, value in FIRST.items() if key != "户编号"}
    link = {"户编号": None, "户主姓名": "张三"}

    plan = planned(cast, register([bare], [one | link for one in (HEAD, WIFE, SON)]))

    assert [one.state for one in plan.families] == [State.UNCHANGED]


def test_a_township_imports_its_own_villages_only(cast):
    away = FIRST | {"乡镇": "白石乡", "村": "石门村"}

    plan = planned(cast, register([away], [HEAD]), by=cast.township_officer)

    assert codes(plan) == [("户", 2, "村", "village.not_yours")]


def test_a_broken_header_is_not_imported_even_in_part(cast):
    data = workbook({"户": [FIRST], "成员": [HEAD | {"身份证号": citizen(9)}]})

    with pytest.raises(refusals.RegisterIsBroken):
        imported(cast, data, leave_out_faulty=True)


def test_one_act_stands_in_the_trail_and_names_nobody(cast):
    imported(cast, register())

    line = AuditEvent.objects.in_county(cast.home.code).get(act="households.register_imported")

    assert line.details["households"] == 2
    assert line.details["people"] == 4
    assert "张三" not in str(line.details)


def test_without_a_source_nothing_is_imported(cast):
    with pytest.raises(refusals.SourceMissing):
        import_register(by=cast.county_officer, county=cast.home.code, data=register(), on=TODAY, because=" ")


def test_statements_do_not_grow_with_the_file(cast, django_assert_max_num_queries):
    many = [FIRST | {"户编号": f"77{serial:05}", "户主姓名": f"赵{serial}"} for serial in range(60)]
    heads = [
        HEAD
        | {
            "户编号": one["户编号"],
            "姓名": one["户主姓名"],
            "证件号码": citizen(serial, f"1960010{1 + serial // 50}"),
        }
        for serial, one in enumerate(many)
    ]
    data = register(many, heads)

    with django_assert_max_num_queries(14):
        planned(cast, data)
    with django_assert_max_num_queries(45):
        imported(cast, data)
    assert Membership.objects.in_county(cast.home.code).count() == 60


def test_all_members_of_the_samples_are_read(cast):
    plan = planned(cast, register(HOUSEHOLDS, MEMBERS))

    assert sum(one.people for one in plan.families) == len(MEMBERS)
