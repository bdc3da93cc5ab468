from dataclasses import replace
from datetime import date

import pytest

from zhucun.accounts.queries import scope_of
from zhucun.households import refusals, services_people
from zhucun.households import refusals_people as people_refusals
from zhucun.households.choices import Gone
from zhucun.households.domain import Entry
from zhucun.households.domain_people import VillagerEntry
from zhucun.households.models import Mark, Membership, RegistryAct, Villager
from zhucun.households.queries_people import villager_for
from zhucun.households.services import correct_household
from zhucun.households.services_marks import mark_begins, mark_ends
from zhucun.households.tests.registry import add, family, history, home, kept, line, names_in
from zhucun.testing.county import SINCE
from zhucun.testing.families import invented_number

pytestmark = pytest.mark.usefixtures("frozen_today")

NUMBER = invented_number("990001", date(1985, 5, 1), 7)  # a man
MAY, JUNE = date(2026, 5, 1), date(2026, 6, 1)


def test_a_person_is_entered_and_the_household_follows_its_members(cast):
    household = home(cast)

    head = add(
        cast, household, "单晓东", id_number=NUMBER, phone="13800138000", ethnicity="za", health="chronic"
    )
    add(cast, household, "张丽", "daughter", on=MAY, joined="born")

    found, villager = kept(cast, household), Villager.objects.in_county(cast.home.code).get(id=head.id)
    child = Villager.objects.in_county(cast.home.code).get(name="张丽")
    assert (found.people, found.head_name, found.initials) == (2, "单晓东", "dxd cxd sxd")
    assert (villager.born_on, villager.sex, villager.id_kind) == (date(1985, 5, 1), "male", "citizen")
    assert (villager.id_number, villager.health) == (NUMBER, "chronic")
    assert child.born_on == MAY
    assert history(cast, household) == ["entered", "member_added", "member_added"]


def test_the_trail_of_a_new_person_names_the_village_and_nobody(cast):
    household = home(cast)

    add(cast, household, id_number=NUMBER)

    said = line(cast, "villager_added")
    assert said.place_code == cast.villages[0].code
    assert "张三" not in str(said.details) and NUMBER not in str(said.details)


@pytest.mark.parametrize(
    ("wrong", "refusal", "words"),
    [
        ({"name": " "}, people_refusals.NameMissing, "姓名没有填写。"),
        ({"id_number": NUMBER[:17] + "?"}, people_refusals.IdNumberWrong, "证件号码不对：身份证号第 18 位"),
        ({"id_number": NUMBER + "99"}, people_refusals.IdNumberWrong, "应为 18 位，实为 20 位"),
        ({"phone": "12"}, people_refusals.PhoneWrong, "电话号码不对：手机号应为 11 位"),
        ({"ethnicity": "mars"}, refusals.UnknownWord, "“民族”中没有“mars”这一项。"),
        ({"relation": "boss"}, refusals.UnknownWord, "“与户主关系”中没有“boss”这一项。"),
        ({"relation": ""}, people_refusals.RelationMissing, "没有写明“张三”与户主的关系。"),
        (
            {"works_months": 13},
            people_refusals.MonthsOutOfRange,
            "务工时间填写为 13 个月，应在 0 至 12 个月之间。",
        ),
        ({"on": date(2026, 12, 1)}, people_refusals.DayInFuture, "日期 2026-12-01 还没有到。"),
        ({"born_on": date(2026, 12, 1)}, people_refusals.DayInFuture, "日期 2026-12-01 还没有到。"),
        ({"born_on": JUNE, "on": MAY, "joined": "moved_in"}, people_refusals.BornLater, "早于出生日期。"),
        (
            {"id_number": NUMBER, "born_on": date(1985, 5, 2)},
            people_refusals.BirthDiffers,
            "出生日期填写为 1985-05-02，证件号码中的出生日期是 1985-05-01，两者不一致。",
        ),
        (
            {"id_number": NUMBER, "sex": "female"},
            people_refusals.SexDiffers,
            "性别填写为“女”，证件号码表明是“男”，两者不一致。",
        ),
    ],
)
def test_what_is_wrong_with_a_person_is_said_and_nobody_is_kept(cast, wrong, refusal, words):
    household = home(cast)

    with pytest.raises(refusal) as refused:
        add(cast, household, **{"name": "张三", "relation": "head", **wrong})

    assert words in refused.value.said
    assert NUMBER not in refused.value.said
    assert refused.value.about
    assert not Villager.objects.in_county(cast.home.code).exists()
    assert kept(cast, household).people == 4


