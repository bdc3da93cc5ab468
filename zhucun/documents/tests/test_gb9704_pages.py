"""The printed page, measured in millimetres after LibreOffice has drawn it."""

from collections import Counter
from dataclasses import replace
from io import BytesIO

import pdfplumber
import pytest

from zhucun.documents.gb9704.paper import Attachment, Form, Paragraph
from zhucun.documents.gb9704.render import to_docx
from zhucun.documents.office import to_pdf
from zhucun.documents.tests.papers import NOTICE, table, with_body

pytestmark = [pytest.mark.office, pytest.mark.slow]

MM = 25.4 / 72
TOP, BOTTOM, LEFT, RIGHT = 37, 297 - 35, 28, 210 - 26
FULL_PAGES = with_body(Paragraph.of("驻" * 28 * 60))


@pytest.fixture(scope="module")
def opened(tmp_path_factory):
    """A paper's pages; each paper is printed once."""
    pages = {}

    def open_(paper):
        if paper not in pages:
            pdf = to_pdf(to_docx(paper), workspace=tmp_path_factory.mktemp("office"))
            pages[paper] = pdfplumber.open(BytesIO(pdf)).pages
        return pages[paper]

    yield open_
    for printed in pages.values():
        printed[0].pdf.close()


def inside(page):
    return [char for char in page.chars if TOP <= char["top"] * MM < BOTTOM - 1]


def lines(page):
    """Characters per line of the type area, from the top."""
    return [count for _, count in sorted(Counter(round(char["top"]) for char in inside(page)).items())]


def words(page):
    return "".join(char["text"] for char in sorted(page.chars, key=lambda c: (round(c["top"]), c["x0"])))


def ink(page, is_ink):
    """The bands of rows, in millimetres, in which there is ink of a kind."""
    image = page.to_image(resolution=254).original.convert("RGB")
    pixels = image.load()
    bands: list[list[int]] = []
    for row in range(image.height):
        inked = any(is_ink(*pixels[column, row]) for column in range(0, image.width, 2))
        if inked and (not bands or bands[-1][1] != row):
            bands.append([row, row + 1])
        elif inked:
            bands[-1][1] = row + 1
    return [(start / 10, end / 10) for start, end in bands]


def red(r, g, b):
    return r > 150 and g < 120 and b < 120


def folio(page):
    below = [char for char in page.chars if char["top"] * MM > BOTTOM and char["text"].strip()]
    return sorted(below, key=lambda char: char["x0"])


def test_a_full_page_has_22_lines_of_28_characters(opened):
    second = opened(FULL_PAGES)[1]

    assert len(lines(second)) == 22
    assert set(lines(second)) == {28}


def test_a_full_page_fills_the_type_area_and_nothing_leaves_it(opened):
    chars = inside(opened(FULL_PAGES)[1])

    left, right = min(c["x0"] for c in chars) * MM, max(c["x1"] for c in chars) * MM
    top, bottom = min(c["top"] for c in chars) * MM, max(c["bottom"] for c in chars) * MM
    assert left == pytest.approx(LEFT, abs=0.5)
    assert right == pytest.approx(RIGHT, abs=1)
    assert TOP <= top < TOP + 4
    assert BOTTOM - 4 < bottom <= BOTTOM


def test_punctuation_at_the_end_of_a_line_stays_in_the_type_area(opened):
    crowded = with_body(Paragraph.of("村" * 26 + "，" + "村" * 27 + "。" + "村" * 28 + "；村，"))

    chars = [char for page in opened(crowded) for char in inside(page)]

    assert max(char["x1"] for char in chars) * MM <= RIGHT + 0.5


def test_the_mark_is_red_35_mm_below_the_type_area_and_the_line_4_mm_below_the_number(opened):
    first = opened(NOTICE)[0]

    mark, line = ink(first, red)
    number = [char["bottom"] * MM for char in first.chars if char["text"] == "〔"]
    assert mark[0] == pytest.approx(TOP + 35, abs=1)
    assert line[0] == pytest.approx(number[0] + 4, abs=1.5)


def test_the_red_line_is_as_wide_as_the_type_area(opened):
    edges = [edge for edge in opened(NOTICE)[0].lines + opened(NOTICE)[0].rects if edge["width"] * MM > 100]

    assert edges
    assert {(round(edge["x0"] * MM), round(edge["x1"] * MM)) for edge in edges} == {(LEFT, RIGHT)}


@pytest.mark.parametrize(("page", "edge"), [(0, "right"), (1, "left"), (2, "right")])
def test_page_numbers_stand_one_character_from_their_edge(opened, page, edge):
    number = folio(opened(FULL_PAGES)[page])

    assert "".join(char["text"] for char in number) == f"—{page + 1}—"
    if edge == "right":
        assert number[-1]["x1"] * MM == pytest.approx(RIGHT - 14 * MM, abs=0.5)
    else:
        assert number[0]["x0"] * MM == pytest.approx(LEFT + 14 * MM, abs=0.5)


def test_the_dashes_of_the_page_number_are_7_mm_below_the_type_area(opened):
    page = opened(FULL_PAGES)[0]
    dash = folio(page)[0]

    strip = page.crop((dash["x0"], dash["top"], dash["x1"], min(dash["bottom"], page.height)))
    top = dash["top"] * MM + ink(strip, lambda r, g, b: max(r, g, b) < 140)[0][0]
    assert top == pytest.approx(BOTTOM + 7, abs=0.5)


