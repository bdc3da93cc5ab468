"""The gallery in a real browser: readable by contrast and by screen readers, and as narrow as the narrowest phone."""

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django import forms
from django.core.paginator import Paginator
from django.template.loader import render_to_string
from django.test import RequestFactory
from playwright.sync_api import Browser, sync_playwright

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PACKAGE = Path(__file__).parents[2]
BUILT = PACKAGE / "static" / "zhucun" / "app.css"
WHOLE = sorted(path.stem for path in (PACKAGE / "kernel/templates/kernel/gallery").glob("*.html"))
PAGES = ["kernel/gallery.html", *(f"kernel/gallery/{name}.html" for name in WHOLE), "404.html", "500.html"]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}


class Leave(forms.Form):
    kind = forms.ChoiceField(label="假别", widget=forms.RadioSelect, choices=[("a", "事假"), ("b", "病假")])
    end = forms.DateField(label="到", help_text="当天往返的，两个日期相同。")
    why = forms.CharField(label="事由", widget=forms.Textarea, required=False)
    secret = forms.CharField(label="密码", widget=forms.PasswordInput)
    tell = forms.BooleanField(label="同时告诉村支书", required=False)

    def clean(self) -> None:
        raise forms.ValidationError("10 月 12 日已经有一条请假。请改日期，或者打开那一条来改。")


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"]
        )


def rendered(template: str) -> str:
    problem = SimpleNamespace(
        where="第 5 行 C 列", value="云领镇", sentence="没有“云领镇”。", next_step="改成全称。"
    )
    context: dict[str, Any] = {
        "form": Leave({"end": "昨天"}),
        "problems": [problem],
        "page": Paginator(range(90), 30).page(2),
        "icons": ["home"],
        "menu": [SimpleNamespace(word="在岗", url="/", current=True, icon="calendar")],
        "bar": [SimpleNamespace(word="首页", url="/", current=True, icon="home")],
        "here": SimpleNamespace(county_name="青山县", place_name="云岭镇", role_name="联络员"),
    }
    html = render_to_string(template, context, RequestFactory().get("/"))
    return html.replace("</head>", f"<style>{BUILT.read_text('utf-8')}</style></head>")


@pytest.mark.parametrize("template", PAGES)
@pytest.mark.parametrize("scheme", ["light", pytest.param("dark", marks=pytest.mark.thorough)])
@pytest.mark.parametrize("width", [360, 1280])
def test_a_page_is_accessible_and_fits(chromium, settings, template, scheme, width):
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    page = chromium.new_page(viewport={"width": width, "height": 780}, color_scheme=scheme)
    page.set_content(rendered(template))

    found = Axe().run(page, options=RULES).response["violations"]
    beyond = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    page.close()

    assert not [(each["impact"], each["id"], each["nodes"][0]["html"]) for each in found]
    assert beyond <= 0
