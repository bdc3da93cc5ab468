"""`zhucun demo build`: the demo counties, each whole or not at all; what is there already is left alone."""

import time
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from zhucun.audit.services import System
from zhucun.demo import recipes, services
from zhucun.demo.recipes import RECIPES, Recipe
from zhucun.kernel import clock
from zhucun.places.management.arguments import day
from zhucun.places.management.commands.init import make_ready

BY = System("演示")


class Command(BaseCommand):
    help = "建立演示县（白玉县、将乐县）：村名真实，人和记录全部虚构"
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--county", action="append", help="只建这个县；可以重复，默认全部")
        parser.add_argument("--seed", type=int, default=7, help="种子和日期相同，建出的内容就相同")
        parser.add_argument("--on", type=day, help="把哪一天当作今天，默认今天；记录到它的前一天")
        parser.add_argument("--small", action="store_true", help="每样只建一点，几秒建成")

    def handle(self, *args: Any, **options: Any) -> None:
        wanted = [services.recipe_of(county) for county in options["county"] or RECIPES]
        make_ready()
        on = options["on"] or clock.today()
        for recipe in wanted:
            self.build(recipes.small(recipe) if options["small"] else recipe, options["seed"], on)

    def build(self, recipe: Recipe, seed: int, on: date) -> None:
        county = recipe.county
        if services.is_built(county):
            self.stdout.write(f"演示县 {county} 已经建好，没有改动。")
            return
        self.stdout.write(f"演示县 {county}")
        told = Progress(self)
        services.build_county(by=BY, county=county, recipe=recipe, seed=seed, on=on, tell=told)
        self.stdout.write(f"  合计 {told.total:.1f} 秒")


class Progress:
    """Says each step as it ends, with the seconds it took."""

    def __init__(self, command: BaseCommand) -> None:
        self._command = command
        self._started = self._last = time.perf_counter()

    def __call__(self, line: str) -> None:
        now = time.perf_counter()
        self._command.stdout.write(f"  {line}　{now - self._last:.1f} 秒")
        self._command.stdout.flush()
        self._last = now

    @property
    def total(self) -> float:
        return time.perf_counter() - self._started
