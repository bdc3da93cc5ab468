"""One paper of many in the background: asked for, worked on, stopped, taken over after a kill, handed out as one archive."""

import io
import zipfile
from datetime import timedelta

import pytest
from django.urls import reverse

from zhucun.accounts.queries import scope_of
from zhucun.audit.models import AuditEvent
from zhucun.audit.services import System
from zhucun.documents import running, services_runs, store
from zhucun.documents.choices import RunState
from zhucun.documents.models import Paper, PaperRun
from zhucun.documents.running import LEASE, work_next
from zhucun.kernel import clock
from zhucun.policy.queries import pack_of

pytestmark = pytest.mark.usefixtures("frozen_today")
NIGHT = System("成批生成")


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.ZHUCUN_HOME = tmp_path


def ask(cast, client_of, by=None, document="village-card", **sent):
    where = reverse("documents:ask_run", args=[cast.home.code, "county", f"{cast.home.code}000000", document])
    return client_of(by or cast.county_officer).post(where, sent)


def asked(cast) -> PaperRun:
    return PaperRun.objects.in_county(cast.home.code).get()


def work(going=lambda: True):
    return work_next(by=NIGHT, going=going)


def acts(cast):
    return list(AuditEvent.objects.in_county(cast.home.code).values_list("act", flat=True))


def files_left(tmp_path):
    return list(tmp_path.rglob("*.docx"))


def test_everybody_s_papers_come_as_one_archive_in_the_order_of_villages(cast, client_of):
    ask(cast, client_of)

    work()

    run = asked(cast)
    with zipfile.ZipFile(io.BytesIO(store.read(run.result.digest))) as archive:
        names = archive.namelist()
        listed = archive.read("目录.txt").decode("utf-8-sig").split()
    assert (run.state, run.done, run.total) == (RunState.DONE, len(cast.villages), len(cast.villages))
    assert names[:-1] == sorted(names[:-1]) == listed
    assert all("村情卡.docx" in name for name in listed)
    assert {"documents.run_asked", "documents.run_done"} <= set(acts(cast))


def test_the_page_tells_how_far_it_is_and_then_hands_it_out(cast, client_of):
    ask(cast, client_of)
    client = client_of(cast.county_officer)
    where = reverse("documents:run", args=[cast.home.code, asked(cast).id])
    before = client.get(where, headers={"HX-Request": "true"}).content.decode()

    work()

    after = client.get(where).content.decode()
    assert f"0 / {len(cast.villages)}" in before and "hx-trigger" in before and "<html" not in before
    assert "下载压缩包" in after and "hx-trigger" not in after


def test_who_stops_it_is_obeyed_before_the_next_paper_and_nothing_is_left(cast, client_of, tmp_path):
    ask(cast, client_of)
    run, client = asked(cast), client_of(cast.county_officer)
    stop = reverse("documents:stop_run", args=[cast.home.code, run.id])

    def stopped_meanwhile():
        client.post(stop)
        return True

    work(stopped_meanwhile)

    assert (asked(cast).state, asked(cast).done) == (RunState.STOPPED, 1)
    assert files_left(tmp_path) == []
    assert not Paper.objects.in_county(cast.home.code).exists()
    assert "documents.run_stopped" in acts(cast)
    assert "已经停下" in client.get(reverse("documents:run", args=[cast.home.code, run.id])).content.decode()


def test_after_a_kill_the_next_worker_goes_on_and_makes_none_twice(cast, client_of, monkeypatch):
    ask(cast, client_of)
    work(lambda: False)  # gone after the first
    assert work() is None  # its lease still holds

    made = []
    monkeypatch.setattr(running, "refuse_numbers", lambda _paper, filled: made.append(filled))
    PaperRun.objects.in_county(cast.home.code).update(lease_until=clock.now() - timedelta(seconds=1))
    work()

    assert asked(cast).state == RunState.DONE
    assert len(made) == len(cast.villages) - 1


def test_two_workers_never_have_the_same_run(cast, client_of, monkeypatch):
    ask(cast, client_of)
    seen = []

    def second_worker():
        seen.append(work())
        return True

    work(second_worker)

    assert seen == [None] * len(cast.villages)
    assert asked(cast).lease_until is None and timedelta(0) < LEASE


def test_the_same_asked_twice_is_refused_with_a_sentence(cast, client_of):
    ask(cast, client_of)

    again = ask(cast, client_of)

    page = client_of(cast.county_officer).get(again["Location"])
    assert again.status_code == 302 and page.status_code == 200
    assert PaperRun.objects.in_county(cast.home.code).count() == 1


def test_whoever_lost_the_right_meanwhile_gets_nothing(cast, client_of, monkeypatch):
    ask(cast, client_of)
    cast.county_officer.is_active = False
    cast.county_officer.save()

    work()

    assert asked(cast).state == RunState.FAILED
    assert "没有生成这份文书的权限" in asked(cast).problem
    assert not Paper.objects.in_county(cast.home.code).exists()


def test_a_period_that_cannot_be_is_refused(cast, client_of):
    answer = ask(cast, client_of, document="month-diary", period="2026-99")

    assert answer.status_code == 302
    assert not PaperRun.objects.in_county(cast.home.code).exists()


def test_the_outsider_and_who_has_only_a_part_of_the_place_see_nothing(cast, client_of):
    ask(cast, client_of)
    where = reverse("documents:run", args=[cast.home.code, asked(cast).id])
    stop = reverse("documents:stop_run", args=[cast.home.code, asked(cast).id])

    assert ask(cast, client_of, by=cast.outsider).status_code == 404
    assert client_of(cast.outsider).get(where).status_code == 404
    assert client_of(cast.township_officer).get(where).status_code == 404
    assert client_of(cast.township_officer).post(stop).status_code == 404
    assert client_of(cast.unit_contact).get(where).status_code == 403
    assert asked(cast).state == RunState.WAITING


def test_a_township_has_its_own_villages_alone(cast, client_of):
    township = f"{cast.villages[0].code[:9]}000"
    where = reverse("documents:ask_run", args=[cast.home.code, "township", township, "village-card"])

    client_of(cast.township_officer).post(where)

    assert asked(cast).total == sum(one.code.startswith(township[:9]) for one in cast.villages)


def test_a_service_that_is_asked_for_nobody_says_so(cast):
    scope = scope_of(cast.county_officer, cast.home.code, on=clock.today())
    paper = pack_of(cast.home.code).papers["household-file"]
    with pytest.raises(services_runs.NobodyToWriteOf):
        services_runs.ask_run(
            by=cast.county_officer,
            county=cast.home.code,
            scope=scope,
            paper=paper,
            place=f"{cast.home.code}000000",
            period="2026",
            site="https://zhucun.example/",
            at=clock.now(),
        )
