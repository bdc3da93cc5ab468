"""Papers of a pack: read, refused with a sentence on their line, replaced below, filled with facts, gaps named."""

from datetime import date

import pytest

from zhucun.policy.pack import load_pack
from zhucun.policy.pack.lint_paper import NOT_FOR_A_BOARD
from zhucun.policy.pack.load import PACKS
from zhucun.policy.pack.paper_cases import missing_paper_cases, run_paper_cases
from zhucun.policy.pack.paper_filling import Fact, Facts, FilledTable, fill
from zhucun.policy.pack.paper_model import PaperForm
from zhucun.policy.pack.paper_sources import PAPER_SOURCES
from zhucun.policy.pack.tests.build import JIANGLE, WITHOUT_PACK, Bench

PAPER = f"counties/{JIANGLE}/documents/small.yaml"
CASES = f"counties/{JIANGLE}/documents/small.cases.yaml"
SMALL = """
id: small
title: 小材料
for: posting
period: month
form: material
heads: "{person.name}的{made.period}"
says: 试一试。
because: "zhucun#papers"
may_be: replaced
mechanisms: [C4]
parts:
  - heading: 一段
  - say: "记录{records.count}条。"
  - each: records
    say: "{day}{title}"
    none: 没有。
  - table: records
    caption: 表
    columns:
      - {title: 日期, shows: "{day}"}
      - {title: 标题, shows: "{title}（{form}）"}
    none: 没有。
"""
EXAMPLES = """
paper: small
mechanisms: [C4]
cases:
  - says: 一条
    given: {person.name: 王小明, made.period: 2026年10月, records.count: 1}
    rows: {records: [{day: 2026-10-08, title: 修路, form: 工作记录}]}
    reads: [王小明的2026年10月, 记录1条。, 2026年10月8日修路, 修路（工作记录）]
"""


@pytest.fixture
def with_paper(bench: Bench) -> Bench:
    bench.write(PAPER, SMALL)
    bench.write(CASES, EXAMPLES)
    return bench


def test_every_shipped_paper_has_an_example_that_comes_out() -> None:
    pack = load_pack(WITHOUT_PACK)

    assert len(pack.papers) > 10
    assert [str(one) for one in run_paper_cases(pack) if not one.passed] == []
    assert missing_paper_cases(pack) == []


def test_a_county_adds_a_paper_with_files_alone(with_paper: Bench) -> None:
    pack = with_paper.load()

    assert pack.papers["small"].title == "小材料"
    assert [one.passed for one in run_paper_cases(pack) if one.case.paper == "small"] == [True]


