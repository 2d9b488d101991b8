"""pdf_oxide (Rust): the texts of the rows at fixed places, as `peer_libharu` puts them."""

from __future__ import annotations

import sys
from pathlib import Path

from pdf_oxide import DocumentBuilder, EmbeddedFont

from tests.bench.forms import ROWS_A_PAGE, text_places
from tests.bench.lines import JsonLines

FONT, SIZE = "kai", 8.0


def main(work: Path, source: Path, target: Path) -> None:
    font = EmbeddedFont.from_file(str(work / "fonts" / "kai.ttf"))
    pdf, places = DocumentBuilder().register_embedded_font(FONT, font), text_places()
    rows, page = JsonLines(source), None
    for at, row in enumerate(rows):
        line = at % ROWS_A_PAGE
        if line == 0:
            if page:
                page.done()
            page = pdf.a4_page().font(FONT, SIZE)
        for (x, y), text in zip(places[line], row, strict=True):
            page.at(x, y).text(text)
    page.done()
    pdf.save(str(target))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))
