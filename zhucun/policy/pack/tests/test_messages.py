"""Each mistake a clerk can make in a file is named with file, line, column, and what to do."""

import pytest

from zhucun.policy.pack.tests.build import JIANGLE, ONSITE, Bench

DUTY = f"counties/{JIANGLE}/{ONSITE}"
PACK = f"counties/{JIANGLE}/pack.yaml"
SOURCES = f"counties/{JIANGLE}/sources.yaml"
CASES = f"counties/{JIANGLE}/duties/onsite-days.cases.yaml"
CALENDAR = "national/calendars/2026.yaml"
FORM = "national/forms/work-note.yaml"


@pytest.mark.parametrize(
    ("file", "before", "after", "words"),
    [
        (PACK, 'code: "350428"', "code: 350428", '这里是数字 350428。代码和编号请加引号，写成 "350428"'),
        (PACK, 'code: "350428"', 'code: "3504"', "和文件夹“350428”不一致"),
        (PACK, 'code: "350428"', 'code: "将乐"', "行政区划代码并加引号"),
        (PACK, "version: 1", 'version: "1"', "要写成整数"),
        (PACK, "version: 1", "version: 0", "不能小于 1"),
        (PACK, "version: 1", "version: 100000", "不能大于 99999"),
        (PACK, "published: 2026-11-22", "published: 今天", "请写成 2026-01-01 这样"),
        (PACK, "kept_by: 县委组织部", 'kept_by: ""', "是空的"),
        (PACK, "kept_by: 县委组织部", f"kept_by: {'长' * 401}", "最多 400 个字"),
        (PACK, "kept_by: 县委组织部", "kept_by: [县委组织部]", "要写成文字"),
        (DUTY, "rounding: down", "roundin: down", "不认识的项“roundin”。是不是“rounding”？"),
        (DUTY, "rounding: down", "rounding: 舍去", "只能写：down、up、half_up"),
        (DUTY, "cap: true", "cap: 是", "只能写 true 或 false"),
        (DUTY, "mechanisms: [B17]", "mechanisms: [b17]", "请写机制编号，例如 B17"),
        (DUTY, "id: onsite-days", "id: OnSite", "例如 onsite-days"),
        (DUTY, "tell: [township_officer]", "tell: township_officer", "前面加“- ”"),
        (DUTY, "training: counts", "training: 计入", "只能写：counts、excused、neither"),
        (DUTY, 'source: "B#onsite-days"', 'source: "B"', "文件编号#条款编号"),
        (DUTY, "value: 22", "value: 0", "不能小于 1"),
        (SOURCES, 'dated: "2021"', "dated: 2021", '写成 "2021"'),
        (CASES, 'month: "2026-02"', 'month: "2026-13"', "请写成年月"),
        (CASES, "expect: {answer: met, reason: reached, target: 16}", "expect: 达标", "项名: 内容"),
    ],
)
def test_a_mistake_in_a_file_is_named_with_its_place(
    bench: Bench, file: str, before: str, after: str, words: str
) -> None:
    bench.change(file, before, after)

    problem = next(p for p in bench.problems() if words in p.what + p.do)

    assert (problem.file, problem.line) == (file, bench.line_of(file, after))
    assert problem.column >= 1
    assert problem.what.endswith(("。", "？"))
    assert problem.do.endswith(("。", "？"))


def test_what_is_missing_is_named_at_the_part_that_lacks_it(bench: Bench) -> None:
    bench.change(DUTY, '      source: "B#onsite-days"\n', "")

    problem = bench.only_problem()

    assert problem.line == bench.line_of(DUTY, "from: 2021-08-01")
    assert "缺少“source”" in problem.what


def test_a_file_of_an_unknown_name_is_refused(bench: Bench) -> None:
    bench.write(f"counties/{JIANGLE}/duty.yaml", "a: 1\n")

    assert "不认识的文件" in str(bench.only_problem())


