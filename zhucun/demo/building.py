"""A whole county from nothing, through the doors that everybody uses: divisions, roster, accounts, households, months."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from zhucun.attendance.refresh import judging_once
from zhucun.audit.services import Actor
from zhucun.demo.accounts import Office, Seating, Stars, follow_moves, open_accounts, seats_of
from zhucun.demo.cadres import Turn
from zhucun.demo.drawing import stream
from zhucun.demo.families.customs import customs_of
from zhucun.demo.families.drawing import Families, draw_families
from zhucun.demo.matters import Neighbourhood, live_matters, secretaries_of
from zhucun.demo.months import Scene, live
from zhucun.demo.names import Names
from zhucun.demo.pairings import pair_all
from zhucun.demo.recipes import Recipe
from zhucun.demo.registers import draw_households
from zhucun.demo.requests import Asking, live_requests
from zhucun.demo.sent import Sent, bring_in, draw_sent
from zhucun.demo.timeline import NIGHT, ONE_DAY, Month, moment, months_before
from zhucun.demo.village_types import draw_types
from zhucun.demo.watching.acting import Watch
from zhucun.demo.watching.choosing import Cast, cast_tales, often_visited
from zhucun.demo.watching.line import set_line
from zhucun.demo.watching.living import live_watching
from zhucun.dispatch.choices import Role
from zhucun.dispatch.models import Posting
from zhucun.dispatch.queries import postings_between
from zhucun.engine.duty import Basis
from zhucun.households.models import Household
from zhucun.households.services_bulk import add_families
from zhucun.kernel import clock
from zhucun.kernel.place_codes import township_of
from zhucun.places import queries as places
from zhucun.places.classing.services import set_types
from zhucun.places.domain import Row
from zhucun.places.registry import type_words
from zhucun.places.services import import_divisions
from zhucun.policy.deciding.fresh import deciding_once
from zhucun.policy.queries import pack_of, presence_duty
from zhucun.policy.services_nightly import decide_county

HANDED_OVER_AGO = timedelta(days=40)


@dataclass(frozen=True)
class Ground:
    """The divisions a county is built on."""

    rows: list[Row]
    source: str
    edition: date


@dataclass(frozen=True)
class Draw:
    """What is asked for: `on` is the day on which the county is looked at, `tell` hears of every step."""

    recipe: Recipe
    seed: int
    on: date
    by: Actor
    tell: Callable[[str], None]

    @property
    def county(self) -> str:
        return self.recipe.county

    def stream(self, part: str) -> Random:
        return stream(self.seed, self.county, part)


@dataclass(frozen=True)
class Built:
    """A county ready to be looked at."""

    county: str
    office: Office
    stars: Stars
    months: list[Month]


def grow(draw: Draw, ground: Ground) -> Built:
    """Build the county. Runs inside the transaction of the act that asked for it."""
    recipe = draw.recipe
    _lay_ground(draw, ground)
    months = months_before(draw.on, recipe.months)
    _classify(draw, months)
    opened_on = months[1].period.first  # the county begins to use the product after its first month
    sent = draw_sent(recipe, draw.seed, draw.on, months)
    bring_in(by=draw.by, county=draw.county, stays=sent.stays, term=sent.term, on=opened_on)
    postings = _postings(draw, opened_on)
    draw.tell(f"名册：单位 {recipe.units} 个、干部 {recipe.cadres} 名、派驻 {len(postings)} 段")
    stars = _stars(postings, sent.home.code)
    seating = Seating(draw.county, Names(draw.stream("office"), recipe.tibetan), draw.stream("seats"))
    office = _open_office(draw, seating, stars, postings, opened_on)
    homes = _households(draw, office, postings, stars, opened_on)
    lives = _cast(draw, office, stars, homes, opened_on) if recipe.told else None
    scene = _scene(draw, office, stars, often_visited(homes, lives.tales) if lives else homes, months[-1])
    for month in months:
        if sent.turn and sent.turn.on in month.period:
            _turn(draw, sent, sent.turn, seating)
        lived = live(scene, month)
        draw.tell(
            f"{month.period.first:%Y-%m}：登记 {lived.entries} 条、工作记录 {lived.records} 条、"
            f"确认 {lived.confirmed} 个乡镇"
        )
    if lives:
        _watching(draw, office, lives, homes, opened_on)
    _matters(draw, office, stars, opened_on)
    _requests(draw, office, stars, opened_on)
    decide_county(by=draw.by, county=draw.county, at=months[-1].closed_at)  # the night before it is looked at
    return Built(draw.county, office, stars, months)


def _lay_ground(draw: Draw, ground: Ground) -> None:
    done = import_divisions(
        by=draw.by, county=draw.county, rows=ground.rows, source=ground.source, edition=ground.edition
    )
    draw.tell(f"区划：新增 {done.townships} 个乡镇、{done.villages} 个村和社区")


def _classify(draw: Draw, months: list[Month]) -> None:
    """Which kinds of village there are: listed before anybody is sent, one taken off the list since."""
    first = months[0].period.first
    codes = [village.code for village in places.villages(draw.county, draw.on)]
    since, lifted_on = first.replace(month=1, day=1), months[1].period.first
    lines = draw_types(codes, type_words(draw.county), since, lifted_on, draw.stream("types"))
    done = set_types(by=draw.by, county=draw.county, wanted=lines)
    draw.tell(f"村类型：登记 {done.new} 条")


def _postings(draw: Draw, on: date) -> list[Posting]:
    return list(postings_between(draw.county, on, on).select_related("person", "unit"))


def _stars(postings: list[Posting], home: str) -> Stars:
    secretaries = [found for found in postings if found.role == Role.FIRST_SECRETARY]
    return Stars(
        secretary=next(found for found in secretaries if found.village_code == home),
        member=next(
            found for found in postings if found.role == Role.TEAM_MEMBER and found.village_code == home
        ),
        newcomer=next(found for found in secretaries if found.village_code != home),
    )


def _open_office(draw: Draw, seating: Seating, stars: Stars, postings: list[Posting], on: date) -> Office:
    shown = {stars.secretary.id, stars.member.id, stars.newcomer.id}
    others = [posting for posting in postings if posting.id not in shown]
    townships = [town.code for town in places.townships(draw.county, on)]
    seats = seats_of(seating, townships, stars, others if draw.recipe.everybody_signs_in else [])
    office = open_accounts(by=draw.by, county=draw.county, seats=seats, on=on)
    draw.tell(f"账号：{len(office.users)} 个，其中演示登录 {len(office.signins)} 个")
    return office


def _households(
    draw: Draw, office: Office, postings: list[Posting], stars: Stars, on: date
) -> dict[str, list[Household]]:
    codes = sorted({posting.village_code for posting in postings})
    entries = draw_households(
        codes,
        stars.secretary.village_code,
        draw.recipe.households,
        draw.recipe.tibetan,
        draw.stream("households"),
    )
    told = villages_told(codes, stars, draw.recipe.told, draw.stream("told"))
    rng, night = draw.stream("people"), moment(on, NIGHT)
    families = Families(customs_of(draw.recipe), Names(rng, draw.recipe.tibetan), on, rng)
    drawn = list(draw_families(entries, told, families))
    with judging_once(night), deciding_once(night):  # it is there from the beginning, not since today
        if told:
            set_line(office=office, county=draw.county, yuan=draw.recipe.line, on=on)
        added = add_families(by=draw.by, county=draw.county, families=drawn, on=on, at=night)
    homes: dict[str, list[Household]] = defaultdict(list)
    for household in added:
        homes[household.village_code].append(household)
    people = sum(len(family.members) for family in drawn)
    draw.tell(f"农户：{len(entries)} 户，{len(told)} 个村登记了成员 {people} 人")
    return homes


def villages_told(codes: Sequence[str], stars: Stars, share: float, rng: Random) -> set[str]:
    """Those around the people whose sign-ins are shown, and a share of the others."""
    if not share:
        return set()
    shown = {stars.secretary.village_code, stars.newcomer.village_code}
    towns = {township_of(code) for code in shown}
    around = {code for code in codes if township_of(code) in towns}
    others = [code for code in codes if code not in around]
    return around | set(rng.sample(others, round(len(others) * share)))


def _turn(draw: Draw, sent: Sent, turn: Turn, seating: Seating) -> None:
    bring_in(by=draw.by, county=draw.county, stays=turn.stays, term=sent.term, on=turn.on)
    last = max(stay.starts_on for stay in turn.stays)
    found = postings_between(draw.county, turn.on, last).filter(starts_on__gte=turn.on)
    follow_moves(by=draw.by, county=draw.county, begun=list(found), seating=seating)


@dataclass(frozen=True)
class Lives:
    """Of which households a story will be told, and who keeps the villages around them."""

    watch: Watch
    near: list[Posting]
    tales: list[Cast]


def _cast(
    draw: Draw, office: Office, stars: Stars, homes: dict[str, list[Household]], opened_on: date
) -> Lives:
    rng = draw.stream("watching")
    watch = Watch(draw.county, draw.by, office, draw.recipe.line, draw.on, draw.recipe.eventful, rng)
    near = [one for one in _near(draw, stars) if one.village_code in homes]
    return Lives(watch, near, list(cast_tales(watch, near, homes, opened_on, rng)))


def _watching(
    draw: Draw, office: Office, lives: Lives, homes: dict[str, list[Household]], opened_on: date
) -> None:
    names = Names(draw.stream("newcomers"), draw.recipe.tibetan)
    with deciding_once(moment(draw.on, NIGHT)):
        said = _pair(draw, office, lives.near, homes, opened_on)
        done = live_watching(lives.watch, lives.tales, lives.near, names, opened_on)
    stopped = "".join(f"；{reason.sentence}" for reason in done.refused)
    draw.tell(f"结对 {said} 条；农户变动和监测 {done.stories} 件，规则提示 {done.warned} 条{stopped}")


def _pair(
    draw: Draw, office: Office, near: list[Posting], homes: dict[str, list[Household]], opened_on: date
) -> int:
    if draw.on > clock.today():
        return 0  # pairings are said as of today; for a day that is still to come nobody can say them
    rng = draw.stream("pairings")
    return pair_all(
        by=office.county_officer,
        county=draw.county,
        townships=[town.code for town in places.townships(draw.county, opened_on)],
        postings=_postings(draw, draw.on),
        near=near,
        homes=homes,
        names=Names(rng, draw.recipe.tibetan),
        since=opened_on,
        handed_on=max(draw.on - HANDED_OVER_AGO, opened_on + ONE_DAY),
        rng=rng,
    )


def _near(draw: Draw, stars: Stars) -> tuple[Posting, ...]:
    postings = list(postings_between(draw.county, draw.on, draw.on).select_related("person__user", "unit"))
    return secretaries_of(postings, stars.secretary)


def _matters(draw: Draw, office: Office, stars: Stars, opened_on: date) -> None:
    around = Neighbourhood(draw.county, draw.by, office, _near(draw, stars), draw.on, opened_on)
    draw.tell(f"办件：{live_matters(around, draw.stream('matters'))} 件")


def _requests(draw: Draw, office: Office, stars: Stars, opened_on: date) -> None:
    near = _near(draw, stars)
    asking = Asking(draw.county, office, near, draw.on, opened_on, draw.stream("requests"))
    draw.tell(f"填报任务：{live_requests(asking)} 项")


def _scene(
    draw: Draw, office: Office, stars: Stars, homes: dict[str, list[Household]], running: Month
) -> Scene:
    pack = pack_of(draw.county)
    duty = presence_duty(pack)
    own = township_of(stars.secretary.village_code)
    others = sorted({township_of(code) for code in homes} - {own})
    count = min(draw.recipe.silent_townships - 1, len(others))
    return Scene(
        recipe=draw.recipe,
        seed=draw.seed,
        basis=(duty.basis if duty else None) or Basis.PART_TIME,
        calendar=pack.calendar,
        office=office,
        stars=stars,
        homes=homes,
        silent=[own, *draw.stream("silent").sample(others, count)],
        running=running,
    )
