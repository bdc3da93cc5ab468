"""Folders made to hurt: each is refused with a sentence that names the file, at once, and nothing is followed."""

import os
import time
import tracemalloc

import pytest

from zhucun.policy.pack import files, folder
from zhucun.policy.pack.folder import Folder, Unreadable
from zhucun.policy.pack.load import load_from
from zhucun.policy.pack.problems import MOST_TOLD, PackError
from zhucun.policy.pack.shapes.files import TermShape
from zhucun.policy.pack.tests.build import JIANGLE, ONSITE, Bench
from zhucun.policy.pack.tests.five_forms import FORMS
from zhucun.policy.pack.tests.two_flows import ROAD

COUNTY = f"counties/{JIANGLE}"


def refused(bench: Bench, words: str, name: str) -> None:
    """The pack is refused, and one of the sentences says this of that file or folder."""
    told = [str(problem) for problem in bench.problems() if problem.file == name]
    assert any(words in sentence for sentence in told), told


def test_a_file_larger_than_a_pack_file_can_be_is_not_read(bench: Bench) -> None:
    bench.write(f"{COUNTY}/values.yaml", "a: " + "x" * 10_000_000)
    tracemalloc.start()

    refused(bench, "文件太大，超过 1 MB", f"{COUNTY}/values.yaml")

    assert tracemalloc.get_traced_memory()[1] < 20_000_000
    tracemalloc.stop()


def test_a_folder_with_too_many_files_is_left_at_once(bench: Bench) -> None:
    for number in range(folder.MOST_FILES + 1):
        bench.write(f"{COUNTY}/forms/f{number}.yaml", "")

    refused(bench, "超过 2000 个文件", COUNTY)


def test_a_folder_with_too_much_in_it_is_left(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folder, "MOST_BYTES", 8_000)
    bench.write(f"{COUNTY}/values.yaml", "#\n" * 3_000 + "values: {}\n")

    problems = bench.problems()

    assert any("合计超过" in problem.what for problem in problems)


