"""A code of the word lists fits the column that keeps it, those that a county may add too."""

from typing import Any, get_args

import pytest

from zhucun.households.domain_people import WORD_LISTS
from zhucun.households.models import Mark, Membership, Villager
from zhucun.policy.pack.shapes.base import Key

LONGEST = next(part.max_length for part in get_args(Key) if getattr(part, "max_length", None))
COLUMNS: list[tuple[Any, str]] = [(Villager, name) for name in WORD_LISTS if name != "health"]
COLUMNS += [(Membership, "relation"), (Mark, "kind")]


@pytest.mark.parametrize(("model", "name"), COLUMNS)
def test_a_column_of_codes_holds_the_longest_there_can_be(model, name):
    assert model._meta.get_field(name).max_length >= LONGEST
