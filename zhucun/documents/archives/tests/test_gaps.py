"""What is missing in archives: found for a whole county at once, told to whoever brings it, and never otherwise than the box."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from zhucun.accounts.queries import scope_of
from zhucun.audit.models import AuditEvent
from zhucun.audit.services import System
from zhucun.documents.archives.gaps import look_everywhere, look_for_gaps
from zhucun.documents.archives.reading import box_of
from zhucun.documents.models import ArchiveGap
from zhucun.fieldwork.tests.builders import note_down, visit
from zhucun.kernel import clock
from zhucun.kernel.guard import watching

pytestmark = pytest.mark.usefixtures("frozen_today")
BY = System("核对档案")
PDF = b"%PDF-1.7\n%%EOF\n"


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.ZHUCUN_HOME = tmp_path


def look(cast):
    return look_for_gaps(by=BY, county=cast.home.code, at=clock.now())


def missing(cast, village=0):
    rows = ArchiveGap.objects.in_county(cast.home.code).filter(village_code=cast.villages[village].code)
    return set(rows.filter(year=2026).values_list("item", flat=True))


def home(cast, client):
    return client.get(reverse("home:home", args=[cast.home.code])).content.decode()


def test_what_is_missing_is_what_the_box_misses(cast):
    visit(cast)
    note_down(cast)

    look(cast)

    scope = scope_of(cast.county_officer, cast.home.code, on=clock.today())
    for village in (0, 1, 2):
        box = box_of(scope, cast.villages[village].code, 2026, on=clock.today())
        assert missing(cast, village) == {shelf.item.id for shelf in box.shelves if not shelf.filled}
    assert {"visits", "projects"} & missing(cast) == set()
    assert {"visits", "projects"} <= missing(cast, 1)


def test_whoever_brings_it_is_told_on_the_home_page_of_what_is_due_alone(cast, client_of):
    look(cast)
    due = ArchiveGap.objects.in_county(cast.home.code).filter(
        village_code=cast.villages[0].code,
        provider="first_secretary",
        due_on__lte=clock.today() + timedelta(days=30),
    )

    own = home(cast, client_of(cast.first_secretary))

    assert due.count() == due.filter(due_on__lt=clock.today()).count() == 5
    assert "档案还缺 5 项，由您提供" in own and "5 项过了日期" in own
    assert "由您提供" not in home(cast, client_of(cast.team_member))
    assert "由您提供" not in home(cast, client_of(cast.county_officer))


def test_in_december_what_ends_with_the_year_is_told_as_well(cast, client_of, time_machine_of_december):
    look(cast)

    assert "项，由您提供" in home(cast, client_of(cast.township_officer))


@pytest.fixture
def time_machine_of_december():
    import time_machine

    with time_machine.travel(date(2026, 12, 5), tick=False):
        yield


def test_a_file_that_is_brought_fills_its_item_at_once_and_taken_back_is_missing_again(cast, client_of):
    look(cast)
    client = client_of(cast.first_secretary)
    where = reverse(
        "documents:archive_bring", args=[cast.home.code, 2026, cast.villages[0].code, "study-plan"]
    )
    assert "study-plan" in missing(cast)

    client.post(where, {"file": SimpleUploadedFile("计划.pdf", PDF)})
    assert "study-plan" not in missing(cast)

    brought = cast_file(cast)
    client.post(reverse("documents:archive_back", args=[cast.home.code, brought.id]), {"because": "放错了"})
    assert "study-plan" in missing(cast)


def cast_file(cast):
    from zhucun.documents.models import ArchiveFile

    return ArchiveFile.objects.in_county(cast.home.code).get()


def test_the_list_of_villages_says_how_much_is_missing_and_of_when_that_is(cast, client_of):
    where = reverse("documents:archives", args=[cast.home.code])
    client = client_of(cast.county_officer)
    assert "还没有核对过" in client.get(where).content.decode()

    look(cast)

    page = client.get(where).content.decode()
    assert f"缺 {len(missing(cast))} 项" in page and "最近一次 2026-11-18" in page


def test_a_second_look_changes_nothing_and_what_was_filled_since_goes(cast):
    first, again = look(cast), look(cast)
    visit(cast)
    after = look(cast)

    assert first.changed == first.missing > 0 and again.changed == 0
    assert (after.changed, after.missing) == (1, first.missing - 1)


def test_every_county_with_a_checklist_is_looked_through_and_the_trail_tells_of_it(cast):
    counties = [found.county for found in look_everywhere(by=BY, at=clock.now())]

    assert cast.home.code in counties
    line = AuditEvent.objects.in_county(cast.home.code).get(act="documents.archives_looked_through")
    assert line.actor_id is None


def test_in_january_the_box_of_last_year_is_still_looked_after(cast):
    import time_machine

    with time_machine.travel(date(2027, 1, 10), tick=False):
        look(cast)

    rows = ArchiveGap.objects.in_county(cast.home.code)
    assert set(rows.values_list("year", flat=True)) == {2026, 2027}


def test_a_look_asks_as_often_however_much_there_is(cast):
    look(cast)
    with watching() as few:
        look(cast)
    for _each in range(4):
        visit(cast)
        note_down(cast)

    look(cast)
    with watching() as many:
        look(cast)

    assert len(many.statements) == len(few.statements)
