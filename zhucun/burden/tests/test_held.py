"""What is filled in from records: every figure is its list, in every village, over any days."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from zhucun.attendance.models import PostingMonth
from zhucun.burden.tests.acting import TODAY, at, text, url
from zhucun.engine.period import Period
from zhucun.fieldwork.services import write_record
from zhucun.households.models import Household, Mark, Pairing
from zhucun.kernel import paging
from zhucun.policy.held_figures import Ask, count, offered
from zhucun.testing.cast import build_cast
from zhucun.testing.families import plant_family
from zhucun.testing.planting import plant

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_today")]
NOVEMBER = Period.month(2026, 11)
each_figure = pytest.mark.parametrize("name", sorted(offered()))


@pytest.fixture
def lived(db):
    """Things of every kind in two villages of a county with duties."""
    built = build_cast("513331", "350428")
    for at_, village in enumerate(built.villages[:2]):
        plant(built.home, village, f"暗记{at_}", 20 + at_, at(), own_unit=True)
    return built


@each_figure
def test_a_figure_is_the_sum_of_the_rows_that_its_list_shows(lived, name):
    figure = offered()[name]
    codes = [village.code for village in lived.villages]

    counted = count(lived.home.code, codes, [Ask("", name, NOVEMBER)])

    for code in codes:
        rows = figure.rows_in(lived.home.code, code, NOVEMBER)
        lines = figure.lines(rows)
        listed = sum(1 if line.amount is None else line.amount for line in lines)
        assert counted.get(("", name, code), 0) == listed


@each_figure
def test_a_list_can_be_paged_to_its_end(lived, name):
    rows = offered()[name].rows(lived.home.code, NOVEMBER)
    whole, after, found = [row.id for row in rows], None, []
    while True:
        page = paging.page(rows, 1, after=after)
        found += [row.id for row in page.rows]
        if page.following is None:
            break
        after = page.rows[-1]

    assert found == whole


def test_most_figures_have_something_in_the_lived_county(lived):
    codes = [village.code for village in lived.villages]
    counted = count(lived.home.code, codes, [Ask("", name, NOVEMBER) for name in offered()])

    assert {name for _tag, name, _place in counted} >= {
        "households", "members", "monitored", "stationed", "visits", "records", "cases-raised", "pairings",
    }  # fmt: skip


def test_all_figures_of_many_requests_are_read_in_one_statement(cast):
    asks = [Ask(str(at_), name, NOVEMBER) for at_ in range(5) for name in offered()]

    with CaptureQueriesContext(connection) as ran:
        count(cast.home.code, [cast.villages[0].code], asks)

    assert len(ran) == 1


def test_households_of_a_kind_are_those_said_and_those_marked_so(cast):
    code, village = cast.home.code, cast.villages[0].code
    plain = {"county_code": code, "village_code": village, "people": 2}
    Household.objects.create(**plain, head_name="甲", circumstance="allowance")
    watched = Household.objects.create(**plain, head_name="乙", circumstance="monitored")
    Household.objects.create(**plain, head_name="丙")
    Mark.objects.create(
        county_code=code,
        household=watched,
        village_code=village,
        kind="allowance",
        starts_on=date(2026, 1, 1),
    )

    counted = count(code, [village], [Ask("", "households-allowance", NOVEMBER)])

    assert counted == {("", "households-allowance", village): 2}


def test_days_in_the_village_are_added_up(cast):
    for posting in (cast.posting, cast.member_posting):
        PostingMonth.objects.create(
            county_code=cast.home.code,
            posting=posting,
            month=date(2026, 11, 1),
            village_code=cast.villages[0].code,
            unit_id=cast.home.unit.id,
            person_name=posting.person.name,
            role=posting.role,
            days="",
            answer="met",
            reason="",
            done=7,
            as_of=TODAY,
        )

    asked = [Ask("", "days-in-village", NOVEMBER)]
    assert count(cast.home.code, [cast.villages[0].code], asked) == {
        ("", "days-in-village", cast.villages[0].code): 14
    }


def test_a_pairing_that_is_over_does_not_count(cast):
    family = plant_family(cast.villages[0])
    Pairing.objects.create(
        county_code=cast.home.code,
        kind="grid",
        place_code=cast.villages[0].code,
        household=family.household,
        name="网格员",
        starts_on=date(2026, 1, 1),
        ends_on=date(2026, 5, 1),
    )

    assert count(cast.home.code, [cast.villages[0].code], [Ask("", "pairings", NOVEMBER)]) == {}


def test_the_list_shows_the_rows_and_leads_to_each(cast, client_of):
    family = plant_family(cast.villages[0])

    shown = text(
        client_of(cast.first_secretary).get(url("figure", cast, cast.villages[0].code, "households"))
    )

    assert family.household.head_name in shown
    assert str(family.household.id) in shown
    assert "1 户" in shown


def test_the_list_of_days_holds_just_those_days(cast, client_of):
    posting = cast.posting
    for day in (date(2026, 11, 3), date(2026, 10, 3)):
        write_record(
            by=cast.first_secretary,
            county=cast.home.code,
            posting=posting,
            form="village-affairs",
            occurred_on=day,
            body={"kind": "disclosure", "topic": f"{day}公开"},
            at=at(),
        )
    address = url("figure", cast, cast.villages[0].code, "records")

    shown = text(client_of(cast.first_secretary).get(f"{address}?first=2026-11-01&last=2026-11-30"))

    assert "2026-11-03" in shown
    assert "2026-10-03" not in shown


def test_rows_are_shown_to_those_who_may_see_them(cast, client_of):
    near, far = cast.villages[0].code, cast.villages[2].code

    assert client_of(cast.outsider).get(url("figure", cast, near, "households")).status_code == 404
    assert client_of(cast.unit_contact).get(url("figure", cast, near, "households")).status_code == 403
    assert client_of(cast.first_secretary).get(url("figure", cast, far, "households")).status_code == 404
    assert client_of(cast.first_secretary).get(url("figure", cast, near, "nothing")).status_code == 404
    strange = url("figure", cast, near, "records") + "?first=2026-11-30&last=2026-11-01"
    assert client_of(cast.first_secretary).get(strange).status_code == 404
