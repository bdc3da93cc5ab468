"""A county of any size for measuring: invented divisions, and the rules of a county that the product carries."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from django.db import connection
from django.utils.translation import gettext_lazy as _

from zhucun.audit.services import Actor, note, recorded
from zhucun.demo.building import Built, Draw, Ground, grow
from zhucun.demo.recipes import JIANGLE
from zhucun.demo.refusals import NoPresenceDuty
from zhucun.demo.services import refuse_in_use
from zhucun.places.domain import COUNTY, TOWNSHIP, VILLAGE, Row
from zhucun.policy.pack.load import PACKS
from zhucun.policy.queries import pack_of, presence_duty

BENCH, NAME = "990200", "试算县"
FOUNDED = date(2020, 1, 1)
CITY = 2
PLACES = "一二三四五六七八九十"  # villages of a township


def lay_out_pack(folder: Path, county: str = BENCH, like: str = JIANGLE.county) -> Path:
    """Give an invented county another's rules; the process that builds it is started with ZHUCUN_PACKS=folder."""
    there = folder / "counties" / county
    shutil.copytree(PACKS / "counties" / like, there, dirs_exist_ok=True)
    head = there / "pack.yaml"
    head.write_text(head.read_text("utf-8").replace(like, county), "utf-8")
    return folder


@recorded("demo.bench_county_built", _("建立试算县"))
def build_bench_county(
    *,
    by: Actor,
    on: date,
    villages: int = 200,
    cadres: int = 600,
    households: int = 30_000,
    months: int = 6,
    county: str = BENCH,
    seed: int = 7,
    tell: Callable[[str], None] = lambda _line: None,
) -> Built:
    """A first secretary in every village, the others beside them, full-time, six months and the running one."""
    refuse_in_use(county)
    if presence_duty(pack_of(county)) is None:
        raise NoPresenceDuty(county=county)
    recipe = replace(
        JIANGLE,
        county=county,
        secretaries=villages,
        leaders=0,
        members=cadres - villages,
        units=30,
        households=households,
        months=months,
        told=0,
        everybody_signs_in=False,  # hashing passwords would take longer than all the rest
    )
    note(villages=villages, cadres=cadres, months=months)
    ground = Ground(invented_rows(county, villages), "虚构，仅供测量", FOUNDED)
    built = grow(Draw(recipe=recipe, seed=seed, on=on, by=by, tell=tell), ground)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # a database in use has counted its rows; this one is seconds old
    return built


def invented_rows(county: str, villages: int) -> list[Row]:
    """A county and its townships of ten villages each, in the form editions have."""
    rows = [Row(f"{county[:4]}00000000", CITY, "试算市"), Row(f"{county}000000", COUNTY, NAME)]
    for at in range(villages):
        township, place = divmod(at, len(PLACES))
        prefix = f"{county}{101 + township}"
        if place == 0:
            rows.append(Row(f"{prefix}000", TOWNSHIP, f"试算{township + 1}号乡"))
        rows.append(Row(f"{prefix}{201 + place}", VILLAGE, f"{PLACES[place]}坪{township + 1}村村民委员会"))
    return rows