def test_a_folder_with_too_many_parts_is_left(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MOST_PARTS", 50)

    problems = bench.problems()

    assert any("已经超过 50 项" in problem.what for problem in problems)


def test_more_faults_than_anybody_reads_are_not_all_told(bench: Bench) -> None:
    for number in range(60):
        bench.write(f"{COUNTY}/forms/f{number}.yaml", "".join(f"k{n}: 1\n" for n in range(300)))
    started = time.perf_counter()

    problems = bench.problems()

    assert time.perf_counter() - started < 5
    assert len(problems) < 2 * MOST_TOLD + 400
    assert any("后面的没有再看" in problem.what for problem in problems)


@pytest.mark.parametrize("target", ["/etc/passwd", "onsite-days.yaml", "/nowhere/at/all"])
def test_a_link_is_not_followed(bench: Bench, target: str) -> None:
    (bench.root / COUNTY / "duties/linked.yaml").symlink_to(target)

    refused(bench, "制度包不读链接", f"{COUNTY}/duties/linked.yaml")


def test_a_linked_folder_is_not_entered(bench: Bench) -> None:
    (bench.root / COUNTY / "more").symlink_to(bench.root, target_is_directory=True)

    refused(bench, "制度包不读链接", f"{COUNTY}/more")


@pytest.mark.parametrize("part", [COUNTY, "counties"])
def test_a_county_that_is_itself_a_link_is_refused(bench: Bench, part: str) -> None:
    (bench.root / part).rename(bench.root / "elsewhere")
    (bench.root / part).symlink_to(bench.root / "elsewhere", target_is_directory=True)

    refused(bench, "制度包不读链接", COUNTY)


def test_the_folder_of_packs_as_a_whole_may_be_reached_by_a_link(bench: Bench) -> None:
    through = bench.root.parent / "linked"
    through.symlink_to(bench.root, target_is_directory=True)

    pack = load_from(through, JIANGLE)

    assert pack.digest == bench.load().digest


def test_a_file_where_a_county_should_be_is_refused(bench: Bench) -> None:
    bench.write("cities/3504", "code: 1\n")

    refused(bench, "这不是文件夹", "cities/3504")


def test_a_pipe_is_not_waited_for(bench: Bench) -> None:
    os.mkfifo(bench.root / COUNTY / "values.yaml")

    refused(bench, "这不是普通文件", f"{COUNTY}/values.yaml")


def test_a_file_that_turns_into_something_else_after_it_was_listed_is_refused(bench: Bench) -> None:
    held = Folder(bench.root, bench.root / COUNTY)
    paper = next(found for found in held.files() if found.within == "pack.yaml")
    paper.path.unlink()

    with pytest.raises(Unreadable, match="文件打不开"):
        held.text(paper)
    os.mkfifo(paper.path)
    with pytest.raises(Unreadable, match="不是普通文件"):
        held.text(paper)
    paper.path.unlink()
    paper.path.symlink_to("/etc/passwd")
    with pytest.raises(Unreadable, match="文件打不开"):
        held.text(paper)


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is closed to root")
def test_a_file_that_may_not_be_read_is_told_with_its_name(bench: Bench) -> None:
    (bench.root / COUNTY / ONSITE).chmod(0)

    refused(bench, "文件打不开", f"{COUNTY}/{ONSITE}")


def test_folders_within_folders_come_to_an_end(bench: Bench) -> None:
    bench.write(f"{COUNTY}/duties/" + "a/" * 60 + "x.yaml", "a: 1\n")

    refused(bench, "套得太深", f"{COUNTY}/duties/a/a")


def test_names_that_differ_only_in_case_are_one_name_on_other_systems(bench: Bench) -> None:
    bench.write(f"{COUNTY}/duties/Onsite-Days.yaml", (bench.root / COUNTY / ONSITE).read_text("utf-8"))

    refused(bench, "只差大小写", f"{COUNTY}/{ONSITE}")


@pytest.mark.parametrize("name", ["a\nb.yaml", "a\u202eb.yaml", "a\x1b[2J.yaml"])
def test_a_name_that_cannot_be_shown_is_refused_and_written_out(bench: Bench, name: str) -> None:
    bench.write(f"{COUNTY}/duties/{name}", "a: 1\n")

    problem = bench.only_problem()

    assert "名字里有看不见的字符" in problem.what
    assert problem.file.isprintable()


def test_a_name_in_no_encoding_is_refused(bench: Bench) -> None:
    raw = os.fsencode(bench.root / COUNTY / "duties") + b"/\xff\xfe.yaml"
    os.close(os.open(raw, os.O_CREAT | os.O_WRONLY))

    problem = bench.only_problem()

    assert problem.file.endswith("\\udcff\\udcfe.yaml")


@pytest.mark.parametrize(
    ("content", "line"),
    [("标题: 甲\n乙: 丙".encode("gb18030"), 1), ("a: 甲".encode("utf-16"), 1), (b"a: 1\nb: \xff\n", 2)],
)
def test_other_encodings_are_named_with_their_line(bench: Bench, content: bytes, line: int) -> None:
    (bench.root / COUNTY / "values.yaml").write_bytes(content)

    refused(bench, f"第 {line} 行第 1 列：文件不是 UTF-8 编码", f"{COUNTY}/values.yaml")


def test_what_an_editor_writes_before_and_at_the_end_of_lines_is_no_mistake(bench: Bench) -> None:
    before = bench.load().digest
    paper = bench.root / COUNTY / "pack.yaml"

    paper.write_bytes(b"\xef\xbb\xbf" + paper.read_bytes().replace(b"\n", b"\r\n"))

    assert bench.load().digest == before


@pytest.mark.parametrize(
    "code", ["../../", "35/428", "350428/", "３５０４２８", "٣٥٠٤٢٨", "", "35042\x00", "..\\..\\"]
)
def test_a_county_code_leads_nowhere_else(bench: Bench, code: str) -> None:
    with pytest.raises((PackError, ValueError)):
        load_from(bench.root, code)


def test_a_pattern_takes_no_longer_for_a_text_made_against_it() -> None:
    started = time.perf_counter()

    for ending in ("!", "-", "\n"):
        with pytest.raises(ValueError, match=r"string_(pattern_mismatch|too_long)"):
            TermShape.model_validate({"code": "a" * 4_000 + ending, "label": "甲"})

    assert time.perf_counter() - started < 0.2


def test_a_table_that_grows_by_reference_is_refused_before_it_grows(bench: Bench) -> None:
    lines = ["a: &a [x, x, x, x, x, x, x, x, x, x]"]
    lines += [
        f"{b}: &{b} [" + ", ".join([f"*{a}"] * 10) + "]" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    ]
    bench.write(f"{COUNTY}/values.yaml", "\n".join(lines))

    refused(bench, "用 & 起了名字", f"{COUNTY}/values.yaml")


def test_a_message_has_an_end_however_much_is_wrong(bench: Bench) -> None:
    bench.write(f"{COUNTY}/values.yaml", "".join(f"{'k' * 80}{n}: 1\n" for n in range(9_000)))
    started = time.process_time()

    with pytest.raises(PackError) as refused:
        bench.load()

    assert time.process_time() - started < 5
    assert len(refused.value.problems) > 9_000
    assert str(refused.value).count("\n") == MOST_TOLD + 1


@pytest.mark.parametrize(
    ("form", "rest", "words"),
    [
        ("dated", 'days: [{year_day: "02-30"}]\nwindow: by\n', "请写成有的月-日"),
        ("dated", 'days: [{year_day: "04-31"}]\nwindow: by\n', "请写成有的月-日"),
        ("standing", "periods: [{from: 2026-03-01, to: 2026-02-01}]\n", "最后一天早于第一天"),
    ],
)
def test_a_day_that_no_year_has_is_named_with_its_line(
    bench: Bench, form: str, rest: str, words: str
) -> None:
    bench.write(f"{COUNTY}/duties/other.yaml", FORMS[form] + rest)

    assert any(words in problem.what + problem.do for problem in bench.problems())


def test_an_example_in_a_year_without_a_name_is_refused(bench: Bench) -> None:
    name = f"{COUNTY}/duties/onsite-days.cases.yaml"
    bench.write(name, (bench.root / name).read_text("utf-8").replace('"2026-10"', '"0000-10"'))

    refused(bench, "请写成年月", name)


def many_states(states: int, steps: int) -> str:
    """A flow in which every state leads to many others, and names somebody on the way."""
    routes = "to: [{state: new, when: [{raised_as: [team_member]}]}, {state: mending}]"
    head = ROAD.partition("states:\n")[0].replace(routes, "to: s0")
    lines = [head, "states:\n"]
    for state in range(states):
        lines.append(f"  - id: s{state}\n    title: 甲\n    actor: {{party: p{state}}}\n    steps:\n")
        for step in range(steps):
            to = (state * steps + step) % states
            lines.append(f"      - {{id: t{step}, title: 乙, to: s{to}, names: {{p{state}: me}}}}\n")
    return "".join(lines)


def test_a_flow_as_large_as_a_file_can_be_is_checked_soon(bench: Bench) -> None:
    bench.write(f"{COUNTY}/flows/large.yaml", many_states(150, 11))
    started = time.process_time()

    problems = bench.problems()

    assert time.process_time() - started < 5
    assert any("没有哪一步填写" in problem.what for problem in problems)


@pytest.mark.parametrize(
    ("states", "steps", "words"), [(201, 1, "“states”写了太多条。"), (3, 51, "“steps”写了太多条。")]
)
def test_a_flow_with_more_than_anybody_draws_is_refused(
    bench: Bench, states: int, steps: int, words: str
) -> None:
    bench.write(f"{COUNTY}/flows/large.yaml", many_states(states, steps))

    refused(bench, words, f"{COUNTY}/flows/large.yaml")
