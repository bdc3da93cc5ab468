from datetime import date

import pytest
from django.db import IntegrityError

from zhucun.audit.models import AuditEvent
from zhucun.audit.services import System
from zhucun.dispatch import importing, services
from zhucun.dispatch.choices import Political, Role
from zhucun.dispatch.county_book import roster_book
from zhucun.dispatch.models import Batch, Person, Posting
from zhucun.dispatch.refusals import RosterClash, RosterHasErrors, RosterIsEmpty
from zhucun.dispatch.roster.reading import read_roster
from zhucun.dispatch.sign_ins import open_accounts
from zhucun.dispatch.tests.roster_samples import OTHER, PLAIN, TODAY, citizen, credit_code, phone, workbook
from zhucun.kernel.guard import watching
from zhucun.places.models import Division, Unit
from zhucun.policy import registry

HERE = {"township": "青河镇", "village": "下坪村"}
FIRST = PLAIN | HERE
SECOND = OTHER | {"township": "白石乡", "village": "石门村", "role": "队员"}


def imported(cast, *rows, by=None, on=TODAY):
    sheet = read_roster(workbook(*rows), today=on)
    return services.import_roster(by=by or System(), county=cast.home.code, sheet=sheet, on=on)


def counts(cast):
    return [model.objects.in_county(cast.home.code).count() for model in (Unit, Batch, Person, Posting)]


def posting_of(cast, name):
    return (
        Posting.objects.in_county(cast.home.code)
        .select_related("person", "unit", "batch")
        .get(person__name=name)
    )


def test_a_roster_becomes_units_batch_people_and_postings(cast):
    before = counts(cast)

    imported(cast, FIRST, SECOND)

    assert [now - then for now, then in zip(counts(cast), before, strict=True)] == [2, 1, 2, 2]
    posting = posting_of(cast, "张三")
    assert (posting.unit.name, posting.unit.uscc) == ("县财政局", credit_code(1))
    assert (posting.batch.name, posting.batch.starts_on) == ("2026年第一批", date(2026, 3, 1))
    assert (posting.village_code, posting.role) == (cast.villages[1].code, Role.FIRST_SECRETARY)
    assert (posting.person.id_number, posting.person.phone) == (citizen(1), phone(1))
    assert posting.person.political == Political.MEMBER


def test_the_same_roster_again_writes_nothing(cast):
    imported(cast, FIRST, SECOND)
    before = counts(cast)

    done = imported(cast, FIRST, SECOND)

    assert counts(cast) == before
    assert (done.totals.new, done.totals.changed, done.totals.unchanged) == (0, 0, 2)


def test_a_corrected_last_day_moves_the_end_of_the_role_with_it(cast):
    imported(cast, FIRST)
    posting = posting_of(cast, "张三")
    [slip] = open_accounts(by=cast.county_officer, county=cast.home.code, postings=[posting], on=TODAY)

    imported(cast, FIRST | {"ends_on": "2026-12-31"})

    assert [grant.ends_on for grant in slip.user.grants.all()] == [date(2026, 12, 31)]


def test_a_corrected_roster_changes_what_differs_and_nothing_else(cast):
    imported(cast, FIRST, SECOND)
    before = posting_of(cast, "张三")

    changed = FIRST | {
        "phone": phone(9),
        "ends_on": "2026-05-31",
        "political": "群众",
        "unit": "县教育局",
        "uscc": None,
    }
    imported(cast, changed, SECOND)

    after = posting_of(cast, "张三")
    assert after.id == before.id
    assert (after.ends_on, after.unit.name) == (date(2026, 5, 31), "县教育局")
    assert (after.person.phone, after.person.political) == (phone(9), Political.MASSES)
    assert (after.person.id_number, after.role) == (citizen(1), before.role)


def test_one_error_and_nothing_at_all_is_written(cast):
    before = counts(cast)

    with pytest.raises(RosterHasErrors) as caught:
        imported(cast, FIRST, SECOND | {"village": "石山村"})

    assert caught.value.sentence == "名册里有 1 处须改，没有导入任何内容。"
    assert counts(cast) == before


