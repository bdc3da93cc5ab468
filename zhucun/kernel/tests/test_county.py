from dataclasses import replace

import pytest
from django.db import IntegrityError, connection
from django.db.models import Exists, F, OuterRef

from zhucun.accounts.queries import scope_of
from zhucun.dispatch.models import Posting
from zhucun.kernel import clock
from zhucun.kernel.county import ScopeMissing
from zhucun.kernel.guard import watching
from zhucun.places.models import Unit

HOME, AWAY = "990001", "990002"

READS = {
    "iterate": list,
    "first": lambda found: found.first(),
    "get": lambda found: found.get(county_code=HOME),
    "count": lambda found: found.count(),
    "exists": lambda found: found.exists(),
    "contains": lambda found: found.contains(Unit(county_code=HOME)),
    "values": lambda found: list(found.values_list("name", flat=True)),
    "slice": lambda found: list(found[:5]),
    "index": lambda found: found[0],
    "in_bulk": lambda found: found.in_bulk(),
    "iterator": lambda found: list(found.iterator(chunk_size=10)),
    "aiterator": lambda found: found.aiterator(),
    "aggregate": lambda found: found.aggregate(number=F("name")),
    "update": lambda found: found.update(name="x"),
    "delete": lambda found: found.delete(),
    "union": lambda found: list(Unit.objects.in_county(HOME).union(found)),
    "or": lambda found: list(Unit.objects.in_county(HOME) | found),
    "xor": lambda found: list(Unit.objects.in_county(HOME) ^ found),
    "subquery": lambda found: list(Posting.objects.in_county(HOME).filter(unit__in=found)),
    "raw": lambda found: list(found.raw("SELECT * FROM places_unit")),
    "bulk_update": lambda found: found.bulk_update([Unit(county_code=HOME, name="x")], ["name"]),
}


@pytest.mark.parametrize("read", READS.values(), ids=READS)
def test_a_query_that_names_no_county_is_refused(cast, read):
    with pytest.raises(ScopeMissing):
        read(Unit.objects.all())


@pytest.mark.parametrize("how", ["filter", "exclude", "order_by", "distinct", "only", "select_related"])
def test_refining_a_query_does_not_let_it_through(cast, how):
    arguments = {"filter": ["name"], "only": ["name"], "order_by": ["name"]}.get(how, [])
    found = Unit.objects.filter(name="x") if how == "filter" else getattr(Unit.objects, how)(*arguments)

    with pytest.raises(ScopeMissing):
        list(found)


def test_a_county_sees_its_own_facts_only(cast):
    assert [unit.county_code for unit in Unit.objects.in_county(HOME)] == [HOME]
    assert Unit.objects.in_county(HOME).filter(county_code=AWAY).count() == 0


def test_what_a_reader_may_see_is_pinned_to_the_county_of_the_page(cast):
    scope = scope_of(cast.county_officer, HOME, on=clock.today())
    elsewhere = replace(scope, county=AWAY)

    with watching() as watch:
        assert Posting.objects.for_scope(scope).count() == 2
        assert Posting.objects.for_scope(elsewhere).count() == 0

    assert watch.unpinned == []


def test_a_scope_stays_with_a_refined_query(cast):
    assert Unit.objects.in_county(HOME).filter(name__contains="财政").order_by("name").count() == 1


def test_reading_every_county_needs_a_reason(cast):
    assert Unit.objects.unscoped("test of unscoped").count() == 2
    with pytest.raises(ScopeMissing):
        Unit.objects.unscoped("")


def test_a_subquery_must_name_its_county_too(cast):
    inner = Unit.objects.in_county(HOME).filter(pk=OuterRef("unit_id"))

    assert Posting.objects.in_county(HOME).filter(Exists(inner)).count() == 2
    assert Posting.objects.in_county(HOME).filter(unit__in=Unit.objects.in_county(HOME)).count() == 2


def test_joins_compare_the_county(cast):
    with watching() as watch:
        rows = list(
            Posting.objects.in_county(HOME).select_related("person", "unit").filter(unit__name="青山县财政局")
        )

    assert len(rows) == 2
    assert watch.unpinned == []
    assert watch.statements[0].count('"county_code" = ("dispatch_posting"."county_code")') == 2


def test_following_a_link_names_the_county(cast):
    posting = Posting.objects.in_county(HOME).get(pk=cast.posting.pk)

    with watching() as watch:
        assert posting.person.name == "李书记"

    assert len(watch.statements) == 1 and watch.unpinned == []


def test_a_link_into_another_county_leads_nowhere(cast):
    stray = Posting(county_code=HOME, unit_id=cast.away.unit.pk)

    with pytest.raises(Unit.DoesNotExist):
        _ = stray.unit


def test_saving_and_reading_again_name_the_county(cast):
    unit = Unit.objects.in_county(HOME).get()
    unit.name = "青山县审计局"

    with watching() as watch:
        unit.save()
        unit.refresh_from_db()

    assert unit.name == "青山县审计局"
    assert len(watch.statements) == 2 and watch.unpinned == []


def test_a_fact_never_changes_its_county(cast):
    unit = Unit.objects.in_county(HOME).get()
    unit.county_code = AWAY

    with pytest.raises(IntegrityError):
        unit.save()


def test_no_update_moves_facts_to_another_county(cast):
    with pytest.raises(TypeError):
        Unit.objects.in_county(HOME).update(county_code=AWAY)


def test_a_deferred_county_can_be_read(cast):
    unit = Unit.objects.in_county(HOME).only("name").get()

    assert unit.county_code == HOME


def test_rows_written_in_bulk_stay_in_their_county(cast):
    unit = Unit.objects.in_county(HOME).get()
    unit.name = "青山县统计局"

    with watching() as watch:
        changed = Unit.objects.in_county(AWAY).bulk_update([unit], ["name"])

    assert changed == 0
    assert watch.unpinned == []


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite cannot add a composite key afterwards")
def test_postgresql_refuses_a_link_into_another_county(cast):
    with pytest.raises(IntegrityError), connection.cursor() as cursor:
        Posting.objects.in_county(HOME).filter(pk=cast.posting.pk).update(unit_id=cast.away.unit.pk)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