def test_a_file_in_another_encoding_is_refused(bench: Bench) -> None:
    (bench.root / PACK).write_bytes('code: "350428"\ntitle: 将乐'.encode("gb18030"))

    assert "请用 UTF-8 重新保存" in str(bench.only_problem())


def test_a_file_saved_by_notepad_is_read_like_any_other(bench: Bench) -> None:
    path = bench.root / PACK
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))

    assert bench.problems() == ()


def test_a_folder_without_pack_file_is_refused(bench: Bench) -> None:
    (bench.root / PACK).unlink()

    assert str(bench.only_problem()).startswith(f"{PACK} 第 1 行第 1 列：缺少 pack.yaml。")


def test_a_broken_file_is_told_once(bench: Bench) -> None:
    bench.write(PACK, "code: [\n")

    assert bench.only_problem().file == PACK


def test_a_form_nobody_knows_is_refused_with_the_five_there_are(bench: Bench) -> None:
    bench.change(DUTY, "form: tally", "form: count")

    problem = next(p for p in bench.problems() if p.file == DUTY)

    assert problem.line == bench.line_of(DUTY, "form: count")
    assert "“form”不能是“count”" in problem.what
    assert "只能写：tally、coverage、dated、standing、streak。" in problem.do


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("make_up: [2026-05-09]", "make_up: [2026-05-08]", "2026-05-08 本来就是工作日"),
        ("make_up: [2026-05-09]", "make_up: [2026-02-14]", "2026-02-14 已经有安排"),
        ("make_up: [2026-05-09]", "make_up: [2027-05-09]", "2027-05-09 不在 2026 年"),
        ("last: 2026-05-05", "last: 2026-04-30", "不像一个假期"),
        ("last: 2026-05-05", "last: 2026-07-05", "不像一个假期"),
    ],
)
def test_a_calendar_with_a_wrong_day_is_refused(bench: Bench, before: str, after: str, words: str) -> None:
    bench.change(CALENDAR, before, after)

    problem = bench.only_problem()

    assert (problem.file, problem.line) == (CALENDAR, bench.line_of(CALENDAR, "劳动节"))
    assert words in problem.what


def test_a_new_year_holiday_may_reach_into_the_december_before(bench: Bench) -> None:
    before = "first: 2026-01-01, last: 2026-01-03, make_up: [2026-01-04]"
    bench.change(CALENDAR, before, "first: 2025-12-31, last: 2026-01-02, make_up: [2025-12-27]")

    assert bench.problems() == ()


def test_the_december_before_must_be_announced_itself(bench: Bench) -> None:
    for year in (2024, 2025):
        (bench.root / f"national/calendars/{year}.yaml").unlink()
    bench.change(CALENDAR, "make_up: [2026-01-04]", "make_up: [2025-12-27]")

    assert "2025 年，那一年的放假安排还没有录入" in bench.only_problem().what


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("day: happened_on", "day: text", "不是必填的日期项"),
        ("is: in_village}", "is: here}", "请写 field（哪一项）和 is"),
        ("made_by: [first_secretary, team_member]", "made_by: [secretary]", "没有“secretary”这个角色"),
        ("serves: [party_building, prosperity", "serves: [wealth, prosperity", "四项职责里没有“wealth”"),
        ("options_from: work_area", "options_from: duties", "没有词表“duties”"),
        ("default: in_village", "default: home", "默认值“home”不在选项里"),
        ("key: text,", "key: kind,", "“kind”写了两次"),
        (
            "type: choice, required: true, options_from",
            "type: text, required: true, options_from",
            "选项和类型不相符",
        ),
        ("about: village", "about: household", "要有农户项"),
        ('because: "gbh-2026-12#traces"', 'because: "gbh-2026-12#none"', "找不到出处"),
        ("label: 其他}", "label: 其他, serves: wealth}", "不在本表的 serves 里"),
    ],
)
def test_a_form_that_does_not_hold_together_is_refused(
    bench: Bench, before: str, after: str, words: str
) -> None:
    bench.change(FORM, before, after)

    problem = next(p for p in bench.problems() if words in p.what + p.do)

    assert problem.file == FORM
