from datetime import date
from io import BytesIO

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from zhucun.audit.models import AuditEvent
from zhucun.households.choices import PairingKind
from zhucun.households.models import Pairing
from zhucun.households.pairings.domain import Helper
from zhucun.households.pairings.tests.test_services import CADRE, LINKED, MAY, home, paired
from zhucun.kernel.guard import watching
from zhucun.places.choices import UnitKind
from zhucun.places.models import Unit

pytestmark = pytest.mark.usefixtures("frozen_today")

PAGE_STATEMENTS = 22


def address(cast, name, *args):
    return reverse(f"households:{name}", args=[cast.home.code, *args])


def acts(cast):
    return [row.act for row in AuditEvent.objects.in_county(cast.home.code).order_by("seq")]


def kept(cast):
    return list(Pairing.objects.in_county(cast.home.code).order_by("starts_on", "id"))


def test_the_list_shows_who_answers_and_each_figure_opens_its_list(cast, client_of):
    one, _two = home(cast, count=2)
    paired(cast, one)
    browser = client_of(cast.county_officer)

    page = browser.get(address(cast, "pairings"))
    text = page.content.decode()

    assert "王干部" in text and "张三户" in text and "2026-05-01" in text
    gaps = {gap.kind: (gap.missing, gap.of) for gap in page.context["gaps"]}
    assert gaps[CADRE] == (1, 2) and gaps[LINKED] == (2, 2)
    assert gaps[PairingKind.UNIT_VILLAGE] == (3, 3) and gaps[PairingKind.LEADER_TOWNSHIP] == (2, 2)
    for kind, (missing, _of) in gaps.items():
        assert f"?kind={kind.value}" in text
        listed = browser.get(address(cast, "pairing_gaps"), {"kind": kind})
        assert listed.status_code == 200 and listed.context["total"] == missing


def test_the_list_is_narrowed_by_kind_place_words_and_state(cast, client_of):
    near, far = home(cast), home(cast, "赵六", village=2)
    paired(cast, near)
    paired(cast, far, "刘党员", by=cast.county_officer, kind=LINKED)
    browser = client_of(cast.county_officer)

    def shown(**query):
        return [row.name for row, _place in browser.get(address(cast, "pairings"), query).context["rows"]]

    assert shown(kind=CADRE) == ["王干部"]
    assert shown(place=cast.home.townships[1].code) == ["刘党员"]
    assert shown(q="赵六") == ["刘党员"] == shown(q="刘党")
    assert shown(state="over") == []
    for strange in ({"kind": "x"}, {"place": "1"}, {"page": "1"}, {"mine": "x:1"}, {"mine": "user:1"}):
        assert browser.get(address(cast, "pairings"), strange).status_code == 404


def test_a_first_secretary_says_who_answers_for_a_family_of_the_village(cast, client_of):
    household = home(cast)
    browser = client_of(cast.first_secretary)
    new = address(cast, "pairing_new") + f"?kind={CADRE}&household={household.id}"

    asked = browser.get(new).content.decode()
    answer = browser.post(
        new, {"name": "李书记", "account": "First_secretary", "starts_on": "2026-05-01"}, follow=True
    )

    assert "张三户" in asked
    (row,) = kept(cast)
    assert row.user_id == cast.first_secretary.id
    assert answer.redirect_chain[-1][0] == address(cast, "household", household.id)
    assert acts(cast)[-1] == "households.paired"


def test_the_page_of_a_family_says_who_answers(cast, client_of):
    household = home(cast)
    paired(cast, household)
    paired(
        cast, None, "李县长", by=cast.county_officer,
        kind=PairingKind.LEADER_TOWNSHIP, place_code=cast.home.townships[0].code,
    )  # fmt: skip

    text = client_of(cast.first_secretary).get(address(cast, "household", household.id)).content.decode()
    read = client_of(cast.county_officer).get(address(cast, "household", household.id)).content.decode()

    assert "谁负责" in text and "王干部" in text and "李县长" in text
    assert f"kind={LINKED}" in text and f"kind={CADRE}&" not in text
    assert "王干部" in read


