"""Floors: every folder has one, the map shows it, and links between tables point down as imports do."""

import re

from django.apps import apps
from django.db.models import Model

from tests.project import ROOT, floors, folders, our_models


def folder_of(model: type[Model]) -> str:
    return model.__module__.split(".")[1]


def test_every_folder_has_a_floor_and_every_floor_a_folder() -> None:
    assert set(floors()) == folders(), "a new folder is given a floor in pyproject.toml"


def test_the_map_in_the_readme_shows_every_folder_in_the_order_of_the_floors() -> None:
    map_rows = re.findall(r"^\| (`[^|]+) \|", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE)
    shown = [folder for row in map_rows for folder in re.findall(r"`(\w+)`", row) if folder in floors()]

    assert set(shown) == set(floors())
    assert [floors()[folder] for folder in shown] == sorted(floors()[folder] for folder in shown)


def test_foreign_keys_point_down() -> None:
    upward = [
        f"{model._meta.label}.{field.name} → {target._meta.label}"
        for model in our_models()
        for field in (*model._meta.local_fields, *model._meta.local_many_to_many)
        if field.is_relation
        and isinstance(target := field.related_model, type)
        and target in our_models()
        and folder_of(target) != folder_of(model)
        and floors()[folder_of(target)] <= floors()[folder_of(model)]
    ]

    assert not upward, "a table may refer only to floors below it"


def test_every_folder_with_tables_is_an_installed_app() -> None:
    with_tables = {folder for folder in folders() if (ROOT / "zhucun" / folder / "models.py").exists()}

    assert with_tables <= {config.name.removeprefix("zhucun.") for config in apps.get_app_configs()}
