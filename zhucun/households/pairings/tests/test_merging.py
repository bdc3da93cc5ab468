"""Villages are merged: the units that help them help the one that takes over, and both histories stay."""

from datetime import date

import pytest

from zhucun.audit.services import System
from zhucun.households.choices import PairingKind
from zhucun.households.models import Pairing
from zhucun.households.pairings import services
from zhucun.households.pairings.domain import Helper
from zhucun.households.pairings.merging import follow, foresee
from zhucun.kernel.guard import watching
from zhucun.places.services import merge_villages

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_today")]
SINCE, DAY = date(2026, 5, 1), date(2026, 11, 10)
UNIT, OTHER = Helper("县水利局"), Helper("县林业局")


def helps(cast, village: int, helper: Helper, since: date = SINCE) -> Pairing:
    return services.pair(
        by=cast.county_officer,
        county=cast.home.code,
        kind=PairingKind.UNIT_VILLAGE,
        helper=helper,
        starts_on=since,
        place_code=cast.villages[village].code,
    )


def merge(cast) -> None:
    first, second = cast.villages[0].code, cast.villages[1].code
    merge_villages(
        by=System(),
        county=cast.home.code,
        codes=[first, second],
        into_code=second,
        on=DAY,
        because="撤并",
    )


def at(cast, village: int) -> list[tuple[str, date, date | None, str]]:
    rows = Pairing.objects.in_county(cast.home.code).filter(place_code=cast.villages[village].code)
    told: list[tuple[str, date, date | None, str]] = list(
        rows.order_by("starts_on", "name").values_list("name", "starts_on", "ends_on", "because")
    )
    return told


def test_a_unit_goes_with_its_village_and_the_old_record_stays(cast):
    helps(cast, 0, UNIT)

    merge(cast)

    assert at(cast, 0) == [("县水利局", SINCE, DAY, "村合并")]
    assert at(cast, 1) == [("县水利局", DAY, None, "村合并")]


def test_a_unit_that_helped_both_villages_is_said_once(cast):
    helps(cast, 0, UNIT)
    helps(cast, 1, UNIT)
    helps(cast, 1, OTHER)

    merge(cast)

    assert at(cast, 0) == [("县水利局", SINCE, DAY, "村合并")]
    assert at(cast, 1) == [("县林业局", SINCE, None, ""), ("县水利局", SINCE, None, "")]


def test_what_had_ended_or_was_a_mistake_stays_and_what_began_later_is_said_of_the_new_village(cast):
    services.end(by=cast.county_officer, pairing=helps(cast, 0, UNIT), on=date(2026, 7, 1), because="调整")
    services.void_pairing(by=cast.county_officer, pairing=helps(cast, 0, Helper("误")), because="误登")
    helps(cast, 0, OTHER, since=date(2026, 11, 15))

    merge(cast)

    assert [name for name, *_rest in at(cast, 0)] == ["县水利局", "误"]
    assert at(cast, 1) == [("县林业局", date(2026, 11, 15), None, "")]


def test_the_leader_of_the_township_stays_its_leader(cast):
    township = cast.villages[0].code[:9] + "000"
    leader = services.pair(
        by=cast.county_officer,
        county=cast.home.code,
        kind=PairingKind.LEADER_TOWNSHIP,
        helper=Helper("某县长"),
        starts_on=SINCE,
        place_code=township,
    )

    merge(cast)

    leader.refresh_from_db()
    assert (leader.place_code, leader.ends_on) == (township, None)


def test_the_preview_says_how_many_move(cast):
    helps(cast, 0, UNIT)
    codes = [cast.villages[0].code, cast.villages[1].code]

    assert list(foresee(cast.home.code, codes, codes[1], DAY)) == [
        "1 项部门帮扶结对从合并之日起转到合并后的村，原来的记录保留。"
    ]
    assert list(foresee(cast.home.code, codes[1:], codes[1], DAY)) == []


def test_more_units_take_no_more_statements(cast):
    def statements(new: int, units: list[str]) -> int:
        for name in units:
            helps(cast, 0, Helper(name))
        with watching() as watch:
            follow(cast.home.code, [cast.villages[0].code], cast.villages[new].code, DAY)
        return len(watch.statements)

    assert statements(1, ["甲局"]) == statements(2, ["乙局", "丙局", "丁局"])
