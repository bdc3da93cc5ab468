from datetime import date, timedelta

import pytest

from zhucun.audit.models import AuditEvent
from zhucun.households.choices import PairingKind
from zhucun.households.domain import Entry
from zhucun.households.models import Household, Pairing
from zhucun.households.pairings import queries, refusals, services
from zhucun.households.pairings.domain import Helper, Wanted
from zhucun.households.services import add_households_in_bulk
from zhucun.kernel.guard import watching
from zhucun.policy.queries import pack_of

pytestmark = pytest.mark.usefixtures("frozen_today")

MAY, JULY = date(2026, 5, 1), date(2026, 7, 1)
TODAY = date(2026, 11, 18)
CADRE, LINKED, GRID = PairingKind.CADRE_HOUSEHOLD, PairingKind.MEMBER_HOUSEHOLD, PairingKind.GRID


def home(cast, name="张三", village=0, count=1):
    entries = [Entry(cast.villages[village].code, f"{name}{at or ''}", 3) for at in range(count)]
    rows = add_households_in_bulk(by=cast.county_officer, county=cast.home.code, entries=entries)
    return rows if count > 1 else rows[0]


def paired(cast, household, name="王干部", by=None, **other):
    given = {"kind": CADRE, "starts_on": MAY, "helper": Helper(name)}
    return services.pair(
        by=by or cast.first_secretary, county=cast.home.code, household=household, **{**given, **other}
    )


def whom(cast, household, on):
    found = queries.responsible_for(cast.home.code, [household.id], on)
    return [row.name for row in found.get(household.id, [])]


def test_a_family_has_its_cadre_from_a_day_on(cast):
    household = home(cast)

    row = paired(cast, household)

    assert row.place_code == household.village_code
    assert whom(cast, household, MAY) == ["王干部"]
    assert whom(cast, household, MAY - timedelta(days=1)) == []
    assert "households.paired" in {row.act for row in AuditEvent.objects.in_county(cast.home.code)}


def test_a_hand_over_ends_the_old_on_the_day_the_new_one_begins_and_both_stay(cast):
    household = home(cast)
    old = paired(cast, household)

    new = services.hand_over(
        by=cast.township_officer, pairing=old, helper=Helper("刘干部"), on=JULY, because="调离"
    )

    assert whom(cast, household, JULY - timedelta(days=1)) == ["王干部"]
    assert whom(cast, household, JULY) == ["刘干部"]
    assert [(row.name, row.ends_on) for row in queries.history_of(new)] == [
        ("刘干部", None),
        ("王干部", JULY),
    ]


def test_a_family_has_one_cadre_at_a_time_and_the_same_one_is_not_entered_twice(cast):
    household = home(cast)
    paired(cast, household)

    with pytest.raises(refusals.SomebodyElsePaired, match="王干部"):
        paired(cast, household, "刘干部", starts_on=JULY)
    with pytest.raises(refusals.PairedAlready):
        paired(cast, household, starts_on=JULY)
    with pytest.raises(refusals.PairingsClash):
        paired(cast, household, "刘干部", starts_on=MAY)
    assert Pairing.objects.in_county(cast.home.code).count() == 1


def test_a_cadre_a_party_member_and_a_grid_stand_beside_each_other(cast):
    household = home(cast)

    for kind, name in ((CADRE, "王干部"), (LINKED, "老党员"), (GRID, "一网格")):
        paired(cast, household, name, kind=kind)

    assert sorted(whom(cast, household, TODAY)) == ["一网格", "王干部", "老党员"]


def test_a_village_may_have_several_units(cast):
    village = cast.villages[0].code
    for name in ("县水利局", "县农业银行"):
        services.pair(
            by=cast.township_officer, county=cast.home.code, kind=PairingKind.UNIT_VILLAGE,
            helper=Helper(name), starts_on=MAY, place_code=village,
        )  # fmt: skip

    found = queries.helpers_of_place(cast.home.code, village, TODAY)

    assert [row.name for row in found] == ["县水利局", "县农业银行"]


