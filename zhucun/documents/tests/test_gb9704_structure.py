"""The Word file: what the standard asks for, as the XML says it."""

import re
from dataclasses import replace
from datetime import date
from io import BytesIO

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhucun.documents.characters import visible
from zhucun.documents.gb9704.paper import Attachment, Heading, Number, Paragraph, Run, Table
from zhucun.documents.gb9704.render import to_docx
from zhucun.documents.tests.papers import NOTICE, found, paragraphs, part, table, with_body

NAMES_OF_VILLAGES = "莫𡐓村、輋𣒍村、那𡌶村、\ue170村、\ue08b村"


def texts(docx_bytes: bytes, style: str) -> list[str]:
    return [words for name, words in paragraphs(docx_bytes) if name == style]


def test_the_same_paper_gives_the_same_bytes():
    assert to_docx(NOTICE) == to_docx(replace(NOTICE))


def test_the_file_opens_as_a_word_document_with_its_title_and_date():
    opened = docx.Document(BytesIO(to_docx(NOTICE)))

    assert opened.core_properties.title == NOTICE.title
    assert opened.core_properties.created.date() == date(2026, 7, 3)


def test_the_page_is_a4_with_the_margins_of_the_standard():
    section = docx.Document(BytesIO(to_docx(NOTICE))).sections[0]

    size = [section.page_width, section.page_height]
    margins = [section.top_margin, section.right_margin, section.bottom_margin, section.left_margin]
    assert [round(each.mm) for each in size if each] == [210, 297]
    assert [round(each.mm, 1) for each in margins if each] == [37.0, 26.0, 35.0, 28.0]


def test_a_draft_has_no_serial_and_says_that_it_is_not_sealed():
    draft = to_docx(replace(NOTICE, number=Number("白组", 2026)))

    assert texts(draft, "Number") == ["白组〔2026〕\u3000号"]
    assert "未用印" in part(draft, "word/header1.xml")


def test_without_a_number_the_year_of_the_paper_is_left_to_fill_in():
    assert texts(to_docx(replace(NOTICE, number=None)), "Number") == ["〔2026〕\u3000号"]


def test_a_registered_number_has_no_leading_zero():
    assert texts(to_docx(NOTICE), "Number") == ["白组〔2026〕7号"]


def test_headings_are_counted_and_start_anew_below_their_parent():
    paper = with_body(
        Heading(1, "基本情况"), Heading(2, "在岗"), Heading(2, "请假"), Heading(3, "病假"), Heading(4, "住院"),
        Heading(1, "下一步工作"), Heading(2, "督查"),
    )  # fmt: skip

    made = paragraphs(to_docx(paper))

    assert [words for style, words in made if style.startswith("Heading")] == [
        "一、基本情况", "（一）在岗", "（二）请假", "1.病假", "（1）住院", "二、下一步工作", "（一）督查"
    ]  # fmt: skip


def test_headings_have_the_faces_of_their_levels_and_enter_the_outline():
    styles = part(to_docx(NOTICE), "word/styles.xml")

    faces = re.findall(r'styleId="Heading\d">.*?outlineLvl w:val="(\d)".*?w:eastAsia="([^"]+)"', styles)
    assert faces == [("0", "黑体"), ("1", "楷体_GB2312"), ("2", "仿宋_GB2312"), ("3", "仿宋_GB2312")]


def test_words_after_a_heading_on_its_line_are_body_text():
    document = part(
        to_docx(with_body(Heading(1, "基本情况。", (Run("共有170支工作队。"),)))), "word/document.xml"
    )

    assert re.search(r'w:eastAsia="仿宋_GB2312"[^>]*/></w:rPr><w:t[^>]*>共有170支工作队。', document)


