"""Papers written of a subject: right to see, figures that open what they count, kept, refused for a board."""

import re
from dataclasses import replace
from html import unescape
from urllib.parse import urlsplit

import pytest
from django.urls import reverse

from zhucun.audit.models import AuditEvent
from zhucun.documents.models import Paper
from zhucun.documents.own_sources import WRITE
from zhucun.documents.sources import offered, subject_kinds
from zhucun.fieldwork.tests.builders import home, note_down, visit
from zhucun.kernel.guard import watching
from zhucun.policy.pack.paper_sources import PAPER_SOURCES

pytestmark = pytest.mark.usefixtures("frozen_today")
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def address(cast, name, kind, of, *more):
    return reverse(f"documents:{name}", args=[cast.home.code, kind, of, *more])


def diary(cast, name="draft"):
    return address(cast, name, "posting", cast.posting.id, "month-diary")


def taken(client, where, **sent):
    answer = client.post(where, sent)
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return answer, body


def test_every_source_that_a_pack_may_name_is_offered():
    assert set(offered()) == set(PAPER_SOURCES)
    assert subject_kinds() == {kind for source in PAPER_SOURCES.values() for kind in source.of}


def test_a_cadre_reads_the_own_diary_without_having_written_it_again(cast, client_of):
    visit(cast)
    note_down(cast)

    page = client_of(cast.first_secretary).get(diary(cast)).content.decode()

    assert "看茶园水渠" in page and "水管冻裂了" in page
    assert "记录<a" in page


def test_what_nobody_has_entered_is_named_and_not_made_up(cast, client_of):
    page = client_of(cast.first_secretary).get(
        address(cast, "draft", "household", home(cast).id, "household-file")
    )

    assert "还缺" in page.content.decode()
    assert "〔待补：一户的住房〕" in page.content.decode()


def test_the_paper_is_handed_out_kept_and_told_in_the_trail(cast, client_of):
    answer, body = taken(client_of(cast.first_secretary), diary(cast, "word"))

    kept = Paper.objects.in_county(cast.home.code).get()
    assert (answer["Content-Type"], body[:2]) == (WORD, b"PK")
    assert (kept.kind, kept.place_code, kept.made_by) == (
        "month-diary",
        cast.posting.village_code,
        cast.first_secretary,
    )
    line = AuditEvent.objects.in_county(cast.home.code).get(act="documents.paper_made")
    assert line.actor_id == cast.first_secretary.id


@pytest.mark.office
@pytest.mark.slow
def test_the_paper_can_be_had_as_pdf(cast, client_of):
    answer, body = taken(client_of(cast.first_secretary), diary(cast, "word"), **{"as": "pdf"})

    assert (answer["Content-Type"], body[:5]) == ("application/pdf", b"%PDF-")


def test_the_outsider_does_not_learn_whether_it_is_there(cast, client_of):
    client = client_of(cast.outsider)

    assert client.get(diary(cast)).status_code == 404
    assert client.post(diary(cast, "word")).status_code == 404
    assert client.get(address(cast, "choose", "posting", cast.posting.id)).status_code == 404


def test_a_contact_of_a_unit_has_no_right_to_write_papers(cast, client_of):
    assert client_of(cast.unit_contact).get(diary(cast)).status_code == 403


@pytest.mark.parametrize(
    ("kind", "of"),
    [("posting", "nothing"), ("household", "nothing"), ("record", "nothing"), ("village", "1"), ("cat", "1")],
)
def test_of_what_is_not_there_nothing_is_written(cast, client_of, kind, of):
    assert client_of(cast.county_officer).get(address(cast, "choose", kind, of)).status_code == 404


def test_a_paper_of_another_kind_of_subject_is_not_there(cast, client_of):
    where = address(cast, "draft", "posting", cast.posting.id, "village-card")

    assert client_of(cast.first_secretary).get(where).status_code == 404


@pytest.mark.parametrize(
    ("period", "words"),
    [("2026-13", "不是这份文书要的时段"), ("2026", "不是这份文书要的时段"), ("2027-01", "还没有到")],
)
def test_a_period_that_cannot_be_is_refused_with_a_sentence(cast, client_of, period, words):
    page = client_of(cast.first_secretary).get(f"{diary(cast)}?period={period}", follow=True)

    assert words in page.content.decode()


def test_a_village_worker_does_not_write_of_another_village(cast, client_of):
    other = cast.villages[2].code

    answer = client_of(cast.first_secretary).get(address(cast, "choose", "village", other))

    assert answer.status_code == 404


def test_a_kept_paper_is_closed_to_whom_its_sources_are_closed(cast, client_of, monkeypatch):
    taken(client_of(cast.first_secretary), diary(cast, "word"))
    kept = Paper.objects.in_county(cast.home.code).get()
    client = client_of(cast.township_officer)
    where = reverse("documents:download", args=[cast.home.code, kept.id])
    assert client.get(where).status_code == 200

    monkeypatch.setitem(offered(), "records", replace(offered()["records"], needs="audit.see"))

    assert client.get(where).status_code == 404
    assert kept.title not in client.get(reverse("documents:papers", args=[cast.home.code])).content.decode()


def test_a_paper_for_a_board_with_a_telephone_number_is_refused_and_nothing_is_kept(cast, client_of):
    from zhucun.monitoring.models import Monitored

    family = home(cast, name="张三 13812345678")
    Monitored.objects.create(
        county_code=cast.home.code,
        household=family,
        village_code=family.village_code,
        kind="sudden",
        channel="visited",
        since="2026-10-01",
    )
    where = [cast, "village", family.village_code, "monitored-notice"]
    client = client_of(cast.first_secretary)

    page = client.get(address(where[0], "draft", *where[1:])).content.decode()
    answer = client.post(address(where[0], "word", *where[1:]), follow=True)

    assert "改正以前不能下载" in page and "13812345678" not in re.sub(
        r"<article.*</article>", "", page, flags=re.S
    )
    assert "有像身份证号、电话或者银行卡号的数字" in answer.content.decode()
    assert not Paper.objects.in_county(cast.home.code).exists()


def test_the_number_of_statements_does_not_grow_with_records(cast, client_of):
    client = client_of(cast.first_secretary)
    family = home(cast)
    visit(cast, family)
    client.get(diary(cast))
    with watching() as few:
        client.get(diary(cast))
    for _each in range(4):
        visit(cast, family)

    with watching() as many:
        client.get(diary(cast))

    assert len(many.statements) == len(few.statements)


def test_every_figure_opens_a_list_of_just_so_many(cast, client_of):
    family = home(cast)
    visit(cast, family)
    visit(cast, family)
    note_down(cast)
    client = client_of(cast.first_secretary)

    taken(client, diary(cast, "word"))

    counted = Paper.objects.in_county(cast.home.code).get().figures["counted"]
    assert {count for count, _link in counted} == {2, 3}
    for count, link in counted:
        parts = urlsplit(link)
        page = unescape(client.get(f"{parts.path}?{parts.query}").content.decode())
        rows = re.findall(r"<tbody>(.*?)</tbody>", page, re.DOTALL)
        assert sum(body.count("<tr>") for body in rows) == count, link


def test_whoever_may_not_write_is_not_shown_the_way(cast, client_of):
    where = reverse("dispatch:posting", args=[cast.home.code, cast.posting.id])

    assert "写材料" in client_of(cast.first_secretary).get(where).content.decode()
    assert "写材料" not in client_of(cast.unit_contact).get(where).content.decode()
    assert WRITE == "documents.write"
