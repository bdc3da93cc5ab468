import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhucun.accounts.models import Grant
from zhucun.kernel.place_codes import after, bounds, prefix_of, prefix_within, township_of, within
from zhucun.places.models import Division


@pytest.mark.parametrize(
    ("code", "prefix"),
    [
        ("510000000000", "51"),
        ("513300000000", "5133"),
        ("513331000000", "513331"),
        ("513331101000", "513331101"),
        ("513331101200", "513331101200"),
    ],
)
def test_a_prefix_is_the_digits_that_say_something(code, prefix):
    assert prefix_of(code) == prefix


@given(st.text("0123456789", min_size=1, max_size=12), st.text("0123456789", min_size=12, max_size=12))
def test_a_range_holds_exactly_the_codes_with_the_prefix(prefix, code):
    low, high = bounds(prefix)

    assert (low <= code < high) == code.startswith(prefix)


@given(st.text("0123456789", min_size=1, max_size=12), st.text("0123456789", min_size=1, max_size=12))
def test_a_range_of_prefixes_holds_exactly_those_below(prefix, other):
    assert (prefix <= other < after(prefix)) == other.startswith(prefix)


def test_a_subtree_is_found_by_its_range(cast):
    codes = (
        Division.objects.filter(within("code", "990001101")).order_by("code").values_list("code", flat=True)
    )

    assert list(codes) == ["990001101000", "990001101200", "990001101201"]


def test_a_county_of_nines_is_not_empty(cast):
    assert Division.objects.filter(within("code", "99")).count() == 9


def test_a_county_grant_lies_below_its_county(cast):
    found = Grant.objects.filter(prefix_within("place_prefix", "990001101"))

    assert {grant.user_id for grant in found} == {
        cast.township_officer.id,
        cast.first_secretary.id,
        cast.team_member.id,
    }


def test_a_village_knows_its_township():
    assert township_of("513331101200") == "513331101000"
