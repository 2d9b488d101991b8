"""A wall round WeasyPrint: HTML -> laid-out pages -> PDF bytes; whatever it only logs is a problem."""

from __future__ import annotations

import ctypes
import ctypes.util
import logging
import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from mzdocs.core.problems import Exit, Location, Problem, Stopped, problem_type
from mzdocs.core.unbreakable import JOINER, joined_page
from mzdocs.design import fontconfig, fonts, own_fonts
from mzdocs.render import compact_fonts, engine_styles, plain_styles
from mzdocs.render.qr import CODES, code_png, payload

RENDER_WARNING = problem_type(
    "MZ3001",
    "排版引擎报告：{record}",
    "The layout engine reports: {record}",
    "检查模板、样式和图片；这是错误，不会交付。",
    "Check template, style and pictures; nothing is delivered with it.",
    Exit.PREFLIGHT,
)
MISSING_PICTURE = problem_type(
    "MZ3002",
    "模板要用的图片或样式不存在：{url}",
    "The template asks for a resource that does not exist: {url}",
    "检查模板里的引用。",
    "Check the reference in the template.",
    Exit.ASSET,
)

Assets = Mapping[str, tuple[bytes, str]]
"""Everything a page may load: virtual address -> bytes and media type."""

BASE = "mz:///"
_VARIANTS = {"plain": None, "archival": "pdf/a-3a", "press": None}


@cache
def weasyprint() -> Any:
    """WeasyPrint, imported with our fonts only and without starting other programs.

    On Linux its import asks `ctypes.util.find_library`, which runs ldconfig, gcc and ld found
    through PATH, 86 processes in all; with the answer None it loads the same libraries by name.
    """
    problems = fonts.verify()
    if problems:
        raise Stopped(problems)
    os.environ["FONTCONFIG_FILE"] = str(_font_config())
    ask, ctypes.util.find_library = ctypes.util.find_library, _no_library
    try:
        import weasyprint as module
    finally:
        ctypes.util.find_library = ask
    compact_fonts.install()
    plain_styles.install()
    return module


def _no_library(name: str) -> str | None:
    return None


def _font_config() -> os.PathLike[str]:
    path = fontconfig.config_file()
    if not path.is_file() or path.read_text(encoding="utf-8") != fontconfig.config_text():
        path.write_text(fontconfig.config_text(), encoding="utf-8")
    return path


@cache
def _font_configuration() -> Any:
    from weasyprint.text.fonts import FontConfiguration

    return FontConfiguration()


class _Listener(logging.Handler):
    """Collects what WeasyPrint says; a library's log is silent by default, and that hides tofu."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record.getMessage()[:200])

    def __enter__(self) -> _Listener:
        for name in ("weasyprint", "fontTools"):
            logging.getLogger(name).addHandler(self)
        return self

    def __exit__(self, *_: object) -> None:
        for name in ("weasyprint", "fontTools"):
            logging.getLogger(name).removeHandler(self)


def _fetcher(assets: Assets) -> Any:
    """A fetcher that knows only `assets`: no network, no files, whatever a page asks for."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class Fetcher(URLFetcher):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__(timeout=1, allowed_protocols=("mz",), allow_redirects=False)
            for handler in list(self.handlers):
                self.handlers.remove(handler)
            self.refused: list[str] = []

        def fetch(self, url: str, _headers: object = None) -> Any:
            if url.startswith(CODES) and url not in assets:
                return URLFetcherResponse(url, code_png(payload(url)), {"Content-Type": "image/png"})
            if url not in assets:
                self.refused.append(url[:80])
                raise ValueError("refused")
            body, media = assets[url]
            return URLFetcherResponse(url, body, {"Content-Type": media})

        def open(self, *_: object, **__: object) -> Any:
            raise ValueError("refused")

    return Fetcher()


@dataclass(frozen=True)
class Laid:
    """Pages laid out, not yet written."""

    pages: Any
    fetcher: Any
    location: Location

    def write(self, standard: str) -> bytes:
        """The PDF.

        Raises:
            Stopped: WeasyPrint logged anything at all, or something was asked for that is not there.
        """
        _drop_joiners(self.pages)
        options: dict[str, Any] = {"pdf_variant": _VARIANTS[standard]}
        if standard == "archival":
            options["pdf_tags"] = True
        with _Listener() as heard:
            data: bytes = self.pages.write_pdf(**options)
        _judge(heard, self.fetcher, self.location)
        return data

    def write_marked(self, standard: str) -> tuple[list[dict[Any, int]], bytes]:
        """The PDF with its content marked, and for each page the number of every box's marked content.

        Raises:
            Stopped: as for `write`.
        """
        _drop_joiners(self.pages)
        marked: list[dict[Any, int]] = []
        for page in self.pages.pages:
            page.paint = _listening(page.paint, marked)
        with _Listener() as heard:
            data: bytes = self.pages.write_pdf(pdf_variant=_VARIANTS[standard], pdf_tags=True)
        _judge(heard, self.fetcher, self.location)
        return marked, data


def _drop_joiners(pages: Any) -> None:
    """They have kept lines from breaking; in what is drawn they would be spread like characters."""
    for page in pages.pages:
        page.bookmarks = [(level, label.replace(JOINER, ""), *rest) for level, label, *rest in page.bookmarks]
        for box in page._page_box.descendants(placeholders=True):  # with what is placed absolutely
            if type(box).__name__ == "TextBox" and JOINER in box.text:
                box.text = box.text.replace(JOINER, "")
                box.pango_layout.text = box.pango_layout.text.replace(JOINER, "")


def _listening(paint: Any, marked: list[dict[Any, int]]) -> Any:
    """Paints a page, and keeps what the engine forgets once the tags are written."""

    def painted(stream: Any, scale: float = 1) -> None:
        paint(stream, scale)
        marked.append({box: kept["mcid"] for box, kept in stream._tags.items()})

    return painted


@lru_cache(maxsize=32)
def _style_sheet(text: str) -> Any:
    """Style rules parsed once for all pages that share them."""
    module = weasyprint()
    return module.CSS(string=text, url_fetcher=_fetcher({}), font_config=_font_configuration())


def lay_out(html: str, styles: str, assets: Assets, location: Location) -> Laid:
    """Lay a page out under the shared style rules.

    Raises:
        Stopped: as for `Laid.write`.
    """
    module = weasyprint()
    fetcher = _fetcher(assets)
    narrow = engine_styles.narrow_rules() if engine_styles.shows_no_more(html, styles) else None
    with _Listener() as heard:
        source = module.HTML(string=own_fonts.marked(joined_page(html)), base_url=BASE, url_fetcher=fetcher)
        if narrow:
            source._ua_stylesheets = lambda *_: [narrow]
        sheets = [_style_sheet(styles)]
        pages = source.render(font_config=_font_configuration(), stylesheets=sheets)
    _judge(heard, fetcher, location)
    return Laid(pages, fetcher, location)


def _judge(heard: _Listener, fetcher: Any, location: Location) -> None:
    problems: list[Problem] = [MISSING_PICTURE.at(location, url=url) for url in fetcher.refused]
    if not problems:
        problems = [RENDER_WARNING.at(location, record=record) for record in heard.records]
    if problems:
        raise Stopped(problems)
