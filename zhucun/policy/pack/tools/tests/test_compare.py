"""What changed between two packs, as a clerk would say it."""

import pytest

from zhucun.policy.pack.tests.build import JIANGLE, ONSITE, Bench
from zhucun.policy.pack.tools.compare import Change, changes

DUTY = f"counties/{JIANGLE}/{ONSITE}"


def changed(bench: Bench, name: str, before: str, after: str) -> list[Change]:
    old = bench.load()
    bench.change(name, before, after)
    return changes(old, bench.load())


def test_the_same_pack_has_not_changed(bench: Bench) -> None:
    assert changes(bench.load(), bench.load()) == []


def test_a_number_is_told_with_the_day_it_holds_from(bench: Bench) -> None:
    (one,) = changed(bench, DUTY, "value: 22", "value: 23")

    assert (one.kind, one.id, one.part) == ("要求", "onsite-days", "自 2021-08-01 起")
    assert "“22 天" in str(one)
    assert "改为“23 天" in str(one)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("[first_secretary, team_leader, team_member]", "[first_secretary]", "“驻村岗位为第一书记”"),
        ("title: 每月驻村天数", "title: 在村天数", "“每月驻村天数”改为“在村天数”"),
        ("when_missing: undetermined", "when_missing: not_applicable", "改为“不适用”"),
        ("warn_before: 5", "warn_before: 3", "“到期前 5 个工作日”改为“到期前 3 个工作日”"),
        ("training: counts", "training: neither", "改为“计入：在村、公务外出；不计入也不抵减：培训"),
        ("pro_rata: true", "pro_rata: false", "改为“不折算”"),
        ("tell: [township_officer]", "tell: []", "没有做到的：删去"),
        ("label: 应在", "label: 应当在村", "“应在”改为“应当在村”"),
        ("excused_lowers: day_for_day", "excused_lowers: in_proportion", "按占全部日子的比例折算"),
        ("rounding: down", "rounding: up", "零头进一"),
        ("before_confirmation: undetermined", "before_confirmation: as_recorded", "按登记判断"),
        ("if_it_changes_midway: undetermined", "if_it_changes_midway: split", "分段按天数折算"),
        ("public_holiday: neither", "public_holiday: counts", "工作日、周末、放假日"),
        ("checked: 2026-11-22", "checked: 2026-11-21", "2026-11-21 核对过原文"),
    ],
)
def test_every_part_of_a_rule_is_compared(bench: Bench, before: str, after: str, said: str) -> None:
    told = changed(bench, DUTY, before, after)

    assert any(said in str(one) for one in told), [str(one) for one in told]


def test_only_the_lines_that_differ_are_told(bench: Bench) -> None:
    (one,) = changed(bench, DUTY, "pro_rata: true", "pro_rata: false")

    assert one.before == ("中途到任、离任的，按任职期间的工作日折算，舍去零头",)
    assert one.after == ("不折算",)


def test_a_rule_that_is_gone_and_one_that_is_new_are_told_whole(bench: Bench) -> None:
    old = bench.load()
    bench.change(DUTY, "id: onsite-days", "id: village-days")
    bench.change(DUTY.replace(".yaml", ".cases.yaml"), "duty: onsite-days", "duty: village-days")

    told = changes(old, bench.load())

    assert [(one.id, bool(one.before), bool(one.after)) for one in told] == [
        ("onsite-days", True, False),
        ("village-days", False, True),
    ]
    assert str(told[0]).startswith("要求“每月驻村天数”（onsite-days）：删去。")


@pytest.mark.parametrize(
    ("name", "before", "after", "kind"),
    [
        ("national/roles.yaml", "      - audit.see\n", "", "角色"),
        ("national/vocabularies.yaml", "label: 第一书记", "label: 驻村第一书记", "词表"),
        ("national/wording.yaml", "  met: 达标", "  met: 做到", "文字"),
        ("national/forms/work-note.yaml", "label: 记一笔", "label: 记一下", "表单"),
        ("national/calendars/2026.yaml", "make_up: [2026-05-09]", "make_up: [2026-05-10]", "日历"),
        ("national/values.yaml", "title: 当事人说明的期限", "title: 说明期限", "数"),
        (f"counties/{JIANGLE}/sources.yaml", "严格执行请销假", "执行请销假", "出处"),
    ],
)
def test_every_kind_of_file_is_compared(bench: Bench, name: str, before: str, after: str, kind: str) -> None:
    told = changed(bench, name, before, after)

    assert kind in {one.kind for one in told}