def test_a_roster_without_lines_is_refused(cast):
    with pytest.raises(RosterIsEmpty):
        imported(cast)


def test_what_changed_since_the_preview_is_seen(cast):
    sheet = read_roster(workbook(FIRST), today=TODAY)
    imported(cast, FIRST | {"village": "上坪村", "role": "队员"})

    with pytest.raises(RosterHasErrors):
        services.import_roster(by=System(), county=cast.home.code, sheet=sheet, on=TODAY)


def test_a_clash_with_another_hand_is_told_and_leaves_nothing(cast, monkeypatch):
    def clash(*args):
        raise IntegrityError("unique")

    before = counts(cast)
    monkeypatch.setattr(importing, "_write_postings", clash)

    with pytest.raises(RosterClash):
        imported(cast, FIRST)
    assert counts(cast) == before


def test_the_trail_has_one_line_with_counts_and_digest_and_no_personal_data(cast):
    sheet = read_roster(workbook(FIRST, SECOND), today=TODAY)

    services.import_roster(by=cast.county_officer, county=cast.home.code, sheet=sheet, on=TODAY)

    (event,) = AuditEvent.objects.in_county(cast.home.code)
    assert (event.act, event.actor) == ("dispatch.roster_imported", "赵县委")
    assert event.details["digest"] == sheet.digest
    assert (event.details["postings"], event.details["persons"]) == (2, 2)
    assert not any(secret in str(event.details) for secret in ("张三", citizen(1), phone(1)))


def test_another_county_is_not_touched(cast):
    before = Posting.objects.in_county(cast.away.code).count()

    imported(cast, FIRST)

    assert Posting.objects.in_county(cast.away.code).count() == before


def test_the_months_of_what_changed_are_told_of_it(cast, monkeypatch):
    told = []
    monkeypatch.setitem(registry._refreshers, "test", lambda *change, at: told.append(change))

    imported(cast, FIRST)
    imported(cast, FIRST)
    imported(cast, FIRST | {"ends_on": "2026-03-31"})

    posting = posting_of(cast, "张三").id
    assert told == [
        (cast.home.code, date(2026, 5, 1), TODAY, [posting]),
        (cast.home.code, date(2026, 3, 31), TODAY, [posting]),
    ]


def test_importing_more_lines_takes_no_more_statements(cast):
    def statements(rows):
        sheet = read_roster(workbook(*rows), today=TODAY)
        with watching() as watch:
            services.import_roster(by=System(), county=cast.home.code, sheet=sheet, on=TODAY)
        assert watch.unpinned == []
        return len(watch.statements)

    def people(first, last):
        return [
            SECOND | {"name": f"干部{n}", "id_number": citizen(n), "phone": phone(n)}
            for n in range(first, last)
        ]

    statements(people(10, 12))

    assert statements(people(20, 25)) == statements(people(30, 60))


def test_the_book_knows_former_and_full_names_of_a_village(cast):
    village = cast.villages[0]
    Division.objects.filter(code=village.code).update(valid_from=date(2022, 1, 1))
    for code, name, successor in (
        (village.code, "老坪村", village.code),
        ("990001101290", "并入村", village.code),
    ):
        Division.objects.create(
            code=code,
            level=5,
            kind="village",
            name=name,
            short_name=name,
            valid_from=date(2015, 1, 1),
            valid_to=date(2021, 12, 31),
            successor_code=successor,
            source="测试",
        )

    book = roster_book(cast.home.code, on=TODAY)

    (found,) = [known for known in book.villages if known.code == village.code]
    assert (found.name, found.township) == ("上坪村", "青河镇")
    assert set(found.others) == {"上坪村村民委员会", "老坪村", "并入村"}


def test_the_book_reaches_as_far_as_the_importer(cast):
    township = cast.villages[2].code[:9]

    book = roster_book(cast.home.code, on=TODAY, prefixes=[township])

    assert [village.code for village in book.villages] == [cast.villages[2].code]