def test_ending_and_taking_back_say_why_and_only_once(cast):
    household = home(cast)
    row = paired(cast, household, because="县委文件")

    ended = services.end(by=cast.first_secretary, pairing=row, on=JULY, because="搬走了")

    assert ended.because == "县委文件；搬走了" and whom(cast, household, JULY) == []
    with pytest.raises(refusals.PairingOver):
        services.end(by=cast.first_secretary, pairing=row, on=TODAY, because="再来一次")
    services.void_pairing(by=cast.first_secretary, pairing=row, because="登记错了")
    assert whom(cast, household, MAY) == []
    with pytest.raises(refusals.PairingOver):
        services.void_pairing(by=cast.first_secretary, pairing=row, because="再来一次")


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"helper": Helper("  ")}, refusals.HelperMissing),
        ({"helper": Helper("长" * 61)}, refusals.HelperTooLong),
        ({"kind": "friend"}, refusals.UnknownKind),
        ({"starts_on": TODAY + timedelta(days=1)}, refusals.PairingAhead),
        ({"kind": PairingKind.UNIT_VILLAGE}, refusals.TargetMissing),
        ({"helper": Helper("局", unit_id=Household().id)}, refusals.UnitUnknown),
    ],
)
def test_what_cannot_be_is_refused_in_words(cast, change, refusal):
    with pytest.raises(refusal):
        paired(cast, home(cast), **change)


def test_an_end_or_hand_over_that_cannot_be_is_refused(cast):
    row = paired(cast, home(cast))
    by = cast.first_secretary

    with pytest.raises(refusals.EndsBeforeStart):
        services.end(by=by, pairing=row, on=date(2026, 4, 1), because="早了")
    with pytest.raises(refusals.PairingAhead):
        services.end(by=by, pairing=row, on=date(2026, 12, 1), because="晚了")
    with pytest.raises(refusals.WhyMissing):
        services.end(by=by, pairing=row, on=JULY, because=" ")
    with pytest.raises(refusals.SameHelper):
        services.hand_over(by=by, pairing=row, helper=Helper("王干部"), on=JULY, because="换人")
    row.refresh_from_db()
    assert row.ends_on is None


def test_offices_say_what_lies_below_them_and_nobody_else(cast):
    near, far = home(cast), home(cast, village=2)
    leader = {"kind": PairingKind.LEADER_TOWNSHIP, "place_code": cast.home.townships[0].code}

    for who in (cast.township_officer, cast.first_secretary):
        with pytest.raises(refusals.MayNotPair):
            paired(cast, None, "李县长", by=who, **leader)
    for who in (cast.first_secretary, cast.township_officer, cast.auditor, cast.outsider, cast.unit_contact):
        with pytest.raises(refusals.MayNotPair):
            paired(cast, far, by=who)
    paired(cast, None, "李县长", by=cast.county_officer, **leader)
    row = paired(cast, near, by=cast.county_officer)
    with pytest.raises(refusals.MayNotPair):
        services.void_pairing(by=cast.outsider, pairing=row, because="试")


def test_a_list_is_written_whole_and_a_line_said_before_changes_nothing(cast):
    one, two, three = home(cast, count=3)
    paired(cast, one)
    paired(cast, two)
    lines = [
        Wanted(CADRE, "", Helper("王干部"), JULY, "名单", one.id),
        Wanted(CADRE, "", Helper("刘干部"), JULY, "名单", two.id),
        Wanted(CADRE, "", Helper("刘干部"), JULY, "名单", three.id),
    ]

    done = services.pair_in_bulk(by=cast.first_secretary, county=cast.home.code, wanted=lines)

    assert done == services.Paired(new=1, handed_over=1, same=1)
    assert [whom(cast, family, JULY) for family in (one, two, three)] == [["王干部"], ["刘干部"], ["刘干部"]]
    again = services.pair_in_bulk(by=cast.first_secretary, county=cast.home.code, wanted=lines)
    assert again == services.Paired(new=0, handed_over=0, same=3)