@pytest.mark.parametrize("paragraphs", [1, 6, 17, 21, 24])
def test_the_imprint_ends_on_the_lower_edge_of_the_last_page_and_covers_no_text(opened, paragraphs):
    last = opened(with_body(*[Paragraph.of(f"第{at}段。") for at in range(paragraphs)]))[-1]

    edges = sorted(
        {round(edge["top"] * MM, 1) for edge in last.lines + last.rects if edge["width"] * MM > 100}
    )[-3:]
    printed = [char["bottom"] * MM for char in inside(last) if char["size"] > 15]
    assert edges[-1] == pytest.approx(BOTTOM, abs=0.6)
    assert all(bottom < edges[0] for bottom in printed)
    assert "抄送：" in words(last)


def test_the_first_page_shows_the_body(opened):
    assert "驻驻驻" in words(opened(FULL_PAGES)[0])


def test_a_turned_table_stays_in_its_type_area_with_the_number_where_the_others_have_it(opened):
    pages = opened(with_body(Paragraph.of("现通报如下。"), table(14, 60)))

    turned = [page for page in pages if page.width > page.height]
    cells = [
        char for page in turned for char in page.chars if char["top"] * MM >= 28 and char["x0"] * MM > 34
    ]
    assert len(turned) >= 2
    assert all("第0列" in words(page) for page in turned)
    assert max(char["x1"] for char in cells) * MM <= 297 - 37
    assert max(char["bottom"] for char in cells) * MM <= 210 - 26
    for page in turned:
        aside = [char for char in page.chars if char["x1"] * MM < 35 and char["text"].strip()]
        low = page.page_number % 2 == 1
        assert str(page.page_number) in {char["text"] for char in aside}
        assert all((char["top"] * MM > 105) == low for char in aside)


def test_a_short_table_of_fourteen_columns_stays_in_the_upright_type_area(opened):
    pages = opened(with_body(Paragraph.of("现通报如下。"), table(14, 3)))

    edges = [edge[side] * MM for page in pages for edge in page.lines + page.rects for side in ("x0", "x1")]
    assert all(page.width < page.height for page in pages)
    assert min(edges) >= LEFT - 0.6
    assert max(edges) <= RIGHT + 0.6


def test_an_attachment_has_its_label_on_the_first_line_and_its_title_on_the_third(opened):
    paper = replace(NOTICE, attachments=(Attachment("整改清单", (Paragraph.of("无。"),)),))

    page = opened(paper)[-1]
    label = next(char for char in inside(page) if char["text"] == "附")
    title = next(char for char in inside(page) if char["text"] == "整")
    assert label["x0"] * MM == pytest.approx(LEFT, abs=0.5)
    assert label["top"] * MM < TOP + 10.2
    assert TOP + 2 * 10.2 <= title["top"] * MM < TOP + 3 * 10.2


def test_a_letter_has_its_mark_at_30_mm_double_lines_of_170_mm_and_no_number_on_its_first_page(opened):
    letter = replace(NOTICE, form=Form.LETTER, mark="中共白玉县委组织部", urgency="加急")

    first, *_ = opened(letter)

    mark, thick, thin, lower_thin, lower_thick = ink(first, red)
    assert mark[0] == pytest.approx(30, abs=1)
    assert thick[1] - thick[0] > thin[1] - thin[0]
    assert lower_thick[1] - lower_thick[0] > lower_thin[1] - lower_thin[0]
    assert thick[0] == pytest.approx(mark[1] + 4, abs=1)
    assert lower_thin[0] == pytest.approx(297 - 20, abs=1)
    assert folio(first) == []


def test_rare_characters_reach_the_printed_page(opened):
    printed = opened(with_body(Paragraph.of("莫𡐓村、那𡌶村，昇、玥、旻、堃。")))

    text = "".join(words(page) for page in printed)
    assert all(char in text for char in "𡐓𡌶昇玥旻堃")


MINUTES = replace(
    NOTICE,
    form=Form.MINUTES,
    mark="青山村会议纪要",
    recipients=(),
    attended=(("出席", ("王小明", "李桂香")), ("列席", ("张三",))),
)
ORDER = replace(NOTICE, form=Form.ORDER, mark="白玉县人民政府令", recipients=())
MATERIAL = replace(
    NOTICE, form=Form.MATERIAL, mark="", number=None, recipients=(), printed_by="", issuer="", draft_mark=""
)


def test_minutes_bear_a_red_mark_35_mm_down_name_who_was_there_and_are_not_signed(opened):
    first = opened(MINUTES)[0]

    mark = ink(first, red)[0]
    assert mark[0] == pytest.approx(TOP + 35, abs=1)
    assert "出席：王小明，李桂香" in words(first) and "列席：张三" in words(first)
    assert NOTICE.issuer not in words(first)


def test_who_was_there_is_named_in_the_faces_of_the_standard(opened):
    there = [char for char in opened(MINUTES)[0].chars if char["text"] in "出席王"]

    assert {round(char["size"]) for char in there} == {16}
    assert {char["text"]: char["fontname"] for char in there}["出"] != {
        char["text"]: char["fontname"] for char in there
    }["王"]


def test_the_mark_of_an_order_stands_20_mm_down_and_its_number_two_lines_below(opened):
    first = opened(ORDER)[0]

    mark = ink(first, red)[0]
    number = next(char for char in first.chars if char["text"] == "第")
    line = 28.95 * MM
    assert mark[0] == pytest.approx(TOP + 20, abs=1)
    assert number["top"] * MM - mark[1] == pytest.approx(2.5 * line, abs=line)


def test_material_begins_with_its_title_and_has_neither_red_nor_a_draft_s_mark(opened):
    first = opened(MATERIAL)[0]

    top = min(char["top"] for char in inside(first)) * MM
    assert top == pytest.approx(TOP + 2, abs=3)
    assert ink(first, red) == []
    assert "未用印" not in words(first)
