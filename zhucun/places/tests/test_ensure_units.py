import pytest

from zhucun.places.choices import UnitKind
from zhucun.places.models import Unit
from zhucun.places.refusals import UnitCodeDiffers
from zhucun.places.services import WantedUnit, ensure_units

ONE, TWO = "11513331008123456X", "115133310081234570"


def test_units_are_made_once_and_found_again(db):
    wanted = [WantedUnit("县农业农村局"), WantedUnit("县医院", UnitKind.INSTITUTION, ONE)]

    first = ensure_units("513331", wanted)
    second = ensure_units("513331", wanted)

    assert first == second
    assert Unit.objects.in_county("513331").count() == 2
    assert (second["县医院"].kind, second["县医院"].uscc) == ("institution", ONE)


def test_a_unit_is_recognised_by_its_code_under_another_name(db):
    held = ensure_units("513331", [WantedUnit("县医院", uscc=ONE)])["县医院"]

    found = ensure_units("513331", [WantedUnit("白玉县人民医院", uscc=ONE.lower())])

    assert found["白玉县人民医院"] == held
    assert Unit.objects.in_county("513331").get().name == "县医院"


def test_a_code_unknown_so_far_is_filled_in(db):
    ensure_units("513331", [WantedUnit("县医院")])

    ensure_units("513331", [WantedUnit("县医院", uscc=ONE)])

    assert Unit.objects.in_county("513331").get().uscc == ONE


def test_one_roster_may_name_a_unit_in_several_ways(db):
    found = ensure_units(
        "513331",
        [WantedUnit("县 医院"), WantedUnit("县医院", uscc=ONE), WantedUnit("人民医院", uscc=ONE)],
    )

    assert len({unit.id for unit in found.values()}) == 1
    assert Unit.objects.in_county("513331").get().uscc == ONE


def test_units_of_two_counties_stay_apart(db):
    here = ensure_units("513331", [WantedUnit("县医院", uscc=ONE)])
    there = ensure_units("350428", [WantedUnit("县医院", uscc=ONE)])

    assert here["县医院"] != there["县医院"]


def test_another_code_under_a_known_name_is_refused(db):
    ensure_units("513331", [WantedUnit("县医院", uscc=ONE)])

    with pytest.raises(UnitCodeDiffers) as refused:
        ensure_units("513331", [WantedUnit("县医院", uscc=TWO)])

    assert refused.value.sentence == (
        f"“县医院”的统一社会信用代码与已登记的不同：这里是 {TWO}，已登记的是 {ONE}。"
    )


def test_a_roster_of_any_length_costs_the_same_statements(db, django_assert_max_num_queries):
    with django_assert_max_num_queries(4):
        ensure_units("513331", [WantedUnit(f"第{number}单位") for number in range(300)])
