"""Sending a register in, looking it over, confirming; taking it out with numbers hidden, and bringing it back."""

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from zhucun.audit.models import AuditEvent
from zhucun.households.importing.tests.samples import (
    FIRST,
    HEAD,
    HOUSEHOLDS,
    MEMBERS,
    OTHER_HEAD,
    WIFE,
    citizen,
    register,
)
from zhucun.households.models import Household, RegistryAct, Villager

SOURCE = {"because": "国家平台 10 月导出"}


@pytest.fixture(autouse=True)
def home(settings, tmp_path, frozen_today):
    settings.ZHUCUN_HOME = tmp_path


@pytest.fixture
def officer(cast, client_of):
    return client_of(cast.county_officer)


def address(cast, name, *args):
    return reverse(f"households:{name}", args=[cast.home.code, *args])


def sent(cast, client, data, name="农户.xlsx"):
    return client.post(address(cast, "import"), {"file": SimpleUploadedFile(name, data)})


def taken(answer):
    return openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))


def lines(sheet):
    head, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


def text_of(book):
    return str([[cell for row in sheet.iter_rows(values_only=True) for cell in row] for sheet in book])


def test_a_register_is_sent_in_looked_over_and_imported(cast, officer):
    preview = sent(cast, officer, register()).url
    page = officer.get(preview).content.decode()
    before = Household.objects.in_county(cast.home.code).count()
    answer = officer.post(preview + "confirm/", SOURCE, follow=True)

    assert "还没有写入任何内容" in page
    assert "青河镇上坪村" in page
    assert before == 0
    assert "新登记 2 户，新登记成员 4 人" in answer.content.decode()
    assert officer.get(preview).status_code == 409


def test_problems_hold_the_import_back_and_the_sound_families_may_come_alone(cast, officer):
    wrong = WIFE | {"民族": "火星"}

    preview = sent(cast, officer, register(HOUSEHOLDS, (HEAD, wrong, OTHER_HEAD))).url
    page = officer.get(preview).content.decode()
    refused = officer.post(preview + "confirm/", SOURCE)
    officer.post(preview + "confirm/", SOURCE | {"sound": "1"})

    assert "“成员”表第 3 行" in page
    assert "只导入没有问题的户" in page
    assert refused.status_code == 422
    assert [one.head_name for one in Household.objects.in_county(cast.home.code)] == ["李四"]


def test_without_a_source_the_page_comes_back_with_the_field(cast, officer):
    preview = sent(cast, officer, register()).url

    answer = officer.post(preview + "confirm/", {"because": ""})

    assert answer.status_code == 422
    assert not Household.objects.in_county(cast.home.code).exists()


def test_the_list_of_problems_names_sheet_row_and_column_and_no_number(cast, officer):
    wrong = citizen(1)[:17] + ("1" if citizen(1)[17] != "1" else "2")

    preview = sent(cast, officer, register((FIRST,), (HEAD | {"证件号码": wrong},))).url
    told = text_of(taken(officer.get(preview + "problems/")))
    page = officer.get(preview).content.decode()

    assert "成员" in told and "证件号码" in told and "校验码" in told
    assert wrong not in told
    assert wrong not in page


def test_a_file_that_is_no_workbook_is_refused_beside_the_field(cast, officer):
    answer = sent(cast, officer, "户主姓名,证件号码\n张三,1\n".encode())

    assert answer.status_code == 422
    assert "这是文本表格" in answer.content.decode()


def test_a_register_given_up_is_forgotten(cast, officer):
    preview = sent(cast, officer, register()).url

    officer.post(preview + "drop/")

    assert officer.get(preview).status_code == 409


def test_the_upload_of_one_person_is_nobody_elses(cast, officer, client_of):
    preview = sent(cast, officer, register()).url

    answer = client_of(cast.township_officer).get(preview)

    assert answer.status_code == 409


