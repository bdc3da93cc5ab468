"""The notice and the ledger: made from the screen's query, and kept."""

from datetime import date
from io import BytesIO

import docx
import openpyxl
from django.urls import reverse

from zhucun.attendance import services
from zhucun.attendance.choices import Kind
from zhucun.audit.models import AuditEvent
from zhucun.documents import store
from zhucun.documents.models import Paper
from zhucun.kernel import clock
from zhucun.kernel.place_codes import township_of

OCTOBER = date(2026, 10, 1)


def page(stage, name):
    return reverse(f"attendance:{name}", kwargs={"county": stage.code, "month": OCTOBER})


def short_month(stage):
    """One of the two falls short, and the township has confirmed it."""
    services.add_entry(
        by=stage.secretary,
        posting=stage.posting,
        kind=Kind.PERSONAL_LEAVE,
        first_day=date(2026, 10, 12),
        last_day=date(2026, 10, 14),
        at=clock.now(),
    )
    services.confirm_month(
        by=stage.township,
        county=stage.code,
        township_code=township_of(stage.posting.village_code),
        month=OCTOBER,
        at=clock.now(),
    )


def test_the_notice_states_the_totals_of_the_screen_and_names_who_fell_short(full_time, client_of):
    short_month(full_time)
    client = client_of(full_time.officer)
    totals = client.get(page(full_time, "month")).context["totals"]

    notice = docx.Document(BytesIO(client.post(page(full_time, "notice")).getvalue()))

    said = "".join(node.text or "" for node in notice.element.iter() if node.tag.endswith("}t"))
    assert "关于2026年10月驻村干部在岗情况的通报" in said
    assert f"驻村干部2人，其中达标{totals['met']}人，未达标{totals['not_met']}人" in said
    assert "李书记" in said
    assert "差 3 天" in said
    assert "5个工作日内说明" in said
    assert "未用印" in "".join(p.text for section in notice.sections for p in section.header.paragraphs)


def test_the_ledger_has_a_row_per_cadre_and_a_column_per_day(full_time, client_of):
    short_month(full_time)

    answer = client_of(full_time.officer).post(page(full_time, "ledger"))

    rows = list(openpyxl.load_workbook(BytesIO(answer.getvalue())).worksheets[0].iter_rows(values_only=True))
    head = next(row for row in rows if row[0] == "乡镇")
    mine = next(row for row in rows if row[3] == "李书记")
    assert head[10:] == tuple(str(day) for day in range(1, 32))
    assert (mine[4], mine[5], mine[8]) == (18, 15, "▲ 未达标")
    assert mine[10 + 11 : 10 + 14] == ("假", "假", "假")


def test_a_paper_made_is_kept_whole_and_can_be_fetched_again(full_time, client_of):
    client = client_of(full_time.officer)
    first = client.post(page(full_time, "notice")).getvalue()

    paper = Paper.objects.in_county(full_time.code).get()
    again = client.get(reverse("documents:download", kwargs={"county": full_time.code, "paper": paper.id}))

    assert again.getvalue() == first == store.read(paper.digest)
    assert paper.figures == {"people": 2, "met": 2}
    assert AuditEvent.objects.in_county(full_time.code).get(act="documents.paper_made").subject_id == paper.id


def test_looking_makes_nothing_and_others_may_not_make_it(full_time, part_time, client_of):
    assert client_of(full_time.officer).get(page(full_time, "notice")).status_code == 302
    assert client_of(full_time.secretary).post(page(full_time, "notice")).status_code == 403
    assert client_of(part_time.officer).post(page(full_time, "notice")).status_code == 404
    assert not Paper.objects.in_county(full_time.code).exists()
