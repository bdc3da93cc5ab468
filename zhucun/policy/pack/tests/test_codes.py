"""The codes a duty may choose people and households by are those that the product keeps."""

import pytest
from django.db.models import TextChoices

from zhucun.dispatch.choices import Political, SenderLevel
from zhucun.households.choices import Circumstance
from zhucun.policy.pack.model import CODES_OF


@pytest.mark.parametrize(
    ("attribute", "kept"),
    [("sender_level", SenderLevel), ("political", Political), ("circumstance", Circumstance)],
)
def test_a_pack_knows_each_code_by_the_word_on_the_screen(attribute: str, kept: type[TextChoices]) -> None:
    assert CODES_OF[attribute] == {str(code): str(label) for code, label in kept.choices}
