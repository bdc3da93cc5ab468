"""Every figure of every paper, on the demo county: the list that it opens has as many lines as it says."""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from zhucun.accounts.models import User
from zhucun.cases.models import Case
from zhucun.demo.recipes import BAIYU as RECIPE
from zhucun.demo.recipes import small
from zhucun.demo.tests.conftest import build
from zhucun.dispatch.models import Posting
from zhucun.documents.models import Paper
from zhucun.documents.sources import subject_kinds
from zhucun.fieldwork.models import WorkRecord
from zhucun.households.models import Household
from zhucun.monitoring.models import Monitored
from zhucun.policy.pack import load_pack

pytestmark = [pytest.mark.thorough, pytest.mark.slow, pytest.mark.django_db]
BAIYU = RECIPE.county
NEXT = re.compile(r'<a[^>]*rel="next"[^>]*href="([^"]*\bpage=[^"]+)"')
MOST_PAGES = 60


@pytest.mark.usefixtures("frozen_today")
def test_every_figure_of_every_paper_opens_as_many_records(settings: Any, tmp_path: Path) -> None:
    settings.ZHUCUN_HOME = tmp_path
    build(small(RECIPE))
    client = Client()
    client.force_login(User.objects.get(username="baiyu-zuzhibu"))
    walked: dict[str, list[int]] = {}

    for paper in load_pack(BAIYU).papers.values():
        draft = reverse("documents:draft", args=[BAIYU, paper.subject, subject(paper.subject), paper.id])
        assert client.get(draft).status_code == 200, draft
        assert client.post(f"{draft}word/").status_code == 200, draft
        kept = Paper.objects.in_county(BAIYU).filter(kind=paper.id).latest("made_at")
        figures = [(count, link.partition("/c/")[2]) for count, link in kept.figures["counted"]]
        assert [(count, lines(client, f"/c/{link}"), link) for count, link in figures] == [
            (count, count, link) for count, link in figures
        ], paper.title
        walked[paper.id] = [count for count, _link in figures]

    assert sum(len(figures) for figures in walked.values()) > 60
    assert sum(1 for figures in walked.values() for count in figures if count) > 30
    assert {paper.subject for paper in load_pack(BAIYU).papers.values()} == subject_kinds() - {"county"}


def subject(kind: str) -> Any:
    """One of each that papers are written of, with as much behind it as the county has."""
    record = WorkRecord.objects.in_county(BAIYU).filter(is_current=True, voided=False).earliest("occurred_on")
    watched = Monitored.objects.in_county(BAIYU).first()
    family = watched.household if watched else Household.objects.in_county(BAIYU).earliest("id")
    village = family.village_code
    posting = Posting.objects.in_county(BAIYU).get(id=record.posting_id)
    of = {
        "posting": posting.id,
        "village": village,
        "household": family.id,
        "record": record.id,
        "case": Case.objects.in_county(BAIYU)
        .filter(confidential=False, against__isnull=True)
        .earliest("raised_on")
        .id,
        "township": f"{village[:9]}000",
        "county": f"{BAIYU}000000",
    }
    return of[kind]


def lines(client: Client, address: str) -> int:
    """How many lines a list has, over all of its pages."""
    return sum(len(page) for page in pages(client, address))


def pages(client: Client, address: str) -> Iterator[list[str]]:
    for _page in range(MOST_PAGES):
        answer = client.get(address)
        assert answer.status_code == 200, address
        text = answer.content.decode()
        tables = re.findall(r"<tbody.*?>(.*?)</tbody>", text, re.DOTALL)
        yield [row for table in tables for row in re.findall(r"<tr\b", table)] or re.findall(
            r'<li class="item', text
        )
        found = NEXT.search(text)
        if found is None:
            return
        onward = unescape(found[1])
        address = address.partition("?")[0] + onward if onward.startswith("?") else onward
    raise AssertionError(f"more than {MOST_PAGES} pages: {address}")