def test_a_county_officer_names_the_unit_of_a_village_and_the_leader_of_a_township(cast, client_of):
    bank = Unit.objects.create(county_code=cast.home.code, name="青山县农商银行", kind=UnitKind.ENTERPRISE)
    browser = client_of(cast.county_officer)
    village, town = cast.villages[0].code, cast.home.townships[0].code

    browser.post(
        address(cast, "pairing_new") + f"?kind={PairingKind.UNIT_VILLAGE}",
        {"place": village, "unit": str(bank.id), "starts_on": "2026-05-01"},
    )
    browser.post(
        address(cast, "pairing_new") + f"?kind={PairingKind.LEADER_TOWNSHIP}",
        {"place": town, "name": "李县长", "starts_on": "2026-05-01"},
    )

    assert {(row.kind, row.place_code, row.name) for row in kept(cast)} == {
        ("unit_village", village, "青山县农商银行"),
        ("leader_township", town, "李县长"),
    }


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"name": "王干部", "account": "nobody", "starts_on": "2026-05-01"}, "没有“nobody”这个账号"),
        ({"name": "", "starts_on": "2026-05-01"}, "没有填写由谁负责"),
        ({"name": "王干部", "starts_on": "2026-12-01"}, "还没有到"),
        ({"name": "王干部"}, "没有填写日期"),
    ],
)
def test_what_is_refused_is_said_beside_the_field(cast, client_of, given, says):
    household = home(cast)

    answer = client_of(cast.first_secretary).post(
        address(cast, "pairing_new") + f"?kind={CADRE}&household={household.id}", given
    )

    assert answer.status_code == 422 and says in answer.content.decode()
    assert kept(cast) == []


def test_without_a_family_the_way_to_one_is_shown(cast, client_of):
    page = client_of(cast.first_secretary).get(address(cast, "pairing_new")).content.decode()

    assert address(cast, "pairing_gaps") in page


def test_a_hand_over_an_end_and_a_mistake_are_changed_on_one_page(cast, client_of):
    row = paired(cast, home(cast))
    browser = client_of(cast.township_officer)
    change = address(cast, "pairing_change", row.id)

    refused = browser.post(change, {"what": "hand_over", "name": "刘干部", "because": "调离"})
    done = browser.post(
        change, {"what": "hand_over", "name": "刘干部", "on": "2026-07-01", "because": "调离"}, follow=True
    )
    fresh = kept(cast)[-1]
    browser.post(
        address(cast, "pairing_change", fresh.id), {"what": "end", "on": "2026-10-01", "because": "搬走"}
    )

    assert refused.status_code == 422 and "没有填写日期" in refused.content.decode()
    text = done.content.decode()
    assert "刘干部" in text and "王干部" in text and "2026-05-01 起，到 2026-07-01 止" in text
    assert [(one.name, one.ends_on) for one in kept(cast)] == [
        ("王干部", date(2026, 7, 1)),
        ("刘干部", date(2026, 10, 1)),
    ]
    assert acts(cast)[-2:] == ["households.pairing_handed_over", "households.pairing_ended"]
    assert browser.get(change).status_code == 403


def test_a_mistake_is_voided_and_stays_to_be_seen(cast, client_of):
    row = paired(cast, home(cast))
    browser = client_of(cast.first_secretary)

    answer = browser.post(
        address(cast, "pairing_change", row.id), {"what": "void", "because": "登记错了户"}, follow=True
    )

    assert "已作废" in answer.content.decode() and kept(cast)[0].voided


LINES = "上坪村\t张三\t王干部\t2026-05-01\tfirst_secretary\n上坪村\t李四\t刘干部\t2026-05-01"


def test_a_list_is_looked_at_first_and_written_when_confirmed(cast, client_of):
    home(cast), home(cast, "李四")
    browser = client_of(cast.first_secretary)
    given = {"kind": CADRE, "text": LINES}

    seen = browser.post(address(cast, "pairing_list"), given)
    untouched = kept(cast)
    done = browser.post(address(cast, "pairing_list"), given | {"step": "confirm"}, follow=True)

    assert seen.status_code == 200 and untouched == []
    assert [line.state for line in seen.context["checked"].lines] == ["new", "new"]
    assert "新增 2 条" in done.content.decode()
    assert [(row.name, row.user_id) for row in kept(cast)] == [
        ("王干部", cast.first_secretary.id),
        ("刘干部", None),
    ]
    assert acts(cast)[-1] == "households.paired_in_bulk"