def test_a_generated_figure_opens_its_records_and_prints_like_its_neighbours():
    paper = with_body(
        Paragraph.of("达到要求的", Run("486名", link="https://zhucun.example/f/1?a=1&b=2"), "。")
    )

    made = to_docx(paper)

    target = found(
        r'Id="(\w+)"[^>]*Target="https://zhucun.example/f/1\?a=1&amp;b=2"',
        part(made, "word/_rels/document.xml.rels"),
    )
    document = part(made, "word/document.xml")
    linked = found(rf'<w:hyperlink[^>]* r:id="{target}"[^>]*>(.*?)</w:hyperlink>', document)
    assert linked == '<w:r><w:t xml:space="preserve">486名</w:t></w:r>'


@pytest.mark.parametrize("address", ["javascript:alert(1)", "file:///etc/passwd", r"\\server\share", ""])
def test_a_figure_opens_only_pages(address):
    with pytest.raises(ValueError, match="page of the product"):
        Run("486名", link=address)


def test_rare_characters_survive_and_are_drawn_with_fonts_that_have_them():
    made = to_docx(with_body(Paragraph.of(NAMES_OF_VILLAGES, "，昇")))

    document = part(made, "word/document.xml")
    assert texts(made, "BodyText") == [f"{NAMES_OF_VILLAGES}，昇"]
    assert re.search(r'w:eastAsia="SimSun-ExtB"[^>]*/></w:rPr><w:t[^>]*>𡐓</w:t>', document)
    assert re.search(r'w:eastAsia="宋体"[^>]*/></w:rPr><w:t[^>]*>\ue170</w:t>', document)
    assert re.search(r'w:eastAsia="仿宋"[^>]*/></w:rPr><w:t[^>]*>昇</w:t>', document)


def test_characters_word_cannot_hold_are_shown_and_not_dropped():
    made = to_docx(with_body(Paragraph.of("甲\x00乙\x0b丙\ud800丁")))

    assert texts(made, "BodyText") == ["甲␀乙␋丙\N{REPLACEMENT CHARACTER}丁"]


@given(st.text(st.characters(exclude_characters="\t\n"), min_size=1))
@settings(max_examples=60, deadline=None)
def test_whatever_is_written_anywhere_stands_in_the_file(text):
    made = to_docx(
        with_body(
            Paragraph.of(text), Table((text,), ((text,),)), Heading(1, text), issuer=text, title=f"甲{text}"
        )
    )

    read = docx.Document(BytesIO(made))
    assert [each.text for each in read.paragraphs if each.style and each.style.style_id == "BodyText"] == [
        visible(text)
    ]
    assert [cell.text for cell in read.tables[0].column_cells(0)] == [visible(text)] * 2
    assert f"一、{visible(text)}" in [each.text for each in read.paragraphs]


def test_every_font_is_named_for_east_asian_text():
    styles = part(to_docx(NOTICE), "word/styles.xml")

    named = re.findall(r"<w:rFonts [^>]*>", styles)
    assert named
    assert not [each for each in named if "w:eastAsia=" not in each]


def test_the_head_of_a_table_repeats_and_its_columns_fill_the_type_area():
    document = part(to_docx(with_body(table(14, 40))), "word/document.xml")

    grids = [
        sum(map(int, re.findall(r'<w:gridCol w:w="(\d+)"', grid)))
        for grid in document.split("<w:tblGrid>")[1:]
    ]
    assert document.count("<w:tblHeader/>") == 1
    assert grids[0] == 12756  # 225 mm: a table of fourteen columns is turned


@pytest.mark.parametrize("columns", [4, 14])
def test_a_short_table_stays_in_the_body(columns):
    made = to_docx(with_body(table(columns, 3)))

    assert 'w:orient="landscape"' not in part(made, "word/document.xml")
    assert texts(made, "AttachmentMark") == []


def test_a_long_table_becomes_an_attachment_and_the_body_names_it():
    made = to_docx(with_body(Paragraph.of("现通报如下。"), table(4, 40)))

    assert "（在岗明细表见附件）" in texts(made, "BodyText")
    assert texts(made, "AttachmentNote") == ["附件：在岗明细表"]
    assert texts(made, "AttachmentMark") == ["附件"]


