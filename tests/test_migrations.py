"""Migrations: named by what changes, one line per app, and never behind the models."""

import re

import pytest
from django.apps import apps
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.questioner import NonInteractiveMigrationQuestioner
from django.db.migrations.state import ProjectState
from django.utils import translation

OURS = sorted(config.label for config in apps.get_app_configs() if config.name.startswith("zhucun."))


@pytest.fixture(scope="module")
def loader() -> MigrationLoader:
    return MigrationLoader(None)


def test_migrations_are_numbered_and_named_by_what_changes(loader: MigrationLoader) -> None:
    names = [name for app, name in loader.disk_migrations if app in OURS]

    assert names
    assert not [name for name in names if not re.fullmatch(r"\d{4}_[a-z][a-z0-9_]+", name)]
    assert not [name for name in names if "auto" in name.split("_")]


@pytest.mark.parametrize("app", OURS)
def test_the_migrations_of_an_app_are_one_line(loader: MigrationLoader, app: str) -> None:
    names = sorted(name for found, name in loader.disk_migrations if found == app)
    before = {
        name: [parent for owner, parent in loader.disk_migrations[app, name].dependencies if owner == app]
        for name in names
    }

    assert [int(name[:4]) for name in names] == list(range(1, len(names) + 1))
    assert all(before[name] == names[index - 1 : index] for index, name in enumerate(names) if index)


def test_no_model_has_changed_without_a_migration(loader: MigrationLoader) -> None:
    detector = MigrationAutodetector(
        loader.project_state(), ProjectState.from_apps(apps), NonInteractiveMigrationQuestioner()
    )

    with translation.override(None):  # labels of Django's own fields, as makemigrations writes them
        changes = detector.changes(graph=loader.graph)

    missing = {app: [str(op) for m in found for op in m.operations] for app, found in changes.items()}
    assert not {app: operations for app, operations in missing.items() if app in OURS}