def test_only_those_who_may_import_get_in(cast, client_of):
    statuses = {
        name: client_of(user).get(address(cast, "import")).status_code for name, user in cast.members.items()
    }

    assert {name for name, status in statuses.items() if status == 200} == {
        "county_officer",
        "township_officer",
    }
    assert statuses["outsider"] == 404
    assert statuses["first_secretary"] == 403


def test_the_example_can_be_sent_in_as_it_is_and_holds_nobody(cast, officer):
    data = b"".join(officer.get(address(cast, "import_example")).streaming_content)

    preview = sent(cast, officer, data)

    assert preview.status_code == 302
    assert "没有可以导入的户" in officer.get(preview.url).content.decode()


def imported(cast, officer):
    officer.post(sent(cast, officer, register()).url + "confirm/", SOURCE)


def test_an_export_hides_numbers_health_and_children(cast, officer):
    imported(cast, officer)

    book = taken(officer.post(address(cast, "export"), {}))

    members = {line["姓名"]: line for line in lines(book["成员"])}
    assert members["张三"]["证件号码"] == "990***********" + citizen(1)[-4:]
    assert members["张三"]["联系电话"] == "138****1234"
    assert members["张三"]["健康状况"] is None
    assert members["张小三"]["出生日期"] is None
    assert members["张小三"]["与户主关系"] == "儿子"
    assert not any(one["证件号码"] in text_of(book) for one in MEMBERS)


def test_an_export_comes_in_again_and_changes_nothing(cast, officer):
    imported(cast, officer)
    acts = RegistryAct.objects.in_county(cast.home.code).count()

    data = b"".join(officer.post(address(cast, "export"), {}).streaming_content)
    preview = sent(cast, officer, data).url
    page = officer.get(preview).content.decode()
    officer.post(preview + "confirm/", SOURCE)

    assert "▲ 须改" not in page
    assert page.count("无变化") == 2
    assert RegistryAct.objects.in_county(cast.home.code).count() == acts


def test_whole_numbers_need_the_right_and_a_reason_and_stand_in_the_trail(cast, officer, client_of):
    imported(cast, officer)
    whole = {"numbers": "on", "because": "与医保部门核对"}

    refused = officer.post(address(cast, "export"), {"numbers": "on"})
    book = taken(officer.post(address(cast, "export"), whole))
    without = taken(client_of(cast.township_officer).post(address(cast, "export"), whole))

    assert refused.status_code == 422
    assert citizen(1) in text_of(book)
    assert citizen(3, "20150910") not in text_of(book)
    assert citizen(1) not in text_of(without)
    trail = AuditEvent.objects.in_county(cast.home.code).filter(act="households.register_exported")
    assert [(line.details["numbers"], line.details.get("because")) for line in trail.order_by("seq")] == [
        (True, "与医保部门核对"),
        (False, ""),
    ]


def test_an_export_holds_only_what_the_reader_sees(cast, officer, client_of):
    imported(cast, officer)

    own = taken(client_of(cast.first_secretary).post(address(cast, "export"), {}))
    outside = client_of(cast.outsider).post(address(cast, "export"), {})
    narrowed = taken(officer.post(address(cast, "export"), {"village": cast.villages[2].code}))

    assert "张三" in text_of(own)
    assert outside.status_code == 404
    assert lines(narrowed["户"]) == []


def test_what_would_be_a_formula_is_a_text_and_comes_back_as_it_was(cast, officer):
    imported(cast, officer)
    Villager.objects.in_county(cast.home.code).filter(name="张三").update(works_at="=1+1")

    data = b"".join(officer.post(address(cast, "export"), {}).streaming_content)
    page = officer.get(sent(cast, officer, data).url).content.decode()

    (head,) = [
        line for line in lines(openpyxl.load_workbook(io.BytesIO(data))["成员"]) if line["姓名"] == "张三"
    ]
    assert head["务工地点"] == "'=1+1"
    assert page.count("无变化") == 2


def test_an_export_asks_as_many_statements_for_one_family_as_for_two(
    cast, officer, django_assert_max_num_queries
):
    imported(cast, officer)

    with django_assert_max_num_queries(30):
        officer.post(address(cast, "export"), {})
