"""An environment that differs in everything a library would read from it, and the Chinese locale it names."""

from __future__ import annotations

import subprocess
from pathlib import Path

STRANGE = {
    "LC_ALL": "zh_CN.UTF-8", "LC_CTYPE": "ja_JP.UTF-8", "LC_NUMERIC": "de_DE.UTF-8", "LANG": "tr_TR.UTF-8",
    "LANGUAGE": "de:ja", "FC_LANG": "zh-cn", "FC_DEBUG": "1", "FONTCONFIG_FILE": "/nowhere/fonts.conf",
    "FONTCONFIG_PATH": "/nowhere", "FONTCONFIG_SYSROOT": "/nowhere", "FREETYPE_PROPERTIES": "cff:no-stem-darkening=0",
    "HB_SHAPER_LIST": "fallback", "HB_OPTIONS": "uniscribe-bug-compatible", "PANGO_LANGUAGE": "ko:ja",
    "G_DEBUG": "fatal-warnings", "G_MESSAGES_DEBUG": "all", "G_SLICE": "always-malloc", "CHARSET": "GBK",
    "OPENPYXL_LXML": "False", "EZDXF_DISABLE_C_EXT": "1", "FONTTOOLS_GPOS_COMPACT_MODE": "9",
    "SOURCE_DATE_EPOCH": "86400", "TZ": "Asia/Tokyo", "PYTHONHASHSEED": "7",
}  # fmt: skip


def generated(folder: Path) -> dict[str, str]:
    """What a process needs in its environment to start in zh_CN.UTF-8 for true: most machines do not have it."""
    made = folder / "zh_CN.UTF-8"
    subprocess.run(["localedef", "-i", "zh_CN", "-f", "UTF-8", str(made)], check=True, capture_output=True, timeout=60)
    return {**STRANGE, "LOCPATH": str(folder)}
