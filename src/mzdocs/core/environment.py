"""The environment a process was started in -> the one its libraries see: nothing of it may reach a page."""

from __future__ import annotations

import locale
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

_FAMILIES = ("EZDXF_", "FC_", "FONTCONFIG_", "FONTTOOLS_", "FREETYPE_", "G_", "HB_", "LC_", "OPENPYXL_", "PANGO")
_NAMES = ("CHARSET", "LANG", "LANGUAGE", "SOURCE_DATE_EPOCH")
_SET = {"LC_ALL": "C.UTF-8", "FC_LANG": "en"}


def settle() -> None:
    """Forget what the libraries that set and write pages would read, before one of them is loaded.

    They read it once and keep it: by it fontconfig chooses a font's name (霞鹜文楷 for LXGW WenKai), pango and
    HarfBuzz choose glyphs, openpyxl its writer. `TZ` stays, for it says which day today is for the clerk.
    """
    for name in [name for name in os.environ if name in _NAMES or name.startswith(_FAMILIES)]:
        del os.environ[name]
    os.environ.update(_SET)
    with suppress(locale.Error):  # a system without it has no other that every machine has
        locale.setlocale(locale.LC_ALL, "C.UTF-8")


_LINE = Path("/proc/self/cmdline")
"""The words a process was started with, as bytes: decoded by one library they are not always what another encodes."""


def in_utf8() -> None:
    """Start the process again where the names of files would not be read as UTF-8; what is shown stays as it was.

    Python takes the encoding of names from the locale it starts in, and there is no other way to change it. `settle`
    has set another locale by now.
    """
    if sys.getfilesystemencoding() == "utf-8":
        return
    program, *words = _LINE.read_bytes().split(b"\0")[:-1]
    shown = sys.stdout.encoding if sys.stdout else locale.getencoding()
    os.environb.setdefault(b"PYTHONIOENCODING", shown.encode())
    os.execve(sys.executable, [program, b"-X", b"utf8", *words], os.environb)


def as_typed(words: Sequence[str]) -> list[str]:
    """The words of a command line that are no UTF-8, in the encoding of the screen: so they were typed.

    One that names a file stays as it is: so that file is called.
    """
    screen = (sys.stdout.encoding if sys.stdout else None) or "utf-8"
    return [word if word.isprintable() or os.path.lexists(word) else _decoded(word, screen) for word in words]


def _decoded(word: str, encoding: str) -> str:
    try:
        return os.fsencode(word).decode(encoding)
    except UnicodeDecodeError:
        return word
