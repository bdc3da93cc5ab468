"""The retention table of a pack: read, refused with a sentence on its line, moved by a county as far as it may be."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhucun.policy.pack import load_pack
from zhucun.policy.pack.load import PACKS
from zhucun.policy.pack.retention import is_due, term_of
from zhucun.policy.pack.retention_cases import missing_retention_cases, run_retention_cases
from zhucun.policy.pack.retention_model import BASES, EVENTS, Then, last_day_due
from zhucun.policy.pack.shapes.retention import RetentionCasesFile, RetentionFile
from zhucun.policy.pack.tests.build import JIANGLE, WITHOUT_PACK, Bench
from zhucun.policy.pack.tests.test_manual import MANUAL
from zhucun.policy.pack.tests.test_manual_flows import named_in

TABLE, CASES = "national/retention.yaml", "national/retention.cases.yaml"
VALUES = f"counties/{JIANGLE}/values.yaml"
DAY = date(2026, 11, 18)
PART = MANUAL.partition("## 十五、保存期限")[2]


@pytest.fixture
def kept(bench: Bench) -> Bench:
    bench.write(TABLE, (PACKS / TABLE).read_text(encoding="utf-8"))
    bench.write(CASES, (PACKS / CASES).read_text(encoding="utf-8"))
    return bench


def changed(bench: Bench, key: str, value: int) -> None:
    bench.write(
        VALUES,
        f'changes:\n  {key}:\n    - {{from: 2026-06-01, value: {value}, source: "zhucun#retention"}}\n',
    )


def test_the_shipped_table_is_whole_and_its_examples_come_out() -> None:
    pack = load_pack(WITHOUT_PACK)

    assert [str(one) for one in run_retention_cases(pack) if not one.passed] == []
    assert missing_retention_cases(pack) == []
    assert all(kind.note for kind in pack.retention.values() if kind.then is Then.KEEP)


def test_no_term_borrows_a_law_that_does_not_say_it() -> None:
    pack = load_pack(WITHOUT_PACK)
    terms = [pack.values[kind.term] for kind in pack.retention.values() if kind.term]

    sources = {value.source for term in terms for value in term.dated.values}

    assert sources == {"zhucun#retention"}
    assert pack.sources["zhucun"].seen == "own"


def test_a_county_moves_a_term_as_far_as_it_may_be(kept: Bench) -> None:
    changed(kept, "retention_lead_months", 12)

    pack = kept.load()

    assert term_of(pack, pack.retention["lead"], DAY) == 12
    assert is_due(pack, pack.retention["lead"], date(2025, 11, 18), DAY)
    assert not is_due(pack, pack.retention["lead"], date(2025, 11, 19), DAY)


@pytest.mark.parametrize(("key", "value"), [("retention_lead_months", 25), ("retention_access_months", 35)])
def test_and_no_further(kept: Bench, key: str, value: int) -> None:
    changed(kept, key, value)

    assert [problem.file for problem in kept.problems()] == [VALUES]


@pytest.mark.parametrize(
    ("before", "after", "at", "words"),
    [
        ("after: lead_closed", "after: lead_close", "after: lead_close", "是不是“lead_closed”？"),
        ("term: retention_lead_months", "term: retention_led_months", "term: retention_led", "是不是“retention_lead_months”？"),
        ("term: retention_lead_months", "term: explain_within", "term: explain_within", "单位不是月"),
        ("    term: retention_lead_months\n", "", "id: lead\n", "没有写从什么时候起算"),
        ("[monitoring.Lead]", "[monitoring.IncomeSheet]", "monitoring.IncomeSheet]\n    what: 一户", "已经写在“监测线索”里"),
        ("id: income-sheet", "id: lead", "id: lead\n    title: 以前", "“lead”写了两次。"),
        ("    note: 任职经过属于干部工作档案。\n", "", "id: posting", "长期保存的没有写理由。"),
        ("    holds: [dispatch.Posting]", "    after: lead_closed\n    holds: []", "id: posting", "请删去 after 和 term"),
        ('basis: law\n    because: "weichengnianren', 'basis: lw\n    because: "weichengnianren', "basis: lw", "是不是“law”？"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_on_its_line_with_what_to_do(
    kept: Bench, before: str, after: str, at: str, words: str
) -> None:
    kept.change(TABLE, before, after)

    told = [one for one in kept.problems() if words in one.what + one.do]

    assert [one.line for one in told] == [kept.line_of(TABLE, at)]


def test_the_table_is_the_nations_alone(kept: Bench) -> None:
    text = (PACKS / TABLE).read_text(encoding="utf-8")
    kept.write(f"counties/{JIANGLE}/retention.yaml", text)

    assert "保存期限表由全国制度包统一规定。" in {one.what for one in kept.problems()}


def test_an_example_of_a_kind_that_is_not_there_is_refused(kept: Bench) -> None:
    text = (PACKS / CASES).read_text(encoding="utf-8").replace("kind: pairing", "kind: pairings")
    kept.write(CASES, text)

    assert {one.what for one in kept.problems()} == {"保存期限表里没有“pairings”。"}


def test_an_example_that_is_missing_is_asked_for(kept: Bench) -> None:
    kept.write(
        CASES,
        "cases:\n  - {says: 满, kind: lead, mechanisms: [B9], happened: 2024-11-18, on: 2026-11-18, due: true}\n",
    )

    told = missing_retention_cases(kept.load())

    assert "保存期限“监测线索”（lead）没有“差一天”的例子。" in told
    assert not [one for one in told if "（lead）没有“刚好到期”" in one]


@given(st.dates(date(1990, 1, 1), date(2090, 12, 31)), st.integers(0, 600))
def test_a_term_never_ends_a_day_too_early(on: date, months: int) -> None:
    last = last_day_due(on, months)

    assert (on.year - last.year) * 12 + on.month - last.month == months
    assert last.day <= on.day


def test_a_term_longer_than_the_calendar_is_never_over() -> None:
    assert last_day_due(DAY, 100_000) == date.min


def test_every_key_and_every_word_of_the_table_is_in_the_manual() -> None:
    keys = {name for shape in (RetentionFile, RetentionCasesFile) for name in named_in(shape)}

    assert sorted(name for name in keys | set(EVENTS) | set(BASES) if f"`{name}`" not in PART) == []
