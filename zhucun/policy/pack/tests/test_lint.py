"""What no single file shows: dead references, forbidden rights, and duties that nobody could fulfil."""

import pytest

from zhucun.policy.pack.tests.build import BAIYU, JIANGLE, ONSITE, WITHOUT_PACK, Bench

DUTY = f"counties/{JIANGLE}/{ONSITE}"
BAIYU_DUTY = f"counties/{BAIYU}/{ONSITE}"
ROLES = "national/roles.yaml"
WORDING = "national/wording.yaml"
CASES = f"counties/{JIANGLE}/duties/onsite-days.cases.yaml"


def test_a_value_without_its_paper_is_refused(bench: Bench) -> None:
    bench.change(DUTY, '"B#onsite-days"', '"B#another"')

    problem = bench.only_problem()

    assert (problem.file, problem.line) == (DUTY, bench.line_of(DUTY, "B#another"))
    assert "找不到出处“B#another”" in problem.what


def test_values_that_claim_the_same_day_are_refused(bench: Bench) -> None:
    second = '    - {from: 2021-08-01, value: 23, source: "B#onsite-days"}\n'
    bench.change(DUTY, "\ncounted_by", f"{second}\ncounted_by")

    problem = next(p for p in bench.problems() if "重叠" in p.what)

    assert problem.line == bench.line_of(DUTY, "value: 23")
    assert "从早到晚" in problem.do


def test_twenty_two_days_without_a_cap_are_impossible_in_a_short_month(bench: Bench) -> None:
    bench.change(DUTY, "cap: true", "cap: false")
    bench.change(DUTY, "  rest_day: counts", "  rest_day: neither")

    problem = bench.only_problem()

    assert (problem.file, problem.line) == (DUTY, bench.line_of(DUTY, "  values:"))
    assert "2024-02（最多 18，要求 22）" in problem.what
    assert "等 23 期" in problem.what
    assert "请把 cap 写成 true" in problem.do


def test_counting_weekends_still_leaves_three_months_too_short(bench: Bench) -> None:
    bench.change(DUTY, "cap: true", "cap: false")

    assert "2024-02（最多 21，要求 22）、2026-02（最多 19，要求 22）" in bench.only_problem().what


def test_four_days_fit_into_every_month_without_a_cap(bench: Bench) -> None:
    assert "cap: false" in (bench.root / BAIYU_DUTY).read_text(encoding="utf-8")
    assert bench.problems(BAIYU) == ()


def test_a_value_that_begins_after_the_announced_years_is_not_held_against_them(bench: Bench) -> None:
    bench.change(DUTY, "cap: true", "cap: false")
    bench.change(DUTY, "from: 2021-08-01", "from: 2027-01-01")

    assert bench.problems() == ()


@pytest.mark.parametrize(
    ("before", "after", "at", "words"),
    [
        ("who:\n  role:", "who:\n  post:", "post:", "不能按“post”区分对象"),
        ("team_leader, ", "captain, ", "captain", "“captain”不在词表 posting_role 里"),
        ("tell: [township_officer]", "tell: [mayor]", "mayor", "没有“mayor”这个角色"),
        ("  found_absent: neither\n", "", "counts:", "没有写“检查时不在岗”（found_absent）怎么计"),
        ("found_absent: ", "asleep: ", "asleep", "没有“asleep”这种登记"),
        ("basis: full_time\n", "", "counts:", "却没有写 basis"),
        ("{of: cap,", "{of: counts,", "cap: true", "用了 cap，却没有说明"),
    ],
)
def test_a_duty_that_does_not_hold_together_is_refused(
    bench: Bench, before: str, after: str, at: str, words: str
) -> None:
    bench.change(DUTY, before, after)

    problem = next(p for p in bench.problems() if words in p.what)

    assert (problem.file, problem.line) == (DUTY, bench.line_of(DUTY, at))


