from datetime import date
from io import BytesIO

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from zhucun.audit.services import System
from zhucun.kernel.guard import watching
from zhucun.places.classing import queries
from zhucun.places.classing.domain import Wanted
from zhucun.places.classing.services import set_type, set_types
from zhucun.places.models import VillageType
from zhucun.places.tests.conftest import ACHA, BAIYU, CHAKE, CHANGTUO

LIST, VILLAGES = (reverse(f"places:{name}", args=[BAIYU]) for name in ("types", "villages"))
SUMMER = date(2025, 7, 1)
FILLED = {"kind": "weak_organisation", "on": "2025-07-01", "because": "县委〔2025〕7号"}
LINES = "阿察村\t红色试点村\t2025-07-01\t县委文件\n查科村\t红色试点村\t2025-07-01\t县委文件"


def add(code):
    return reverse("places:type", args=[BAIYU, code])


def address(row):
    return reverse("places:type_end", args=[BAIYU, row.village_code, row.id])


@pytest.fixture
def clerk(entered, baiyu):
    return entered("places_classifier", BAIYU)


@pytest.fixture
def row(baiyu):
    return set_type(
        by=System(), county=BAIYU, village_code=ACHA, kind="key", on=SUMMER, because="县委〔2025〕7号"
    )


def test_a_type_is_said_and_stands_on_the_village_and_in_the_list(clerk, acts):
    response = clerk.post(add(ACHA), FILLED, follow=True)

    text = response.content.decode()
    assert "已把阿察村登记为党组织软弱涣散村。" in text
    assert "2025-07-01 起" in text and "县委〔2025〕7号" in text
    assert "党组织软弱涣散村</small>" in clerk.get(VILLAGES).content.decode()
    assert acts(BAIYU)[-1].act == "places.village_classed"


def test_the_list_narrows_to_one_type_on_the_day_asked_about(clerk, row):
    def shown(**query):
        return [
            village.code
            for _town, rows in clerk.get(VILLAGES, query).context["groups"]
            for village, _ in rows
        ]

    assert shown(type="key") == [ACHA]
    assert shown(type="key", on="2025-06-30") == []
    assert len(shown(type="nonsense")) == 133


def test_a_type_ends_with_a_reason(clerk, row):
    response = clerk.post(
        address(row), {"what": "end", "last_day": "2026-01-31", "because": "已摘帽"}, follow=True
    )

    text = response.content.decode()
    assert "2025-07-01 至 2026-01-31" in text and "已摘帽" in text


def test_a_mistake_is_voided_and_stays_in_the_history(clerk, row):
    response = clerk.post(address(row), {"what": "void", "because": "填错了村"}, follow=True)

    text = response.content.decode()
    assert "已作废" in text and "填错了村" in text
    assert address(row) not in text


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"what": "end", "because": "已摘帽"}, "没有填写最后一天"),
        ({"what": "end", "last_day": "2025-06-01", "because": "已摘帽"}, "最后一天不能更早"),
        ({"what": "void", "because": ""}, "填"),
    ],
)
def test_a_refused_end_says_so_beside_the_field(clerk, row, given, says):
    response = clerk.post(address(row), given)

    assert response.status_code == 422
    assert says in str(response.context["form"].errors)
    assert queries.classified(BAIYU).on(ACHA, SUMMER) == ("key",)


def test_a_type_said_twice_is_refused_beside_the_field(clerk, row):
    response = clerk.post(add(ACHA), FILLED | {"kind": "key"})

    assert response.status_code == 422
    assert "从 2025-07-01 起已登记为乡村振兴重点村" in response.content.decode()


def test_a_list_is_looked_at_first_and_written_when_confirmed(clerk, acts):
    seen = clerk.post(LIST, {"text": LINES})
    untouched = VillageType.objects.in_county(BAIYU).count()
    done = clerk.post(LIST, {"text": LINES, "step": "confirm"}, follow=True)

    assert seen.status_code == 200
    assert [line.state for line in seen.context["checked"].lines] == ["new", "new"]
    assert untouched == 0
    assert "新增 2 条" in done.content.decode()
    assert queries.classified(BAIYU).on(CHAKE, SUMMER) == ("red_pilot",)
    assert acts(BAIYU)[-1].act == "places.villages_classed"


