import pytest
from django.db import connection
from django.db.models import Count

from zhucun.dispatch.models import Person, Posting
from zhucun.kernel.guard import fact_tables, unpinned, watching
from zhucun.places.models import Division, Unit

TABLES = frozenset({"posting", "person"})
JOIN = (
    'SELECT 1 FROM "posting" INNER JOIN "person" '
    'ON ("posting"."p_id" = "person"."id" AND ("person"."county_code" = ("posting"."county_code")))'
)

PINNED = [
    'SELECT 1 FROM "posting" WHERE "posting"."county_code" = %s',
    'SELECT 1 FROM "posting" WHERE ("posting"."county_code" IN (%s, %s) AND "posting"."id" = %s)',
    f'{JOIN} WHERE "posting"."county_code" = %s',
    f'{JOIN} WHERE "person"."county_code" = %s',
    "SELECT p.id FROM posting p JOIN person AS q ON q.county_code = p.county_code WHERE p.county_code = %s",
    "SELECT 1 FROM posting WHERE county_code = %s",
    'UPDATE "posting" SET "role" = %s WHERE "posting"."county_code" = %s',
    'DELETE FROM "posting" WHERE "posting"."county_code" = %s',
    'INSERT INTO "posting" ("id", "county_code") VALUES (%s, %s)',
    'SELECT 1 FROM "division"',
    'SELECT 1 FROM "posting" WHERE "posting"."county_code" = %s '
    'AND EXISTS(SELECT 1 FROM "person" U0 WHERE U0."county_code" = (%s))',
    "WITH held AS (SELECT * FROM posting p WHERE p.county_code = %s) SELECT 1 FROM held",
]
STRAY = [
    'SELECT 1 FROM "posting"',
    'SELECT "posting"."county_code" FROM "posting" WHERE "posting"."id" = %s',
    JOIN,
    'SELECT 1 FROM "posting" WHERE "posting"."county_code" = %s '
    'AND EXISTS(SELECT 1 FROM "person" U0 WHERE U0."id" = %s)',
    'SELECT 1 FROM "posting" INNER JOIN "person" T4 ON ("posting"."p_id" = T4."id") WHERE "posting"."county_code" = %s',
    'UPDATE "posting" SET "county_code" = %s WHERE "posting"."id" = %s',
    'DELETE FROM "posting" WHERE "posting"."id" IN (%s)',
    'INSERT INTO "posting" ("id") VALUES (%s)',
    "SELECT p.id FROM posting p JOIN person q ON q.id = p.p_id WHERE q.county_code = %s",
    "WITH held AS (SELECT * FROM posting p) SELECT 1 FROM held",
]


@pytest.mark.parametrize("sql", PINNED)
def test_a_statement_that_names_its_county_passes(sql):
    assert unpinned(sql, TABLES) == set()


@pytest.mark.parametrize("sql", STRAY)
def test_a_statement_on_facts_of_every_county_is_caught(sql):
    assert unpinned(sql, TABLES)


def test_what_the_orm_writes_for_a_county_passes(cast):
    with watching() as watch:
        list(Posting.objects.in_county("990001").values("unit__name").annotate(people=Count("person")))
        Posting.objects.in_county("990001").filter(role="first_secretary").update(end_because="测试")
        Unit.objects.create(county_code="990001", name="青山县林业局", kind="organ")

    assert len(watch.statements) == 3
    assert watch.unpinned == []


def test_a_stray_statement_of_the_orm_is_caught(cast):
    with watching() as watch:
        list(Unit._base_manager.filter(name="青山县财政局"))
        with connection.cursor() as cursor:
            cursor.execute("SELECT name FROM dispatch_person")

    assert len(watch.unpinned) == 2


def test_an_update_across_a_join_is_caught_for_django_writes_it_by_id_alone(cast):
    with watching() as watch:
        Posting.objects.in_county("990001").filter(person__name="李书记").update(end_because="测试")

    assert len(watch.unpinned) == 1


def test_reference_tables_belong_to_no_county(cast):
    with watching() as watch:
        list(Division.objects.all())

    assert watch.unpinned == []
    assert Person._meta.db_table in fact_tables()
    assert Division._meta.db_table not in fact_tables()


def test_a_union_is_watched_too_though_postgresql_is_given_it_in_parentheses(cast):
    rows = Posting.objects.unscoped("for the guard to see").order_by().values("id")
    with watching() as watch:
        list(rows.values("id").union(rows.values("person_id")))

    assert len(watch.statements) == len(watch.unpinned) == 1
