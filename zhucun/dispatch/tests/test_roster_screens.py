import io
from urllib.parse import unquote

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from zhucun.audit.models import AuditEvent
from zhucun.dispatch.models import Posting
from zhucun.dispatch.tests.roster_samples import OTHER, PLAIN, citizen, phone, workbook

HERE = {"township": "青河镇", "village": "下坪村"}
GOOD = PLAIN | HERE
BAD = OTHER | HERE | {"village": "下平村", "role": "队员"}


@pytest.fixture(autouse=True)
def home(settings, tmp_path, frozen_today):
    settings.ZHUCUN_HOME = tmp_path


@pytest.fixture
def officer(cast, client_of):
    return client_of(cast.county_officer)


def address(cast, name, *args):
    return reverse(f"dispatch:{name}", args=[cast.home.code, *args])


def sent(cast, client, data, name="名册.xlsx"):
    return client.post(address(cast, "roster"), {"file": SimpleUploadedFile(name, data)})


def previewed(cast, client, *rows):
    answer = sent(cast, client, workbook(*rows))
    assert answer.status_code == 302
    return answer.url


def test_a_roster_is_sent_in_looked_over_and_imported(cast, officer):
    preview = previewed(cast, officer, GOOD)
    page = officer.get(preview).content.decode()
    answer = officer.post(preview + "import/", follow=True)

    assert "还没有写入任何内容" in page
    assert "张三" in page and "青河镇下坪村" in page
    assert "已导入：新增派驻 1 段" in answer.content.decode()
    assert Posting.objects.in_county(cast.home.code).filter(person__name="张三").exists()
    assert officer.get(preview).status_code == 409


def test_a_file_that_is_no_workbook_is_refused_beside_the_field(cast, officer):
    answer = sent(cast, officer, "姓名,身份证号\n张三,1\n".encode())

    assert answer.status_code == 422
    assert "这是文本表格" in answer.content.decode()


def test_errors_are_shown_by_row_and_column_and_hold_the_import_back(cast, officer):
    preview = previewed(cast, officer, GOOD, BAD)
    page = officer.get(preview).content.decode()
    answer = officer.post(preview + "import/")

    assert "L 列 村" in page
    assert "“青河镇”没有“下平村”" in page
    assert 'type="submit" disabled' in page
    assert answer.status_code == 409
    assert not Posting.objects.in_county(cast.home.code).filter(person__name="张三").exists()


def test_only_the_problems_can_be_shown(cast, officer):
    preview = previewed(cast, officer, GOOD, BAD)

    everything = officer.get(preview).content.decode()
    problems = officer.get(preview + "?show=problems").content.decode()
    new = officer.get(preview + "?show=new").content.decode()

    assert "张三" in everything and "李四" in everything
    assert "张三" not in problems and "李四" in problems
    assert "张三" in new and "李四" not in new


def test_numbers_are_masked_in_the_preview(cast, officer):
    wrong = citizen(1)[:17] + ("1" if citizen(1)[17] != "1" else "2")

    page = officer.get(
        previewed(cast, officer, GOOD | {"id_number": wrong, "phone": "1380000"})
    ).content.decode()

    assert wrong not in page
    assert wrong[:3] + "*" * 11 + wrong[-4:] in page


def test_the_annotated_copy_has_the_problem_in_the_row(cast, officer):
    answer = officer.get(previewed(cast, officer, GOOD, BAD) + "annotated/")

    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))["派驻名册"]
    assert "名册（标好问题）.xlsx" in unquote(answer["Content-Disposition"])
    assert "下平村" in str(sheet.cell(3, sheet.max_column).value)


def test_the_template_has_the_villages_of_the_county(cast, officer):
    answer = officer.get(address(cast, "template"))

    lists = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))["代码表"]
    assert [cell.value for cell in lists["B"]] == [village.name for village in cast.villages]


def test_a_roster_given_up_is_forgotten(cast, officer):
    preview = previewed(cast, officer, GOOD)

    officer.post(preview + "drop/")

    assert officer.get(preview).status_code == 409


def test_the_upload_of_one_person_is_nobody_elses(cast, officer, client_of):
    preview = previewed(cast, officer, GOOD)
    # The same right in the same county, another person.
    cast.system_admin.grants.update(role="county_officer")

    answer = client_of(cast.system_admin).get(preview)

    assert answer.status_code == 409
    assert "张三" not in answer.content.decode()


@pytest.mark.parametrize("screen", ["roster", "template"])
def test_only_who_may_import_comes_in(cast, client_of, screen):
    assert client_of(cast.outsider).get(address(cast, screen)).status_code == 404
    assert client_of(cast.township_officer).get(address(cast, screen)).status_code == 403
    assert client_of(cast.first_secretary).get(address(cast, screen)).status_code == 403


def test_looking_writes_nothing_and_importing_leaves_one_line(cast, officer):
    def acts():
        lines = AuditEvent.objects.in_county(cast.home.code).filter(act__startswith="dispatch.")
        return list(lines.values_list("act", flat=True))

    preview = previewed(cast, officer, GOOD)
    officer.get(preview)
    officer.get(preview + "annotated/")
    looked = acts()
    officer.post(preview + "import/")

    assert looked == []
    assert acts() == ["dispatch.roster_imported"]


def test_an_import_by_get_is_not_possible(cast, officer):
    assert officer.get(previewed(cast, officer, GOOD) + "import/").status_code == 405


def test_a_phone_in_the_preview_is_masked_when_it_changes(cast, officer):
    officer.post(previewed(cast, officer, GOOD) + "import/")

    page = officer.get(previewed(cast, officer, GOOD | {"phone": phone(7)})).content.decode()

    assert "138****0007" in page
    assert phone(7) not in page
