"""Reading YAML: what is written is what is read, and everything doubtful is refused at its place."""

from datetime import date

import pytest

from zhucun.policy.pack.problems import PackError
from zhucun.policy.pack.yaml12 import parse


def test_plain_data_is_read_with_the_place_of_each_part() -> None:
    document = parse('a: 1\nlist:\n  - {b: "007", c: yes}\n  - 2026-10-01\nend: null\nyes: true\n', "x.yaml")

    assert document.data == {
        "a": 1,
        "list": [{"b": "007", "c": "yes"}, date(2026, 10, 1)],
        "end": None,
        "yes": True,
    }
    assert document.places[("list", 0, "b")] == (3, 6)
    assert document.places[("list", 1)] == (4, 5)


@pytest.mark.parametrize(
    ("text", "line", "column", "words"),
    [
        ("a: 1\na: 2\n", 2, 1, "“a”写了两次"),
        ("code: 051300\n", 1, 7, '请加引号写成 "051300"'),
        ("a: 0x1F\n", 1, 4, "当数字读会变样"),
        ("a: 1_000\n", 1, 4, "当数字读会变样"),
        ("a: 1.5\n", 1, 4, "带小数"),
        ("a: 2026-02-30\n", 1, 4, "没有 2026-02-30 这一天"),
        ("a: 2026-02-03 10:00:00\n", 1, 4, "不是完整的日期"),
        ("a: !!python/none x\n", 1, 4, "不认识的标记"),
        ("a: &x {b: 1}\nc: *x\n", 1, 4, "用 & 起了名字"),
        ("a: {b: 1}\nc: *x\n", 2, 4, "引用了别处"),
        ("a: !!str 5\n", 1, 4, "不认识的标记"),
        ("a: =\n", 1, 4, "有特别的含义"),
        ("<<: {a: 1}\n", 1, 1, "不能用 << 合并"),
        ("? [a, b]\n: 1\n", 1, 3, "项名不是文字"),
        ("x" * 101 + ": 1\n", 1, 1, "项名超过 100 个字"),
        ("a: 1000000000000000\n", 1, 4, "数字超过 15 位"),
        ("a: " + "9" * 3900 + "\n", 1, 4, "数字超过 15 位"),
        ("a: 0001-01-01\n", 1, 4, "太早或太晚"),
        ("a: 9999-12-31\n", 1, 4, "太早或太晚"),
        ("1: a\n", 1, 1, "项名不是文字"),
        ("\ta: 1\n", 1, 1, "制表符"),
        ("a: 'x\n", 2, 1, "没有成对"),
        ("a: 1\n---\nb: 2\n", 2, 1, "一个文件里写了两份内容"),
        ("a: b: c\n", 1, 5, "冒号读不懂"),
        ("a: [1\nb: 2", 2, 2, "写法读不懂"),
        ("# 空\n%YAML 1.1\n---\na: yes\n", 2, 1, "% 开头的指令"),
        ("# 只有注释\n", 1, 1, "文件是空的"),
        ("a: \x07\n", 1, 4, "不能读的字符"),
        ("a: 1\nb: 甲\x00\n", 2, 5, "看不见的字符（0000）"),
        ("a: 甲\u202e乙\n", 1, 5, "看不见的字符（202E）"),
        ("a: 1\n\ufeffb: 2\n", 2, 1, "看不见的字符（FEFF）"),
        ('a: "\\0"\n', 1, 4, "看不见的字符（0000）"),
        ('a: "\\ud800"\n', 1, 4, "看不见的字符（D800）"),
        ('a: "\\UFFFFFFFF"\n', 1, 1, "不能读的字符"),
        ("a: " + "x" * 5_000, 1, 1, "这一行超过 5000 个字"),
        ("a: " + "\n  x" * 2_001, 2, 3, "这段文字超过 4000 个字"),
        ("\n" * 20_000 + "a: 1", 20_001, 1, "文件超过 20000 行"),
        ("a: " + "[" * 2_000, 1, 23, "超过 20 层"),
        ("a: " + "{a: " * 1_000, 1, 77, "超过 20 层"),
        ("- " * 2_000 + "1", 1, 41, "超过 20 层"),
        ("a: [" + ("1, " * 1_000 + "\n ") * 21 + "1]", 20, None, "超过 20000 项"),
        ("a: " + "x" * 1_000_001, 1, 1, "文件太大"),
    ],
)
def test_whatever_is_doubtful_is_refused_at_its_place(
    text: str, line: int, column: int | None, words: str
) -> None:
    with pytest.raises(PackError) as refused:
        parse(text, "x.yaml")

    problem = refused.value.problems[0]
    assert (problem.file, problem.line, problem.column) == ("x.yaml", line, column or problem.column)
    assert words in str(problem)


def test_everything_wrong_in_a_file_is_told_at_once() -> None:
    with pytest.raises(PackError) as refused:
        parse("a: 01\nb: 02\nb: 3\n", "x.yaml")

    assert [problem.line for problem in refused.value.problems] == [1, 2, 3]
    assert "3 处需要改正" in str(refused.value)
