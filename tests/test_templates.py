"""Templates: each one compiles."""

import pytest
from django.template import Engine

from tests.project import PACKAGE, files_ending

NAMES = sorted(
    path.as_posix().split("/templates/", 1)[1]
    for path in files_ending(".html")
    if PACKAGE in path.parents and "/templates/" in path.as_posix()
)


def test_there_are_templates() -> None:
    assert NAMES


@pytest.mark.parametrize("template", NAMES)
def test_a_template_compiles(template: str) -> None:
    compiled = Engine.get_default().get_template(template)

    assert compiled.source
