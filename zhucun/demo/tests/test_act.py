"""The act of building: whole or not at all, the same again from the same seed, and never over somebody's data."""

import time

import pytest
from django.core.management import call_command

from scripts.pace import slowness
from zhucun.attendance.models import PostingMonth
from zhucun.audit.models import AuditEvent
from zhucun.audit.services import System
from zhucun.demo import building, months, services, signins
from zhucun.demo.bench_county import BENCH, build_bench_county, lay_out_pack
from zhucun.demo.recipes import BAIYU, JIANGLE, small
from zhucun.demo.refusals import CountyInUse, NoPresenceDuty, NotADemoCounty
from zhucun.demo.tests.conftest import ON, ask, build
from zhucun.demo.tests.content import content
from zhucun.dispatch.models import Person, Posting
from zhucun.households.models import Household
from zhucun.households.services import add_households_in_bulk
from zhucun.kernel.guard import watching
from zhucun.places.models import Division
from zhucun.policy.pack import load_pack

ROOM = 1.5  # others at work on the machine

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("home")]


class Undone(Exception):
    """Takes a build back, so that the next one begins where it began."""


def built_once(recipe, **asked):
    from django.db import transaction

    found = {}
    with pytest.raises(Undone), transaction.atomic():
        build(recipe, **asked)
        found = content(ask)
        raise Undone
    return found


@pytest.mark.thorough
@pytest.mark.either
@pytest.mark.parametrize("recipe", [BAIYU, JIANGLE], ids=lambda recipe: recipe.county)
def test_the_same_seed_and_day_give_the_same_county(recipe):
    first, again = built_once(small(recipe)), built_once(small(recipe))

    assert first == again


@pytest.mark.thorough
@pytest.mark.either
def test_another_seed_gives_other_people_and_another_day_other_months():
    first = built_once(small(BAIYU))
    other_seed, other_day = built_once(small(BAIYU), seed=8), built_once(small(BAIYU), on=ON.replace(day=19))

    assert other_seed["people"] != first["people"]
    assert other_seed["divisions"] == first["divisions"]
    assert other_day["people"] == first["people"]
    assert other_day["months"] != first["months"]


@pytest.mark.thorough
def test_what_breaks_in_the_last_month_leaves_nothing(monkeypatch, home):
    lived = []

    def breaks(scene, month):
        lived.append(month)
        if month.back == 0:
            raise Undone
        return real(scene, month)

    real = months.live
    monkeypatch.setattr(building, "live", breaks)
    with pytest.raises(Undone):
        build(small(BAIYU))

    assert len(lived) == 3
    assert not Division.objects.exists()
    assert not Person.objects.in_county(BAIYU.county).exists()
    assert not AuditEvent.objects.in_county(BAIYU.county).exists()
    assert not signins.place().exists()


@pytest.mark.thorough
def test_a_county_that_holds_something_is_left_alone_and_named():
    build(small(JIANGLE))
    before = Posting.objects.in_county(JIANGLE.county).count()

    with pytest.raises(CountyInUse) as refused:
        build(small(JIANGLE), seed=8)

    assert "350428" in refused.value.sentence
    assert Posting.objects.in_county(JIANGLE.county).count() == before


def test_one_household_is_enough_to_be_left_alone():
    from zhucun.households.domain import Entry

    add_households_in_bulk(
        by=System(), county="513331", entries=[Entry(village_code="513331100202", head_name="真人", people=2)]
    )

    with pytest.raises(CountyInUse):
        build(small(BAIYU))

    assert Household.objects.in_county("513331").count() == 1


@pytest.mark.thorough
def test_a_county_that_has_only_been_opened_can_take_the_demo():
    call_command("init", county="513331", verbosity=0)

    build(small(BAIYU))

    assert services.is_built("513331")
    assert Division.objects.filter(level=5, code__startswith="513331").count() == 133


@pytest.mark.thorough
def test_the_command_builds_shows_its_steps_and_does_nothing_the_second_time(capsys):
    call_command("demo_build", county=["513331"], small=True, on=ON)
    first = capsys.readouterr().out
    call_command("demo_build", county=["513331"], small=True, on=ON)

    assert "农户：120 户，" in first
    assert first.count(" 秒\n") == 12
    assert capsys.readouterr().out == "演示县 513331 已经建好，没有改动。\n"
    assert not services.is_built("350428")


def test_a_county_without_a_demo_is_refused_with_those_there_are():
    with pytest.raises(NotADemoCounty) as refused:
        call_command("demo_build", county=["110101"])

    assert refused.value.sentence + refused.value.advice == (
        "没有为 110101 准备演示数据。可用的演示县：513331、350428。"
    )


@pytest.mark.thorough
def test_no_statement_of_a_build_reads_facts_without_naming_the_county():
    with watching() as watch:
        build(small(JIANGLE))

    assert watch.statements
    assert not watch.unpinned


@pytest.mark.thorough
def test_a_bench_county_is_as_large_as_asked_under_rules_of_its_own(tmp_path, monkeypatch):
    monkeypatch.setenv("ZHUCUN_PACKS", str(lay_out_pack(tmp_path)))
    load_pack.cache_clear()

    built = build_bench_county(by=System(), on=ON, villages=12, cadres=30, households=90, months=2)

    assert Person.objects.in_county(BENCH).count() == 30
    assert Posting.objects.in_county(BENCH).values("village_code").distinct().count() == 12
    assert PostingMonth.objects.in_county(BENCH).filter(month=built.months[-1].period.first).count() >= 30
    assert {"county_officer", "first_secretary", "unit_contact"} <= set(built.office.users)
    assert not signins.place().exists()
    load_pack.cache_clear()


def test_a_bench_county_without_rules_is_refused():
    load_pack.cache_clear()

    with pytest.raises(NoPresenceDuty, match="990200"):
        build_bench_county(by=System(), on=ON, villages=12, cadres=30)


@pytest.mark.thorough
@pytest.mark.slow
def test_both_counties_are_built_in_full_within_a_minute_of_computing(settings):
    settings.PASSWORD_HASHERS = ["zhucun.accounts.hashing.Argon2"]
    slow_before = slowness()
    started = time.process_time()

    for recipe in (BAIYU, JIANGLE):
        build(recipe)

    taken = time.process_time() - started
    counted = {
        county: [
            Person.objects.in_county(county).count(),
            Posting.objects.in_county(county).count(),
            Household.objects.in_county(county).count(),
            PostingMonth.objects.in_county(county).values("month").distinct().count(),
        ]
        for county in ("513331", "350428")
    }
    divided = 2  # families that were divided meanwhile
    assert counted == {"513331": [158, 158, 4000 + divided, 7], "350428": [96, 97, 1500 + divided, 7]}
    assert taken < 60 * ROOM * max(slow_before, slowness())