def test_a_list_with_a_clash_writes_nothing(cast):
    one, two = home(cast, count=2)
    paired(cast, two, starts_on=TODAY)
    lines = [
        Wanted(CADRE, "", Helper("刘干部"), JULY, "", one.id),
        Wanted(CADRE, "", Helper("刘干部"), JULY, "", two.id),
    ]

    with pytest.raises(refusals.PairingsClash):
        services.pair_in_bulk(by=cast.first_secretary, county=cast.home.code, wanted=lines)

    assert whom(cast, one, TODAY) == []


def test_a_list_costs_the_same_for_many(cast):
    costs = []
    for count in (5, 50):
        lines = [
            Wanted(CADRE, "", Helper("刘干部"), JULY, "", row.id)
            for row in home(cast, f"李{count}", count=count)
        ]
        with watching() as watch:
            services.pair_in_bulk(by=cast.county_officer, county=cast.home.code, wanted=lines)
        costs.append(len(watch.statements))
        assert not watch.unpinned

    assert costs[0] == costs[1] <= 16


def test_many_families_are_asked_about_in_one_query(cast):
    rows = home(cast, count=20)
    for row in rows:
        paired(cast, row)

    with watching() as watch:
        found = queries.responsible_for(cast.home.code, [row.id for row in rows], TODAY)

    assert len(found) == 20 and len(watch.statements) == 1


def test_gaps_are_the_families_for_which_nobody_answers(cast):
    from zhucun.accounts.queries import scope_of

    one, two = home(cast, count=2)
    gone = home(cast, "搬走")
    Household.objects.in_county(cast.home.code).filter(id=gone.id).update(ends_on=MAY)
    paired(cast, one)
    scope = scope_of(cast.first_secretary, cast.home.code, on=TODAY)

    gaps = queries.household_gaps(scope, (CADRE, GRID), TODAY)
    missing = queries.households_without(scope, queries.Filters(kind=CADRE), TODAY)

    assert [(gap.missing, gap.of) for gap in gaps] == [(1, 2), (2, 2)]
    assert [row.id for row in missing] == [two.id]
    assert queries.places_without(scope, PairingKind.UNIT_VILLAGE, TODAY) == ([cast.villages[0].code], 1)
    county = scope_of(cast.county_officer, cast.home.code, on=TODAY)
    assert len(queries.places_without(county, PairingKind.LEADER_TOWNSHIP, TODAY)[0]) == 2


def test_who_answers_for_more_than_the_limit_is_listed_by_name_and_nobody_without_a_limit(cast):
    from zhucun.accounts.queries import scope_of

    for row in home(cast, count=4):
        paired(cast, row, kind=LINKED)
    for row in home(cast, "赵", village=1, count=3):
        paired(cast, row, "王干部", by=cast.county_officer, kind=LINKED)
    for row in home(cast, "钱", count=3):
        helper = Helper("李书记", user_id=cast.first_secretary.id)
        paired(cast, row, kind=LINKED, helper=helper)
    scope = scope_of(cast.county_officer, cast.home.code, on=TODAY)

    over = queries.overloaded(scope, LINKED, 2, TODAY)

    assert [(load.name, load.count) for load in over] == [("李书记", 3), ("王干部", 4), ("王干部", 3)]
    found = queries.pairings_in(scope, queries.Filters(kind=LINKED, mine=over[1].mine), TODAY)
    assert found.count() == 4
    assert queries.overloaded(scope, LINKED, 4, TODAY) == []
    assert queries.overloaded(scope, LINKED, None, TODAY) == []


def test_a_limit_is_what_the_pack_says_on_the_day(db):
    assert queries.limit_of(pack_of("350428"), LINKED, TODAY) == 5
    assert queries.limit_of(pack_of("350428"), LINKED, date(2020, 1, 1)) is None
    assert queries.limit_of(pack_of("513331"), LINKED, TODAY) is None
