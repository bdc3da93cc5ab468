from importlib import import_module

from django.core.cache import cache
from django.db import connection

migration = import_module("zhucun.accounts.migrations.0003_cache_table")


class Editor:
    connection = connection


def test_0003_makes_the_cache_table_where_there_is_none(db):
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE zhucun_cache")

    migration.make_cache_table(None, Editor)

    cache.set("kept", 1)
    assert cache.get("kept") == 1


def test_0003_leaves_a_cache_table_alone(db):
    cache.set("kept", 1)

    migration.make_cache_table(None, Editor)

    assert cache.get("kept") == 1
