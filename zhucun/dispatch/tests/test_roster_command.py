import io

import pytest
from django.core.management import CommandError, call_command

from zhucun.audit.models import AuditEvent
from zhucun.dispatch.management.commands.import_roster import table
from zhucun.dispatch.models import Posting
from zhucun.dispatch.refusals import RosterHasErrors
from zhucun.dispatch.tests.roster_samples import OTHER, PLAIN, workbook
from zhucun.kernel.spreadsheet.refusals import NotAWorkbook

GOOD = PLAIN | {"township": "青河镇", "village": "下坪村"}
BAD = OTHER | {"township": "青河镇", "village": "下平村", "role": "队员"}

pytestmark = pytest.mark.usefixtures("frozen_today")


@pytest.fixture
def file(tmp_path):
    return tmp_path / "名册.xlsx"


def command(cast, file, *options):
    out, err = io.StringIO(), io.StringIO()
    call_command("import_roster", str(file), "--county", cast.home.code, *options, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def is_there(cast):
    return Posting.objects.in_county(cast.home.code).filter(person__name="张三").exists()


def test_a_roster_is_imported_and_summed_up(cast, file):
    file.write_bytes(workbook(GOOD))

    out, err = command(cast, file)

    assert out.startswith("已导入：新建单位 1 个、人员 1 名、批次 1 个、派驻 1 段")
    assert err == ""
    assert is_there(cast)
    assert AuditEvent.objects.in_county(cast.home.code).get().actor == "命令行"


def test_a_dry_run_writes_nothing(cast, file):
    file.write_bytes(workbook(GOOD))

    out, _err = command(cast, file, "--dry-run")

    assert out.startswith("检查通过，没有写入。")
    assert not is_there(cast)


def test_a_refused_roster_shows_a_table_of_problems_and_fails(cast, file):
    file.write_bytes(workbook(GOOD, BAD))
    err = io.StringIO()

    with pytest.raises(RosterHasErrors) as caught:
        call_command("import_roster", str(file), "--county", cast.home.code, stderr=err)

    assert err.getvalue() == (
        "须改  第 3 行  L 列 村  下平村  “青河镇”没有“下平村”。是不是“下坪村”？请核对后改正。\n"
    )
    assert caught.value.sentence == "名册里有 1 处须改，没有导入任何内容。"
    assert not is_there(cast)


def test_a_file_that_is_none_a_missing_file_and_an_unknown_county_are_told(cast, file):
    file.write_bytes(b"%PDF-1.7")

    with pytest.raises(NotAWorkbook):
        command(cast, file)
    with pytest.raises(CommandError, match="打不开文件"):
        command(cast, file.with_name("没有.xlsx"))
    with pytest.raises(CommandError, match="还没有县 999999 的村名单"):
        call_command("import_roster", str(file), "--county", "999999")


def test_errors_stand_above_notices(cast, file):
    file.write_bytes(workbook(GOOD | {"name": "张 三"}, BAD))
    err = io.StringIO()

    with pytest.raises(RosterHasErrors):
        call_command("import_roster", str(file), "--county", cast.home.code, stderr=err)

    levels = [line[:2] for line in err.getvalue().splitlines()]
    assert levels == ["须改", "提示"]


def test_columns_of_the_table_stand_below_each_other():
    assert table([["须改", "a", "x"], ["提", "bcd", "y"]]) == ["须改  a    x", "提    bcd  y"]
