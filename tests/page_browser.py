"""A real Chromium for the page to look at: how it is started, a file dropped on the page, what axe-core finds."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, expect, sync_playwright

CHROMIUM = "/usr/bin/chromium"
AXE = Path(__file__).parents[1] / ".venv" / "npm" / "node_modules" / "axe-core" / "axe.min.js"
PATIENCE = 120_000
"""Milliseconds: nothing here is about speed."""
expect.set_options(timeout=PATIENCE)
_DROP = """([data, name]) => {
  const bytes = Uint8Array.from(atob(data), (each) => each.charCodeAt(0));
  const carried = new DataTransfer();
  carried.items.add(new File([bytes], name));
  document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: carried, bubbles: true, cancelable: true }));
}"""


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser, as long as it is needed."""
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])


@contextmanager
def page_of(browser: Browser, width: int = 1400, height: int = 900) -> Iterator[Page]:
    """A page of a Chinese clerk, in which no script may fail."""
    page = browser.new_page(viewport={"width": width, "height": height}, locale="zh-CN")
    page.set_default_timeout(PATIENCE)
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    yield page
    page.close()
    assert not faults


def drop(page: Page, book: Path) -> None:
    """Drop a file on the page, as from a file manager."""
    page.evaluate(_DROP, [base64.b64encode(book.read_bytes()).decode(), book.name])


def serious(page: Page) -> list[Any]:
    """What keeps somebody from using the page, as axe-core finds it."""
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("axe.run()")["violations"]
    return [(each["id"], each["nodes"][0]["html"]) for each in found if each["impact"] in ("serious", "critical")]


def too_wide(page: Page) -> int:
    """By how many dots the page would have to be moved sideways to be read."""
    return max(0, page.evaluate("document.documentElement.scrollWidth - innerWidth"))
