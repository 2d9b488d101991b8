"""Which versions of which libraries have a part in the bytes of a file."""

from __future__ import annotations

import ctypes
import os
import re
import sys
import zlib
from functools import cache

_PYTHON = (
    "mzdocs", "asn1crypto", "cffi", "cryptography", "cssselect2", "deflate", "et-xmlfile", "ezdxf", "fonttools",
    "jinja2", "lxml", "markupsafe", "numpy", "opencc", "openpyxl", "pikepdf", "pillow", "pydantic", "pydantic-core",
    "pydyf", "pypdfium2", "pyphen", "python-docx", "python-stdnum", "pyyaml", "rjieba", "segno", "skia-pathops",
    "tinycss2", "tinyhtml5", "uharfbuzz", "weasyprint", "xlsxwriter", "zxing-cpp",
)  # fmt: skip
"""Of all the program needs, those that read what is put in, lay out, write, or judge; a test knows the others."""


@cache
def versions() -> dict[str, str]:
    """Name -> version: with the same of these and the same data, the bytes are the same."""
    import sqlite3

    return {
        "python": sys.version.split()[0],
        "sqlite": sqlite3.sqlite_version,
        "zlib": zlib.ZLIB_RUNTIME_VERSION,
        **{name: version(name) for name in _PYTHON},
        **of_the_system(),
    }


def version(name: str) -> str:
    """Of a library that is installed; by the name of its folder, for to ask for it takes as long as some pages.

    Raises:
        KeyError: it is not.
    """
    return _installed()[name]


@cache
def _installed() -> dict[str, str]:
    folders = (name for path in reversed(sys.path) if os.path.isdir(path) for name in os.listdir(path))
    found = (name.removesuffix(".dist-info").partition("-") for name in folders if name.endswith(".dist-info"))
    return {re.sub(r"[-_.]+", "-", name).lower(): number for name, _, number in found}


def of_the_system() -> dict[str, str]:
    """The text libraries the layout engine asks, by what they say of themselves; it loads the same ones."""
    return {
        "pango": _said("pango-1.0", "pango_version_string"),
        "harfbuzz": _said("harfbuzz", "hb_version_string"),
        "fontconfig": _number("fontconfig", "FcGetVersion"),
        "fribidi": _text_at("fribidi", "fribidi_version_info"),
        "freetype": _freetype(),
    }


def _library(name: str) -> ctypes.CDLL | None:
    for file in (f"lib{name}.so.0", f"lib{name}.so.1", f"lib{name}.so.6"):
        try:
            return ctypes.CDLL(file)
        except OSError:
            continue
    return None


def _said(name: str, function: str) -> str:
    call = getattr(_library(name), function, None)
    if call is None:
        return ""
    call.restype = ctypes.c_char_p
    return bytes(call()).decode("ascii", "replace")


def _number(name: str, function: str) -> str:
    call = getattr(_library(name), function, None)
    if call is None:
        return ""
    number = int(call())
    return f"{number // 10000}.{number // 100 % 100}.{number % 100}"


def _text_at(name: str, variable: str) -> str:
    library = _library(name)
    if library is None:
        return ""
    said = ctypes.c_char_p.in_dll(library, variable).value
    lines = (said or b"").decode("ascii", "replace").split("\n")
    return lines[0].rpartition(" ")[2]


def _freetype() -> str:
    library = _library("freetype")
    if library is None:
        return ""
    handle, numbers = ctypes.c_void_p(), [ctypes.c_int() for _ in range(3)]
    if library.FT_Init_FreeType(ctypes.byref(handle)):
        return ""
    library.FT_Library_Version(handle, *map(ctypes.byref, numbers))
    library.FT_Done_FreeType(handle)
    return ".".join(str(number.value) for number in numbers)