def test_a_disability_certificate_is_the_same_person_as_the_citizens_card(cast):
    household = home(cast)

    first = add(cast, household, id_number=NUMBER + "43B1")
    with pytest.raises(people_refusals.IdNumberTaken) as refused:
        add(cast, household, "李四", "son", id_number=NUMBER)

    assert (first.id_kind, first.id_number) == ("disability", NUMBER + "43B1")
    assert refused.value.sentence == (
        f"这个证件号码（{NUMBER[:3]}***********{NUMBER[-4:]}）已登记在上坪村“张三”户的“张三”名下。"
    )


def test_a_number_kept_in_another_village_is_not_told_to_who_may_not_see_it(cast):
    elsewhere = home_elsewhere(cast)

    with pytest.raises(people_refusals.IdNumberElsewhere) as refused:
        add(cast, home(cast), id_number=NUMBER)

    assert elsewhere.head_name not in refused.value.said and "下坪村" not in refused.value.said


def home_elsewhere(cast):
    household = home(cast, "欧阳远", village=1)
    add(cast, household, "欧阳远", by="township_officer", id_number=NUMBER)
    return household


@pytest.mark.parametrize("who", ["outsider", "unit_contact", "auditor", "county_officer"])
def test_without_the_right_in_the_village_nobody_writes_about_people(cast, who):
    household, people = family(cast)
    by = getattr(cast, who)

    with pytest.raises(refusals.VillageNotYours):
        add(cast, household, "王五", "brother", by=who)
    with pytest.raises(refusals.VillageNotYours):
        services_people.member_dies(by=by, villager=people["head"], on=MAY)
    with pytest.raises(refusals.VillageNotYours):
        services_people.member_leaves(by=by, villager=people["head"], on=MAY, because="迁出")
    with pytest.raises(refusals.VillageNotYours):
        services_people.void_departure(by=by, villager=people["head"], because="误登")
    with pytest.raises(refusals.VillageNotYours):
        services_people.void_villager(by=by, villager=people["head"], because="误登")
    with pytest.raises(refusals.VillageNotYours):
        services_people.correct_villager(
            by=by, villager=people["head"], entry=VillagerEntry(name="张大"), because="核对"
        )


def test_the_right_at_one_end_of_a_move_is_not_enough(cast):
    _, people = family(cast)
    there = home(cast, "李四", village=1)

    with pytest.raises(refusals.VillageNotYours):
        services_people.member_moves(
            by=cast.first_secretary,
            villager=people["son"],
            to=there,
            relation="son_in_law",
            on=MAY,
            because="结婚",
        )

    assert Membership.objects.in_county(cast.home.code).get(villager=people["son"]).ends_on is None


def test_a_member_moves_with_what_is_marked_of_them(cast):
    old, people = family(cast)
    new = home(cast, "李四", village=1)
    mark_begins(by=cast.township_officer, household=old, villager=people["son"], kind="disabled", on=SINCE)

    services_people.member_moves(
        by=cast.township_officer, villager=people["son"], to=new, relation="son_in_law", on=MAY,
        because="结婚", joined="married", gone=Gone.MARRIED,
    )  # fmt: skip

    marks = Mark.objects.in_county(cast.home.code).filter(villager=people["son"]).order_by("id")
    assert [(mark.household_id, mark.starts_on, mark.ends_on) for mark in marks] == [
        (old.id, SINCE, MAY),
        (new.id, MAY, None),
    ]
    assert (kept(cast, old).people, kept(cast, new).people) == (2, 1)
    assert history(cast, old)[-1] == "left" and history(cast, new)[-1] == "joined"
    assert line(cast, "member_moved").details["joined"] == "married"


