from datetime import date

import pytest
from django.db import connection
from django.http import Http404

from zhucun.fieldwork.models import WorkRecord
from zhucun.households.models import Household
from zhucun.kernel.paging import after_in, beyond, cut, page

ORDER = ("village_code", "head_name", "id")


def families(*heads, village="530423101201"):
    rows = [Household(county_code="530423", village_code=village, head_name=head, people=1) for head in heads]
    return Household.objects.bulk_create(rows)


def listed(*order):
    return Household.objects.in_county("530423").order_by(*order)


@pytest.mark.parametrize("order", [ORDER, tuple(f"-{field}" for field in ORDER), ("head_name", "-id")])
def test_pages_meet_without_gap_or_overlap_in_either_direction(db, order):
    families(*["张三"] * 3, "李四")
    families(*["张三"] * 3, "王五", village="530423101202")
    read, last = [], None

    for _page in range(3):
        found = page(listed(*order), 3, after=last)
        read += found.rows
        last = found.rows[-1]

    assert read == list(listed(*order))
    assert found.following is None


def test_a_page_names_the_row_after_which_the_next_begins():
    one, two, three = (Household(head_name=head) for head in "一二三")

    assert cut([one, two, three], 2).following == two.id
    assert cut([one, two], 2).following is None
    assert cut([], 2).rows == []


def test_a_page_goes_on_from_a_row_that_has_left_the_list(db):
    first, gone, last = families("一", "丁", "七")
    Household.objects.in_county("530423").filter(id=gone.id).update(ends_on=date(2026, 1, 1))

    found = page(listed(*ORDER).filter(ends_on=None), 3, after=gone)

    assert first not in found.rows
    assert found.rows == [last]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="reads the plan as SQLite writes it")
@pytest.mark.parametrize(
    ("found", "last", "begins"),
    [
        (listed(*ORDER), Household(village_code="530423101202", head_name="张三"), "village_code>?"),
        (
            WorkRecord.objects.in_county("530423").order_by("-occurred_on", "-id"),
            WorkRecord(occurred_on=date(2026, 1, 1)),
            "occurred_on<?",
        ),
    ],
)
def test_a_page_further_down_is_begun_in_the_index_and_not_at_its_top(db, found, last, begins):
    plan = found.filter(beyond(last, *found.query.order_by)).explain()

    assert f"(county_code=? AND {begins})" in plan


def test_an_address_names_the_row_to_begin_after_or_none():
    row = Household(head_name="张三")

    assert after_in({"page": str(row.id)}) == row.id
    assert after_in({"page": ""}) is None
    assert after_in({}) is None


@pytest.mark.parametrize("strange", ["2", "../", "字"])
def test_an_address_that_no_page_writes_is_not_found(strange):
    with pytest.raises(Http404):
        after_in({"page": strange})
