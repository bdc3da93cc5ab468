"""Components: each stands in the gallery, and every template uses them in a way they understand."""

import re
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2]
KERNEL = PACKAGE / "kernel" / "templates"
COMPONENTS = sorted(path.stem.replace("_", "-") for path in (KERNEL / "cotton").glob("*.html"))
TEMPLATES = sorted(path for path in PACKAGE.rglob("*.html") if "templates" in path.parts)

BOUND = re.compile(r"<c-[a-z-]+[^>]*?\s:[a-z-]+=\"([^\"]*)\"")
PLAIN = re.compile(r"[\w.]*|\[.*\]|\{.*\}")
INLINE = re.compile(r"\s(style|on[a-z]+)=|<style|<script(?![^>]*\ssrc=)")
ICON = re.compile(r'<c-icon name="([^"]+)"')


def named(path: Path) -> str:
    return str(path.relative_to(PACKAGE))


def shown() -> str:
    pages = [KERNEL / "kernel" / "gallery.html", *(KERNEL / "kernel" / "gallery").glob("*.html")]
    return "".join(path.read_text("utf-8") for path in pages)


@pytest.mark.parametrize("path", TEMPLATES, ids=named)
def test_a_bound_attribute_holds_a_name_and_no_expression(path):
    # A filter or comparison there is dropped without a word, and the figure on the page stays empty.
    expressions = [said for said in BOUND.findall(path.read_text("utf-8")) if not PLAIN.fullmatch(said)]

    assert not expressions, 'write name="{{ value|filter }}" instead of :name="value|filter"'


@pytest.mark.parametrize("path", TEMPLATES, ids=named)
def test_no_template_carries_style_or_script_of_its_own(path):
    assert not INLINE.findall(path.read_text("utf-8")), "the content policy would drop it"


@pytest.mark.parametrize("path", TEMPLATES, ids=named)
def test_every_component_that_is_used_exists(path):
    used = set(re.findall(r"<c-([a-z-]+)[\s/>]", path.read_text("utf-8"))) - {"vars", "slot"}

    assert used <= set(COMPONENTS)


def test_every_icon_that_is_named_is_in_the_sprite():
    built = (PACKAGE.parent / "frontend" / "icons.ts").read_text("utf-8").split("`")[1].split()
    named_icons = {
        icon for path in TEMPLATES for icon in ICON.findall(path.read_text("utf-8")) if "{" not in icon
    }

    assert named_icons <= set(built)


def test_every_component_is_shown_in_the_gallery():
    # These are the parts of other components and of the frame itself.
    inner = {"menu-link", "field"}
    gallery = shown()

    missing = [component for component in COMPONENTS if f"<c-{component}" not in gallery]

    assert set(missing) == inner
