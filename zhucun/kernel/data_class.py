"""How much harm a field could do if it went where it should not. Every field that can hold words has a class."""

from enum import StrEnum


class DataClass(StrEnum):
    """Public: may stand on a public page. Internal: for those whose work it is, within their scope.

    Sensitive: harms a person when known (Personal Information Protection Law, art. 28: identity numbers, health,
    what help a family gets, words said in a home); shown only in scope, and numbers masked and sealed.
    Minor: about somebody under 14 (art. 31); nothing here holds that yet.
    """

    PUBLIC = "public"
    INTERNAL = "internal"
    SENSITIVE = "sensitive"
    MINOR = "minor"


PUBLIC, INTERNAL, SENSITIVE, MINOR = DataClass


def each(data_class: DataClass, *fields: str) -> dict[str, DataClass]:
    """`each(INTERNAL, "name", "note")`: the same class for several fields."""
    return dict.fromkeys(fields, data_class)
