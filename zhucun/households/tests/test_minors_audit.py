"""A year of what was done with children's data: leaves, openings and exports, and by whose leave."""

from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook

from zhucun.accounts.queries import scope_of
from zhucun.audit.models import AuditEvent
from zhucun.households.minors_audit import told, year_of
from zhucun.households.models import MinorAccess
from zhucun.households.services_minors import give_minor_access, withdraw_minor_access
from zhucun.households.services_opening import open_minor, show_numbers
from zhucun.kernel import clock
from zhucun.testing.families import plant_family

pytestmark = pytest.mark.usefixtures("frozen_today")
TODAY = date(2026, 11, 18)


@pytest.fixture
def family(cast):
    return plant_family(cast.villages[0])


@pytest.fixture
def opened(cast, family):
    """Leave is given, a child is opened, and a grown-up's numbers are shown beside."""
    leave = give_minor_access(
        by=cast.county_officer,
        county=cast.home.code,
        user=cast.township_officer,
        place_code=cast.villages[0].code,
        starts_on=TODAY,
        ends_on=TODAY,
        because="核对儿童名单",
    )
    open_minor(by=cast.township_officer, villager=family.child, because="核对学籍", on=TODAY)
    return leave


def lines(cast, year=2026, who="county_officer"):
    scope = scope_of(getattr(cast, who), cast.home.code, on=clock.today()).narrowed("households.minors")
    return told(scope, year_of(scope, year))


def address(cast, year=""):
    return f"/c/{cast.home.code}/households/children/audit/{f'?year={year}' if year else ''}"


def test_every_step_of_the_year_stands_in_order_with_its_leave(cast, opened):
    withdraw_minor_access(by=cast.county_officer, access=opened, because="核对完了")

    given, looked, withdrawn = lines(cast)

    assert (given.act, given.account, given.leave) == ("批准查看未成年人信息", "孙乡镇", None)
    assert (looked.act, looked.who, looked.because) == ("查看未成年人信息", "孙乡镇", "核对学籍")
    assert looked.leave == opened
    assert (withdrawn.act, withdrawn.because) == ("收回查看未成年人信息的批准", "核对完了")
    assert {line.place for line in (given, looked, withdrawn)} == {"上坪村"}


def test_numbers_of_a_child_count_and_those_of_a_grown_up_do_not(cast, family):
    give_minor_access(
        by=cast.county_officer,
        county=cast.home.code,
        user=cast.first_secretary,
        place_code=cast.villages[0].code,
        starts_on=TODAY,
        ends_on=TODAY,
        because="核对",
    )
    show_numbers(by=cast.county_officer, villager=family.head, because="核对", on=TODAY)

    assert [line.child for line in lines(cast)] == [None]


def test_an_opening_that_no_leave_covers_is_told(cast, opened):
    MinorAccess.objects.in_county(cast.home.code).update(
        ends_on=TODAY, starts_on=TODAY, user=cast.team_member
    )

    looked = next(line for line in lines(cast) if line.child)

    assert (looked.needs_leave, looked.leave) == (True, None)


def test_another_year_and_another_county_are_apart(cast, opened):
    assert lines(cast, year=2025) == []
    assert lines(cast, who="outsider") == []


def test_the_page_names_no_child_and_looking_writes_nothing(cast, family, opened, client_of):
    before = AuditEvent.objects.in_county(cast.home.code).count()

    page = client_of(cast.county_officer).get(address(cast)).content.decode()

    assert "核对学籍" in page
    assert family.child.name not in page
    assert AuditEvent.objects.in_county(cast.home.code).count() == before


def test_the_ledger_is_whole_and_its_making_is_written_down(cast, opened, client_of):
    answer = client_of(cast.county_officer).post(address(cast))

    book = load_workbook(BytesIO(b"".join(answer.streaming_content)))
    sheet = book[book.sheetnames[0]]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]
    assert [row[3] for row in rows] == ["批准查看未成年人信息", "查看未成年人信息"]
    assert rows[1][7] == "赵县委"
    last = AuditEvent.objects.in_county(cast.home.code).latest("seq")
    assert (last.act, last.details) == ("households.minor_audit_exported", {"year": 2026, "count": 2})


@pytest.mark.parametrize("year", ["2027", "1999", "x", "٢"])
def test_a_year_there_is_none_of_is_not_found(cast, client_of, year):
    assert client_of(cast.county_officer).get(address(cast, year)).status_code == 404


@pytest.mark.parametrize("who", ["township_officer", "first_secretary", "auditor", "outsider"])
def test_nobody_without_the_right_sees_it(cast, client_of, who):
    assert client_of(getattr(cast, who)).get(address(cast)).status_code in {403, 404}
