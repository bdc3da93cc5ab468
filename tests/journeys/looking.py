"""What every screen of the phone is asked: right for a screen reader, no target too small, nothing cut off."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.journeys.visitor import ALBUM, RULES

TOUCH = 44
# A radio or a tick lies over its words; what is within a sentence of a page of the web is not the phone's affair.
SMALL = """
(least) => {
  const cover = (at) => at.closest("label.tap, label.button") ?? at;
  const size = (at) => cover(at).getBoundingClientRect();
  const there = (at) => at.checkVisibility({ visibilityProperty: true }) && size(at).width > 1;
  return [...document.querySelectorAll("a, button, input, select, textarea, summary")]
    .filter((at) => there(at) && (size(at).width < least || size(at).height < least))
    .map((at) => `${at.outerHTML.slice(0, 120)} ${Math.round(size(at).width)}x${Math.round(size(at).height)}`);
}
"""
CUT_OFF = """
() => {
  const wide = document.documentElement.scrollWidth - innerWidth;
  const text = (at) => [...at.childNodes].some((one) => one.nodeType === 3 && one.textContent.trim());
  const cut = [...document.querySelectorAll("body *")].filter((at) => {
    if (!text(at) || !at.checkVisibility() || at.closest(".out-of-sight, svg")) return false;
    const box = at.getBoundingClientRect();
    const hidden = getComputedStyle(at).overflow !== "visible" && at.scrollWidth > at.clientWidth + 1;
    return hidden || box.right > innerWidth + 1 || box.left < -1;
  });
  return [...(wide > 0 ? [`${wide} px too wide`] : []), ...cut.map((at) => at.outerHTML.slice(0, 120))];
}
"""


def findings(page: Page) -> list[str]:
    """What axe finds, grave or not."""
    found: list[dict[str, Any]] = Axe().run(page, options=RULES).response["violations"]
    return [f"{one['id']}: {node['html'][:200]}" for one in found for node in one["nodes"]]


def too_small(page: Page) -> list[str]:
    found: list[str] = page.evaluate(SMALL, TOUCH)
    return found


def cut_off(page: Page) -> list[str]:
    found: list[str] = page.evaluate(CUT_OFF)
    return found


def picture(page: Page, name: str) -> None:
    folder = ALBUM / "phone"
    folder.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=folder / f"{name}.png", full_page=True, animations="disabled")
