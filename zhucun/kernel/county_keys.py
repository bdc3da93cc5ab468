"""The migration step that lets PostgreSQL hold what CountyForeignKey promises.

SQLite cannot add such a key afterwards; there the same rule is held by services and tests.
"""

from collections.abc import Sequence
from typing import Any

from django.db.migrations.operations.base import Operation

from zhucun.kernel.county import CountyForeignKey


class AddCountyKeys(Operation):
    """Add FOREIGN KEY (county_code, x_id) → (county_code, id) for every CountyForeignKey of a model.

    `fields` names those that came later than their model.
    """

    reduces_to_sql = True
    reversible = True

    def __init__(self, *model_names: str, models: Sequence[str] = (), fields: Sequence[str] = ()) -> None:
        self.model_names = (*model_names, *models)
        self.fields = frozenset(fields)

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        words = {"models": list(self.model_names)}  # a writer knows no *arguments
        return type(self).__name__, [], words | ({"fields": sorted(self.fields)} if self.fields else {})

    def state_forwards(self, app_label: str, state: Any) -> None:
        """The models' state does not change."""

    def _keys(self, app_label: str, apps: Any) -> list[tuple[str, str, str, str]]:
        found = []
        for model_name in self.model_names:
            model = apps.get_model(app_label, model_name)
            for field in model._meta.local_fields:
                if isinstance(field, CountyForeignKey) and (not self.fields or field.name in self.fields):
                    table, target = model._meta.db_table, field.remote_field.model._meta.db_table
                    found.append((table, field.column, target, f"{table}_{field.column}_county"[:63]))
        return found

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        if schema_editor.connection.vendor != "postgresql":
            return
        for table, column, target, name in self._keys(app_label, to_state.apps):
            schema_editor.execute(
                f'ALTER TABLE "{table}" ADD CONSTRAINT "{name}" FOREIGN KEY (county_code, "{column}") '
                f'REFERENCES "{target}" (county_code, id) DEFERRABLE INITIALLY DEFERRED'
            )

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        if schema_editor.connection.vendor != "postgresql":
            return
        for table, _column, _target, name in self._keys(app_label, from_state.apps):
            schema_editor.execute(f'ALTER TABLE "{table}" DROP CONSTRAINT "{name}"')

    def describe(self) -> str:
        return f"County keys of {', '.join(self.model_names)}"
