"""Every field that can hold words says how much harm it could do; numbers that name a person are sealed."""

import re

import pytest
from django.apps import apps
from django.db import models

from zhucun.kernel.data_class import DataClass
from zhucun.kernel.fields import SealedField

OURS = [model for model in apps.get_models() if model.__module__.startswith("zhucun.")]
WORDS = (models.CharField, models.TextField, models.JSONField, models.BinaryField)
NAMES_A_PERSON = re.compile(r"(?:^|_)(?:id_number|phone|bank|account_number|health)(?:_|$)")


def holds_words(model: type[models.Model]) -> set[str]:
    fields = model._meta.local_concrete_fields
    return {field.name for field in fields if isinstance(field, WORDS) and field.name != "county_code"}


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_every_field_that_can_hold_words_has_a_class(model: type[models.Model]) -> None:
    classes = getattr(model, "data_class", {})

    assert set(classes) == holds_words(model)
    assert all(isinstance(found, DataClass) for found in classes.values())


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_numbers_that_name_a_person_are_sealed(model: type[models.Model]) -> None:
    bare = [
        field.name
        for field in model._meta.local_concrete_fields
        if NAMES_A_PERSON.search(field.name)
        and not field.name.endswith("_hash")
        and not isinstance(field, SealedField)
    ]

    assert bare == []
