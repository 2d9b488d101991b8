"""The environment a process was started in -> the one its libraries see: nothing of it may reach a page."""

from __future__ import annotations

import locale
import os
from contextlib import suppress

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