def test_whoever_dies_has_no_later_acts_and_no_open_marks(cast):
    household, people = family(cast)
    villager = people["spouse"]
    mark_begins(by=cast.township_officer, household=household, villager=villager, kind="disabled", on=SINCE)

    services_people.member_dies(by=cast.first_secretary, villager=villager, on=MAY)

    mark = Mark.objects.in_county(cast.home.code).get(villager=villager)
    assert (mark.ends_on, kept(cast, household).people) == (MAY, 2)
    later = {"by": cast.first_secretary, "villager": villager, "on": JUNE}
    for act, more in (
        (services_people.member_leaves, {"because": "迁出"}),
        (services_people.member_dies, {}),
        (services_people.member_joins, {"household": household, "relation": "spouse", "because": "回户"}),
    ):
        with pytest.raises(people_refusals.AlreadyDead) as refused:
            act(**later, **more)
        assert refused.value.sentence == "“王芳”已于 2026-05-01 登记去世，不能再办理。"


def test_a_death_entered_by_mistake_is_taken_back_with_what_ended_by_it(cast):
    household, people = family(cast)
    villager = people["spouse"]
    for kind in ("disabled", "chronic_ill"):
        mark_begins(by=cast.first_secretary, household=household, villager=villager, kind=kind, on=SINCE)
    ill = Mark.objects.in_county(cast.home.code).get(kind="chronic_ill")
    mark_ends(by=cast.first_secretary, mark=ill, on=MAY, because="痊愈")
    services_people.member_dies(by=cast.first_secretary, villager=villager, on=MAY)

    services_people.void_departure(by=cast.first_secretary, villager=villager, because="同名同姓")

    marks = Mark.objects.in_county(cast.home.code).filter(villager=villager)
    assert {mark.kind: mark.ends_on for mark in marks} == {"disabled": None, "chronic_ill": MAY}
    assert names_in(cast, household)["王芳"] == "spouse" and kept(cast, household).people == 3
    assert Villager.objects.in_county(cast.home.code).get(id=villager.id).died_on is None
    assert history(cast, household)[-1] == "gone_voided"
    assert line(cast, "departure_voided").place_code == household.village_code
    with pytest.raises(people_refusals.StillAMember):
        services_people.void_departure(by=cast.first_secretary, villager=villager, because="同名同姓")


def test_who_moved_and_left_on_one_day_is_taken_back_into_the_household_left_last(cast):
    _, people = family(cast)
    other, villager = home(cast, "李四"), people["son"]
    by = {"by": cast.township_officer, "villager": villager, "on": MAY, "because": "核对"}
    services_people.member_moves(to=other, relation="son", **by)
    services_people.member_leaves(**by)
    assert (
        villager_for(scope_of(cast.township_officer, cast.home.code, on=MAY), villager.id).household == other
    )

    services_people.void_departure(by=cast.township_officer, villager=villager, because="误登")

    stays = Membership.objects.in_county(cast.home.code).filter(villager=villager, ends_on__isnull=True)
    assert stays.get().household == other


def test_a_birth_is_not_put_after_what_is_kept_of_the_person(cast):
    _, people = family(cast)
    services_people.member_dies(by=cast.first_secretary, villager=people["son"], on=MAY)
    late = replace(VillagerEntry.of(people["son"]), born_on=JUNE)

    with pytest.raises(people_refusals.BornLater) as refused:
        services_people.correct_villager(
            by=cast.first_secretary, villager=people["son"], entry=late, because="核对"
        )

    assert refused.value.sentence == "“张明”出生于 2026-06-01，日期 2026-05-01 早于出生日期。"


def test_dates_go_in_order(cast):
    household, people = family(cast)
    services_people.member_leaves(by=cast.first_secretary, villager=people["son"], on=JUNE, because="外出")

    with pytest.raises(people_refusals.DayTooEarly) as refused:
        services_people.member_joins(
            by=cast.first_secretary,
            villager=people["son"],
            household=household,
            relation="son",
            on=MAY,
            because="回",
        )
    services_people.member_joins(
        by=cast.first_secretary,
        villager=people["son"],
        household=household,
        relation="son",
        on=JUNE,
        because="回",
    )
    with pytest.raises(people_refusals.DayTooEarly):
        services_people.member_dies(by=cast.first_secretary, villager=people["son"], on=MAY)

    assert refused.value.sentence == "日期 2026-05-01 早于 2026-06-01 已登记的情况。"
    assert "张明" in names_in(cast, household)