def test_a_list_with_somebody_new_is_a_hand_over_and_the_same_again_changes_nothing(cast, client_of):
    household = home(cast)
    paired(cast, household, "老干部")
    same = home(cast, "李四")
    paired(cast, same, "刘干部")
    browser = client_of(cast.first_secretary)
    text = LINES.replace("张三\t王干部\t2026-05-01", "张三\t王干部\t2026-06-01")

    seen = browser.post(address(cast, "pairing_list"), {"kind": CADRE, "text": text})
    browser.post(address(cast, "pairing_list"), {"kind": CADRE, "text": text, "step": "confirm"})

    assert [line.state for line in seen.context["checked"].lines] == ["hands_over", "same"]
    assert "从 老干部 交接" in seen.content.decode()
    assert [(row.name, row.ends_on) for row in kept(cast)] == [
        ("老干部", date(2026, 6, 1)),
        ("刘干部", None),
        ("王干部", None),
    ]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("无此村\t张三\t王干部\t2026-05-01", "没有“无此村”"),
        ("上坪村\t王五\t王干部\t2026-05-01", "名册里没有“王五”"),
        ("上坪村\t张三\t王干部\t2026-05-01\tnobody", "没有“nobody”这个账号"),
        ("上坪村\t双胞\t王干部\t2026-05-01", "有 2 户户主叫“双胞”"),
        ("石门村\t张三\t王干部\t2026-05-01", "没有“石门村”"),
        ("上坪村\t张三\t<b>干部\t2026-13-01", "须改"),
    ],
)
def test_a_wrong_line_is_shown_and_nothing_is_written_even_when_confirmed(cast, client_of, line, says):
    home(cast), home(cast, "双胞"), home(cast, "双胞"), home(cast, "李四")

    answer = client_of(cast.first_secretary).post(
        address(cast, "pairing_list"), {"kind": CADRE, "text": f"{LINES}\n{line}", "step": "confirm"}
    )

    text = answer.content.decode()
    assert answer.status_code == 422 and says in text and "<b>干部" not in text
    assert kept(cast) == []


def test_two_families_of_one_name_are_told_apart_by_their_group(cast, client_of):
    one, two = home(cast, "双胞"), home(cast, "双胞")
    for row, group in ((one, "一组"), (two, "二组")):
        row.group_name = group
        row.save(update_fields=["group_name"])
    text = "村\t户主\t小组\t帮扶人\t从哪一天起\n上坪村\t双胞\t二组\t王干部\t2026-05-01"

    client_of(cast.first_secretary).post(
        address(cast, "pairing_list"), {"kind": CADRE, "text": text, "step": "confirm"}
    )

    assert [row.household_id for row in kept(cast)] == [two.id]


def test_units_and_leaders_come_as_a_list_too(cast, client_of):
    browser = client_of(cast.county_officer)
    unit = cast.home.unit.name

    for kind, text in (
        (PairingKind.UNIT_VILLAGE, f"上坪村\t{unit}\t2026-05-01\n下坪村\t无此局\t2026-05-01"),
        (PairingKind.UNIT_VILLAGE, f"上坪村\t{unit}\t2026-05-01"),
        (PairingKind.LEADER_TOWNSHIP, "青河镇\t李县长\t2026-05-01"),
    ):
        browser.post(address(cast, "pairing_list"), {"kind": kind, "text": text, "step": "confirm"})

    assert sorted(row.name for row in kept(cast)) == sorted(["李县长", unit])


def test_an_excel_list_comes_back_as_text_to_confirm(cast, client_of):
    home(cast)
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("名单")
        sheet.write_row(0, 0, ["村名", "户主姓名", "帮扶人", "结对日期"])
        sheet.write_row(1, 0, ["上坪村", "张三", "王干部", "2026-05-01"])
    upload = SimpleUploadedFile("名单.xlsx", out.getvalue())

    answer = client_of(cast.first_secretary).post(
        address(cast, "pairing_list"), {"kind": CADRE, "file": upload}
    )

    assert answer.status_code == 200 and "王干部" in answer.context["text"]


