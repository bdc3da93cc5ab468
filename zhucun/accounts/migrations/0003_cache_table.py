"""The table of the shared cache, in which failed sign-ins are counted across processes."""

from typing import Any

from django.core.management import call_command
from django.db import migrations


def make_cache_table(apps: Any, schema_editor: Any) -> None:
    """A table that is there already is left alone."""
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_one_reach_per_grant")]

    operations = [migrations.RunPython(make_cache_table, migrations.RunPython.noop)]
