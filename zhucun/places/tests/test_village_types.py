"""What a county says of its villages: said, ended, taken back; nothing is lost and nothing said twice."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError

from zhucun.audit.services import System
from zhucun.places import registry, services
from zhucun.places.classing import queries
from zhucun.places.classing.domain import Classified, Span, Wanted
from zhucun.places.classing.services import end_type, set_type, set_types, void_type
from zhucun.places.models import VillageType
from zhucun.places.refusals import (
    NotAType,
    ReasonMissing,
    TypeEnded,
    TypeEndsBeforeStart,
    TypeHeldAlready,
    TypesClash,
    TypesEmpty,
    TypeVoided,
    UnknownVillage,
    VillageElsewhere,
    VillageEnded,
)
from zhucun.places.tests.conftest import ACHA, BAIYU, CHAKE, NEW_YEAR

SUMMER = date(2025, 7, 1)


def say(**changes) -> VillageType:
    said = {"village_code": ACHA, "kind": "key", "on": SUMMER, "because": "县委〔2025〕7号"}
    return set_type(by=System(), county=BAIYU, **{**said, **changes})


def end(row, last_day=NEW_YEAR, because="已完成任务") -> VillageType:
    return end_type(by=System(), row=row, last_day=last_day, because=because)


def held(day=NEW_YEAR):
    return queries.classified(BAIYU).on(ACHA, day)


@pytest.fixture
def told(monkeypatch):
    """What listeners hear."""
    heard: list[Any] = []
    monkeypatch.setattr(registry, "_type_listeners", {"test": lambda *said: heard.append(said)})
    return heard


def test_a_village_may_be_of_several_types_at_once(baiyu, acts) -> None:
    say()
    say(kind="red_pilot", on=NEW_YEAR)

    assert held() == ("key", "red_pilot")
    assert acts(BAIYU)[-1].act == "places.village_classed"


def test_a_type_ends_on_a_day_and_may_begin_again(baiyu, acts) -> None:
    end(say())
    say(on=date(2026, 2, 1))

    assert held() == ("key",)
    assert held(date(2026, 1, 15)) == ()
    assert held(date(2026, 2, 1)) == ("key",)
    assert "places.village_type_ended" in [line.act for line in acts(BAIYU)]


def test_what_is_voided_never_held_and_is_still_there(baiyu, acts) -> None:
    row = say()
    say(kind="red_pilot", on=NEW_YEAR)

    void_type(by=System(), row=row, because="填错了村")

    assert held() == ("red_pilot",)
    assert VillageType.objects.in_county(BAIYU).get(id=row.id).void_because == "填错了村"
    assert acts(BAIYU)[-1].act == "places.village_type_voided"


def test_a_paper_may_be_older_than_the_table_of_villages(baiyu) -> None:
    say(on=date(2021, 7, 1))

    assert held(date(2021, 7, 1)) == ("key",)


def test_before_the_first_word_nothing_is_known_and_later_silence_means_none(baiyu) -> None:
    say()

    said = queries.classified(BAIYU)
    assert said.on(CHAKE, date(2025, 6, 30)) is None
    assert said.on(CHAKE, SUMMER) == ()
    assert Classified().on(ACHA, SUMMER) is None


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"because": " "}, ReasonMissing),
        ({"kind": "very_special"}, NotAType),
        ({"village_code": "513331101299"}, UnknownVillage),
        ({"village_code": "350428101201"}, VillageElsewhere),
        ({"on": date(2025, 8, 1)}, TypeHeldAlready),
        ({"on": SUMMER}, TypeHeldAlready),
        ({"on": date(2025, 6, 1)}, TypeHeldAlready),
    ],
)
def test_what_cannot_be_said_is_refused_and_leaves_nothing(baiyu, changes, refusal) -> None:
    say()

    with pytest.raises(refusal):
        say(**changes)

    assert VillageType.objects.in_county(BAIYU).count() == 1


def test_an_ended_village_takes_no_type(baiyu) -> None:
    merge()

    with pytest.raises(VillageEnded):
        say()


def test_a_type_ends_once_and_not_before_it_began(baiyu) -> None:
    row = say()

    with pytest.raises(TypeEndsBeforeStart):
        end(row, date(2025, 6, 30))
    end(row)
    with pytest.raises(TypeEnded):
        end(row)


def test_a_voided_type_takes_no_change(baiyu) -> None:
    row = say()
    void_type(by=System(), row=row, because="填错")

    with pytest.raises(TypeVoided):
        end(row)
    with pytest.raises(TypeVoided):
        void_type(by=System(), row=row, because="再错")


def test_the_database_itself_lets_a_type_be_open_once(baiyu) -> None:
    row = say()

    with pytest.raises(IntegrityError):
        VillageType.objects.create(
            county_code=BAIYU, village_code=ACHA, kind="key", starts_on=row.starts_on, because="又一次"
        )


def test_a_list_adds_ends_and_repeats(baiyu, acts) -> None:
    say()
    lines = [Wanted(ACHA, "key", SUMMER, "名单", NEW_YEAR), Wanted(CHAKE, "key", SUMMER, "名单")]

    first = set_types(by=System(), county=BAIYU, wanted=lines)
    second = set_types(by=System(), county=BAIYU, wanted=lines)

    assert (first.new, first.ended, first.same) == (1, 1, 0)
    assert (second.new, second.ended, second.same) == (0, 0, 2)
    assert held(date(2026, 1, 2)) == ()
    assert acts(BAIYU)[-1].act == "places.villages_classed"


def test_a_list_with_one_clash_writes_nothing(baiyu) -> None:
    say()
    lines = [Wanted(CHAKE, "key", SUMMER, "名单"), Wanted(ACHA, "key", date(2025, 9, 1), "名单")]

    with pytest.raises(TypesClash):
        set_types(by=System(), county=BAIYU, wanted=lines)
    with pytest.raises(TypesEmpty):
        set_types(by=System(), county=BAIYU, wanted=[])

    assert VillageType.objects.in_county(BAIYU).count() == 1


def test_listeners_hear_of_the_village_and_the_days_that_changed(baiyu, told) -> None:
    first = say()
    second = say(village_code=CHAKE, on=NEW_YEAR)
    end(second, date(2026, 2, 1))
    void_type(by=System(), row=first, because="填错")

    assert told == [
        (BAIYU, None, SUMMER, None),  # the county's first word: from now on all are known
        (BAIYU, [CHAKE], NEW_YEAR, None),
        (BAIYU, [CHAKE], date(2026, 2, 2), None),
        (BAIYU, None, SUMMER, None),  # and now known only from the new year on
    ]


def test_a_listener_that_refuses_undoes_the_word(baiyu, monkeypatch) -> None:
    def refuse(*_said) -> None:
        raise TypesEmpty

    monkeypatch.setattr(registry, "_type_listeners", {"test": refuse})

    with pytest.raises(TypesEmpty):
        say()

    assert held() is None


def test_a_merge_ends_the_types_of_the_villages_that_end(baiyu, acts) -> None:
    say()
    say(village_code=CHAKE, kind="red_pilot", on=date(2026, 2, 1))

    foreseen = registry.consequences(BAIYU, [ACHA, CHAKE], "513331101299", NEW_YEAR)
    merge()

    assert any("2 条村类型" in line for line in foreseen)
    assert queries.spans_of(BAIYU) == [(ACHA, Span("key", SUMMER, date(2025, 12, 31)))]


def merge():
    return services.merge_villages(
        by=System(), county=BAIYU, codes=[ACHA, CHAKE], on=NEW_YEAR, because="批复", into_name="和睦村"
    )
