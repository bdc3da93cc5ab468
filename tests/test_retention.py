"""Every table that says something of persons stands in the retention table; what is to be dropped is offered by somebody.

A fact leaves the database through one door, and only what the retention table names goes through it.
"""

import ast
from datetime import date

import pytest
from django.db import models

from tests.project import PACKAGE, files_ending, name, our_models, tree
from zhucun.kernel.data_class import DataClass
from zhucun.policy.pack import load_pack, packed_counties
from zhucun.policy.pack.retention import term_of
from zhucun.policy.pack.retention_model import Then
from zhucun.policy.queries import NATIONAL, pack_of
from zhucun.policy.retention import registry

# Tables that tell nothing of anybody.
NOT_OF_PERSONS = {
    "places.Division": "the national list of places",
    "places.Unit": "organs and enterprises",
    "dispatch.Batch": "names of batches",
    "cases.FlowVersion": "flows as the pack defined them",
    "burden.RequestTime": "on which days a request for data is due",
    "burden.RequestPlace": "which places a request for data is for",
    "audit.AuditHead": "the end of a chain",
    "sync.Attempt": "how often an envelope was tried",
    "sync.FormsKept": "forms as phones were given them",
    "sync.Copy": "how far a backup reaches",
}
PEOPLE = {
    "accounts.User",
    "dispatch.Person",
    "dispatch.Posting",
    "households.Villager",
    "households.Household",
}
# What may delete rows otherwise: projections and folds that are made again from facts, sessions, and marks of tries.
DELETES = {
    "zhucun/accounts/services.py",
    "zhucun/attendance/refresh.py",
    "zhucun/cases/rebuilding.py",
    "zhucun/cases/store.py",
    "zhucun/documents/archives/gaps.py",
    "zhucun/sync/attempts.py",
}
BUILDS_ITS_OWN = ("zhucun/config/bench/", "zhucun/demo/", "zhucun/testing/")  # invented counties, no facts
TABLE = pack_of(NATIONAL).retention
HELD = {model: kind for kind in TABLE.values() for model in kind.holds}
OURS = our_models()


def of_persons(model: type[models.Model]) -> bool:
    """Something in it is sensitive, or it points to somebody."""
    classes = getattr(model, "data_class", {}).values()
    links = {
        f.related_model._meta.label for f in model._meta.local_fields if f.is_relation and f.related_model
    }
    return bool({DataClass.SENSITIVE, DataClass.MINOR} & set(classes)) or bool(links & PEOPLE)


def calls(what: str) -> set[str]:
    return {
        name(path)
        for path in files_ending(".py")
        if PACKAGE in path.parents and "tests" not in path.parts and "migrations" not in path.parts
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
        and (
            (isinstance(node.func, ast.Name) and node.func.id == what)
            or (isinstance(node.func, ast.Attribute) and node.func.attr == what)
        )
    }


def test_every_table_stands_in_the_retention_table_or_tells_nothing_of_anybody() -> None:
    assert {model._meta.label for model in OURS} == {*HELD, *NOT_OF_PERSONS}


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_a_table_said_to_tell_nothing_of_anybody_does_not(model: type[models.Model]) -> None:
    assert of_persons(model) <= (model._meta.label in HELD)


def test_what_is_to_be_dropped_is_offered_by_a_feature_as_the_table_says() -> None:
    wanted = {kind.id: kind.then for kind in TABLE.values() if kind.then is not Then.KEEP}

    assert {held.kind: held.then for held in registry.offered().values()} == wanted


@pytest.mark.parametrize(
    "kind", [kind for kind in TABLE.values() if kind.then is not Then.KEEP], ids=lambda k: k.id
)
def test_every_county_has_a_term_for_what_is_to_be_dropped(kind) -> None:
    for county in packed_counties():
        assert term_of(load_pack(county), kind, date(2026, 11, 18))


def test_facts_are_erased_by_the_retention_rooms_alone() -> None:
    assert {
        path for path in calls("erase") if not path.endswith(("/retention.py", "/retention/own.py"))
    } == set()
    assert calls("_raw_delete") == {"zhucun/kernel/erasing.py"}


def test_nothing_else_deletes_but_what_is_made_again_from_facts() -> None:
    found = {path for path in calls("delete") if not path.startswith(BUILDS_ITS_OWN)}

    assert found - {"zhucun/kernel/county.py", "zhucun/audit/models.py"} == DELETES
