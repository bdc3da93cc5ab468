"""Nation, province, city, county: a lower pack moves a number only the way the higher one allows."""

from datetime import date

import pytest

from zhucun.engine.calendar import DayKind
from zhucun.engine.dated import Force
from zhucun.policy.pack.tests.build import JIANGLE, ONSITE, WITHOUT_PACK, Bench

DUTY = f"counties/{JIANGLE}/{ONSITE}"


def with_province(bench: Bench, may_be: str) -> None:
    """The duty and its paper move to the province; the county keeps a folder of its own without it."""
    county, province = bench.root / "counties" / JIANGLE, bench.root / "provinces" / "35"
    bench.add_layer("provinces/35", "35")
    (province / "duties").mkdir()
    for name in (ONSITE, "sources.yaml"):
        text = (county / name).read_text(encoding="utf-8")
        (province / name).write_text(text.replace("may_be: raised", f"may_be: {may_be}"), encoding="utf-8")
        (county / name).unlink()
    (county / "duties" / "onsite-days.cases.yaml").unlink()
    bench.add_layer(f"counties/{JIANGLE}", JIANGLE)


def county_asks(bench: Bench, value: int, since: str = "2026-01-01", more: str = "") -> None:
    bench.write(
        f"counties/{JIANGLE}/duties/onsite-days.yaml",
        "changes: onsite-days\nminimum:\n  values:\n"
        f'    - {{from: {since}, value: {value}, source: "P{JIANGLE}#one"{more}}}\n',
    )


@pytest.mark.parametrize(
    ("may_be", "value", "words"),
    [
        ("raised", 21, "只能提高，这里低于上级的 22"),
        ("raised", 22, None),
        ("raised", 23, None),
        ("lowered", 21, None),
        ("lowered", 22, None),
        ("lowered", 23, "只能降低，这里高于上级的 22"),
        ("fixed", 22, "不能改"),
        ("replaced", 5, None),
        ("replaced", 25, None),
    ],
)
def test_a_county_moves_a_number_only_as_its_province_allows(
    bench: Bench, may_be: str, value: int, words: str | None
) -> None:
    with_province(bench, may_be)
    county_asks(bench, value)

    problems = bench.problems()

    if words is None:
        assert problems == ()
        found = bench.load().duties["onsite-days"].threshold.on(date(2026, 6, 1)).found
        assert found is not None
        assert (found.value, found.source) == (value, f"P{JIANGLE}#one")
    else:
        assert [(p.line, words in p.what) for p in problems] == [(4, True)]


def test_the_higher_value_holds_before_and_after_the_county_has_one(bench: Bench) -> None:
    with_province(bench, "raised")
    county_asks(bench, 24, since="2026-03-01", more=", until: 2026-06-30")

    minimum = bench.load().duties["onsite-days"].threshold

    asked = [(v.value, v.since.isoformat(), v.until and v.until.isoformat()) for v in minimum.values]
    assert asked == [
        (22, "2021-08-01", "2026-02-28"),
        (24, "2026-03-01", "2026-06-30"),
        (22, "2026-07-01", None),
    ]
    assert minimum.on(date(2021, 7, 31)).force is Force.NOT_YET


def test_a_county_is_measured_against_each_value_it_meets(bench: Bench) -> None:
    with_province(bench, "raised")
    later = '\n    - {from: 2026-07-01, value: 25, source: "B#onsite-days"}\n\ncounted_by'
    bench.change(f"provinces/35/{ONSITE}", "\n\ncounted_by", later)
    county_asks(bench, 24)

    assert "低于上级的 25" in bench.only_problem().what


def test_an_end_before_a_higher_value_begins_keeps_the_county_clear_of_it(bench: Bench) -> None:
    with_province(bench, "raised")
    later = '\n    - {from: 2026-07-01, value: 25, source: "B#onsite-days"}\n\ncounted_by'
    bench.change(f"provinces/35/{ONSITE}", "\n\ncounted_by", later)
    county_asks(bench, 24, more=", until: 2026-06-30")

    assert bench.problems() == ()


def test_a_gap_in_the_higher_values_stays_a_gap(bench: Bench) -> None:
    with_province(bench, "raised")
    ends = "value: 22\n      until: 2025-12-31"
    bench.change(f"provinces/35/{ONSITE}", "value: 22", ends)
    again = '\n    - {from: 2026-07-01, value: 22, source: "B#onsite-days"}\n\ncounted_by'
    bench.change(f"provinces/35/{ONSITE}", "\n\ncounted_by", again)
    county_asks(bench, 23, since="2027-01-01")

    minimum = bench.load().duties["onsite-days"].threshold

    assert [v.value for v in minimum.values] == [22, 22, 23]
    assert minimum.on(date(2026, 3, 1)).force is Force.REPEALED


def test_two_values_of_a_county_are_each_named(bench: Bench) -> None:
    with_province(bench, "raised")
    county_asks(bench, 20, more=', until: 2026-05-31}\n    - {from: 2026-06-01, value: 21, source: "B#leave"')

    assert [problem.line for problem in bench.problems()] == [4, 5]


