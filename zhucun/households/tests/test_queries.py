import pytest
from django.http import Http404

from zhucun.accounts.queries import scope_of
from zhucun.households import queries
from zhucun.households.domain import Entry, Filters
from zhucun.households.services import add_households_in_bulk
from zhucun.kernel.guard import watching
from zhucun.testing.county import SINCE


def register(cast, *heads, village=0, **other):
    entries = [
        Entry(village_code=cast.villages[village].code, head_name=head, people=3, **other) for head in heads
    ]
    return add_households_in_bulk(by=cast.county_officer, county=cast.home.code, entries=entries)


def scope(cast, who):
    return scope_of(getattr(cast, who), cast.home.code, on=SINCE).narrowed("households.see")


def heads(rows):
    return [row.head_name for row in rows]


@pytest.mark.parametrize("rare", ["\U00020bb7", "\U0003134a", "\ue5f1", "\uf900", "㐂"])
def test_a_rare_character_is_found_as_it_is(cast, rare):
    register(cast, "张三", f"{rare}田一", "李四")

    found = queries.households_in(scope(cast, "county_officer"), Filters(text=rare))

    assert heads(found) == [f"{rare}田一"]


@pytest.mark.parametrize("typed", ["%", "_", "'", "\\"])
def test_signs_of_the_database_are_only_signs(cast, typed):
    register(cast, "张三", f"李{typed}四")

    found = queries.households_in(scope(cast, "county_officer"), Filters(text=typed))

    assert heads(found) == [f"李{typed}四"]


def test_pages_meet_without_gap_or_overlap_even_among_namesakes(cast):
    register(cast, *["张三"] * 5, "李四", village=1)
    register(cast, "王五")
    reader, seen, after = scope(cast, "county_officer"), [], None

    for _page in range(4):
        page = queries.page_of(reader, Filters(), after, size=2)
        seen += page.rows
        after = page.following

    assert after is None
    assert len({row.id for row in seen}) == 7
    assert heads(seen) == heads(queries.households_in(reader, Filters()))


def test_circumstances_are_counted_under_the_other_filters(cast):
    register(cast, "张三", "张四", circumstance="monitored")
    register(cast, "张五")
    register(cast, "李六", village=1)

    counted = queries.count_by_circumstance(
        scope(cast, "county_officer"), Filters(text="张", circumstance="monitored")
    )

    assert counted == {"monitored": 2, "none": 1}


def test_a_reader_sees_the_own_village_only(cast):
    (own,), (next_door,) = register(cast, "张三"), register(cast, "李四", village=1)
    reader = scope(cast, "first_secretary")

    assert heads(queries.households_in(reader, Filters())) == ["张三"]
    assert queries.household_for(reader, own.id) == own
    with pytest.raises(Http404):
        queries.household_for(reader, next_door.id)
    with pytest.raises(Http404):
        queries.page_of(reader, Filters(), after=next_door.id)


def test_an_outsider_finds_nobody(cast):
    (own,) = register(cast, "张三")

    for county in (cast.home.code, cast.away.code):
        with pytest.raises(Http404):
            queries.household_for(scope_of(cast.outsider, county, on=SINCE), own.id)
    assert queries.households_by_ids(cast.away.code, [own.id]) == {}
    assert queries.household_in(cast.away.code, own.id) is None


def test_without_text_those_who_need_attention_are_suggested(cast, django_assert_num_queries):
    register(cast, "张三", "李四")
    register(cast, "王五", circumstance="monitored")
    register(cast, "赵六", village=1, circumstance="monitored")
    village = cast.villages[0].code

    with django_assert_num_queries(2), watching() as watch:
        assert heads(queries.suggested(queries.households_at(cast.home.code, village), "")) == ["王五"]
        assert heads(queries.suggested(queries.households_at(cast.home.code, village), "三")) == ["张三"]

    assert not watch.unpinned


@pytest.mark.parametrize(
    "given", [{"circumstance": "rich"}, {"village": "99"}, {"village": "９９０００１１０１２００"}]
)
def test_a_filter_no_screen_of_ours_writes_is_an_error(given):
    with pytest.raises(ValueError, match=next(iter(given.values()))):
        Filters.from_address(given)
