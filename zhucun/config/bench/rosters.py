"""Rosters for measuring: thousands of people who do not exist, sent to the villages of the county that is measured."""

from dataclasses import replace
from pathlib import Path

from django.conf import settings

from zhucun.config.bench.county import Bench
from zhucun.demo.cadres import Place, Round, draw_stays
from zhucun.demo.drawing import stream
from zhucun.demo.recipes import JIANGLE
from zhucun.demo.roster import workbook_of
from zhucun.demo.sending import senders
from zhucun.dispatch.choices import Role
from zhucun.kernel.place_codes import township_of
from zhucun.places import queries as places

SEED = 11


def roster_of(bench: Bench, rows: int, faulty: bool) -> Path:
    """A workbook of so many rows; `faulty` spoils a telephone number in each."""
    file = Path(settings.ZHUCUN_HOME) / f"roster-{rows}{'-faulty' if faulty else ''}.xlsx"
    if file.exists():
        return file
    towns = {town.code: town.short_name for town in places.townships(bench.county, bench.on)}
    villages = places.villages(bench.county, bench.on)
    homes = [Place(one.code, one.short_name, towns[township_of(one.code)]) for one in villages]
    # Numbers of another county: nobody on this roster is known here.
    recipe = replace(
        JIANGLE, county="513331", secretaries=len(homes), leaders=0, members=rows - len(homes), moves=False
    )
    sending = senders(bench.county, places.county_name(bench.county), "试算市", 30)
    term = Round.of(bench.last_month, bench.on)
    drawn = draw_stays(recipe, homes, sending, term, stream(SEED, rows))
    stays = [replace(stay, role=Role.TEAM_MEMBER) for stay in drawn]  # each village has its first secretary
    if faulty:
        stays = [replace(stay, cadre=replace(stay.cadre, phone=stay.cadre.phone[:-1])) for stay in stays]
    file.write_bytes(workbook_of(stays, term))
    return file