def test_who_is_somewhere_cannot_join_elsewhere(cast):
    _, people = family(cast)

    with pytest.raises(people_refusals.StillAMember) as refused:
        services_people.member_joins(
            by=cast.township_officer, villager=people["son"], household=home(cast, "李四"), relation="son",
            on=MAY, because="回户",
        )  # fmt: skip

    assert refused.value.sentence == "“张明”现在还在“张三”户。"


def test_who_comes_back_under_the_same_number_is_the_same_person(cast):
    household = home(cast)
    villager = add(cast, household, id_number=NUMBER, phone="13800138000")
    services_people.member_leaves(by=cast.first_secretary, villager=villager, on=MAY, because="外出")

    again = add(cast, household, id_number=NUMBER, on=JUNE, works_at="成都")

    kept_person = Villager.objects.in_county(cast.home.code).get()
    assert again.id == villager.id
    assert (kept_person.works_at, kept_person.phone) == ("成都", "13800138000")
    assert Membership.objects.in_county(cast.home.code).filter(villager=villager).count() == 2


def test_there_is_one_head(cast):
    household, people = family(cast)

    with pytest.raises(people_refusals.HeadTaken) as refused:
        add(cast, household, "李四", "head")
    with pytest.raises(people_refusals.HeadTaken):
        services_people.correct_relation(
            by=cast.first_secretary, villager=people["son"], relation="head", because="核对"
        )

    assert refused.value.sentence == "这一户的户主已登记为“张三”。"


def test_a_correction_is_told_and_of_numbers_only_that_they_changed(cast):
    household, people = family(cast)
    head = people["head"]
    entry = replace(
        VillagerEntry.of(head), name="张山", id_number=NUMBER, education="primary", health="serious"
    )

    services_people.correct_villager(
        by=cast.first_secretary, villager=head, entry=entry, because="户口本核对"
    )

    act = RegistryAct.objects.in_county(cast.home.code).get(act="member_corrected")
    assert act.changed == {
        "name": ["张三", "张山"],
        "sex": ["unknown", "male"],
        "born_on": [None, "1985-05-01"],
        "id_kind": ["none", "citizen"],
        "id_number": [],
        "education": ["", "primary"],
        "health": [],
    }
    assert kept(cast, household).head_name == "张山"
    assert line(cast, "villager_corrected").details["fields"] == sorted(act.changed)
    assert NUMBER not in str(line(cast, "villager_corrected").details)


def test_a_correction_without_reason_or_change_is_refused(cast):
    _, people = family(cast)
    same = VillagerEntry.of(people["head"])

    with pytest.raises(refusals.ReasonMissing):
        services_people.correct_villager(
            by=cast.first_secretary, villager=people["head"], entry=replace(same, name="张山"), because=" "
        )
    with pytest.raises(people_refusals.NothingCorrectedIn):
        services_people.correct_villager(
            by=cast.first_secretary, villager=people["head"], entry=same, because="核对"
        )


def test_a_wrong_entry_is_taken_back_and_its_number_is_free_again(cast):
    household = home(cast)
    wrong = add(cast, household, id_number=NUMBER, phone="13800138000")

    services_people.void_villager(by=cast.first_secretary, villager=wrong, because="登记到了别家")

    left = Villager.objects.in_county(cast.home.code).get(id=wrong.id)
    assert (left.id_number, left.phone, left.id_hash) == (None, None, "")
    assert names_in(cast, household) == {}
    assert add(cast, household, id_number=NUMBER).id != wrong.id


def test_what_members_tell_is_not_said_otherwise(cast):
    household, _ = family(cast)
    now = Entry(village_code=household.village_code, head_name="张三", people=3)
    say = {"by": cast.first_secretary, "household": kept(cast, household), "because": "核对", "on": JUNE}

    with pytest.raises(refusals.PeopleFollowMembers) as refused:
        correct_household(entry=replace(now, people=5), **say)
    with pytest.raises(refusals.HeadFollowsMembers):
        correct_household(entry=replace(now, head_name="李四"), **say)
    correct_household(entry=replace(now, housing="unsafe", water="safe", needs="修房"), **say)

    found = kept(cast, household)
    assert refused.value.sentence == "“张三”户已登记成员 3 人，家庭人口按成员计算，不能另填。"
    assert (found.housing, found.water, found.needs, found.people) == ("unsafe", "safe", "修房", 3)
    assert history(cast, household)[-1] == "corrected"
