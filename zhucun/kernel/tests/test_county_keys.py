import pytest
from django.apps import apps
from django.db import connection
from django.db.migrations.state import ProjectState
from django.db.migrations.writer import OperationWriter

from zhucun.kernel.county import CountyForeignKey, CountyModel
from zhucun.kernel.county_keys import AddCountyKeys

LINKS = [
    (model, field)
    for model in apps.get_models()
    if issubclass(model, CountyModel)
    for field in model._meta.local_fields
    if isinstance(field, CountyForeignKey)
]


def test_the_step_can_be_written_into_a_migration():
    text, imports = OperationWriter(AddCountyKeys("Posting", "Person"), indentation=0).serialize()

    assert "AddCountyKeys" in text and "'Posting'" in text
    assert imports == {"import zhucun.kernel.county_keys"}


def test_the_step_changes_no_model():
    state = ProjectState()

    AddCountyKeys("Posting").state_forwards("dispatch", state)

    assert state.models == {}


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no composite keys")
@pytest.mark.django_db
@pytest.mark.parametrize(("model", "field"), LINKS, ids=[f"{m._meta.label}.{f.name}" for m, f in LINKS])
def test_postgresql_holds_every_link(model, field):
    with connection.cursor() as cursor:
        found = connection.introspection.get_constraints(cursor, model._meta.db_table)

    keys = [sorted(key["columns"]) for key in found.values() if key["foreign_key"]]
    assert sorted(["county_code", field.column]) in keys