def test_the_empty_list_is_asked_for_without_a_reproach(cast, client_of):
    answer = client_of(cast.first_secretary).get(address(cast, "pairing_list"))

    assert answer.status_code == 200 and not answer.context["form"].errors


@pytest.mark.parametrize("given", [{"kind": CADRE}, {"kind": CADRE, "text": " "}, {"text": LINES}])
def test_nothing_is_refused_with_a_sentence(cast, client_of, given):
    answer = client_of(cast.first_secretary).post(address(cast, "pairing_list"), given)

    assert answer.status_code == 422 and answer.context["form"].errors


def test_who_may_only_see_is_let_in_to_look_and_nowhere_else(cast, client_of):
    household = home(cast)
    row = paired(cast, household)
    browser = client_of(cast.team_member)

    assert browser.get(address(cast, "pairings")).status_code == 200
    assert browser.get(address(cast, "pairing", row.id)).status_code == 200
    for page in (
        address(cast, "pairing_new"),
        address(cast, "pairing_list"),
        address(cast, "pairing_change", row.id),
    ):
        assert browser.post(page, {"what": "void", "because": "试"}).status_code == 403
        assert page not in browser.get(address(cast, "pairings")).content.decode()
    assert not kept(cast)[0].voided


def test_what_lies_elsewhere_is_not_found(cast, client_of):
    far = home(cast, village=2)
    row = paired(cast, far, by=cast.county_officer)

    for who in (cast.first_secretary, cast.outsider):
        browser = client_of(who)
        assert browser.get(address(cast, "pairing", row.id)).status_code == 404
        assert browser.get(address(cast, "pairing_change", row.id)).status_code == 404
        assert "王干部" not in browser.get(address(cast, "pairings")).content.decode()
        assert browser.get(address(cast, "pairing_new") + f"?household={far.id}").status_code == 404
    assert client_of(cast.auditor).get(address(cast, "pairings")).status_code == 403


def test_loads_are_listed_by_name_when_the_pack_knows_a_limit(cast, client_of, monkeypatch):
    from zhucun.households.pairings import queries

    monkeypatch.setattr(queries, "limit_of", lambda _pack, kind, _on: 1 if kind == LINKED else None)
    for row in home(cast, count=2):
        paired(cast, row, "王党员", kind=LINKED, helper=Helper("王党员"))
    browser = client_of(cast.county_officer)

    overview = browser.get(address(cast, "pairings"))
    listed = browser.get(address(cast, "pairing_loads"), {"kind": LINKED})
    unknown = browser.get(address(cast, "pairing_loads"), {"kind": CADRE}).content.decode()

    assert [(kind, limit, n) for kind, limit, n in overview.context["overloads"]] == [(LINKED, 1, 1)]
    (load,) = listed.context["loads"]
    assert (load.name, load.count) == ("王党员", 2) and "最多负责 1 个" in listed.content.decode()
    opened = browser.get(address(cast, "pairings"), {"kind": LINKED, "mine": load.mine})
    assert len(opened.context["rows"]) == 2
    assert "没有规定" in unknown


@pytest.mark.parametrize("name", ["pairings", "pairing_gaps"])
def test_a_page_costs_the_same_for_twice_the_families(cast, client_of, name):
    browser, costs = client_of(cast.county_officer), []
    for at in range(2):
        rows = home(cast, f"李{at}", count=10)
        for row in rows[:5]:
            paired(cast, row, by=cast.county_officer, starts_on=MAY)
        with watching() as watch:
            browser.get(address(cast, name))
        costs.append(len(watch.statements))
        assert not watch.unpinned

    assert costs[0] == costs[1] <= PAGE_STATEMENTS


def test_the_next_page_begins_after_the_last_row(cast, client_of):
    for row in home(cast, count=52):
        paired(cast, row)
    home(cast, "王", count=52)
    browser = client_of(cast.county_officer)

    for name, rest in (("pairings", 2), ("pairing_gaps", 2)):
        first = browser.get(address(cast, name))
        second = browser.get(address(cast, name), {"page": str(first.context["following"])})
        assert 'rel="next"' in first.content.decode()
        assert len(second.context["rows"]) == rest
