"""All answers to one occasion leave as a file: the same rows and sums as on screen, and a line in the trail."""

import io

import pytest
from openpyxl import load_workbook

from zhucun.burden.tests.acting import acts, answered, running, url, whole

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_today")]


def taken(client, cast, request) -> list[list[object]]:
    answer = client.post(url("answers_xlsx", cast, request.id, 1))
    file = b"".join(answer.streaming_content)
    return [list(row) for row in load_workbook(io.BytesIO(file)).worksheets[0].iter_rows(values_only=True)]


def test_the_file_holds_what_the_screen_shows_numbers_as_numbers_and_says_who_took_it(
    cast, second, client_of
):
    held = running(cast, second, whole(cast))
    answered(cast, held, f2='=HYPERLINK("http://evil")')

    rows = taken(client_of(cast.county_officer), cast, held)

    head = next(at for at, row in enumerate(rows) if row[0] == "村")
    by_name = {row[0]: row[1:] for row in rows[head + 1 :]}
    own = cast.villages[0].name
    assert by_name[own][1] == 3 and by_name[own][2] == '\'=HYPERLINK("http://evil")'
    assert by_name[cast.villages[1].name] == ["还没有交", None, None]
    assert by_name["合计"][1] == 3
    assert acts(cast)[-1] == "burden.answers_exported"


def test_who_reaches_one_village_takes_that_one_out(cast, second, client_of):
    held = running(cast, second, whole(cast))

    names = {row[0] for row in taken(client_of(cast.first_secretary), cast, held)}

    assert cast.villages[0].name in names and cast.villages[2].name not in names


def test_looking_takes_nothing_out_and_the_outsider_is_not_let_in(cast, second, client_of):
    held = running(cast, second)

    assert client_of(cast.county_officer).get(url("answers_xlsx", cast, held.id, 1)).status_code == 405
    assert client_of(cast.outsider).post(url("answers_xlsx", cast, held.id, 1)).status_code == 404
    assert client_of(cast.county_officer).post(url("answers_xlsx", cast, held.id, 9)).status_code == 404
