from datetime import date

import pytest
from django.utils.safestring import SafeString
from django.utils.translation import override

from zhucun.kernel.ribbon import KINDS, month_cells, ribbon

OCTOBER = ".......ppp.lllpp..ppppp..ppppp."


def test_every_day_becomes_one_cell_in_its_order():
    html = ribbon("p.lx")

    assert html.count("<i ") == 4
    assert html.endswith("<i class=p></i><i class=w></i><i class=l></i><i class=x></i></span>")


def test_the_cells_are_summed_up_for_those_who_cannot_see_them():
    html = ribbon(OCTOBER)

    assert 'role="img"' in html
    assert "在村 15 天" in html
    assert "请假 3 天" in html
    assert "培训" not in html


@pytest.mark.parametrize("strange", ["ppz", "p<", 'p"', "p p", "在"])
def test_a_letter_that_is_no_kind_of_day_is_refused(strange):
    with pytest.raises(ValueError, match="no such kind of day"):
        ribbon(strange)


def test_a_ribbon_is_made_of_known_parts_only_and_so_is_safe():
    assert isinstance(ribbon("".join(KINDS)), SafeString)


def test_every_kind_has_a_class_of_its_own():
    assert len({kind.css for kind in KINDS.values()}) == len(KINDS)


def test_the_words_follow_the_language_of_the_reader():
    with override("en"):
        english = ribbon("p")

    assert english.count("<i ") == 1
    assert "在村 1 天" in ribbon("p")


def test_a_month_begins_in_the_column_of_its_weekday():
    cells = month_cells(2026, 10, OCTOBER)

    assert (cells[0].on, cells[0].column) == (date(2026, 10, 1), 4)
    assert (cells[-1].on, cells[-1].column) == (date(2026, 10, 31), 6)
    assert [cell.on.day for cell in cells if cell.code == "l"] == [12, 13, 14]


def test_a_calendar_refuses_what_a_ribbon_refuses():
    with pytest.raises(ValueError, match="no such kind of day"):
        month_cells(2026, 10, "?")
