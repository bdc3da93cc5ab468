"""Sealed text: encrypted in the database, plain in Python, never searchable by itself."""

from typing import TYPE_CHECKING, Any

from django.db import models

from zhucun.kernel import crypto

if TYPE_CHECKING:
    Bytes = models.BinaryField[Any, Any]
else:
    Bytes = models.BinaryField


class SealedField(Bytes):
    """Text kept as AES-256-GCM; `about` binds a value to its column, so that it cannot be moved to another."""

    def __init__(self, *args: Any, about: str, **kwargs: Any) -> None:
        self.about = about
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "about": self.about}

    def from_db_value(self, value: Any, *_: Any) -> str | None:
        return None if value is None else crypto.ring().open(bytes(value), self.about)

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        sealed = crypto.ring().seal(value, self.about) if isinstance(value, str) else value
        return super().get_db_prep_value(sealed, connection, prepared)

    def to_python(self, value: Any) -> Any:
        return value

    def get_lookup(self, lookup_name: str) -> Any:
        """Nothing but `isnull`: two seals of one text differ, so any comparison would find nothing, silently."""
        return super().get_lookup(lookup_name) if lookup_name == "isnull" else None


def keyed_hash(text: str, about: str) -> str:
    """What a sealed column is searched by; store it beside the sealed value."""
    return crypto.ring().hash(text, about)
