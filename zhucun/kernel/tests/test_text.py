import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from zhucun.kernel.text import canonical, canonical_code, canonical_name, match_key

FORMS = [canonical, canonical_name, canonical_code]


@pytest.mark.parametrize("form", FORMS)
def test_a_second_pass_changes_nothing(form):
    @given(st.text())
    @example("\ufeff 张\u3000三\u200b ")
    @example("a\u0301 \uf9d1\u0301 \U0002f804")
    @example("ｅ\u0301　１２")
    def holds(text):
        once = form(text)

        assert form(once) == once

    holds()


@given(st.text(alphabet="\ue170\ue08b𡐓𣒍𡌶\uf9d1\U0002f804䲜", min_size=1))
def test_a_name_keeps_rare_private_and_compatibility_characters(name):
    assert canonical_name(name) == name


def test_a_name_loses_what_cannot_be_seen_and_spaces_that_only_align():
    assert canonical_name("\ufeff张　 三\u200b\u202e ") == "张三"
    assert canonical_name(" 莫\u200b𡐓 村 ") == "莫𡐓村"


def test_a_latin_name_keeps_its_inner_space():
    assert canonical_name(" Jose\u0301   Li ") == "José Li"


def test_the_dots_of_a_transliterated_name_become_one_dot():
    assert canonical_name("买买提・ 阿不都") == canonical_name("买买提•阿不都") == "买买提·阿不都"


def test_a_code_is_ascii_capitals_without_spaces():
    assert canonical_code(" ５１３３３１ 1990\u200b0101\u3000００１ｘ ") == "51333119900101001X"
    assert canonical_code("2024－3—1") == "2024-3-1"


def test_free_text_keeps_its_lines_and_full_width_punctuation():
    assert canonical("第一行，  \r\n第二行。\x00\n") == "第一行，\n第二行。"


def test_two_spellings_of_a_name_share_a_key_and_two_names_do_not():
    assert match_key("和平村（社区） ") == match_key("和平村(社区)")
    assert match_key("\ue170村") != match_key("\ue08b村")