def test_presence_without_kinds_of_days_is_refused(bench: Bench) -> None:
    text = (bench.root / DUTY).read_text(encoding="utf-8")
    block = text[text.index("counts_on:") : text.index("minimum:")]
    bench.change(DUTY, block, "")

    assert "没有写哪些日子计入" in bench.only_problem().what


def test_an_unknown_right_is_refused(bench: Bench) -> None:
    bench.change(ROLES, "      - identity.reveal\n", "      - identity.copy\n")

    assert "没有“identity.copy”这项权限" in bench.only_problem().what


def test_a_technical_role_cannot_be_given_business_rights(bench: Bench) -> None:
    bench.change(ROLES, "      - audit.see\n", "      - audit.see\n      - households.see\n")

    assert "“审计管理员”是技术管理角色，不能有业务权限“households.see”" in bench.only_problem().what


def test_roles_kept_apart_must_exist(bench: Bench) -> None:
    bench.change(ROLES, "  - [system_admin, security_admin, auditor]", "  - [system_admin, guard]")

    assert "没有“guard”这个角色" in bench.only_problem().what


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("差 %(short)s %(unit)s，应", "差 %(short)s，应", None),
        ("    badge: 待人判断", "    badge: 待 %(who)s 判断", "这里填不出 %(who)s。"),
        ("    badge: 待人判断", "    badge: 100%", "百分号的写法不对"),
        ("    badge: 待人判断", "    badge: 100%%", None),
        ("  changed_midway:", "  changed_halfway:", "没有“changed_halfway”这个代码"),
        ("  make_up: （%(days)s 调休上班）", "  make_up: （%(day)s 调休上班）", "这里填不出 %(day)s。"),
        ("  met: 达标\n", "", "“answers”里缺少“met”的文字"),
        ("  week: {this:", "  weeks: {this:", "没有“weeks”这个代码"),
    ],
)
def test_words_that_could_fail_on_the_screen_are_refused(
    bench: Bench, before: str, after: str, words: str | None
) -> None:
    text = (bench.root / WORDING).read_text(encoding="utf-8")
    (bench.root / WORDING).write_text(text.replace(before, after), encoding="utf-8")

    problems = bench.problems(WITHOUT_PACK)

    assert any(words in p.what for p in problems) if words else problems == ()


def test_a_duty_cannot_speak_of_numbers_that_its_steps_do_not_have(bench: Bench) -> None:
    bench.change(DUTY, "note: 自 %(since)s 起 · 除节假日外", "note: 自 %(begin)s 起 · 除节假日外")

    problem = bench.only_problem()

    assert problem.file == DUTY
    assert "%(begin)s" in problem.what
    assert "%(since)s" in problem.do


def test_national_words_cannot_be_left_out(bench: Bench) -> None:
    (bench.root / WORDING).unlink()

    assert any("缺少判断结果的文字" in problem.what for problem in bench.problems(WITHOUT_PACK))


def test_examples_of_an_unknown_duty_are_refused(bench: Bench) -> None:
    bench.change(CASES, "duty: onsite-days", "duty: onsite-weeks")

    assert "没有“onsite-weeks”这条要求" in bench.only_problem().what


def test_a_paper_known_only_by_report_is_a_warning_with_its_line(bench: Bench) -> None:
    warnings = [warning for warning in bench.load().warnings if warning.file == DUTY]

    assert [(w.file, w.line) for w in warnings] == [(DUTY, bench.line_of(DUTY, "B#onsite-days"))]
    assert "没有见到文件原文" in warnings[0].what


def test_papers_and_articles_have_one_number_each(bench: Bench) -> None:
    sources = f"counties/{JIANGLE}/sources.yaml"
    bench.change(sources, "  - id: B\n", "  - id: zhucun\n")
    bench.change(sources, "      - id: leave\n", "      - id: onsite-days\n")
    bench.change(DUTY, '"B#onsite-days"', '"zhucun#explain-within"')

    told = [problem.what for problem in bench.problems()]

    assert any("文件编号“zhucun”已经用过" in what for what in told)