@pytest.mark.parametrize(
    ("before", "after", "at", "words"),
    [
        ("{records.count}", "{record.count}", "- say: ", "写给“posting”的文书没有“record”。"),
        ("{records.count}", "{recrds.count}", "- say: ", "是不是“records”？"),
        ("{records.count}", "{records.cont}", "- say: ", "是不是“count”？"),
        ("{records.count}", "{1 + 1}", "- say: ", "不能写算式和条件"),
        ("{records.count}", "{records.count", "- say: ", "花括号没有成对"),
        ('"{day}{title}"', '"{dya}{title}"', "- each: ", "是不是“day”？"),
        ("each: records", "each: duties", "- each: ", "没有一行一行的内容"),
        ("period: month", "period: none", "- say: ", "“records”要有时段。"),
        ("heading: 一段", "heading: 一段\n    say: 又一段", "- heading: ", "没有说清是什么"),
        ("heading: 一段", "heading: 一段\n    none: 没有", "- heading: ", "none 只用在 each 和 table 里"),
        ("heading: 一段", "heading: 一段\n    caption: 表", "- heading: ", "caption 只用在表格里"),
        ("\n    none: 没有。\n  - table", "\n  - table", "- each: ", "没有写一行也没有时说什么"),
        ("form: material", "form: letter", "form: ", "公文要有 mark"),
        ("form: material", "form: material\npublic: true", "public: ", "公示的文书不能用“工作记录”"),
        ('"zhucun#papers"', '"zhucun#paper"', "because: ", "找不到出处“zhucun#paper”。"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_on_its_line_with_what_to_do(
    with_paper: Bench, before: str, after: str, at: str, words: str
) -> None:
    with_paper.change(PAPER, before, after)

    problems = [one for one in with_paper.problems() if one.file == PAPER]

    assert with_paper.line_of(PAPER, at) in {one.line for one in problems}
    assert words in "".join(one.what + one.do for one in problems)


def test_an_example_of_a_paper_that_is_not_there_is_refused(with_paper: Bench) -> None:
    with_paper.change(CASES, "paper: small", "paper: smal")

    assert with_paper.only_problem().what == "没有“smal”这份文书。"


def test_an_example_that_does_not_come_out_says_which_line_is_missing(with_paper: Bench) -> None:
    with_paper.change(CASES, "记录1条。", "记录2条。")

    wrong = [one for one in run_paper_cases(with_paper.load()) if not one.passed]

    assert [str(one) for one in wrong] == [f"{CASES} 第 5 行“一条”：文书里没有“记录2条。”。"]


def test_a_county_puts_its_own_paper_in_the_place_of_the_nations(bench: Bench) -> None:
    own = (PACKS / "national/documents/village-card.yaml").read_text("utf-8").replace("村情卡", "村情一页纸")
    bench.write(f"counties/{JIANGLE}/documents/card.yaml", own)

    assert bench.load().papers["village-card"].title == "村情一页纸"


def test_a_paper_that_is_fixed_cannot_be_replaced(with_paper: Bench) -> None:
    with_paper.change("national/documents/village-card.yaml", "may_be: replaced", "may_be: fixed")
    with_paper.change(PAPER, "id: small", "id: village-card")
    with_paper.change(CASES, "paper: small", "paper: village-card")

    told = [one.what for one in with_paper.problems()]

    assert "文书“村情卡”由上级统一规定，不能改。" in told


def test_a_name_that_nobody_gave_is_a_gap_that_says_what_is_missing(with_paper: Bench) -> None:
    filled = fill(with_paper.load().papers["small"], Facts({"person.name": Fact("王小明")}))

    assert filled.gaps == ("〔待补：生成的所写的时段〕", "〔待补：工作记录的条数〕")
    assert "没有。" in list(filled.lines())


def test_a_figure_keeps_its_count_and_the_address_of_what_it_counts(with_paper: Bench) -> None:
    counted = Fact("3", "https://zhucun.example/c/1/", 3)
    rows = {"records": [{"day": Fact("10月8日"), "title": Fact("修路"), "form": Fact("工作记录")}]}

    filled = fill(with_paper.load().papers["small"], Facts({"records.count": counted}, rows))

    assert [(one.count, one.link) for one in filled.figures] == [(3, "https://zhucun.example/c/1/")]
    tables = [block for block in filled.blocks if isinstance(block, FilledTable)]
    assert [table.header for table in tables] == [("日期", "标题")]


def test_known_to_be_empty_is_no_gap(with_paper: Bench) -> None:
    rows = {"records": [{"day": Fact("10月8日"), "title": Fact(""), "form": Fact("")}]}

    filled = fill(with_paper.load().papers["small"], Facts({}, rows))

    assert not any("title" in gap or "标题" in gap for gap in filled.gaps)


def test_no_shipped_paper_for_a_board_is_written_from_what_tells_of_persons() -> None:
    papers = [one for one in load_pack(WITHOUT_PACK).papers.values() if one.public]

    assert papers
    assert all(not one.sources & NOT_FOR_A_BOARD for one in papers)
    assert all("risks" not in text.text for one in papers for text in one.wordings())


def test_only_official_papers_of_the_nation_have_a_mark() -> None:
    for paper in load_pack(WITHOUT_PACK).papers.values():
        assert (paper.mark is not None) is (paper.form is not PaperForm.MATERIAL)


def test_every_source_says_of_what_it_can_be_asked_and_gives_something() -> None:
    for name, source in PAPER_SOURCES.items():
        assert source.of and (source.fields or source.rows), name


def test_a_day_in_an_example_is_written_as_papers_write_it(with_paper: Bench) -> None:
    case = next(one for one in with_paper.load().paper_cases if one.paper == "small")

    assert case.rows["records"][0]["day"] == date(2026, 10, 8)