def test_attachments_are_counted_and_one_sent_beside_the_paper_has_no_page():
    enclosed = Attachment("整改清单。", (Paragraph.of("无。"),))

    made = to_docx(replace(NOTICE, attachments=(enclosed, Attachment("队员名册"))))

    assert texts(made, "AttachmentNote") == ["附件：1.\t整改清单", "2.\t队员名册"]
    assert texts(made, "AttachmentMark") == ["附件1"]


def test_after_a_turned_page_the_imprint_stands_on_an_upright_one():
    document = part(to_docx(with_body(table(12, 30))), "word/document.xml")

    sections = re.findall(r"<w:pgSz[^>]*>", document)
    assert ["landscape" in each for each in sections] == [False, True, False]
    assert document.rindex("抄送：") > document.index('w:orient="landscape"')


@pytest.mark.parametrize("columns", [0, 15])
def test_a_table_no_sheet_can_hold_is_refused(columns):
    with pytest.raises(ValueError, match="1 to 14 columns"):
        table(columns, 1)


def test_a_row_with_a_cell_too_many_is_refused():
    with pytest.raises(ValueError, match="as many cells"):
        Table(("乡镇", "人数"), (("建设镇", "3", "多"),))


def indents(made: bytes, style: str) -> int:
    return int(found(rf'w:val="{style}"/>.*?w:left="(\d+)"', part(made, "word/document.xml")))


def test_the_date_starts_two_characters_after_the_name_and_the_name_ends_two_from_the_edge():
    made = to_docx(NOTICE)

    assert indents(made, "Issuer") == (28 - 2 - 9) * 315
    assert indents(made, "Dated") == indents(made, "Issuer") + 2 * 315


def test_a_date_longer_than_the_name_keeps_the_edge_and_moves_the_name():
    made = to_docx(replace(NOTICE, issuer="县委", dated=date(2026, 11, 13)))

    assert indents(made, "Dated") == (28 - 2 - 7) * 315
    assert indents(made, "Issuer") == indents(made, "Dated") - 2 * 315


def test_the_date_has_no_leading_zeros():
    assert texts(to_docx(NOTICE), "Dated") == ["2026年7月3日"]


def test_addressees_that_would_push_the_body_off_the_first_page_go_to_the_imprint():
    many = tuple(f"第{number}派驻单位党组" for number in range(60))

    made = to_docx(replace(NOTICE, recipients=many))

    assert texts(made, "Recipients") == []
    assert texts(made, "Imprint")[0].startswith("主送：第0派驻单位党组，")


def test_the_imprint_names_who_gets_copies_and_who_printed_when():
    imprint = texts(to_docx(replace(NOTICE, printed_on=date(2026, 7, 4))), "Imprint")

    assert imprint == ["抄送：州委组织部，县委办公室。", "中共白玉县委组织部办公室\t2026年7月4日印发"]


def test_the_lines_of_the_imprint_are_thick_thin_thick():
    document = part(to_docx(NOTICE), "word/document.xml")

    borders = found(r"<w:tblBorders>(.*?)</w:tblBorders>", document)
    assert re.findall(r"<w:(\w+) w:val=\"single\" w:sz=\"(\d)\"", borders) == [
        ("top", "8"),
        ("bottom", "8"),
        ("insideH", "6"),
    ]


def test_signers_stand_two_by_two_and_the_number_beside_the_last():
    made = to_docx(replace(NOTICE, signers=("扎西", "李四光", "王五")))

    assert texts(made, "Number") == [
        "\u3000\t签发人：扎西\u3000\u3000李四光",
        "\u3000白组〔2026〕7号\t\u3000\u3000\u3000\u3000王五\u3000",
    ]


def test_page_numbers_are_right_on_odd_pages_and_left_on_even_ones():
    made = to_docx(NOTICE)

    assert "<w:evenAndOddHeaders/>" in part(made, "word/settings.xml")
    assert 'w:jc w:val="right"' in part(made, "word/footer1.xml")
    assert 'w:jc w:val="left"' in part(made, "word/footer2.xml")