def test_a_county_words_a_duty_of_the_province_its_own_way(bench: Bench) -> None:
    with_province(bench, "raised")
    bench.write(
        f"counties/{JIANGLE}/duties/onsite-days.yaml",
        "changes: onsite-days\nwording:\n  steps:\n    done: {label: 在岗}\n",
    )

    words = bench.load().wording_for("onsite-days").steps["done"]

    assert words.label == "在岗"
    assert words.note == "工作日默认在村，减去登记的例外，加上补登的日子"


def test_a_change_to_something_nobody_declares_is_refused(bench: Bench) -> None:
    bench.write(f"counties/{JIANGLE}/duties/nights.yaml", "changes: nights\n")

    assert "没有“nights”，无从修改" in bench.only_problem().what


def test_a_duty_cannot_be_declared_a_second_time(bench: Bench) -> None:
    text = (bench.root / DUTY).read_text(encoding="utf-8")
    bench.write(f"counties/{JIANGLE}/duties/again.yaml", text)

    assert "要改上级的数，请写在 changes 下" in bench.only_problem().do


@pytest.mark.parametrize(("days", "words"), [(4, "只能提高，这里低于上级的 5"), (10, None)])
def test_a_county_may_give_people_more_time_to_explain_but_not_less(
    bench: Bench, days: int, words: str | None
) -> None:
    bench.write(
        f"counties/{JIANGLE}/values.yaml",
        f'changes:\n  explain_within:\n    - {{from: 2026-01-01, value: {days}, source: "B#leave"}}\n',
    )

    if words is None:
        found = bench.load().values["explain_within"].on(date(2026, 10, 1)).found
        assert found is not None
        assert found.value == days
    else:
        assert words in bench.only_problem().what


def test_values_are_changed_by_name_and_declared_once(bench: Bench) -> None:
    shape = '{title: 试, unit: day, may_be: fixed, values: [{from: 2026-01-01, value: 1, source: "B#leave"}]}'
    bench.write(
        f"counties/{JIANGLE}/values.yaml",
        f"values:\n  explain_within: {shape}\nchanges:\n  nothing:\n"
        '    - {from: 2026-01-01, value: 1, source: "B#leave"}\n',
    )

    told = [problem.what for problem in bench.problems()]

    assert any("“explain_within”在上级制度包" in what for what in told)
    assert any("没有“nothing”，无从修改" in what for what in told)


def test_a_prefecture_adds_its_own_holiday_to_an_announced_year(bench: Bench) -> None:
    bench.add_layer("cities/5133", "5133")
    holiday = "holidays:\n  - {name: 本地节日, first: 2026-08-06, last: 2026-08-06}\n"
    bench.write("cities/5133/calendars/2026.yaml", f'year: 2026\nsource: "P5133#one"\n{holiday}')

    local, elsewhere = bench.load("513331").calendar, bench.load(JIANGLE).calendar

    assert local.kind_of(date(2026, 8, 6)) is DayKind.PUBLIC_HOLIDAY
    assert elsewhere.kind_of(date(2026, 8, 6)) is DayKind.WORKDAY


def test_a_prefecture_cannot_announce_a_year_before_the_nation(bench: Bench) -> None:
    bench.add_layer("cities/5133", "5133")
    holiday = "holidays:\n  - {name: 本地节日, first: 2027-08-06, last: 2027-08-06}\n"
    bench.write("cities/5133/calendars/2027.yaml", f'year: 2027\nsource: "P5133#one"\n{holiday}')

    assert "还没有 2027 年的放假安排" in bench.only_problem("513331").what


def test_roles_belong_to_the_nation_alone(bench: Bench) -> None:
    text = (bench.root / "national/roles.yaml").read_text(encoding="utf-8")
    bench.write(f"counties/{JIANGLE}/roles.yaml", text)

    assert "由全国制度包统一规定" in bench.only_problem().what


def test_a_county_replaces_a_form_only_where_it_may(bench: Bench) -> None:
    text = (bench.root / "national/forms/work-note.yaml").read_text(encoding="utf-8")
    bench.write(
        f"counties/{JIANGLE}/forms/work-note.yaml", text.replace("title: 工作记录", "title: 驻村日志")
    )

    assert bench.load().forms["work-note"].title == "驻村日志"
    assert bench.load(WITHOUT_PACK).forms["work-note"].title == "工作记录"

    bench.change("national/forms/work-note.yaml", "may_be: replaced", "may_be: fixed")

    assert "由上级统一规定，不能改" in bench.only_problem().what


def test_a_county_calls_things_by_its_own_words(bench: Bench) -> None:
    bench.write(
        f"counties/{JIANGLE}/vocabularies.yaml",
        "vocabularies:\n  posting_role: [{code: team_member, label: 驻村干部}]\n",
    )
    bench.write(f"counties/{JIANGLE}/wording.yaml", "answers: {undetermined: 待核定}\n")

    pack = bench.load()

    assert pack.term("posting_role", "team_member") == "驻村干部"
    assert pack.term("posting_role", "first_secretary") == "第一书记"
    assert pack.wording_for("onsite-days").answers["undetermined"] == "待核定"
