"""Facts of a county: the rules that let one code run on SQLite and on a PostgreSQL sharded by county."""

import pytest
from django.db import models
from django.db.migrations.loader import MigrationLoader

from tests.project import our_models
from zhucun.kernel.county import CountyForeignKey, CountyModel
from zhucun.kernel.county_keys import AddCountyKeys

# Shared between counties: small, seldom written. Everything else is a fact.
REFERENCE_TABLES = {
    "places.Division": "the national list of places",
    "accounts.User": "one person may work for two counties",
    "accounts.Grant": "asked before the county of a page is known",
}

FACTS = [model for model in our_models() if issubclass(model, CountyModel)]
OTHERS = [model for model in our_models() if not issubclass(model, CountyModel)]
each_fact = pytest.mark.parametrize("fact", FACTS, ids=lambda model: model._meta.label)


def test_every_table_is_a_fact_or_a_listed_reference_table() -> None:
    assert {model._meta.label for model in OTHERS} == set(REFERENCE_TABLES)


@each_fact
def test_a_fact_has_a_uuid_key_and_a_county_of_six_digits(fact: type[models.Model]) -> None:
    county = fact._meta.get_field("county_code")

    assert isinstance(fact._meta.pk, models.UUIDField)
    assert isinstance(county, models.CharField)
    assert county.max_length == 6
    assert not county.null
    assert not county.editable


@each_fact
def test_every_uniqueness_of_a_fact_starts_with_the_county(fact: type[models.Model]) -> None:
    constraints = [c for c in fact._meta.constraints if isinstance(c, models.UniqueConstraint)]

    assert ("county_code", "id") in [c.fields for c in constraints]
    assert all(c.fields[:1] == ("county_code",) for c in constraints)
    assert not fact._meta.unique_together
    assert not [f.name for f in fact._meta.local_fields if f.unique and not f.primary_key]


@each_fact
def test_a_fact_points_to_facts_of_its_own_county_only(fact: type[models.Model]) -> None:
    links = [f for f in fact._meta.local_fields if f.is_relation and f.related_model in FACTS]

    assert not fact._meta.local_many_to_many
    assert all(type(link) is CountyForeignKey for link in links)


@pytest.mark.parametrize("other", OTHERS, ids=lambda model: model._meta.label)
def test_a_reference_table_does_not_point_to_facts(other: type[models.Model]) -> None:
    assert not [f.name for f in other._meta.local_fields if f.is_relation and f.related_model in FACTS]


def test_every_link_between_facts_gets_its_composite_key_on_postgresql() -> None:
    added = {
        f"{app}.{model_name}".lower()
        for (app, _), migration in MigrationLoader(None).disk_migrations.items()
        for operation in migration.operations
        if isinstance(operation, AddCountyKeys)
        for model_name in operation.model_names
    }
    needed = {
        fact._meta.label_lower
        for fact in FACTS
        if any(isinstance(field, CountyForeignKey) for field in fact._meta.local_fields)
    }

    assert needed == added
