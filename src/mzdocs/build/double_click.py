"""What opens the preview by a double click, beside the data of a new district: on Linux, and on Windows by WSL."""

from __future__ import annotations

import sys
from pathlib import Path
from shlex import quote

_SHELL = """\
#!/bin/sh
# 双击打开预览；也可以在这个文件夹里运行 mzdocs preview
cd "$(dirname "$0")" || exit 1
PATH={programs}:"$PATH"
mzdocs preview "$@" && exit
echo "按回车关闭"
read -r _
"""
_DESKTOP = """\
[Desktop Entry]
Type=Application
Name=预览
Comment=在浏览器里看成品的页面
Exec=sh -c 'cd "$(dirname "$1")" && exec sh ./预览.sh' sh %k
Terminal=true
"""
_WINDOWS = '@echo off\r\nchcp 65001 >nul\r\nwsl --cd "%~dp0." sh ./预览.sh %*\r\nif errorlevel 1 pause\r\n'


def double_clicks(folder: Path) -> dict[Path, str]:
    """The files that are not there yet: a shell script finds the program where it is now, or else on the path."""
    programs = quote(str(Path(sys.executable).parent))
    texts = {"预览.sh": _SHELL.format(programs=programs), "预览.desktop": _DESKTOP, "预览.cmd": _WINDOWS}
    return {folder / name: text for name, text in texts.items() if not (folder / name).exists()}


def write_to_run(path: Path, text: str) -> Path:
    """Write one of them, open to be run.

    Raises:
        OSError: it cannot be written.
    """
    path.write_text(text, encoding="utf-8", newline="")
    path.chmod(0o755)
    return path