def test_a_list_with_a_wrong_line_shows_it_and_writes_nothing_even_when_confirmed(clerk):
    wrong = f"{LINES}\n无此村\t红色试点村\t2025-07-01\t<b>文件"

    response = clerk.post(LIST, {"text": wrong, "step": "confirm"})

    text = response.content.decode()
    assert response.status_code == 422
    assert "本县现在没有“无此村”" in text
    assert "<b>文件" not in text
    assert not VillageType.objects.in_county(BAIYU).exists()


def test_an_excel_list_comes_back_as_text_to_confirm(clerk):
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("名单")
        sheet.write_row(0, 0, ["村名", "类型", "开始日期", "依据"])
        sheet.write_row(1, 0, ["阿察村", "红色试点村", "2025-07-01", "县委文件"])
    upload = SimpleUploadedFile("名单.xlsx", out.getvalue())

    response = clerk.post(LIST, {"file": upload})

    assert response.status_code == 200
    assert response.context["text"].endswith("阿察村\t红色试点村\t2025-07-01\t县委文件")


@pytest.mark.parametrize("given", [{}, {"text": " "}, {"file": SimpleUploadedFile("名单.xlsx", b"no")}])
def test_nothing_and_no_list_are_refused_with_a_sentence(clerk, given):
    response = clerk.post(LIST, given)

    assert response.status_code == 422
    assert response.context["form"].errors


def test_the_empty_forms_are_shown(clerk, row):
    empty = clerk.get(LIST)

    assert (empty.status_code, empty.context["form"].errors) == (200, {})
    assert "乡村振兴重点村" in empty.content.decode()
    assert "登记阿察村的类型" in clerk.get(add(ACHA)).content.decode()
    assert "阿察村：乡村振兴重点村" in clerk.get(address(row)).content.decode()


def test_who_may_not_classify_is_offered_nothing_and_let_in_nowhere(entered, row):
    reader = entered("places_reader", BAIYU)

    shown = reader.get(reverse("places:village", args=[BAIYU, ACHA])).content.decode()

    assert "乡村振兴重点村" in shown
    assert add(ACHA) not in shown and address(row) not in shown
    assert LIST not in reader.get(VILLAGES).content.decode()
    for page in (LIST, add(ACHA), address(row)):
        assert reader.post(page, FILLED).status_code == 403
    assert queries.classified(BAIYU).on(ACHA, SUMMER) == ("key",)


def test_types_of_villages_beyond_the_readers_places_are_not_shown(entered, row):
    reader = entered("places_reader", "513331100")

    assert "县委〔2025〕7号" not in reader.get(reverse("places:village", args=[BAIYU, ACHA])).content.decode()
    assert "乡村振兴重点村</small>" not in reader.get(VILLAGES).content.decode()


def test_a_classifier_of_one_township_reaches_no_other(entered, row):
    client = entered("places_classifier", "513331100")

    assert client.get(add(ACHA)).status_code == 404
    assert client.post(address(row), {"what": "void", "because": "试"}).status_code == 404
    assert client.post(LIST, {"text": LINES, "step": "confirm"}).status_code == 422


def test_an_outsider_finds_nothing(entered, row):
    client = entered("places_classifier", "350428")

    for page in (LIST, add(ACHA), address(row)):
        assert client.post(page, FILLED).status_code == 404


@pytest.mark.parametrize(
    ("page", "most"), [(VILLAGES, 9), (reverse("places:village", args=[BAIYU, ACHA]), 10)]
)
def test_a_page_asks_no_more_when_more_is_classified(clerk, row, page, most):
    clerk.get(page)
    with watching() as few:
        clerk.get(page)
    lines = [Wanted(code, "red_pilot", SUMMER, "县委文件") for code in (ACHA, CHAKE, CHANGTUO)]
    set_types(by=System(), county=BAIYU, wanted=lines)

    with watching() as many:
        clerk.get(page)

    assert len(many.statements) == len(few.statements) <= most
    assert many.unpinned == []
