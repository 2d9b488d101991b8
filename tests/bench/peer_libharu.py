"""libharu (C) through ctypes: the texts of the rows at fixed places, and nothing else: no head, no wrapping, no lines.

The measure of a plain writer in a compiled language; what ours does beside that, it does not.
"""

from __future__ import annotations

import ctypes
import sys
from pathlib import Path

from tests.bench.forms import ROWS_A_PAGE, text_places
from tests.bench.lines import JsonLines

LIBRARY = "libhpdf-2.3.0.so"
SIZE, COMPRESS_ALL, EMBEDDED = 8.0, 0x0F, 1


def library() -> ctypes.CDLL:
    found = ctypes.CDLL(LIBRARY)
    for name, result, *arguments in (
        ("HPDF_New", ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p),
        ("HPDF_LoadTTFontFromFile", ctypes.c_char_p, ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int),
        ("HPDF_GetFont", ctypes.c_void_p, ctypes.c_void_p, ctypes.c_char_p, ctypes.c_char_p),
        ("HPDF_AddPage", ctypes.c_void_p, ctypes.c_void_p),
        ("HPDF_SetCompressionMode", ctypes.c_ulong, ctypes.c_void_p, ctypes.c_uint),
        ("HPDF_UseUTFEncodings", ctypes.c_ulong, ctypes.c_void_p),
        ("HPDF_Page_SetWidth", ctypes.c_ulong, ctypes.c_void_p, ctypes.c_float),
        ("HPDF_Page_SetHeight", ctypes.c_ulong, ctypes.c_void_p, ctypes.c_float),
        ("HPDF_Page_SetFontAndSize", ctypes.c_ulong, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_float),
        ("HPDF_Page_BeginText", ctypes.c_ulong, ctypes.c_void_p),
        ("HPDF_Page_EndText", ctypes.c_ulong, ctypes.c_void_p),
        ("HPDF_Page_TextOut", ctypes.c_ulong, ctypes.c_void_p, ctypes.c_float, ctypes.c_float, ctypes.c_char_p),
        ("HPDF_SaveToFile", ctypes.c_ulong, ctypes.c_void_p, ctypes.c_char_p),
    ):
        function = getattr(found, name)
        function.restype, function.argtypes = result, arguments
    return found


def main(work: Path, source: Path, target: Path) -> None:
    haru = library()
    pdf = haru.HPDF_New(None, None)
    haru.HPDF_SetCompressionMode(pdf, COMPRESS_ALL)
    haru.HPDF_UseUTFEncodings(pdf)
    name = haru.HPDF_LoadTTFontFromFile(pdf, str(work / "fonts" / "kai.ttf").encode(), EMBEDDED)
    font = haru.HPDF_GetFont(pdf, name, b"UTF-8")
    put, places = haru.HPDF_Page_TextOut, text_places()
    rows, page = JsonLines(source), None
    for at, row in enumerate(rows):
        line = at % ROWS_A_PAGE
        if line == 0:
            if page:
                haru.HPDF_Page_EndText(page)
            page = haru.HPDF_AddPage(pdf)
            haru.HPDF_Page_SetWidth(page, 595.28)
            haru.HPDF_Page_SetHeight(page, 841.89)
            haru.HPDF_Page_SetFontAndSize(page, font, SIZE)
            haru.HPDF_Page_BeginText(page)
        for (x, y), text in zip(places[line], row, strict=True):
            put(page, x, y, text.encode())
    haru.HPDF_Page_EndText(page)
    if haru.HPDF_SaveToFile(pdf, str(target).encode()):
        raise SystemExit("libharu could not write the file")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))
