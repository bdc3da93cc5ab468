"""Two small demo counties, built once for all tests of a module and gone after them."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
import time_machine
from django.db import connection, transaction
from django.test import override_settings

from zhucun.audit.services import System
from zhucun.demo import services
from zhucun.demo.building import Built
from zhucun.demo.recipes import RECIPES, Recipe, small
from zhucun.kernel.clock import SHANGHAI

ON = date(2026, 11, 18)
CHEAP = ["django.contrib.auth.hashers.MD5PasswordHasher"]
Demo = dict[str, Built]


def build(recipe: Recipe, *, seed: int = 7, on: date = ON) -> Built:
    return services.build_county(
        by=System("演示"), county=recipe.county, recipe=recipe, seed=seed, on=on, tell=lambda _line: None
    )


def ask(statement: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return list(cursor.fetchall())


@pytest.fixture
def home(tmp_path: Path, settings) -> Path:
    settings.ZHUCUN_HOME = tmp_path
    return tmp_path


@pytest.fixture(scope="module")
def demo(
    django_db_setup: None, django_db_blocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[str], Built]]:
    """`demo("513331")`: a small county, its sign-ins in a home of its own. Every clock stands on 18 November 2026."""
    with (
        django_db_blocker.unblock(),
        time_machine.travel(datetime(2026, 11, 18, 10, tzinfo=SHANGHAI), tick=False),
        override_settings(ZHUCUN_HOME=tmp_path_factory.mktemp("home"), PASSWORD_HASHERS=CHEAP),
        transaction.atomic(),
    ):
        counties = {county: build(small(services.recipe_of(county))) for county in RECIPES}
        yield counties.__getitem__
        transaction.set_rollback(True)
