"""Nothing of the environment a process starts in reaches a page, by whichever door mzdocs is entered."""

from __future__ import annotations

import io
import locale
import os
import subprocess
import sys

import pikepdf
from pikepdf import Dictionary

from mzdocs.core.environment import settle

from .strange import STRANGE, generated

KEPT = {"HOME", "MZDOCS_LANG", "MZDOCS_FONTS", "PATH", "PYTHONHASHSEED", "TZ", "XDG_DATA_HOME", "GOPATH", "LOCPATH"}
PAGE = """<html lang="zh-CN"><title>页</title><p style="font-family:LXGW WenKai">救助对象 AVATAR office</p>
<p style="font-family:Noto Serif CJK SC">AVATAR office</p><svg><text>骨</text></svg>"""
ENTRY = f"""
import locale, sys
locale.setlocale(locale.LC_ALL, "")
print(locale.setlocale(locale.LC_CTYPE), file=sys.stderr)
from mzdocs.core.problems import Location
from mzdocs.render import engine
sys.stdout.buffer.write(engine.lay_out({PAGE!r}, "", {{}}, Location()).write("plain"))
"""
"""The library's own entry, in a program that has asked for the user's locale as many do."""


def made(**environment: str) -> tuple[str, bytes]:
    """The locale a process started in, and the page it made."""
    done = subprocess.run(
        [sys.executable, "-c", ENTRY], env={**os.environ, **environment}, capture_output=True, check=True, timeout=60
    )
    return done.stderr.decode().strip(), done.stdout


def fonts_of(data: bytes) -> set[str]:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        found = [str(each.BaseFont) for each in pdf.objects if isinstance(each, Dictionary) and "/BaseFont" in each]
    return {name.split("+")[1] for name in found}


def test_a_page_is_the_same_in_a_chinese_locale_and_under_every_setting(tmp_path):
    (_, plain), (began, strange) = made(LC_ALL="C"), made(**generated(tmp_path))
    assert began == "zh_CN.UTF-8"
    assert "LXGW-WenKai" in fonts_of(strange)
    assert strange == plain


def test_what_libraries_read_goes_and_what_mzdocs_and_the_user_need_stays(monkeypatch):
    with monkeypatch.context() as patch:
        for name in {*STRANGE, *KEPT}:
            patch.setenv(name, STRANGE.get(name, "x"))
        settle()
        assert {*STRANGE, *KEPT} & set(os.environ) == {*KEPT, "LC_ALL", "FC_LANG"}
        assert (os.environ["LC_ALL"], os.environ["FC_LANG"]) == ("C.UTF-8", "en")
    assert locale.setlocale(locale.LC_ALL) == "C.UTF-8"
